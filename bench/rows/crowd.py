"""Eight clients who save at once, and a ledger: nothing that was answered may be missing."""

import time
from collections.abc import Mapping
from multiprocessing import get_context
from multiprocessing.queues import Queue
from typing import Any

from bench.http import Client
from bench.ledger import Ledger
from bench.report import Figure
from bench.saves import Saver, codebook
from bench.stage import Stage, Stages

CLIENTS = 8
SECONDS = 10.0

Line = tuple[str, int, float]


def run(stages: Stages) -> list[Figure]:
    """Let eight processes save on one article for ten seconds without a pause; compare with SQL and with the CSV."""
    stage = stages.on("main")
    lines, seconds = _save(stage)
    ledger = Ledger({action for action, _, _ in lines}, {action for action, status, _ in lines if status == 200})
    failed = len(ledger.sent) - len(ledger.saved)
    article = stage.special("crowd")["article"]
    client = stage.sign_in()
    export = client.get(f"/p/news/passages/export/?article={article}")
    client.close()
    problems = ledger.compare(stage.directory, article, export.body)
    times = sorted(line[2] for line in lines)
    note = (
        f"{failed} failed; {', '.join(f'{count} {what}' for what, count in problems.items())}; "
        f"p50 {1000 * times[len(times) // 2]:.0f}, p95 {1000 * times[len(times) * 95 // 100]:.0f}, "
        f"most {1000 * times[-1]:.0f} ms"
    )
    rate = len(ledger.saved) / seconds
    return [
        Figure("saves a second from 8 clients", rate, "/s", 180, "52 / 118 / 12 a second", note, at_least=True),
        Figure("saves lost, failed or doubled", failed + sum(problems.values()), "of " + str(len(lines)), 0),
    ]


def _save(stage: Stage) -> tuple[list[Line], float]:
    context = get_context("spawn")
    results: Queue[list[Line]] = context.Queue()
    begin = context.Barrier(CLIENTS + 1)
    codes = codebook(stage.directory, "news")
    facts = {"port": stage.server.port, "password": stage.manifest["password"], "special": stage.special("crowd")}
    processes = [
        context.Process(target=_client, args=(results, begin, facts, codes, stage.manifest["analysts"][number], number))
        for number in range(CLIENTS)
    ]
    for process in processes:
        process.start()
    begin.wait(60)
    began = time.monotonic()
    lines = [line for _ in processes for line in results.get(timeout=SECONDS + 120)]
    seconds = time.monotonic() - began
    for process in processes:
        process.join()
    return lines, seconds


def _client(
    results: Any, begin: Any, facts: Mapping[str, Any], codes: tuple[list[str], list[str]], username: str, seed: int
) -> None:
    client = Client(facts["port"])
    client.login(username, facts["password"])
    saver = Saver(client, "news", facts["special"], *codes, seed=seed)
    begin.wait(60)
    results.put(list(saver.for_seconds(SECONDS)))
    client.close()
