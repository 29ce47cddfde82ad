"""What the page of a table's columns shows: kept mappings that fit, and the first rows as the articles they would become."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from newsroom.importers.columns import FACTS, value
from newsroom.importers.draft import ArticleDraft
from newsroom.importers.notices import Notice, Refused
from newsroom.importers.options import Options
from newsroom.importers.record import read
from newsroom.models import Job, Project, TableMapping

MOST_PARAGRAPHS = 3
MOST_KEPT = 20

Columns = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Example:
    """A row as an article, or why it would be none."""

    draft: ArticleDraft | None = None
    refused: Notice | None = None

    @property
    def paragraphs(self) -> list[str]:
        """The first paragraphs of its text."""
        return [block.text for block in self.draft.body[:MOST_PARAGRAPHS]] if self.draft else []


def examples(rows: Sequence[Mapping[str, Any]], columns: Columns) -> list[Example]:
    """Read the rows of a question as they would be read with these columns; what refuses several is said once."""
    options = Options(columns={fact: tuple(names) for fact, names in columns.items()})
    found = [_example(row, options) for row in rows]
    refused = [example.refused for example in found]
    return [example for at, example in enumerate(found) if not example.refused or example.refused not in refused[:at]]


def first_row(job: Job) -> list[tuple[str, str]]:
    """Return the columns of a question's table with what its first row holds in each."""
    rows = job.question.get("rows", ())
    return [(name, _shown(value(rows[0], name))) for name in job.question.get("columns", ())] if rows else []


def kept(project: Project, signature: str) -> list[TableMapping]:
    """Return the project's mappings for tables with these columns, the one used last first."""
    return list(
        TableMapping.objects.filter(project=project, signature=signature).order_by("-used_at", "-id")[:MOST_KEPT]
    )


def picked(mappings: Sequence[TableMapping], wanted: str, job: Job) -> TableMapping | None:
    """Return the mapping that was asked for by its UUID, or, before anything was chosen, the one used last."""
    if wanted:
        return next((mapping for mapping in mappings if mapping.uuid == _uuid(wanted)), None)
    return mappings[0] if mappings and "chosen" not in job.question else None


def columns_of(job: Job, mapping: TableMapping | None) -> dict[str, list[str]]:
    """Return the columns of each fact as the page shows them first: a kept mapping's, else what was tried last, else
    the guess. Columns that the table does not have are left out."""
    question = job.question
    there = set(question.get("columns", ()))
    found = mapping.columns if mapping else question.get("chosen", question.get("guess", {}))
    return {fact: [name for name in found.get(fact, ()) if name in there] for fact in FACTS}


def _example(row: Mapping[str, Any], options: Options) -> Example:
    try:
        return Example(read(json.dumps(row).encode(), options))
    except Refused as refused:
        return Example(refused=refused.notice)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _shown(found: Any) -> str:
    return found if isinstance(found, str) else "" if found is None else json.dumps(found, ensure_ascii=False)
