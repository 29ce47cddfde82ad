"""Two wordings of an article beside each other: by block, and inside a block by word.

Pure. Offsets count code points, blocks their index. The headline is compared with the headline and the standfirst with the
standfirst, whatever else moved. Other blocks belong together that share enough of the words which ``token_map`` found in
both texts in the same order: one with one as a rule, several where paragraphs were split or joined. A block that stands elsewhere,
word for word, is recognised as moved. The cost is that of ``token_map`` and grows with the text, not with its square.

>>> from newsroom.text import Draft, compose
>>> old = compose([Draft("title", "Talks fail"), Draft("paragraph", "They met in Rome today.")])
>>> new = compose([Draft("title", "Talks fail"), Draft("paragraph", "They met in Oslo today.")])
>>> [(row.kind, len(row.edits)) for row in compare(old, new).rows]
[('same', 0), ('changed', 1)]
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from annotations.token_map import Run, text_map, tokens
from annotations.word_diff import Edit, Range, count_words, edits, words_edited
from newsroom.text import Block, Layout

HEAD: Final = ("title", "standfirst")
SHARED: Final = 0.3
"""How much of the shorter of two blocks must stand in the other, for them to belong together,"""
WEIGHTY: Final = 0.1
"""and of the longer one."""
GROUP: Final = 4
"""Words in a row by which a block is known again elsewhere."""

Kind = Literal["same", "changed", "added", "removed", "moved", "left"]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Row:
    """Blocks that belong together: ``old`` and ``new`` are the first index and the one after the last, or None.

    A block that moved is there twice: as "left" in its old place, as "moved" in its new one, with what was edited on the way;
    ``other`` is its index in the other text.
    """

    kind: Kind
    old: Range | None
    new: Range | None
    edits: tuple[Edit, ...] = ()
    other: int = -1

    @property
    def is_quiet(self) -> bool:
        """Whether nothing but typography, space or the kind of the block differs."""
        return self.kind in ("changed", "moved", "left") and all(edit.is_typographic for edit in self.edits)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two wordings, row by row: headline and standfirst first, then in the order of the later text."""

    old: Layout
    new: Layout
    rows: tuple[Row, ...]

    @property
    def is_quiet(self) -> bool:
        """Whether the two differ in typography, space and the kinds of blocks at most."""
        return all(row.kind == "same" or (row.kind == "changed" and row.is_quiet) for row in self.rows)

    def old_range(self, row: Row) -> Range:
        """Return from where to where a row goes in the earlier text; empty where it is not there."""
        return _extent(self.old, row.old)

    def new_range(self, row: Row) -> Range:
        """Return from where to where a row goes in the later text; empty where it is not there."""
        return _extent(self.new, row.new)

    def words(self) -> tuple[int, int]:
        """Return how many words were taken out and how many put in; typography does not count."""
        removed = added = 0
        for row in self.rows:
            for edit in self._worded(row):
                removed += count_words(self.old.text[edit.b0 : edit.b1])
                added += count_words(self.new.text[edit.a0 : edit.a1])
        return removed, added

    def _worded(self, row: Row) -> Sequence[Edit]:
        if row.kind in ("added", "removed"):
            return [Edit(*self.old_range(row), *self.new_range(row), False)]
        return [edit for edit in row.edits if not edit.is_typographic]


def compare(old: Layout, new: Layout) -> Comparison:
    """Return what became of each block of ``old`` in ``new``."""
    runs = text_map(old.text, new.text).runs
    head = list(_head_rows(old, new))
    taken = ({row.old[0] for row in head if row.old}, {row.new[0] for row in head if row.new})
    groups = list(_groups(old, new, runs, taken))
    placed = [(row.old, row.new) for row in head if row.old and row.new]
    moved = _moved_blocks(old, new, [*groups, *placed])
    return Comparison(old, new, (*head, *_body_rows(old, new, groups, runs, moved, taken)))


def touched(comparison: Comparison, spans: Sequence[Range]) -> tuple[list[int], int]:
    """Count the highlights of the earlier text whose words were changed: row by row, and all together.

    ``spans`` are their places in the earlier text. What was put in counts where it lies inside a highlight.
    """
    places = sorted(
        (edit.b0, edit.b1, number)
        for number, row in enumerate(comparison.rows)
        for edit in (row.edits if row.kind != "removed" else [Edit(*comparison.old_range(row), 0, 0, False)])
    )
    ends = [end for _start, end, _number in places]
    counts, total = [0] * len(comparison.rows), 0
    for start, end in spans:
        hit = set()
        for place in places[bisect_left(ends, start) :]:
            if place[0] >= end:
                break
            if place[1] > start and (place[0] < place[1] or start < place[0]):
                hit.add(place[2])
        for number in hit:
            counts[number] += 1
        total += bool(hit)
    return counts, total


def _extent(layout: Layout, blocks: Range | None) -> Range:
    return (layout.blocks[blocks[0]].start, layout.blocks[blocks[1] - 1].end) if blocks else (0, 0)


def _head_rows(old: Layout, new: Layout) -> Iterator[Row]:
    for kind in HEAD:
        before, after = _first(old, kind), _first(new, kind)
        if before is not None and after is not None:
            yield _row(old, new, (before, before + 1), (after, after + 1), None)
        elif before is not None:
            yield Row("removed", (before, before + 1), None)
        elif after is not None:
            yield Row("added", None, (after, after + 1))


def _first(layout: Layout, kind: str) -> int | None:
    return next((index for index, block in enumerate(layout.blocks) if block.kind == kind), None)


def _row(old: Layout, new: Layout, before: Range, after: Range, runs: Sequence[Run] | None) -> Row:
    """Return the row of blocks that belong together; without ``runs`` their words are looked at here."""
    was, now = _extent(old, before), _extent(new, after)
    if old.text[slice(*was)] == new.text[slice(*now)]:
        kinds = [old.blocks[index].kind for index in range(*before)] == [
            new.blocks[index].kind for index in range(*after)
        ]
        return Row("same" if kinds else "changed", before, after)
    if runs is None:
        return Row("changed", before, after, tuple(words_edited(old.text, new.text, was, now)))
    inside = [part for run in runs if (part := _clipped(run, was, now))]
    return Row("changed", before, after, tuple(edits(old.text, new.text, inside, was, now)))


def _clipped(run: Run, old: Range, new: Range) -> Run | None:
    """Return the part of a run that lies in both ranges."""
    if old[0] <= run.b0 and run.b1 <= old[1] and new[0] <= run.a0 and run.a1 <= new[1]:
        return run
    if run.b1 - run.b0 != run.a1 - run.a0:
        return None
    shift = run.a0 - run.b0
    start, end = max(run.b0, old[0], new[0] - shift), min(run.b1, old[1], new[1] - shift)
    return Run(start, end, start + shift, end + shift) if start < end else None


def _groups(
    old: Layout, new: Layout, runs: Sequence[Run], taken: tuple[set[int], set[int]]
) -> Iterator[tuple[Range, Range]]:
    """Yield which blocks belong together, in order: ranges of indexes before and after."""
    shared = _shared(old.blocks, new.blocks, runs)
    group: tuple[Range, Range] | None = None
    for (i, j), size in sorted(shared.items()):
        if i in taken[0] or j in taken[1] or not _belong(old.blocks[i], new.blocks[j], size):
            continue
        if group and (i < group[0][1] or j < group[1][1]):
            group = (group[0][0], max(group[0][1], i + 1)), (group[1][0], max(group[1][1], j + 1))
            continue
        if group:
            yield group
        group = (i, i + 1), (j, j + 1)
    if group:
        yield group


def _belong(old: Block, new: Block, size: int) -> bool:
    lengths = sorted((old.end - old.start, new.end - new.start))
    return size >= SHARED * lengths[0] and size >= WEIGHTY * lengths[1]


def _shared(old: Sequence[Block], new: Sequence[Block], runs: Sequence[Run]) -> Counter[Pair]:
    """Return how many code points each pair of blocks has in common."""
    found: Counter[Pair] = Counter()
    was, now = [block.end for block in old], [block.end for block in new]
    for run in runs:
        for i in _inside(old, was, run.b0, run.b1):
            for j in _inside(new, now, run.a0, run.a1):
                if part := _clipped(run, (old[i].start, old[i].end), (new[j].start, new[j].end)):
                    found[i, j] += part.b1 - part.b0
    return found


def _inside(blocks: Sequence[Block], ends: Sequence[int], start: int, end: int) -> Iterator[int]:
    """Yield the blocks that a range touches."""
    index = bisect_left(ends, start + 1)
    while index < len(blocks) and blocks[index].start < end:
        yield index
        index += 1


def _moved_blocks(old: Layout, new: Layout, known: Sequence[tuple[Range, Range]]) -> dict[int, int]:
    """Return the index after for each block that stands elsewhere, whole or edited; ``known`` stay where they are.

    By the groups of words that they share, most first; a group that stands in several blocks says nothing.
    """
    still = {at for group in known for at in range(*group[0])}, {at for group in known for at in range(*group[1])}
    was, now = _word_groups(old, still[0]), _word_groups(new, still[1])
    shared = Counter((was[group], now[group]) for group in was.keys() & now.keys())
    sizes = Counter(was.values()), Counter(now.values())
    found: dict[int, int] = {}
    for (i, j), count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if i not in found and j not in found.values() and count >= SHARED * min(sizes[0][i], sizes[1][j]):
            found[i] = j
    return found


def _word_groups(layout: Layout, without: set[int]) -> dict[tuple[str, ...], int]:
    """Return the block of each group of words that stands in one block alone; shorter blocks are one group each."""
    found: dict[tuple[str, ...], int] = {}
    several: set[tuple[str, ...]] = set()
    for index, block in enumerate(layout.blocks):
        if index in without:
            continue
        words = [token.key for token in tokens(layout.text, block.start, block.end)]
        for start in range(max(1, len(words) - GROUP + 1)):
            group = tuple(words[start : start + GROUP])
            if found.setdefault(group, index) != index:
                several.add(group)
    return {group: index for group, index in found.items() if group not in several}


def _body_rows(
    old: Layout,
    new: Layout,
    groups: Sequence[tuple[Range, Range]],
    runs: Sequence[Run],
    moved: dict[int, int],
    taken: tuple[set[int], set[int]],
) -> Iterator[Row]:
    came = {j: i for i, j in moved.items()}
    ends = [run.b1 for run in runs]
    i = j = 0
    for before, after in (*groups, ((len(old.blocks),) * 2, (len(new.blocks),) * 2)):
        for index in range(i, before[0]):
            if index not in taken[0]:
                yield Row("left" if index in moved else "removed", (index, index + 1), None, (), moved.get(index, -1))
        for index in range(j, after[0]):
            if index not in taken[1]:
                yield (
                    _moved_row(old, new, came[index], index)
                    if index in came
                    else Row("added", None, (index, index + 1))
                )
        if before[0] < len(old.blocks):
            was = _extent(old, before)
            near = runs[bisect_left(ends, was[0]) : bisect_left(ends, was[1]) + 1]
            yield _row(old, new, before, after, near)
        i, j = before[1], after[1]


def _moved_row(old: Layout, new: Layout, was: int, now: int) -> Row:
    before, after = (was, was + 1), (now, now + 1)
    row = _row(old, new, before, after, None)
    return Row("moved", before, after, row.edits, was)
