"""Saving one highlight after the other, on a long and on a very long article."""

from bench.report import Figure
from bench.saves import Saver, codebook
from bench.stage import Stages

ARTICLES = {"save": (10.0, "15.7 / 15.5 / 104 ms"), "save-long": (None, "")}
COUNT = 200


def run(stages: Stages) -> list[Figure]:
    """Save 200 highlights in sequence; each answer holds the blocks that were drawn again."""
    stage = stages.on("main")
    claims, speakers = codebook(stage.directory, "news")
    client = stage.sign_in()
    figures = []
    for name, (limit, peers) in ARTICLES.items():
        special = stage.special(name)
        saver = Saver(client, "news", special, claims, speakers, seed=5)
        timing = stage.time(lambda saver=saver: saver.save()[1], COUNT)
        work = f"save one highlight on {special['words']:,} words with {special['highlights']:,}"
        note = f"{timing.cpu_ms:.1f} ms of processor, {timing.wire / 1000:.1f} kB back"
        figures.append(Figure(work, timing.ms, "ms", limit, peers, note))
    client.close()
    return figures
