"""The wordings of an article: the list of them, and two of them compared as a page shows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from annotations.change_words import Told
from annotations.compare import Comparison, Row, compare, touched
from annotations.compare_markup import both, earlier, later, whole
from annotations.desk import Drawn
from annotations.markup import paragraph_numbers
from annotations.models import Anchor, AnchorStatus
from annotations.passage_page import kind_names
from annotations.review import diff_words
from newsroom.layouts import reading_of
from newsroom.models import Article, Membership, Revision

BIG: Final = ("text", "blocks", "spans", "sentences")
CONTEXT: Final = 1
"""Unchanged blocks that stay in sight on either side of a change."""
BEGINNING: Final = 90
"""Code points that are shown of a block which stands elsewhere now."""
MOST: Final = 500
"""Wordings that a list shows."""


@dataclass(frozen=True, slots=True)
class Wording(Told):
    """One wording in the list; ``standing`` counts the highlights that the reader may see, by status."""

    is_current: bool
    standing: Mapping[str, int]


def revisions_of(article: Article) -> QuerySet[Revision]:
    """Return the wordings of an article without their texts, newest first."""
    light = article.revisions.defer(*BIG, "source__data", "source__drafted", "source__dropped", "source__found")
    return light.select_related("by", "source").order_by("-number")


def wordings_of(membership: Membership, article: Article) -> list[Wording]:
    """Return the newest MOST wordings with what became of the highlights: two queries."""
    revisions = list(revisions_of(article)[:MOST])
    standing = standing_in(revisions, membership)
    return [Wording(one, one.pk == article.current_revision_id, standing.get(one.pk, {})) for one in revisions]


def standing_in(revisions: Sequence[Revision], member: Membership) -> dict[int, dict[str, int]]:
    """Count by status the highlights that stand in each wording, or do not any more, as far as ``member`` may see them."""
    found = Anchor.objects.filter(revision__in=revisions).shown_to(member).order_by()
    counts: dict[int, dict[str, int]] = {}
    for revision, status, number in found.values_list("revision", "status").annotate(number=Count("pk")):
        counts.setdefault(revision, {})[AnchorStatus(status).value] = number
    return counts


@dataclass(frozen=True, slots=True)
class Shown:
    """One row of a comparison, ready to be shown; ``same`` is the text of an unchanged one."""

    kind: str
    place: str
    note: str
    touched: int
    is_quiet: bool
    is_headline: bool
    same: str = ""
    was: Drawn = field(default_factory=Drawn)
    now: Drawn = field(default_factory=Drawn)
    inline: Drawn = field(default_factory=Drawn)


@dataclass(frozen=True, slots=True)
class Fold:
    """Unchanged rows that are folded away."""

    rows: Sequence[Shown]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A comparison as the page shows it: its rows and folds, and the numbers above them."""

    parts: Sequence[Shown | Fold]
    removed: int
    added: int
    touched: int
    highlights: int
    is_quiet: bool
    is_same: bool
    headline: bool


def sheet_of(member: Membership, old: Revision, new: Revision, *, is_inline: bool) -> Sheet:
    """Compare two wordings of one article for ``member``: one query, and the texts where they are not at hand."""
    anchors = Anchor.objects.in_revision(old.pk).shown_to(member).filter(start__isnull=False)
    return sheet_between(old, new, list(anchors.values_list("start", "end")), is_inline=is_inline)


def sheet_between(old: Revision, new: Revision, spans: Sequence[tuple[int, int]] = (), *, is_inline: bool) -> Sheet:
    """Compare two texts, of one article or of two; ``spans`` are highlights of the old one, for the marks beside rows."""
    layouts = [reading_of(revision.pk, revision.uuid).layout for revision in (old, new)]
    comparison = compare(*layouts)
    counts, total = touched(comparison, spans)
    shown = list(_shown(comparison, counts, is_inline))
    removed, added = comparison.words()
    is_same = all(row.kind == "same" for row in comparison.rows)
    headline = any(row.is_headline and row.kind != "same" and not row.is_quiet for row in shown)
    parts = list(_folded(shown))
    return Sheet(parts, removed, added, total, len(spans), comparison.is_quiet, is_same, headline)


def _shown(comparison: Comparison, counts: Sequence[int], is_inline: bool) -> Iterator[Shown]:
    numbers = paragraph_numbers(comparison.old.blocks), paragraph_numbers(comparison.new.blocks)
    names = kind_names()
    for row, count in zip(comparison.rows, counts, strict=True):
        blocks = comparison.new.blocks if row.new else comparison.old.blocks
        index = (row.new or row.old or (0, 0))[0]
        number = numbers[1 if row.new else 0].get(index)
        place = _("paragraph %(number)s") % {"number": number} if number else str(names.get(blocks[index].kind, ""))
        head = blocks[index].kind == "title"
        drawn = _drawn(comparison, row, is_inline)
        yield Shown(row.kind, place, _note(row, numbers), count, row.is_quiet, head, **drawn)


def _drawn(comparison: Comparison, row: Row, is_inline: bool) -> dict[str, Any]:
    """Draw the words of a row in the manner that is asked for."""
    old, new, words = comparison.old_range(row), comparison.new_range(row), diff_words()
    before, after = comparison.old.text, comparison.new.text
    if row.kind == "left":
        return {"same": _beginning(before[slice(*old)])}
    if row.new and row.old and not row.edits:
        return {"same": after[slice(*new)]}
    if row.new and row.old:
        if is_inline:
            return {"inline": Drawn(both(before, after, row.edits, old, new, words))}
        return {"was": Drawn(earlier(before, row.edits, old, words)), "now": Drawn(later(after, row.edits, new, words))}
    was = Drawn(whole(before[slice(*old)], "del", words)) if row.kind == "removed" else Drawn()
    now = Drawn(whole(after[slice(*new)], "ins", words)) if row.kind == "added" else Drawn()
    return {"inline": Drawn(was + now)} if is_inline else {"was": was, "now": now}


def _beginning(text: str) -> str:
    """Return the first words of a block that stands elsewhere now."""
    return text if len(text) <= BEGINNING else f"{text[:BEGINNING].rsplit(' ', 1)[0]}…"


def _note(row: Row, numbers: tuple[dict[int, int], dict[int, int]]) -> str:
    """Say of a row what its words do not show."""
    if row.kind == "moved":
        number = numbers[0].get(row.other)
        return _("moved here, was paragraph %(number)s") % {"number": number} if number else _("moved here")
    if row.kind == "left":
        number = numbers[1].get(row.other)
        return _("moved, now paragraph %(number)s") % {"number": number} if number else _("moved elsewhere")
    if row.kind in ("added", "removed"):
        return _("new") if row.kind == "added" else _("taken out")
    if row.kind == "changed" and not row.edits:
        return _("shown otherwise, same words")
    if row.is_quiet:
        return _("typography or space only")
    return _joined(row) if row.old and row.new else ""


def _joined(row: Row) -> str:
    was, now = ((side[1] - side[0]) if side else 0 for side in (row.old, row.new))
    if was == now:
        return ""
    return _("paragraphs joined") if was > now else _("paragraph split")


def _folded(rows: Sequence[Shown]) -> Iterator[Shown | Fold]:
    """Fold away what is unchanged, but for CONTEXT blocks next to a change."""
    changed = [index for index, row in enumerate(rows) if row.kind != "same"]
    near = {at for index in changed for at in range(index - CONTEXT, index + CONTEXT + 1)}
    fold: list[Shown] = []
    for index, row in enumerate(rows):
        if index not in near:
            fold.append(row)
            continue
        if fold:
            yield Fold(fold)
            fold = []
        yield row
    if fold:
        yield Fold(fold)
