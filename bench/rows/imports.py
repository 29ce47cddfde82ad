"""Importing many plain articles by the command."""

import tempfile
import time
from pathlib import Path

from bench.prose import Prose
from bench.report import Figure
from bench.stage import Stages

ARTICLES = 1_000
WORDS = 300


def run(stages: Stages) -> list[Figure]:
    """Import 1,000 text files into the project that holds 10,000 articles; the whole command, from start to end."""
    stage = stages.on("main")
    with tempfile.TemporaryDirectory() as folder:
        write_files(Path(folder))
        before = _articles(stage.directory)
        began = time.perf_counter()
        stage.command("manage.py", "import_articles", folder, "--project", "news", "--by", "owner")
        seconds = time.perf_counter() - began
    added = _articles(stage.directory) - before
    if added != ARTICLES:
        raise RuntimeError(f"{added} articles were added, not {ARTICLES}")
    note = f"{ARTICLES / seconds:.0f} articles a second, {WORDS} words each"
    return [Figure("import 1,000 plain articles by the command", seconds, "s", 5, "95 / 31 / 0.7 s", note)]


def write_files(folder: Path) -> None:
    """Write the articles as text files: a headline, a standfirst, paragraphs."""
    prose = Prose(99)
    for number in range(ARTICLES):
        parts = [prose.headline(), prose.sentence(), *prose.paragraphs(WORDS)]
        (folder / f"article-{number:04}.txt").write_text("\n\n".join(parts), encoding="utf-8")


def _articles(directory: Path) -> int:
    from bench.ledger import connect

    with connect(directory) as database:
        return int(database.execute("SELECT COUNT(*) FROM newsroom_article").fetchone()[0])
