"""How well and how fast passages are found in an edited text: ``python -m bench.anchoring [FILE]`` for this row alone.

FILE: before / after pairs as in tests/data/reanchoring_sample.jsonl.gz, which is taken where none is named.
"""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from annotations.anchoring import relocate
from bench.prose import Prose
from bench.report import Figure, table
from tests.annotations.mutations import Mutation, mutations
from tests.annotations.reanchoring_score import SAMPLE, cases, marks

STATUSES: Final = ("exact", "moved", "changed", "lost")
WORDS: Final = 10_000
HIGHLIGHTS: Final = 100

Marks = Counter[tuple[str, str, str, str]]


def run(_stages: object = None, path: Path = SAMPLE) -> list[Figure]:
    """Print the confusion matrices; return the figures beside their limits."""
    marked = marks(path)
    mutated = Counter((mutation.kind, _status(mutation)) for mutation in mutations())
    print(
        _matrix("passage", ((f"{kind}, {truth}", status, count) for (kind, truth, status, _), count in marked.items()))
    )
    print(_matrix("change of meaning", ((kind, status, count) for (kind, status), count in mutated.items())))
    unsaid = sum(n for (kind, status), n in mutated.items() if status == "exact" or (status, kind) in _FALSE)
    return [
        _share("edited sentences found", marked, ("sentence",), ("edited",), 99.5),
        _share("edited phrases found", marked, ("phrase",), ("edited",), 95),
        _share("deleted sentences lost", marked, ("sentence",), ("deleted",), 99),
        _share("unchanged passages in their place", marked, ("sentence", "phrase", "short"), ("same", "moved"), 100),
        _wrong(marked),
        Figure("changes of meaning not said", unsaid, "", 0, note=f"of {mutated.total()}"),
        Figure("relocating, for each passage", _pace(path), "ms", 1),
        Figure(
            "relocating 100 highlights of 10,000 words", _article(_every_block), "ms", 50, note="every block edited"
        ),
        Figure("the same, one word in five edited", _article(_one_in_five), "ms"),
    ]


_FALSE: Final = {("moved", mutation.kind) for mutation in mutations() if mutation.wording}


def _status(mutation: Mutation) -> str:
    [found] = relocate(mutation.before, mutation.after, [(mutation.start, mutation.end)])
    return found.status


def _share(work: str, marked: Marks, kinds: Iterable[str], truths: Iterable[str], limit: float) -> Figure:
    wanted = {key: count for key, count in marked.items() if key[0] in kinds and key[1] in truths}
    right, total = sum(count for key, count in wanted.items() if key[3] == "right"), sum(wanted.values())
    return Figure(work, 100 * right / total, "%", limit, note=f"{right} of {total}", at_least=True)


def _wrong(marked: Marks) -> Figure:
    wrong = sum(count for key, count in marked.items() if key[3] == "wrong")
    return Figure("put in a wrong place", 100 * wrong / marked.total(), "%", 0.3, note=f"{wrong} of {marked.total()}")


def _matrix(title: str, counts: Iterable[tuple[str, str, int]]) -> str:
    """Return a Markdown table: what became of the passage, by the status it was given."""
    cells: Counter[tuple[str, str]] = Counter()
    for name, status, count in counts:
        cells[name, status] += count
    lines = [f"| {title:28} | " + " | ".join(f"{status:>7}" for status in STATUSES) + " |", "|---" * 5 + "|"]
    for name in sorted({name for name, _ in cells}):
        lines.append(f"| {name:28} | " + " | ".join(f"{cells[name, status]:7,}" for status in STATUSES) + " |")
    return "\n".join(lines) + "\n"


def _pace(path: Path) -> float:
    """Return milliseconds of processor time for each passage of the cases."""
    loaded = [(case["before"], case["after"], [(i["start"], i["end"]) for i in case["items"]]) for case in cases(path)]
    began = time.process_time()
    for before, after, spans in loaded:
        relocate(before, after, spans)
    return 1000 * (time.process_time() - began) / sum(len(spans) for _, _, spans in loaded)


def _article(edited: Callable[[str, random.Random], str]) -> float:
    """Return milliseconds of processor time for one long article, the best of five."""
    blocks, chance = list(Prose(1).paragraphs(WORDS)), random.Random(5)
    before, after = "\n\n".join(blocks), "\n\n".join(edited(block, chance) for block in blocks)
    step = (len(before) - 200) // HIGHLIGHTS
    spans = [(n * step, n * step + 100) for n in range(HIGHLIGHTS)]
    return 1000 * min(_timed(before, after, spans) for _ in range(5))


def _timed(before: str, after: str, spans: list[tuple[int, int]]) -> float:
    began = time.process_time()
    relocate(before, after, spans)
    return time.process_time() - began


def _every_block(text: str, chance: random.Random) -> str:
    """Replace one word of a paragraph."""
    words = text.split(" ")
    words[chance.randrange(len(words))] = chance.choice(words)
    return " ".join(words)


def _one_in_five(text: str, chance: random.Random) -> str:
    """Replace, double or take out every fifth word or so."""
    words = text.split(" ")
    return " ".join(
        chance.choice(["", f"{word} {chance.choice(words)}", chance.choice(words)]) if chance.random() < 0.2 else word
        for word in words
    )


if __name__ == "__main__":
    print(table(run(path=Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)))
