"""Comparing two wordings of 10,000 words."""

from bench.report import Figure
from bench.stage import Stages

ARTICLE = "10k-1k"
LIMIT = 300.0  # ms
VIEWS = {"": "side by side", "&view=inline": "in one column"}


def run(stages: Stages) -> list[Figure]:
    """Give an article a new wording, and open the page that compares the two."""
    stage = stages.on("main")
    special = stage.special(ARTICLE)
    stage.command("-m", "bench.revise", special["article"])
    client = stage.sign_in()
    figures = []
    for query, said in VIEWS.items():
        path = f"/p/news/articles/{special['article']}/compare/?from=1&to=2{query}"
        timing = stage.time(lambda path=path: client.get(path), 20)
        work = f"compare two wordings of {special['words']:,} words, {said}"
        note = f"{timing.cpu_ms:.1f} ms of processor, {stage.queries(path)} queries"
        figures.append(Figure(work, timing.ms, "ms", LIMIT, "", note))
    client.close()
    return figures
