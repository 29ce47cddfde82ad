"""What merging one claim into another concerns, before it is done. Numbers are what the project sees together."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from annotations.models import SPEAKER_SHOWN, Claim, Tagging
from annotations.sight import together
from newsroom.models import Membership


@dataclass(frozen=True, slots=True)
class Concerned:
    """What carries a claim: passages (annotations), articles, analysts."""

    passages: int
    articles: int
    analysts: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Both claims as they are, and what comes out. ``same`` taggings become one; ``contested`` passages carry both
    by one speaker with different stances."""

    claim: Concerned
    into: Concerned
    both: Concerned
    same: int
    contested: int


def preview(membership: Membership, claim: Claim, into: Claim) -> Preview:
    """Count what a merge concerns: five queries."""
    first, second = _carrying(claim), _carrying(into)
    other = Tagging.objects.current().filter(second, annotation=OuterRef("annotation"))
    who = Coalesce(OuterRef("speaker__merged_into"), OuterRef("speaker"), 0)
    other = other.alias(who=Coalesce(SPEAKER_SHOWN, 0)).filter(who=who)
    own = Tagging.objects.current().filter(first, together(membership))
    alike, unlike = other.filter(stance=OuterRef("stance")), other.exclude(stance=OuterRef("stance"))
    return Preview(
        _concerned(membership, first),
        _concerned(membership, second),
        _concerned(membership, first | second),
        own.filter(Exists(alike)).count(),
        own.filter(Exists(unlike)).values("annotation").distinct().count(),
    )


def _carrying(claim: Claim) -> Q:
    return Q(claim=claim) | Q(claim__merged_into=claim)


def _concerned(membership: Membership, carrying: Q) -> Concerned:
    found = Tagging.objects.current().filter(carrying, together(membership))
    counts = found.aggregate(
        passages=Count("annotation", distinct=True),
        articles=Count("annotation__article", distinct=True),
        analysts=Count("annotation__author", distinct=True),
    )
    return Concerned(**counts)
