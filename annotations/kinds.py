"""How the log knows what analysts make: which fields it keeps, who may undo, what may stand on them."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _, ngettext

from annotations import name_kinds, talking_kinds
from annotations.actions import corrections, review
from annotations.actions.reanchoring import follow, make_way
from annotations.agreed import among
from annotations.claim_tree import is_under
from annotations.models import (
    Anchor,
    AnchorStatus,
    Annotation,
    Claim,
    ClaimRelation,
    Publication,
    ReadingState,
    Response,
    Tagging,
)
from newsroom import log
from newsroom.actions.putting_back import beside
from newsroom.models import Article, Event, Membership


def _is_author(membership: Membership, annotation: Any) -> bool:
    return membership.can_annotate and annotation.author_id == membership.user_id


def _passages(count: int) -> str:
    if not count:
        return ""
    text = ngettext("%(count)s passage stands on this.", "%(count)s passages stand on this.", count)
    return text % {"count": count}


def annotation_stands(annotation: Any, event: Event) -> str:
    """Name the taggings that an annotation still carries when it is about to go."""
    if annotation.deleted_at and not event.before and annotation.taggings.current().exists():
        return _("Claims were added to this highlight since. Undo those first.")
    if annotation.deleted_at and event.before and "deleted_at" not in event.before:
        return _("This highlight was removed since. Bring it back first.")
    return ""


def went_along(annotation: Any, events: Iterable[Event]) -> list[Event]:
    """Return what was taken away together with an annotation: its taggings, and what only they were there for."""
    gone = [event for event in events if event.after.get("deleted_at")]
    taggings = Tagging.objects.filter(annotation=annotation).select_related("claim", "speaker", "via")
    mine = {uuid for tagging in taggings for uuid in _with_what_it_names(tagging)}
    mine |= set(Response.objects.filter(own=annotation).values_list("uuid", flat=True))
    return [event for event in gone if event.object_uuid in mine]


def _with_what_it_names(tagging: Tagging) -> set[UUID]:
    return {row.uuid for row in (tagging, tagging.claim, tagging.speaker, tagging.via) if row is not None}


def tagging_stands(tagging: Any, event: Event) -> str:
    """Name what a tagging that is about to come back would point to in vain."""
    if tagging.deleted_at:
        return ""
    if tagging.claim.deleted_at:
        return _("The claim “%(label)s” was taken back since.") % {"label": tagging.claim.label}
    gone = next((who for who in (tagging.speaker, tagging.via) if who is not None and who.deleted_at), None)
    return _("“%(name)s” was taken back since.") % {"name": gone.name} if gone else ""


def taggings_stand(taggings: Sequence[Any]) -> str:
    """Say where a passage would carry a claim by a speaker twice."""
    ours = {tagging.pk for tagging in taggings}
    passages = among({tagging.annotation_id for tagging in taggings}, "default")
    names = ("pk", "annotation_id", "claim_id", "speaker_id")
    others = Tagging.objects.current().filter(annotation__in=passages).values_list(*names)
    carried = {tuple(rest) for pk, *rest in others if pk not in ours}
    for tagging in taggings:
        key = (tagging.annotation_id, tagging.claim_id, tagging.speaker_id)
        if tagging.deleted_at is None and key in carried:
            return _("A passage carries the same claim again since. Undo that first.")
    return ""


def response_stands(response: Response, event: Event) -> str:
    """Name what an answer that is about to come back would contradict or answer in vain."""
    if response.deleted_at:
        return ""
    if response.annotation.deleted_at or (response.own is not None and response.own.deleted_at):
        return _("The highlight was removed since. Bring it back first.")
    others = Response.objects.current().filter(annotation=response.annotation_id, by=response.by_id)
    if others.exclude(pk=response.pk).exists():
        return _("You answered this highlight again since. Take that answer back first.")
    return ""


def claim_stands(claim: Any, event: Event, moved: Collection[UUID] = ()) -> str:
    """Name what uses a claim that is about to go, beside what goes before it: that of the UUIDs ``moved``."""
    if not claim.deleted_at:
        return _("Meanwhile the claim would stand under itself.") if is_under(claim.parent, claim) else ""
    if beside(claim.children.filter(deleted_at=None), moved):
        return _("Other claims were put under this one.")
    if beside(claim.merged.filter(deleted_at=None), moved):
        return _("Other claims were merged into this one.")
    if beside(ClaimRelation.objects.current().of(claim), moved):
        return _("It is marked as contradicting another claim.")
    return _passages(beside(claim.taggings.current(), moved))


def article_stands(article: Article, event: Event, moved: Collection[UUID] = ()) -> str:
    """Name the highlights on an article that is about to go, or without a place in the wording that is to come back.

    Those of the UUIDs ``moved`` go before it.
    """
    alive = Annotation.objects.filter(article=article, deleted_at=None)
    if article.deleted_at and not event.before:
        return _passages(beside(alive, moved))
    wording = article.current_revision
    if "current_revision" not in event.before or wording is None:
        return ""
    lost_before = Q(anchors__status=AnchorStatus.LOST, anchors__revision__number__lt=wording.number)
    placed = alive.filter(Q(anchors__revision=wording) | lost_before)
    return _passages(alive.exclude(pk__in=placed).count())


def register() -> None:
    """Make the kinds known to the log; called once at start."""
    log.register(
        log.Kind(
            "annotation",
            Annotation,
            ("note", "visibility", "version", "updated_at", "deleted_at"),
            article_id=lambda row: row.article_id,
            by_editors=True,
            may=_is_author,
            guard=annotation_stands,
            along=went_along,
            # One that comes or goes looks at its taggings.
            many=log.Many(
                (), part=lambda row: row.pk, fits=lambda event: event.before.keys() == {"version", "updated_at"}
            ),
        )
    )
    log.register(
        log.Kind(
            "anchor",
            Anchor,
            ("is_origin", "revision", "start", "end"),
            article_id=lambda row: row.article_id,
            by_editors=True,
            may=lambda membership, row: _is_author(membership, row.annotation),
            uuid_of=lambda row: row.annotation.uuid,
            lookup="annotation__uuid",
            among={"is_origin": True},
            rebuild=make_way,
            settle=follow,
            carrier=lambda row: row.annotation,
        )
    )
    log.register(review.kind())
    talking_kinds.register()
    log.register(corrections.kind())
    log.register(
        log.Kind(
            "tagging",
            Tagging,
            (
                "annotation",
                "claim",
                "speaker",
                "stance",
                "position",
                "via",
                "form",
                "certainty",
                "said_at",
                "said_precision",
                "affiliation",
                "custom",
                "deleted_at",
            ),
            article_id=lambda row: row.annotation.article_id,
            by_editors=True,
            may=lambda membership, row: _is_author(membership, row.annotation),
            guard=tagging_stands,
            carrier=lambda row: row.annotation,
            many=log.Many(
                ("annotation", "claim", "speaker", "via"), part=lambda row: row.annotation_id, guard=taggings_stand
            ),
        )
    )
    log.register(
        log.Kind(
            "response",
            Response,
            ("annotation", "kind", "own", "reason", "version", "updated_at", "deleted_at"),
            article_id=lambda row: row.annotation.article_id,
            may=lambda membership, row: membership.can_annotate and row.by_id == membership.user_id,
            guard=response_stands,
            by_editors=True,
        )
    )
    log.register(
        log.Kind(
            "claim",
            Claim,
            (
                "label",
                "folded",
                "statement",
                "definition",
                "when_to_use",
                "when_not",
                "slot",
                "parent",
                "rank",
                "merged_into",
                "version",
                "updated_at",
                "archived_at",
                "deleted_at",
            ),
            article_id=lambda row: None,
            may=lambda membership, row: membership.can_annotate,
            guard=claim_stands,
            ahead=claim_stands,
        )
    )
    name_kinds.register()
    log.register(
        log.Kind(
            "reading_state",
            ReadingState,
            ("state", "reason", "version", "updated_at"),
            article_id=lambda row: row.article_id,
            by_editors=True,
            may=lambda membership, row: membership.can_annotate and row.user_id == membership.user_id,
        )
    )
    log.register(
        log.Kind(
            "publication",
            Publication,
            ("claim", "title", "options", "expires_at", "revoked_at", "version", "deleted_at"),
            article_id=lambda row: None,
            may=lambda membership, row: membership.can_edit,
            fixed=("claim", "title", "options"),
        )
    )
