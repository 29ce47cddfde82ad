"""Gives an article a new wording: ``python -m bench.revise ARTICLE`` (its UUID), on the data in DATA_DIR.

One word in every tenth paragraph is another one. Prints seconds from the start of planning to the commit, milliseconds
that the write lock was held, and how many highlights were placed.
"""

import json
import os
import sys
import time
from typing import Any


def main(uuid: str) -> None:
    """Revise once and print the figures as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    import django

    django.setup()
    from django.db import connection

    from newsroom import log
    from newsroom.actions.articles import REVISED, import_article
    from newsroom.importers.draft import Facts, Record, assemble
    from newsroom.intake import prepare
    from newsroom.models import Article

    article = Article.objects.select_related("project", "current_revision", "added_by").get(uuid=uuid)
    assert article.current_revision is not None
    head, body = edited(article.current_revision.pk, article.current_revision.uuid)
    url = article.url or f"https://example.org/{uuid}"
    draft = assemble(Facts(title=head, url=url, language=article.language), body, Record("bench", 1))
    prepared = prepare(draft)
    Article.objects.filter(pk=article.pk).update(url=url, address_key=prepared.address_key)
    lock = Lock(connection)
    began = time.perf_counter()
    outcome = import_article(by=article.added_by, project=article.project, prepared=prepared, token=log.make_token())
    seconds = time.perf_counter() - began
    if outcome.status != REVISED:
        raise SystemExit(f"the new wording was {outcome.status}")
    placed = outcome.article.current_revision.anchors.count()
    print(json.dumps({"seconds": seconds, "lock_ms": 1000 * max(lock.held), "placed": placed}))


def edited(revision_id: int, revision_uuid: Any) -> tuple[Any, list[Any]]:
    """Return headline and body of a stored wording with one word in every tenth paragraph replaced."""
    from dataclasses import replace

    from newsroom.heads import drafts_of
    from newsroom.layouts import reading_of

    title, *body = drafts_of(reading_of(revision_id, revision_uuid).layout)
    for number in range(0, len(body), 10):
        words = body[number].text.split(" ")
        words[len(words) // 2] = "yesterday"
        body[number] = replace(body[number], text=" ".join(words), spans=())
    return title, [replace(draft, kind="paragraph" if draft.kind == "standfirst" else draft.kind) for draft in body]


class Lock:
    """How long each write transaction of a connection lasts, in seconds."""

    def __init__(self, connection: Any) -> None:
        self.held: list[float] = []
        begin, commit = connection._start_transaction_under_autocommit, connection._commit

        def begun() -> None:
            begin()
            self.began = time.perf_counter()

        def committed() -> None:
            commit()
            self.held.append(time.perf_counter() - self.began)

        connection._start_transaction_under_autocommit = begun
        connection._commit = committed


if __name__ == "__main__":
    main(sys.argv[1])
