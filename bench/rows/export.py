"""The CSV of a project's annotations: rows a second, and what it does to the server's memory."""

import csv
import io

from bench.http import Client
from bench.ledger import connect
from bench.report import Figure
from bench.stage import Stage, Stages

ANNOTATIONS = 100_000


def run(stages: Stages) -> list[Figure]:
    """Export the annotations of the newer half of the articles, then all of them, over HTTP."""
    stage = stages.on("main")
    client = stage.sign_in()
    since = _since(stage)
    figures = _export(stage, client, f"?from={since}", "CSV of the annotations of one half of the project", True)
    figures += _export(stage, client, "", "CSV of all annotations", False)
    client.close()
    return figures


def _export(stage: Stage, client: Client, query: str, work: str, is_limited: bool) -> list[Figure]:
    path = f"/p/news/passages/export/{query}"
    processes = stage.server.processes()
    before = {process.pid: process.resident() for process in processes}
    for process in processes:
        process.forget_peak()
    cpu = stage.server.cpu_seconds()
    answers = [client.get(path) for _ in range(3)]
    cpu = (stage.server.cpu_seconds() - cpu) / len(answers)
    growth = max(process.peak() - before[process.pid] for process in processes)
    if {answer.status for answer in answers} != {200}:
        raise RuntimeError(f"the export answered {answers[0].status}: {answers[0].body[:300]!r}")
    rows, annotations = _count(answers[0].body)
    seconds = sorted(answer.seconds for answer in answers)[1]
    note = (
        f"{annotations:,} annotations, {rows:,} rows, {len(answers[0].body) / 1e6:.0f} MB in {seconds:.2f} s, "
        f"{cpu:.2f} s of processor"
    )
    return [
        Figure(
            work,
            rows / seconds,
            "rows/s",
            100_000 if is_limited else None,
            "5,200 / 4,080 / 13,800 a second",
            note,
            True,
        ),
        Figure(f"{work}: growth of the server's memory", growth, "MB", 30, note="peak of one worker above idle"),
    ]


def _count(content: bytes) -> tuple[int, int]:
    reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    ids = [row["annotation_id"] for row in reader]
    return len(ids), len(set(ids))


def _since(stage: Stage) -> str:
    """Return the first day of the newer articles that hold about 100,000 visible annotations."""
    with connect(stage.directory) as database:
        return str(database.execute(SINCE, [ANNOTATIONS]).fetchone()[0])


SINCE = (
    "SELECT date(article.published_at) FROM annotations_annotation annotation"
    " JOIN newsroom_article article ON article.id = annotation.article_id"
    " WHERE annotation.visibility = 'project' AND article.published_at IS NOT NULL"
    " ORDER BY article.published_at DESC LIMIT 1 OFFSET ?"
)
