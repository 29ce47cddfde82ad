"""The page of a claim, the list of claims and the coverage, with 1,000 claims and 200,000 annotations on 100,000 articles.

The first request after a start reads all codings into the process; it is shown beside those that follow.
"""

from bench.http import Client
from bench.report import Figure
from bench.saves import codebook
from bench.stage import Stage, Stages

KEY = "claims"
PAGES = {
    "page of the claim given most": ("claims/CLAIM/", 60.0),
    "the same, once an article, what is disputed": ("claims/CLAIM/?unit=voices&stance=disputes", None),
    "its wordings": ("claims/CLAIM/wordings/", None),
    "list of claims": ("claims/", 60.0),
    "coverage by outlet": ("claims/coverage/", 200.0),
    "coverage by speaker, by articles": ("claims/coverage/?by=speaker&unit=articles", 200.0),
    "coverage by month, of some days": ("claims/coverage/?by=month&from=2025-03-01&to=2025-12-31", None),
}


def run(stages: Stages) -> list[Figure]:
    """Open each page many times; most of them after the codings were read."""
    stage = stages.on("claims")
    client = stage.sign_in()
    claims, _ = codebook(stage.directory, KEY)
    figures = [_first(client, stage)]
    for work, (path, limit) in PAGES.items():
        address = f"/p/{KEY}/{path.replace('CLAIM', claims[0])}"
        timing = stage.time(lambda address=address: client.get(address), 15, warm=8)
        note = f"{timing.cpu_ms:.1f} ms of processor, {stage.queries(address)} queries when first asked"
        figures.append(Figure(work, timing.ms, "ms", limit, note=note))
    client.close()
    return figures


def _first(client: Client, stage: Stage) -> Figure:
    before = stage.server.cpu_seconds()
    answer = client.get(f"/p/{KEY}/claims/coverage/")
    cpu = 1000 * (stage.server.cpu_seconds() - before)
    return Figure(
        "coverage, first of a process",
        1000 * answer.seconds,
        "ms",
        note=f"{cpu:.0f} ms of processor: reads all codings",
    )
