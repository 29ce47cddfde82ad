"""Importing by the command: many plain articles, and a long table."""

import json
import re
import tempfile
import time
from pathlib import Path

from bench.prose import Prose
from bench.report import Figure
from bench.stage import Stages

ARTICLES = 1_000
ROWS = 10_000
"""``python -m bench --only import --rows 100000`` for the whole length."""
SECONDS_A_ROW = 0.006
WORDS = 300


def run(stages: Stages) -> list[Figure]:
    """Import text files, then a table, into the project that holds 10,000 articles."""
    return [*_files(stages), *_table(stages)]


def _table(stages: Stages) -> list[Figure]:
    """Import rows of JSONL: by default a tenth of the longest table that has a limit, in a tenth of its time."""
    stage = stages.on("main")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.jsonl"
        write_rows(file)
        began = time.perf_counter()
        command = ["import_articles", str(file), "--project", "news", "--by", "owner", "--verbosity", "2"]
        said = stage.command("-c", MEASURED, *command)
        seconds = time.perf_counter() - began
    longest, megabytes = _number(r"Longest write: (\d+) ms", said), _number(r"Peak: (\d+) MB", said)
    if f"Added: {ROWS:,}" not in said:
        raise RuntimeError(f"not all rows were added: {said[-500:]}")
    note = f"{ROWS / seconds:.0f} rows a second, {WORDS} words each"
    return [
        Figure(f"import {ROWS:,} rows of JSONL by the command", seconds, "s", ROWS * SECONDS_A_ROW, "", note),
        Figure("the same: most memory of the process that stores", megabytes, "MB", 200),
        Figure("the same: longest that others waited for a write", longest, "ms", 50, "", "one disk write is in it"),
    ]


MEASURED = """
import os, resource, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", *sys.argv[1:]])
print(f"Peak: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
"""


def _number(pattern: str, text: str) -> float:
    found = re.search(pattern, text)
    if found is None:
        raise RuntimeError(f"the command did not say {pattern}: {text[-500:]}")
    return float(found[1])


def write_rows(file: Path) -> None:
    """Write articles as a table, one row a line."""
    prose = Prose(98)
    with file.open("w", encoding="utf-8") as out:
        for number in range(ROWS):
            row = {
                "id": f"row-{number}",
                "title": prose.headline(),
                "description": prose.sentence(),
                "text": "\n\n".join(prose.paragraphs(WORDS)),
                "url": f"https://daily.example/rows/{number}",
                "date": "2026-02-03T10:00:00+01:00",
                "source": "The Daily",
                "language": "en",
            }
            out.write(json.dumps(row) + "\n")


def _files(stages: Stages) -> list[Figure]:
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
