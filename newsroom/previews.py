"""Imports as their preview shows them: what was found, what a person wrote over it, and what stands in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from newsroom.corrections import FACTS
from newsroom.forms.facts import FactsForm, TidyField, TidyLines
from newsroom.models import Article, Project, Source
from newsroom.sources import here

LONGEST_KEPT = 25_000
"""Characters of one fact that a preview remembers; longer ones than that are refused long before."""


@dataclass(slots=True)
class Row:
    """One source of a preview. ``form`` is bound to the facts as they stand, so that it knows what is wrong."""

    source: Source
    form: FactsForm
    known: Article | None
    same_address: Article | None

    @property
    def is_only_address(self) -> bool:
        """Whether nothing is in the way but another article with this address."""
        return self.form.is_valid() and self.known is None and self.same_address is not None

    @property
    def is_good(self) -> bool:
        """Whether it can be imported as it is."""
        return self.form.is_valid() and self.known is None and self.same_address is None

    @property
    def cells(self) -> list[tuple[str, str, list[str]]]:
        """Name, value and errors of each fact, for a table."""
        return [(name, self.form[name].value() or "", self.form.errors.get(name, [])) for name in CELLS]

    @property
    def remarks(self) -> list[str]:
        """What the importer has to say about it, translated."""
        return [_(message) % params for message, params in self.source.found.get("remarks", [])]


CELLS = ("title", "outlet", "published", "language", "url")


def shown(source: Source) -> dict[str, str]:
    """Return the facts of a source as its preview shows them: corrections over what was found."""
    return {name: source.facts.get(name, source.found.get(name, "")) for name in FACTS}


def rows(project: Project, sources: Sequence[Source]) -> list[Row]:
    """Return the rows of a preview in the order of its sources; two queries, however many there are."""
    forms = [_form(source) for source in sources]
    addresses = [form.cleaned_data.get("url", "") for form in forms]
    present = here(project, [source.found.get("sha256", "") for source in sources], addresses)
    return [
        Row(source, form, present.texts.get(source.found.get("sha256", "")), present.at(address))
        for source, form, address in zip(sources, forms, addresses, strict=True)
    ]


def correct(source: Source, data: Mapping[str, Any], prefix: str = "") -> None:
    """Take over what a person wrote, valid or not; what is as it was found is no correction."""
    for name in FACTS:
        typed = data.get(f"{prefix}{name}")
        if typed is None:
            continue
        field = TidyLines() if name == "standfirst" else TidyField()
        value = field.tidied(str(typed)[:LONGEST_KEPT])
        if value == source.found.get(name, ""):
            source.facts.pop(name, None)
        else:
            source.facts[name] = value


def fill(sources: Sequence[Source], name: str) -> None:
    """Write the first value of a fact into every source that has none."""
    first = next((value for source in sources if (value := shown(source)[name])), "")
    for source in sources:
        if not shown(source)[name]:
            source.facts[name] = first


def _form(source: Source) -> FactsForm:
    form = FactsForm(shown(source), made_up=source.found.get("made_up", ""))
    form.is_valid()
    return form
