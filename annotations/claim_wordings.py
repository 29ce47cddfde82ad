"""In which words a claim is made: by form first, so that a quotation is never mixed with a headline or a summary."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from annotations.claim_places import claim_spots
from annotations.claim_selection import Selection
from annotations.likeness import like
from annotations.merged import roots, with_merged
from annotations.models import Anchor, Claim, Form, Stance, Tagging
from annotations.place_order import newest
from annotations.place_rows import Spot
from annotations.tally import STANCES

MOST: Final = 200
"""Places whose words are compared, the newest ones; the page says so where there are more."""
SHOWN: Final = 12
"""Groups that are shown of one form."""
HEADLINE: Final = "headline"
_TITLES: Final[dict[str, Any]] = {
    Form.DIRECT.value: _("Quoted directly"),
    Form.PARTLY.value: _("Quoted in part"),
    Form.INDIRECT.value: _("Reported"),
    Form.SUMMARY.value: _("Summed up"),
    HEADLINE: _("In headlines and standfirsts"),
    "": _("Form not said"),
}
_HEADS: Final = ("title", "standfirst")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one place."""

    quote: str
    annotation: UUID
    stance: str

    @property
    def label(self) -> Any:
        """The stance in words."""
        return Stance(self.stance).label


@dataclass(frozen=True, slots=True)
class Group:
    """Places with nearly the same words; ``first`` are those of the longest."""

    first: Words
    others: Sequence[Words]

    @property
    def count(self) -> int:
        """How many places."""
        return 1 + len(self.others)

    @property
    def different(self) -> list[Words]:
        """The other words, each once."""
        found = {words.quote: words for words in self.others if words.quote != self.first.quote}
        return list(found.values())[:SHOWN]


@dataclass(frozen=True, slots=True)
class Wordings:
    """The groups of one form, largest first; ``rest`` is how many more there are."""

    title: Any
    places: int
    groups: Sequence[Group]
    rest: int


@dataclass(frozen=True, slots=True)
class AllWordings:
    """Wordings by form; ``compared`` of ``total`` places were looked at."""

    forms: Sequence[Wordings]
    compared: int
    total: int


def wordings(selection: Selection) -> AllWordings:
    """Group the words of the newest places: two queries, bounded work."""
    found = newest(selection.ledger)
    looked = claim_spots(selection, found[:MOST])
    by_form: dict[str, list[Words]] = {form: [] for form in _TITLES}
    forms = _forms(selection, looked)
    ids = [spot.annotations[0] for spot in looked]
    anchors = Anchor.objects.origins().filter(annotation__in=ids)
    rows = {pk: rest for pk, *rest in anchors.values_list("annotation", "quote", "block_kind", "annotation__uuid")}
    for spot in looked:
        quote, kind, uuid = rows[spot.annotations[0]]
        form = HEADLINE if kind in _HEADS else forms.get(spot.annotations[0], "")
        by_form[form].append(Words(" ".join(quote.split()), uuid, STANCES[spot.stance]))
    return AllWordings([_of(form, some) for form, some in by_form.items() if some], len(looked), len(found))


def _of(form: str, some: Sequence[Words]) -> Wordings:
    groups = like([words.quote for words in some])
    shown = [Group(some[group[0]], [some[index] for index in group[1:]]) for group in groups[:SHOWN]]
    return Wordings(_TITLES[form], len(some), shown, len(groups) - len(shown))


def _forms(selection: Selection, looked: Sequence[Spot]) -> dict[int, str]:
    """Return by annotation the form that its coding with the claim names."""
    claims = with_merged(roots(Claim, selection.membership.project), {selection.claim.pk})
    ids = [spot.annotations[0] for spot in looked]
    rows = Tagging.objects.current().filter(annotation__in=ids, claim__in=claims)
    return dict(rows.order_by("-pk").values_list("annotation", "form"))
