"""Compares the book with what is there: by plain SQL, by the CSV, and by what the open pages were shown."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from bench.load.book import Promises
from bench.load.listening import Listener

Ask = Callable[[str, Sequence[Any]], Iterable[Sequence[Any]]]
"""Runs one statement on the database, whichever it is; places for values are ``?``."""

STORED = (
    "SELECT action.uuid, annotation.note, article.uuid FROM annotations_annotation annotation"
    " JOIN newsroom_article article ON article.id = annotation.article_id"
    " JOIN newsroom_event event ON event.object_uuid = annotation.uuid AND event.object_kind = 'annotation'"
    " JOIN newsroom_action action ON action.id = event.action_id"
    " WHERE action.kind = 'annotation_add' AND action.id > ? AND annotation.deleted_at IS NULL"
)

BEFORE = (
    "SELECT annotation.note FROM annotations_annotation annotation"
    " JOIN newsroom_event event ON event.object_uuid = annotation.uuid AND event.object_kind = 'annotation'"
    " JOIN newsroom_action action ON action.id = event.action_id"
    " WHERE action.kind = 'annotation_add' AND action.id <= ? AND annotation.note LIKE 'load %'"
)
"""What an earlier load left in the database: it is in the CSV too."""


def compare(promises: Promises, ask: Ask, last: int, export: bytes) -> dict[str, int]:
    """Return how many saves are lost, doubled or there unasked, in the database and in the CSV of the project."""
    rows = [(_hex(action), note.removeprefix("load "), str(article)) for action, note, article in ask(STORED, [last])]
    stored = Counter(action for action, _note, _article in rows)
    before = {note for (note,) in ask(BEFORE, [last])}
    exported = Counter(
        row["note"].removeprefix("load ")
        for row in csv.DictReader(io.StringIO(export.decode("utf-8-sig")))
        if row["note"].startswith("load ") and row["note"] not in before
    )
    return {
        "lost": len(promises.kept - stored.keys()),
        "doubled": sum(count > 1 for count in stored.values()),
        "phantom": len(stored.keys() - promises.sent.keys()),
        "other": sum(
            action != note or _hex(article) != _hex(promises.sent.get(action, "")) for action, note, article in rows
        ),
        "lost in the CSV": len(promises.kept - exported.keys()),
        "doubled in the CSV": sum(count > 1 for count in exported.values()),
        "phantom in the CSV": len(exported.keys() - promises.sent.keys()),
    }


def missed(promises: Promises, due: Mapping[str, float], open_pages: Iterable[Listener]) -> int:
    """Return how many promised saves were not shown on a page that had their article open, over all pages.

    A page that was told to load again is shown what came after.
    """
    count = 0
    for page in open_pages:
        since = max(page.opened, page.stale)
        own = {action for action in promises.kept if promises.sent[action] == page.article and due[action] > since}
        count += len(own - page.shown.keys())
    return count


def _hex(uuid: object) -> str:
    return str(uuid).replace("-", "")
