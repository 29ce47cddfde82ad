"""Near copies: what a look-up and storing cost with 10,000 and with 100,000 articles: ``python -m bench.near``.

Fingerprints are drawn at random, as those of different texts are; one article in ten carries one of a few footers, whose
hashes are boilerplate, and one in twenty is a near copy of another one. The database is a fresh one in a temporary
directory.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

SIZES = (10_000, 100_000)
PIECE = 50
LOOKUPS = 300
LOWEST = 2**61
"""The smallest 64 hashes of a text of some 600 words lie in the lowest eighth."""


def measure() -> None:
    """Store articles in pieces as an import does, and print the cost of storing and looking up along the way."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from newsroom.actions.projects import create_project
    from newsroom.models import User

    owner = User.objects.create_user("owner", "owner@example.org", "correct horse battery staple")
    project = create_project(by=owner, name="News", key="news")
    chance, sketches = random.Random(7), list[list[int]]()
    for size in SIZES:
        seconds = _fill(project, owner, chance, sketches, size)
        _report(project, chance, sketches, size, seconds)


def _fill(project: Any, owner: Any, chance: random.Random, sketches: list[list[int]], size: int) -> float:
    """Add articles up to ``size``; return the seconds that one took."""
    from django.db import transaction

    from newsroom.actions.sketches import store
    from newsroom.models import Article
    from newsroom.near import commonplaces, holders

    began, count = time.perf_counter(), 0
    while len(sketches) < size:
        piece = [_sketch(chance, sketches) for _ in range(PIECE)]
        common = commonplaces(holders(project, piece))
        with transaction.atomic():
            made = Article.objects.bulk_create(
                Article(project=project, title="An article", added_by=owner) for _ in piece
            )
            store(project, [(article.pk, values) for article, values in zip(made, piece, strict=True)], common)
        sketches += piece
        count += PIECE
    return (time.perf_counter() - began) / max(count, 1)


def _sketch(chance: random.Random, sketches: list[list[int]]) -> list[int]:
    if sketches and chance.random() < 0.05:
        kept = chance.sample(chance.choice(sketches), chance.randint(20, 60))
        return sorted({*kept, *(chance.randrange(LOWEST) for _ in range(64 - len(kept)))})
    footer = random.Random(chance.randrange(8) if chance.random() < 0.1 else chance.random())
    own = [chance.randrange(LOWEST) for _ in range(52)]
    return sorted({*own, *(footer.randrange(LOWEST) for _ in range(12))})


def _report(project: Any, chance: random.Random, sketches: list[list[int]], size: int, seconds: float) -> None:
    from newsroom.near import near_many, near_of

    asked = chance.sample(sketches, LOOKUPS)
    single = median(_timed(lambda sketch=sketch: near_of(project, sketch)) for sketch in asked)
    new = [tuple(chance.randrange(LOWEST) for _ in range(64)) for _ in range(LOOKUPS)]
    alone = median(_timed(lambda sketch=sketch: near_of(project, sketch)) for sketch in new)
    batch = _timed(lambda: near_many(project, asked[:PIECE])) / PIECE
    missed = sum(not near_of(project, sketch) for sketch in asked)
    print(
        f"{size:,} articles: look-up {single:.2f} ms where there is a copy, {alone:.2f} ms where there is none, "
        f"{batch:.2f} ms in pieces of {PIECE}; storing {seconds * 1000:.2f} ms an article with its row and look-up; "
        f"{missed} of {LOOKUPS} not found again",
        flush=True,
    )


def _timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Run ``measure`` in a process of its own, with a data directory of its own."""
    from bench.store import ROOT, environment

    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", "from bench.near import measure; measure()"]
        subprocess.run(command, cwd=ROOT, env=environment(Path(folder)), check=True)


if __name__ == "__main__":
    main()
