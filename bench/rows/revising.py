"""A new wording of an article with 5,000 highlights."""

import json

from bench.report import Figure
from bench.stage import Stages

ARTICLE = "10k-5k"
LONG = "50k-5k"


def run(stages: Stages) -> list[Figure]:
    """Give two long articles a new wording, in a process of its own beside the running site."""
    stage = stages.on("main")
    figures = []
    for name in (ARTICLE, LONG):
        special = stage.special(name)
        found = json.loads(stage.command("-m", "bench.revise", special["article"]))
        if found["placed"] < special["highlights"]:
            raise RuntimeError(f"{found['placed']} of {special['highlights']} highlights were placed")
        work = f"revision of {special['words']:,} words with {found['placed']:,} annotations"
        figures.append(Figure(f"{work}: total", found["seconds"], "s", 2))
        figures.append(Figure(f"{work}: write lock", found["lock_ms"], "ms", 200))
    return figures
