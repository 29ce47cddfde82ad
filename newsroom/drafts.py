"""A draft as JSON can hold it, so that a preview shows and saves what was read once.

>>> from newsroom.importers.registry import read
>>> draft = read(b"Talks resume\\n\\nThey met.", filename="talks.txt")
>>> from_json(as_json(draft)) == draft
True
"""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from newsroom.importers.draft import ArticleDraft, Dropped, More
from newsroom.importers.notices import Notice
from newsroom.text import Draft, Span


def as_json(draft: ArticleDraft) -> dict[str, Any]:
    """Return the draft as plain lists, texts and numbers."""
    plain = {name: getattr(draft, name) for name in _PLAIN}
    return plain | {
        "options": dict(draft.options),
        "blocks": [_block(block) for block in draft.blocks],
        "dropped": [[piece.where, piece.text, _notice(piece.reason)] for piece in draft.dropped],
        "warnings": [_notice(notice) for notice in draft.warnings],
        "steps": [_notice(notice) for notice in draft.steps],
        "more": asdict(draft.more) | {"subjects": list(draft.more.subjects)},
    }


def from_json(values: Mapping[str, Any]) -> ArticleDraft:
    """Build the draft again from what ``as_json`` gave. Raises ``KeyError`` for anything else."""
    more = dict(values["more"])
    more["subjects"] = tuple(more["subjects"])
    return ArticleDraft(
        **{name: values[name] for name in _PLAIN},
        options=values["options"],
        blocks=tuple(_draft(block) for block in values["blocks"]),
        dropped=tuple(Dropped(where, text, Notice(*reason)) for where, text, reason in values["dropped"]),
        warnings=tuple(Notice(*notice) for notice in values["warnings"]),
        steps=tuple(Notice(*notice) for notice in values["steps"]),
        more=More(**more),
    )


_PLAIN = (
    "title",
    "title_made_up",
    "standfirst",
    "byline",
    "outlet",
    "url",
    "language",
    "published",
    "importer",
    "version",
    "encoding",
)


def _notice(notice: Notice) -> list[Any]:
    return [notice.code, notice.message, dict(notice.params)]


def _block(block: Draft) -> list[Any]:
    spans = [[span.kind, span.start, span.end, span.href] for span in block.spans]
    return [block.kind, block.text, spans, dict(block.attributes)]


def _draft(values: list[Any]) -> Draft:
    kind, text, spans, attributes = values
    return Draft(kind, text, tuple(Span(*span) for span in spans), attributes)
