"""What merging one speaker into another concerns, before it is done. Numbers are what the project sees together."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from annotations.models import CLAIM_SHOWN, Speaker, Tagging
from annotations.sight import together
from newsroom.models import Membership


@dataclass(frozen=True, slots=True)
class Concerned:
    """What names a speaker: passages (annotations), articles, claims."""

    passages: int
    articles: int
    claims: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Both as they are, and what comes out. ``same`` passages say the same of both; ``contested`` ones give them
    different stances towards one claim."""

    speaker: Concerned
    into: Concerned
    both: Concerned
    same: int
    contested: int


def preview(membership: Membership, speaker: Speaker, into: Speaker) -> Preview:
    """Count what a merge concerns: five queries."""
    first, second = _naming(speaker), _naming(into)
    other = Tagging.objects.current().filter(second, annotation=OuterRef("annotation")).alias(what=CLAIM_SHOWN)
    other = other.filter(what=OuterRef("what"))
    own = Tagging.objects.current().filter(first, together(membership)).alias(what=CLAIM_SHOWN)
    alike, unlike = other.filter(stance=OuterRef("stance")), other.exclude(stance=OuterRef("stance"))
    return Preview(
        _concerned(membership, first),
        _concerned(membership, second),
        _concerned(membership, first | second),
        own.filter(Exists(alike)).values("annotation").distinct().count(),
        own.filter(Exists(unlike)).values("annotation").distinct().count(),
    )


def _naming(speaker: Speaker) -> Q:
    return Q(speaker=speaker) | Q(speaker__merged_into=speaker)


def _concerned(membership: Membership, naming: Q) -> Concerned:
    found = Tagging.objects.current().filter(naming, together(membership)).annotate(what=CLAIM_SHOWN)
    counts = found.aggregate(
        passages=Count("annotation", distinct=True),
        articles=Count("annotation__article", distinct=True),
        claims=Count("what", distinct=True),
    )
    return Concerned(**counts)
