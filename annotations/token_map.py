"""Which words of one wording are which words of the next: an alignment of two texts.

Pure: ``regex`` and ``rapidfuzz``. Offsets count code points. Four steps, each on what the one before left open: equal blocks
and then equal sentences (patience: those that stand once in each text and keep their order), groups of four words that stand
once in each, and the longest common subsequence of the words between (bit-parallel, in rapidfuzz). Words that agree by
chance in the midst of other words are taken out again.

>>> text_map("Talks went on.", "The talks went on.").runs
(Run(b0=0, b1=5, a0=4, a1=9), Run(b0=6, b1=14, a0=10, a1=18))
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import regex
from rapidfuzz.distance import LCSseq

from annotations.typography import evened

SHINGLE: Final = 4
"""Words in a group that is looked for as a whole."""
MOVABLE: Final = 20
"""Code points that a block or sentence must have to be known again out of its order."""
LARGEST: Final = 100_000_000
"""Pairs of words beyond which no common subsequence is looked for; its memory is an eighth of this in bytes."""

UNSPACED: Final = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
"""Scripts that put no space between words."""

_BLOCK: Final = regex.compile(r"[^\n]+")
_SENTENCE: Final = regex.compile(
    r"[^\s](?:[^\n.!?。！？]++|[.!?](?![\"'”’»)\]]*+\s))*+(?:[.!?]+[\"'”’»)\]]*+|[。！？]++[」』”’]*+)?+"
)
"""About a sentence: where it ends matters little, if only it ends there in both texts."""
_TOKEN: Final = regex.compile(
    rf"[{UNSPACED}]\p{{M}}*"
    r"|\d+(?:[.,:]\d+)+(?!\w)|\w+(?:['-]\w+)*|\.\.\.|[^\w\s]"
)
"""A letter of a script without spaces, a number with its points, a word with apostrophes and hyphens, a sign."""

Pair = tuple[int, int]


class Token(NamedTuple):
    """One word or sign of a text; ``key`` is what it is compared by: typography and case left out."""

    start: int
    end: int
    key: str


class Run(NamedTuple):
    """``before[b0:b1]`` stands at ``after[a0:a1]``: the same code points, or one word in another case or typography."""

    b0: int
    b1: int
    a0: int
    a1: int


@dataclass(frozen=True, slots=True)
class TextMap:
    """The runs that keep their order, and the equal blocks and sentences that changed it; both by their place before."""

    runs: tuple[Run, ...]
    moved: tuple[Run, ...]


def tokens(text: str, start: int, end: int) -> list[Token]:
    """Return the words and signs of ``text[start:end]``."""
    found = _TOKEN.finditer(evened(text[start:end]))
    return [Token(start + match.start(), start + match.end(), match[0].casefold()) for match in found]


def text_map(before: str, after: str) -> TextMap:
    """Return what of ``before`` stands where in ``after``."""
    moved: list[Run] = []
    runs = _mapped(before, after, (0, len(before)), (0, len(after)), (_BLOCK, _SENTENCE), moved)
    return TextMap(tuple(runs), tuple(_outermost(sorted(moved, key=lambda run: (run.b0, -run.b1)))))


def _outermost(moved: Sequence[Run]) -> list[Run]:
    """Leave out the sentences of blocks that moved as a whole."""
    kept: list[Run] = []
    for run in moved:
        if not kept or run.b1 > kept[-1].b1:
            kept.append(run)
    return kept


def _mapped(
    before: str, after: str, old_range: Pair, new_range: Pair, units: Sequence[regex.Pattern[str]], moved: list[Run]
) -> list[Run]:
    """Map by the first of ``units``, and between these by the next; by words in the end."""
    if not units:
        return words_mapped(before, after, old_range, new_range)
    old = [match.span() for match in units[0].finditer(before, *old_range)]
    new = [match.span() for match in units[0].finditer(after, *new_range)]
    pairs, others = _paired([before[s:e] for s, e in old], [after[s:e] for s, e in new])
    moved += [Run(*old[i], *new[j]) for i, j in others if old[i][1] - old[i][0] >= MOVABLE]
    runs: list[Run] = []
    for i, k, j, m in _gaps(pairs, len(old), len(new)):
        if k > i and m > j:
            gaps = (old[i][0], old[k - 1][1]), (new[j][0], new[m - 1][1])
            runs += _mapped(before, after, *gaps, units[1:], moved)
        if k < len(old) and m < len(new):
            runs.append(Run(*old[k], *new[m]))
    return runs


def _paired(old: Sequence[str], new: Sequence[str]) -> tuple[list[Pair], list[Pair]]:
    """Return the equal units in order, and those that stand once in each text and are out of order."""
    head, tail = _shared_ends(old, new)
    middle = _unique_pairs(old[head : len(old) - tail], new[head : len(new) - tail])
    kept, others = _in_order([(i + head, j + head) for i, j in middle])
    ends = [(len(old) - n, len(new) - n) for n in range(tail, 0, -1)]
    return _extended(old, new, [*((i, i) for i in range(head)), *kept, *ends]), others


def _shared_ends(old: Sequence[Hashable], new: Sequence[Hashable]) -> Pair:
    """Return how many items are equal at the beginning, and at the end of the rest."""
    limit = min(len(old), len(new))
    head = next((i for i in range(limit) if old[i] != new[i]), limit)
    limit -= head
    return head, next((i for i in range(limit) if old[-1 - i] != new[-1 - i]), limit)


def _unique_pairs(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Pair the items that stand once in each, in the order of ``old``."""
    counts, places = Counter(old), Counter(new)
    where = {item: index for index, item in enumerate(new)}
    return [(i, where[item]) for i, item in enumerate(old) if counts[item] == 1 == places[item]]


def _in_order(pairs: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Part pairs into the longest row that rises on both sides, and the others."""
    ends: list[int] = []
    rows: list[int] = []
    previous: list[int] = []
    for index, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        ends[at : at + 1], rows[at : at + 1] = [j], [index]
        previous.append(rows[at - 1] if at else -1)
    kept: set[int] = set()
    index = rows[-1] if rows else -1
    while index >= 0:
        kept.add(index)
        index = previous[index]
    return [p for n, p in enumerate(pairs) if n in kept], [p for n, p in enumerate(pairs) if n not in kept]


def _extended(old: Sequence[Hashable], new: Sequence[Hashable], pairs: Sequence[Pair]) -> list[Pair]:
    """Pair also the equal items that follow or precede a pair without a gap."""
    found: list[Pair] = []
    for i, k, j, m in _gaps(pairs, len(old), len(new)):
        head, tail = _shared_ends(old[i:k], new[j:m])
        found += [(i + n, j + n) for n in range(head)]
        found += [(k - n, m - n) for n in range(tail, 0, -1)]
        if k < len(old) and m < len(new):
            found.append((k, m))
    return found


def _gaps(pairs: Sequence[Pair], old: int, new: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield what lies before each pair and after the last: from and to in the old, from and to in the new."""
    i = j = 0
    for k, m in [*pairs, (old, new)]:
        yield i, k, j, m
        i, j = k + 1, m + 1


def words_mapped(before: str, after: str, old_range: Pair, new_range: Pair) -> list[Run]:
    """Return the runs of ``before[slice(*old_range)]`` that stand in ``after[slice(*new_range)]``, in order."""
    old, new = tokens(before, *old_range), tokens(after, *new_range)
    runs: list[Run] = []
    last = (-1, -1)
    for i, j in _words_paired([token.key for token in old], [token.key for token in new]):
        run = Run(old[i].start, old[i].end, new[j].start, new[j].end)
        # Together with the word before: letter by letter the same, the white space between too.
        follows = last == (i - 1, j - 1) and i and before[old[i - 1].start : run.b1] == after[new[j - 1].start : run.a1]
        if follows:
            runs[-1] = Run(runs[-1].b0, run.b1, runs[-1].a0, run.a1)
        else:
            runs.append(run)
        last = i, j
    return _without_chance(runs, old_range, new_range)


def _words_paired(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Pair words: by groups that stand once in each, then by the longest common subsequence between these."""
    anchors, _ = _in_order(_unique_pairs(_groups(old), _groups(new)))
    pairs: list[Pair] = []
    for i, k, j, m in _gaps(_extended(old, new, anchors), len(old), len(new)):
        if k > i and m > j and (k - i) * (m - j) <= LARGEST:
            for block in LCSseq.opcodes(old[i:k], new[j:m]).as_matching_blocks():
                pairs += [(i + block.a + n, j + block.b + n) for n in range(block.size)]
        if k < len(old) and m < len(new):
            pairs.append((k, m))
    return pairs


def _groups(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[n:] for n in range(SHINGLE)), strict=False))


def _without_chance(runs: list[Run], old: Pair, new: Pair) -> list[Run]:
    """Take out, until nothing changes, runs no longer than what was edited on either side of them."""
    while True:
        edges = [Run(old[0], old[0], new[0], new[0]), *runs, Run(old[1], old[1], new[1], new[1])]
        kept = [
            run
            for left, run, right in zip(edges, edges[1:], edges[2:], strict=False)
            if run.b1 - run.b0 > min(_edited(left, run), _edited(run, right))
        ]
        if len(kept) == len(runs):
            return runs
        runs = kept


def _edited(left: Run, right: Run) -> int:
    """Return how much was taken out or put in between two runs, whichever is more."""
    return max(right.b0 - left.b1, right.a0 - left.a1)
