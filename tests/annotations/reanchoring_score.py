"""Marks for relocated passages whose true place is known (tests/data/README.md says where the cases are from)."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from annotations.anchoring import Relocation, relocate

SAMPLE = Path(__file__).parents[1] / "data" / "reanchoring_sample.jsonl.gz"

Range = tuple[int, int]


def cases(path: Path = SAMPLE) -> Iterator[dict]:
    """Yield before, after and items; an item has its offsets in both, and what became of it."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def marks(path: Path = SAMPLE) -> Counter[tuple[str, str, str, str]]:
    """Count the items by kind (sentence, phrase, short), truth, status and mark (right, wrong, lost)."""
    counted: Counter[tuple[str, str, str, str]] = Counter()
    for case in cases(path):
        spans = [(item["start"], item["end"]) for item in case["items"]]
        for item, found in zip(case["items"], relocate(case["before"], case["after"], spans), strict=True):
            if item["cls"] != "unclear":
                counted[item["qtype"], item["cls"], found.status, mark(item, found)] += 1
    return counted


def mark(item: dict, found: Relocation) -> str:
    """Say "right", "wrong" (another place) or "lost" (no place, where there is one)."""
    if item["cls"] == "deleted":
        return "right" if found.status == "lost" else "wrong"
    if found.start is None or found.end is None:
        return "lost"
    places = [(item["tstart"], item["tend"]), *([tuple(item["alt"])] if item.get("alt") else [])]
    fits = _overlaps if item["cls"] == "edited" else _meets
    return "right" if any(fits((found.start, found.end), place) for place in places) else "wrong"


def _meets(one: Range, other: Range) -> bool:
    return abs(one[0] - other[0]) <= 1 and abs(one[1] - other[1]) <= 1


def _overlaps(one: Range, other: Range) -> bool:
    """Tell whether at least half of what the two cover together is common to them."""
    common = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return 2 * common >= (one[1] - one[0]) + (other[1] - other[0]) - common
