"""The examples of claims as somebody may see them: the words, where they stand, and whether the passage is gone."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.text import Truncator

from annotations import sight
from annotations.models import CLAIM_SHOWN, Anchor, ClaimExample, Tagging
from newsroom.models import Membership, Project
from newsroom.prepared import Prepared

LONGEST: Final = 160
"""Characters of an example where it is one line of a form."""


@dataclass(frozen=True, slots=True)
class Example:
    """One example; of a passage that was removed nothing is told but that it was."""

    uuid: UUID
    annotation: UUID
    quote: str = ""
    source: str = ""
    is_gone: bool = False
    is_moved: bool = False
    """Whether its passage carries another claim by now."""


def examples_of(
    project: Project, member: Membership | None, claims: Collection[int] | None = None
) -> dict[int, list[Example]]:
    """Return examples by the key of the claim that stands for theirs, oldest first: two queries; None is all claims.

    What the member may not see today, or its author keeps private by now, is left out; numbers of it are nobody's.
    """
    if claims and not (member and sight.is_blind(member)):
        found = _OF_CLAIMS.objects(project=project.pk, claims=list(claims))
    else:
        rows = ClaimExample.objects.current().filter(project=project)
        found = list(_seen(rows if claims is None else rows.of(*claims), member))
    quotes = _quotes([row.annotation_id for row in found])
    examples: dict[int, list[Example]] = {}
    for row in found:
        examples.setdefault(row.claim.merged_into_id or row.claim_id, []).append(_example(row, quotes))
    return examples


# What a member may see where nothing is blind is what everybody may see.
_OF_CLAIMS = Prepared(
    lambda project, claims: _seen(ClaimExample.objects.current().filter(project=project).of(*claims), None)
)


def _seen(rows: Any, member: Membership | None) -> Any:
    gone = Q(annotation__deleted_at__isnull=False) | Q(annotation__article__deleted_at__isnull=False)
    seen = rows.filter(sight.together(member, "annotation__") | gone & sight.uncovered(member, "annotation__"))
    head = Coalesce("claim__merged_into", "claim")
    carried = Tagging.objects.current().alias(head=CLAIM_SHOWN).filter(annotation=OuterRef("annotation"))
    seen = seen.annotate(head=head, is_carried=Exists(carried.filter(head=OuterRef("head"))))
    return seen.select_related("claim", "annotation__article__outlet__merged_into").order_by("pk")


def _example(row: Any, quotes: dict[int, str]) -> Example:
    article = row.annotation.article
    if row.annotation.deleted_at is not None or article.deleted_at is not None:
        return Example(row.uuid, row.annotation.uuid, is_gone=True)
    outlet = article.outlet.shown.name if article.outlet else ""
    return Example(
        row.uuid,
        row.annotation.uuid,
        quotes.get(row.annotation_id, ""),
        outlet or article.title,
        is_moved=not row.is_carried,
    )


def _quotes(passages: Collection[int]) -> dict[int, str]:
    if not passages:
        return {}
    return dict(Anchor.objects.origins().filter(annotation__in=passages).values_list("annotation_id", "quote"))


def first_words(member: Membership) -> dict[int, str]:
    """Return the words of one example by the key of its claim: the first that stands and still carries it: one query."""
    rows = _seen(ClaimExample.objects.current().filter(project=member.project), member)
    rows = rows.filter(annotation__deleted_at=None, annotation__article__deleted_at=None, is_carried=True)
    told = rows.filter(annotation__anchors__is_origin=True).values_list("head", "annotation__anchors__quote")
    found: dict[int, str] = {}
    for head, quote in told:
        found.setdefault(head, Truncator(" ".join(quote.split())).chars(LONGEST))
    return found
