"""The library with few and with many articles: the same time, the same queries."""

from bench.report import Figure
from bench.saves import codebook
from bench.stage import Stages

PROJECTS = {"thousand": "1,000", "hundred-thousand": "100,000"}
VIEWS = {
    "": "",
    "?sort=title": ", by title",
    "?state=open": ", to do for me",
    "?q=talks+of": ", a search",
    "?claim=CLAIM": ", with one claim",
}
LIMIT = 30.0  # ms


def run(stages: Stages) -> list[Figure]:
    """Open the first page of the library in a project of 1,000 and in one of 100,000 articles."""
    stage = stages.on("library")
    client = stage.sign_in()
    figures = []
    for query, said in VIEWS.items():
        for key, articles in PROJECTS.items():
            claims, _ = codebook(stage.directory, key)
            path = f"/p/{key}/{query}".replace("CLAIM", claims[0])
            timing = stage.time(lambda path=path: client.get(path), 60 if not query else 25)
            note = f"{timing.cpu_ms:.1f} ms of processor, {stage.queries(path)} queries"
            peers = "302 / 64 / 479 ms with 1,000" if not query else ""
            limit = LIMIT if not query else None
            figures.append(Figure(f"library with {articles} articles{said}", timing.ms, "ms", limit, peers, note))
    client.close()
    return figures
