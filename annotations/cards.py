"""The notes beside the text: what each card says, and which of them a page carries from the start."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext as _

from annotations.beside import Beside
from annotations.card_addresses import Addresses, addresses_of
from annotations.corrected import Corrected, corrected_of
from annotations.models import Annotation, Certainty, Form, Stance, Tagging, Visibility
from annotations.readback import Coding, read_back
from annotations.reading import Focus, Mark, Sheet
from annotations.standings import Standing
from newsroom import dates
from newsroom.custom_fields import fields_of, told
from newsroom.models import Article, FieldSubject, Membership, Project, User
from newsroom.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Line:
    """One tagging on a card."""

    uuid: UUID
    claim: str
    claim_url: str
    edit_url: str
    slot: str
    stance: str
    stance_label: str
    speaker: str
    more: str
    readback: str
    custom: Sequence[tuple[str, str]] = ()
    """What it says in the fields that the project defined: label and value."""


@dataclass(frozen=True, slots=True)
class Card:
    """One annotation as the page tells it; numbers are texts, which a template need not put in the reader's notation."""

    mark: Mark
    key: str
    quote: str
    number: str
    author: User
    is_mine: bool
    is_private: bool
    is_dim: bool
    note: str
    version: str
    start: str
    end: str
    block: str
    slot: str
    stamp: str
    when: str
    exact: str
    lines: tuple[Line, ...]
    urls: Mapping[str, str]
    standing: Standing | None = None
    beside: Beside | None = None
    talk: Any = None
    """Its note with names, and its newest replies (``annotations.threads``)."""
    corrected: Sequence[Corrected] = ()


def cards_of(
    membership: Membership,
    sheet: Sheet,
    marks: Sequence[Mark],
    *,
    people: Mapping[int, User],
    text: str,
    numbers: Mapping[str, int] | None = None,
    focus: Focus | None = None,
    standings: Mapping[int, Standing],
) -> list[Card]:
    """Return the cards of ``marks``, which are part of ``sheet`` on the revision with ``text``: two queries."""
    pks = [mark.annotation_id for mark in marks]
    rows = {row[0]: row for row in _NOTES.rows(pks=pks)} if pks else {}
    addresses = addresses_of(membership.project.key)
    lines = _lines(pks, addresses, membership.project)
    corrected = corrected_of([pk for pk, row in rows.items() if row[-1]])
    context = _Context(
        membership, sheet, people, numbers or {}, focus or Focus(), addresses, text, lines, standings, corrected
    )
    return [_card(context, mark, rows[mark.annotation_id]) for mark in marks if mark.annotation_id in rows]


_NOTES = Prepared(lambda pks: Annotation.objects.filter(pk__in=pks).values_list(*_FIELDS))
_FIELDS = ("pk", "note", "visibility", "version", "created_at", "corrected_at")


@dataclass(frozen=True, slots=True)
class _Context:
    """What all cards of a page have in common."""

    membership: Membership
    sheet: Sheet
    people: Mapping[int, User]
    numbers: Mapping[str, int]
    focus: Focus
    addresses: Addresses
    text: str
    lines: Mapping[int, list[Line]]
    standings: Mapping[int, Standing]
    corrected: Mapping[int, Sequence[Corrected]]
    today: date = field(default_factory=timezone.localdate)
    """Day and year of today go without saying."""


@lru_cache(maxsize=4096)
def _told_at(minute: datetime, today: date, language: str | None) -> tuple[str, str]:
    """Return when something was done, in as few words as today allows and in full; many notes are of the same minute."""
    if minute.date() == today:
        short = date_format(minute, "H:i")
    else:
        short = date_format(minute, "j M" if minute.year == today.year else "j M Y")
    return short, date_format(minute, "SHORT_DATETIME_FORMAT")


def _card(context: _Context, mark: Mark, row: Sequence[Any]) -> Card:
    _pk, note, visibility, version, created, _corrected = row
    local, member = timezone.localtime(created), context.membership
    short, exact = _told_at(local.replace(second=0, microsecond=0), context.today, get_language())
    is_placed = mark.is_placed
    lines = tuple(context.lines.get(mark.annotation_id, ()))
    return Card(
        mark=mark,
        key=mark.key,
        quote=context.text[mark.start : mark.end] if is_placed else "",
        number=str(context.numbers.get(mark.key, "")),
        author=context.people[mark.author_id],
        is_mine=mark.author_id == member.user_id and member.can_annotate,
        is_private=visibility == Visibility.PRIVATE,
        is_dim=_is_dim(context.sheet, mark, context.focus),
        note=note,
        version=str(version),
        start=str(mark.start) if is_placed else "",
        end=str(mark.end) if is_placed else "",
        block=str(mark.block) if is_placed else "",
        slot=lines[0].slot if lines else "0",
        stamp=local.isoformat(timespec="seconds"),
        when=short,
        exact=exact,
        lines=lines,
        urls=context.addresses.annotation(mark.uuid),
        standing=context.standings.get(mark.annotation_id),
        corrected=context.corrected.get(mark.annotation_id, ()),
    )


def _is_dim(sheet: Sheet, mark: Mark, focus: Focus) -> bool:
    """Whether every claim of the annotation is set back."""
    if focus == Focus():
        return False
    claims = [str(sheet.looks[tag.claim_id].uuid) for tag in sheet.tags.get(mark.annotation_id, ())] or ["none"]
    return all(focus.dims(claim, mark.author_id) for claim in claims)


_TAGGING = ("annotation_id", "uuid", "stance", "form", "certainty", "said_at", "said_precision", "custom")
_CLAIM = {
    f"claim_{name}": Coalesce(f"claim__merged_into__{name}", f"claim__{name}")
    for name in ("uuid", "label", "statement", "slot")
}
_SPEAKER = {f"{who}_name": Coalesce(f"{who}__merged_into__name", f"{who}__name") for who in ("speaker", "via")}
_TAGGING += (*_SPEAKER, *_CLAIM)
_LINES = Prepared(
    lambda annotations: (
        Tagging.objects.current()
        .once()
        .filter(annotation__in=annotations)
        .annotate(**_CLAIM, **_SPEAKER)
        .order_by("position", "id")
        .values_list(*_TAGGING)
    )
)


def _lines(annotations: Collection[int], addresses: Addresses, project: Project) -> dict[int, list[Line]]:
    if not annotations:
        return {}
    stances = {str(stance.value): str(stance.label) for stance in Stance}
    found: dict[int, list[Line]] = {}
    rows = [dict(zip(_TAGGING, values, strict=True)) for values in _LINES.rows(annotations=list(annotations))]
    fields = fields_of(project, FieldSubject.TAGGING) if any(row["custom"] for row in rows) else []
    for row in rows:
        line = _line(row, stances, addresses, told(fields, row["custom"]))
        found.setdefault(row["annotation_id"], []).append(line)
    return found


def _line(
    row: Mapping[str, Any], stances: Mapping[str, str], addresses: Addresses, custom: Sequence[tuple[str, str]]
) -> Line:
    coding = Coding(
        statement=row["claim_statement"] or row["claim_label"],
        stance=row["stance"],
        speaker=row["speaker_name"] or "",
        via=row["via_name"] or "",
        certainty=row["certainty"],
    )
    return Line(
        uuid=row["uuid"],
        claim=row["claim_label"],
        claim_url=addresses.claim(row["claim_uuid"]),
        edit_url=addresses.tagging(row["uuid"]),
        slot=str(row["claim_slot"]),
        stance=row["stance"],
        stance_label=stances[row["stance"]],
        speaker=coding.speaker,
        more=", ".join(_more(row)),
        readback=read_back(coding, _),
        custom=custom,
    )


def _more(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield in words what stands behind "More"."""
    if row["via_name"]:
        yield _("via %(speaker)s") % {"speaker": row["via_name"]}
    if row["form"]:
        yield str(Form(row["form"]).label)
    if row["certainty"] not in ("", Certainty.PLAIN):
        yield str(Certainty(row["certainty"]).label)
    if row["said_at"]:
        said = dates.published(row["said_at"], row["said_precision"], short=True)
        yield _("said %(when)s") % {"when": said}


def source_of(article: Article) -> str:
    """Return what a copied passage names as its source, without the permalink: title, outlet, date."""
    outlet = article.outlet.shown.name if article.outlet else _("no outlet")
    day = dates.published(article.published_at, article.published_precision, within=True)
    return f"{article.title}, {outlet}, {day}"


def card_words() -> dict[str, str]:
    """Return the words that cards and legend repeat, translated once for a page."""
    return {
        "nobody": _("Speaker not named"),
        "untagged": _("No claim yet"),
        "private": _("private"),
        "lost": _("not in this wording"),
        "note": _("Note"),
        "notes": _("Notes"),
        "save": _("Save note"),
        "add": _("Add claim"),
        "change": _("Change"),
        "share": _("Show to project"),
        "keep": _("Keep private"),
        "ends": _("Move ends"),
        "copy": _("Copy"),
        "link": _("Link"),
        "edit": _("Edit"),
        "history": _("History"),
        "example": _("Example"),
        "remove": _("Remove"),
        "only": _("only"),
        "set_back": _("Set back"),
        "reply": _("Reply"),
        "bring_back": _("Bring back"),
    }
