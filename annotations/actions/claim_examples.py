"""Examples in definitions: a passage becomes one of a claim, and stops being it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.models import Annotation, Claim, ClaimExample, Visibility
from newsroom import log
from newsroom.models import User

MOST = 8
"""Examples of one claim."""


def add_example(*, by: User, claim: Claim, passage: Annotation, token: log.Token) -> ClaimExample:
    """Make a passage that everybody in the project sees an example of a claim. Raises ``log.Conflict``."""
    with log.act(by=by, project=claim.project, kind="example_add", token=token) as act:
        if act.is_repeated:
            return ClaimExample.objects.get(uuid=act.answer["example"])
        if reason := refused(claim, passage):
            raise log.Conflict(reason)
        example = ClaimExample.objects.create(project=act.project, claim=claim, annotation=passage, created_by=by)
        act.made(example)
        act.answer = {"example": str(example.uuid)}
    return example


def remove_example(*, by: User, example: ClaimExample, token: log.Token) -> None:
    """Take an example out of a definition; the passage stays as it is."""
    with log.act(by=by, project=example.project, kind="example_remove", token=token) as act:
        if act.is_repeated:
            return
        fresh = ClaimExample.objects.current().filter(pk=example.pk).first()
        if fresh is None:
            raise log.Conflict(_("This is no example any more."))
        before = log.snapshot(fresh)
        fresh.deleted_at = timezone.now()
        fresh.save(update_fields=["deleted_at"])
        act.changed(fresh, before)
        act.answer = {"example": str(example.uuid)}


def refused(claim: Claim, passage: Annotation) -> str:
    """Return why a passage cannot be an example, empty where it can."""
    if passage.deleted_at is not None or passage.visibility != Visibility.PROJECT:
        return _("Only a passage that the whole project sees can be an example.")
    family = Claim.objects.family([claim.uuid]).values("pk")
    if not passage.taggings.current().filter(claim__in=family).exists():
        return _("This passage does not carry “%(label)s”.") % {"label": claim.label}
    current = ClaimExample.objects.current().of(claim.pk)
    if current.filter(annotation=passage).exists():
        return _("This passage is an example of “%(label)s” already.") % {"label": claim.label}
    if current.count() >= MOST:
        return _("“%(label)s” has %(most)s examples already. Take one away first.") % {
            "label": claim.label,
            "most": MOST,
        }
    return ""


def kind() -> log.Kind:
    """How the log knows examples."""
    return log.Kind(
        "claim_example",
        ClaimExample,
        ("claim", "annotation", "deleted_at"),
        article_id=lambda row: row.annotation.article_id,
        may=lambda membership, row: membership.can_annotate,
        guard=example_stands,
    )


def example_stands(example: ClaimExample, event: object) -> str:
    """Say what forbids an example to come back."""
    if example.deleted_at is not None:
        return ""
    if example.claim.deleted_at:
        return _("The claim “%(label)s” was taken back since.") % {"label": example.claim.label}
    others = ClaimExample.objects.current().filter(claim=example.claim_id, annotation=example.annotation_id)
    return _("It is an example again since.") if others.exclude(pk=example.pk).exists() else ""
