"""What clients were promised, compared with what is there: by plain SQL and by the export."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@contextmanager
def connect(directory: Path) -> Iterator[Any]:
    """Give a read-only connection to a data directory, by the same SQLite that the server uses."""
    from newsroom.sqlite.engine import use_bundled

    use_bundled()
    import sqlite3

    database = sqlite3.connect(f"{(directory / 'margin.sqlite3').as_uri()}?mode=ro", uri=True)
    try:
        yield database
    finally:
        database.close()


@dataclass(slots=True)
class Ledger:
    """UUIDs of actions, as 32 hexadecimal digits: all that were sent, and those that were answered well."""

    sent: set[str] = field(default_factory=set)
    saved: set[str] = field(default_factory=set)

    def compare(self, directory: Path, article: str, export: bytes) -> dict[str, int]:
        """Return how many promised saves are missing in the database and in the CSV, and how many are there unasked.

        ``export`` is the CSV of the article (every annotation that the analyst may see, all of them public).
        """
        with connect(directory) as database:
            stored = dict(database.execute(ACTIONS).fetchall())
            places = {row[0] for row in database.execute(PLACES, [article.replace("-", "")])}
        exported = {row["annotation_id"].replace("-", "") for row in csv.DictReader(io.StringIO(export.decode()))}
        annotations = {stored[uuid].replace("-", "") for uuid in self.saved & stored.keys()}
        return {
            "lost": len(self.saved - stored.keys()),
            "not in the article": len(annotations - places),
            "not in the CSV": len(annotations - exported),
            "stored twice": len(self.saved & stored.keys()) - len(annotations),
        }


ACTIONS = "SELECT uuid, json_extract(answer, '$.annotation') FROM newsroom_action WHERE kind = 'annotation_add'"
PLACES = (
    "SELECT annotation.uuid FROM annotations_annotation annotation"
    " JOIN annotations_anchor anchor ON anchor.annotation_id = annotation.id AND anchor.is_origin"
    " JOIN newsroom_article article ON article.id = annotation.article_id"
    " WHERE article.uuid = ? AND annotation.deleted_at IS NULL"
)
