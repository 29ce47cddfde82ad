"""The paragraphs of a web page, offered so that a person says which of them are the article."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings

from newsroom.importers.decoding import decode
from newsroom.importers.draft import ArticleDraft
from newsroom.importers.marks import limit_marks
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.models import Source
from newsroom.sources import source_bytes
from newsroom.text import Draft

MOST_OFFERED: Final = 2_000
LARGEST_PAGE: Final = 3_000_000
"""Bytes; a larger page is not taken apart on the page's own thread."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One paragraph of the page: ``number`` counts all of the page's, from 0."""

    number: int
    kind: str
    text: str
    is_picked: bool


def choices(source: Source, draft: ArticleDraft, picked: frozenset[int] | None = None) -> tuple[list[Choice], int]:
    """Return what is offered and how many more there are; ticked is what was picked, else what the article has now.

    Raises ``importers.notices.Refused`` for a page that is too large or cannot be read.
    """
    blocks = _blocks(source)
    ticked = picked if picked is not None else _ticked(blocks, source.options, draft)
    found = [
        Choice(number, block.kind, block.text, number in ticked) for number, block in enumerate(blocks[:MOST_OFFERED])
    ]
    return found, max(0, len(blocks) - MOST_OFFERED)


def _blocks(source: Source) -> list[Draft]:
    from newsroom.importers.html import page_blocks

    if source.size > LARGEST_PAGE:
        raise Refused(
            "page-too-large", gettext_noop("The page is too large to pick from. Copy the article and paste it.")
        )
    decoded = decode(
        source_bytes(source),
        chosen=source.options.get("encoding") or "",
        declared=_charset(source.media_type),
        html=True,
        limit=settings.IMPORT_FILE_LIMIT,
    )
    return list(page_blocks(limit_marks(decoded.text)))


def _charset(media_type: str) -> str:
    return media_type.partition("charset=")[2].partition(";")[0].strip(" \"'")[:40]


def _ticked(blocks: Sequence[Draft], options: Mapping[str, Any], draft: ArticleDraft) -> frozenset[int]:
    if options.get("method") == "picked":
        return frozenset(options.get("picked", ()))
    left = Counter(_plain(block.text) for block in draft.blocks)
    ticked = set()
    for number, block in enumerate(blocks):
        text = _plain(block.text)
        if left[text] > 0:
            left[text] -= 1
            ticked.add(number)
    return frozenset(ticked)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
