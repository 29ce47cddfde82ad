"""From the command to the first page, and what the processes hold in memory."""

import time

from bench.http import Client
from bench.report import Figure
from bench.server import Server
from bench.stage import Stage, Stages


def run(stages: Stages) -> list[Figure]:
    """Start a second server on the same data; then look at the memory of one that has served pages."""
    stage = stages.on("main")
    server = Server(stage.directory)
    began = time.perf_counter()
    try:
        server.wait()
        first = _first_page(server.port, began)
        time.sleep(2)
        fresh = sum(process.share() for process in server.processes())
    finally:
        server.stop()
    return [
        Figure("cold start to first page", first, "s", 2, "0.7 / 1.6 / 3.1 s", "schema and static files looked after"),
        Figure("memory of the web processes, idle", _used(stage), "MB", 180, "71 / 453 / 261 MB", _note(stage, fresh)),
    ]


def _first_page(port: int, began: float) -> float:
    client = Client(port)
    answer = client.get("/account/login/")
    client.close()
    if answer.status != 200:
        raise RuntimeError(f"the first page answered {answer.status}")
    return time.perf_counter() - began


def _used(stage: Stage) -> float:
    """Return the memory after both workers have served the library and a long article."""
    path = f"/p/news/articles/{stage.special('10k-1k')['article']}/"
    for number in range(8):
        client = stage.sign_in(number)
        client.get("/p/news/")
        client.get(path)
        client.close()
    time.sleep(2)
    return sum(process.share() for process in stage.server.processes())


def _note(stage: Stage, fresh: float) -> str:
    processes = stage.server.processes()
    resident = sum(process.resident() for process in processes)
    return f"PSS of {len(processes)} processes after use (just started: {fresh:.0f}); RSS {resident:.0f}"
