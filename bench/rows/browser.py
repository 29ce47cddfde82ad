"""The same article in Chromium: from navigation to text and highlights on screen, and what a first visit transfers."""

from statistics import median
from typing import Any

from bench.chromium import Visit, visitor
from bench.report import Figure
from bench.stage import Stage, Stages

LIMITS = {"10k-1k": 0.5, "10k-5k": 0.8, "50k-5k": 1.0}
PEERS = {"10k-1k": "15 / 2.1 / 7 s", "10k-5k": "not in 120 s / 2.7 s / not in 90 s", "50k-5k": ""}
VISITS = 5


def run(stages: Stages) -> list[Figure]:
    """Visit each article five times, each time with an empty cache."""
    stage = stages.on("main")
    figures = []
    visits: list[Visit] = []
    with visitor(stage) as visit:
        visit(_path(stage, "10k-1k"), 1)
        for name, limit in LIMITS.items():
            special = stage.special(name)
            marks = _marks(stage, name)
            visits = [visit(_path(stage, name), marks) for _ in range(VISITS)]
            work = f"Chromium: {special['words']:,} words with {special['highlights']:,} highlights"
            figures.append(Figure(work, median(one.seconds for one in visits), "s", limit, PEERS[name], _note(visits)))
    figures.append(_first_visit(visits[0].transfers))
    return figures


def _path(stage: Stage, name: str) -> str:
    return f"/p/news/articles/{stage.special(name)['article']}/"


def _marks(stage: Stage, name: str) -> int:
    """Return how many marks the server draws on a page; so many must be on screen."""
    client = stage.sign_in()
    marks = client.get(_path(stage, name)).body.count(b"<mark")
    client.close()
    return marks


def _note(visits: list[Visit]) -> str:
    paint = median(visit.first_paint for visit in visits)
    return f"first paint {paint:.2f} s; {visits[0].marks:,} marks drawn; slowest {max(one.seconds for one in visits):.2f} s"


def _first_visit(transfers: list[dict[str, Any]]) -> Figure:
    code = [one for one in transfers if one["kind"] in ("Stylesheet", "Script")]
    note = f"{len(code)} files; all of the visit but the page itself: {_kilobytes(transfers, but='Document'):.0f} kB"
    return Figure("CSS and JavaScript of a first visit", _kilobytes(code), "kB", 80, "422 / 717 / 7,789 kB", note)


def _kilobytes(transfers: list[dict[str, Any]], but: str = "") -> float:
    return float(sum(one["bytes"] for one in transfers if one["kind"] != but)) / 1000
