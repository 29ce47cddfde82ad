"""The pages of claims and speakers, with 1,000 claims, 300 speakers and 200,000 annotations on 100,000 articles.

A copy of the database "library" gets that codebook in seconds (``bench.widen``). The first request after a start reads all
codings into the process; it is shown beside those that follow.
"""

from typing import Final
from uuid import UUID

from bench.http import Client
from bench.report import Figure
from bench.saves import codebook
from bench.server import Server
from bench.stage import Stage, Stages

KEY: Final = "hundred-thousand"
STAGE: Final = ("library", ("bench.widen", KEY))
PAGES: Final = {
    "page of a claim with 5,000 places": ("claims/CLAIM/", 60.0),
    "the same, its last places": ("claims/CLAIM/?page=9999", 60.0),
    "the same, once an article, what is disputed": ("claims/CLAIM/?unit=voices&stance=disputes", 60.0),
    "its wordings": ("claims/CLAIM/wordings/", None),
    "page of a speaker with 6,000 codings": ("speakers/SPEAKER/", 60.0),
    "list of 300 speakers": ("speakers/", None),
    "list of 1,000 claims": ("claims/", 60.0),
    "list of 1,000 claims, as a tree": ("claims/?sort=tree", 60.0),
    "coverage by outlet": ("claims/coverage/", 200.0),
    "coverage by speaker, by articles": ("claims/coverage/?by=speaker&unit=articles", 200.0),
    "coverage over time": ("claims/coverage/time/", 200.0),
    "coverage by month, of some days": ("claims/coverage/?by=month&from=2025-03-01&to=2025-12-31", 200.0),
}


def run(stages: Stages) -> list[Figure]:
    """Open each page many times; most of them after the codings were read."""
    stage = stages.on(*STAGE)
    client = stage.sign_in()
    claims, speakers = codebook(stage.directory, KEY)
    claim, speaker = str(UUID(claims[1])), str(UUID(speakers[2]))
    figures = [_first(client, stage)]
    for work, (path, limit) in PAGES.items():
        address = f"/p/{KEY}/{path.replace('CLAIM', claim).replace('SPEAKER', speaker)}"
        timing = stage.time(lambda address=address: client.get(address), 15, warm=8)
        note = f"{timing.cpu_ms:.1f} ms of processor, {stage.queries(address)} queries when first asked"
        figures.append(Figure(work, timing.ms, "ms", limit, note=note))
    client.close()
    return [*figures, _with_file(stage)]


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


def _with_file(stage: Stage) -> Figure:
    """Ask a server that was just started, and finds what the other one kept, once its other pages are warm."""
    server = Server(stage.directory)
    try:
        server.wait()
        client = Client(server.port)
        client.login(stage.manifest["analysts"][0], stage.manifest["password"])
        for _again in range(4):
            client.get(f"/p/{KEY}/")
        before = server.cpu_seconds()
        answer = client.get(f"/p/{KEY}/claims/coverage/")
        cpu = 1000 * (server.cpu_seconds() - before)
        client.close()
    finally:
        server.stop()
    note = f"{cpu:.0f} ms of processor: takes the file of another process"
    return Figure("coverage, first of another process", 1000 * answer.seconds, "ms", 200.0, note=note)
