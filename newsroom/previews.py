"""Imports as their preview shows them: what was found, what a person wrote over it, and what stands in the way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from newsroom import web_addresses
from newsroom.corrections import FACTS, HEAD, corrected
from newsroom.drafts import from_json
from newsroom.forms.facts import LANGUAGES, FactsForm, TidyField, TidyLines
from newsroom.importers.draft import More
from newsroom.intake import Prepared, Published, digest
from newsroom.known import Known, known
from newsroom.models import Article, Outlet, Project, Source
from newsroom.near import Near, near_many
from newsroom.text import Layout
from newsroom.verdicts import ADDED, KNOWN, REVISED, SAME_ADDRESS, Choice, Verdict, judge
from newsroom.words import WordCount

LONGEST_KEPT = 25_000
"""Characters of one fact that a preview remembers; longer ones than that are refused long before."""
JUDGED: Final = 30
"""So many rows whose address or id is here are compared with what is here; of others the import itself decides."""
NEAR: Final = 3
OFFERED_OUTLETS: Final = 500


@dataclass(slots=True)
class Row:
    """One source of a preview. ``form`` is bound to the facts as they stand, so that it knows what is wrong."""

    source: Source
    form: FactsForm
    verdict: Verdict
    near: list[Near]
    """Other articles with probably the same text, or with passages of it."""

    @property
    def known(self) -> Article | None:
        """The article that has this text already, where there is nothing else to say of it."""
        return self.verdict.article if self.verdict.status == KNOWN and not self.is_notice else None

    @property
    def is_notice(self) -> bool:
        """Whether it says something new of an article that is here: that it is killed, withheld or embargoed."""
        more = self.source.drafted.get("more", {})
        return self.verdict.status == KNOWN and bool(more.get("release") or more.get("embargo"))

    @property
    def revises(self) -> Article | None:
        """The article of which it will be a new wording."""
        return self.verdict.article if self.verdict.status == REVISED else None

    @property
    def same_address(self) -> Article | None:
        """The article whose address or id it has, with a text so unlike that somebody must decide."""
        return self.verdict.article if self.verdict.status == SAME_ADDRESS else None

    @property
    def is_only_address(self) -> bool:
        """Whether nothing is in the way but another article with this address."""
        return self.form.is_valid() and self.same_address is not None

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
    """Return the rows of a preview in the order of its sources; the same few queries, however many there are.

    Only the first ``JUDGED`` of those that are here by their address cost a query each, for the text that is compared.
    """
    forms = [_form(source) for source in sources]
    light = [_prepared(source, form) for source, form in zip(sources, forms, strict=True)]
    here = known(project, light)
    verdicts = _verdicts(sources, forms, light, here)
    near = near_many(project, [prepared.fingerprints for prepared in light], limit=NEAR)
    return [
        Row(source, form, verdict, [each for each in found if each.article != verdict.article])
        for source, form, verdict, found in zip(sources, forms, verdicts, near, strict=True)
    ]


def _verdicts(
    sources: Sequence[Source], forms: Sequence[FactsForm], light: Sequence[Prepared], here: Known
) -> list[Verdict]:
    """Say what will become of each; a text is only put together where it must be compared."""
    found: list[Verdict] = []
    judged = 0
    for source, form, prepared in zip(sources, forms, light, strict=True):
        same = here.same(prepared)
        judged += bool(same)
        if same and judged > JUDGED:
            found.append(Verdict(REVISED, frozenset(), same[0]))
        elif same:
            found.append(judge(_prepared(source, form, is_whole=True), None, here, Choice()))
        else:
            twins = here.twins(prepared)
            found.append(Verdict(KNOWN if twins else ADDED, frozenset(), twins[-1] if twins else None))
    return found


def _prepared(source: Source, form: FactsForm, *, is_whole: bool = False) -> Prepared:
    """Return what is known of a source as far as finding its article asks for it: without sentences, often without text."""
    facts, found = form.cleaned_data, source.found
    is_whole = is_whole or any(name in source.facts for name in HEAD)
    layout = corrected(from_json(source.drafted), facts).layout() if is_whole and source.drafted else Layout("", (), ())
    more = dict(source.drafted.get("more", {}))
    more["subjects"] = tuple(more.get("subjects", ()))
    return Prepared(
        title=facts.get("title", ""),
        is_title_made_up=False,
        layout=layout,
        sentences=(),
        sha256=digest(layout.text) if layout.text else found.get("sha256", ""),
        body_sha256=found.get("body_sha256", ""),
        words=WordCount(0, "words"),
        outlet=facts.get("outlet", ""),
        byline="",
        authors=(),
        url=facts.get("url", ""),
        language=facts.get("language", ""),
        published=Published(),
        address_key=web_addresses.key(facts.get("url", "")),
        fingerprints=tuple(found.get("fingerprints", ())),
        embargo_until=None,
        more=More(**more),
    )


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


def offers(project: Project) -> dict[str, Any]:
    """Return what the fields of outlet and language offer."""
    names = Outlet.objects.current().filter(project=project).order_by("folded")
    return {"outlets": list(names.values_list("name", flat=True)[:OFFERED_OUTLETS]), "languages": LANGUAGES}


def _form(source: Source) -> FactsForm:
    form = FactsForm(shown(source), made_up=source.found.get("made_up", ""))
    form.is_valid()
    return form
