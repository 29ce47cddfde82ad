"""What an importer found, as a person can correct it: facts as plain texts by name.

>>> from newsroom.importers.registry import read
>>> draft = read(b"Talks resume\\n\\nThey met.", filename="talks.txt")
>>> corrected(draft, {"title": "Talks go on"}).layout().text
'Talks go on\\n\\nThey met.'
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from newsroom.fingerprints import sketch
from newsroom.importers.dates import Printed, parse
from newsroom.importers.draft import ArticleDraft
from newsroom.importers.notices import Notice, gettext_noop
from newsroom.text import SEPARATOR, Draft

HEAD: Final = ("title", "standfirst")
FACTS: Final = (*HEAD, "outlet", "byline", "published", "language", "url")
LENGTHS: Final = {"outlet": 200, "byline": 500, "language": 35, "url": 2000}
"""The most characters that a fact can have in the database; title and standfirst are bounded by the importers."""


def found(draft: ArticleDraft) -> dict[str, Any]:
    """Return what a table of imports shows of a draft, as JSON can hold it: its facts, digests and remarks."""
    text = draft.layout().text
    printed = parse(draft.published, draft.language)
    notices = [*draft.warnings, *_about_date(draft.published, printed)]
    return {
        "title": "" if draft.title_made_up else draft.title,
        "made_up": draft.title if draft.title_made_up else "",
        "standfirst": draft.standfirst,
        "outlet": draft.outlet[: LENGTHS["outlet"]],
        "byline": draft.byline[: LENGTHS["byline"]],
        "published": as_typed(printed.value, printed.precision, printed.zone),
        "language": draft.language,
        "url": draft.url,
        "sha256": _digest(text),
        "body_sha256": _digest(SEPARATOR.join(block.text for block in draft.body)) if draft.body else "",
        "fingerprints": list(sketch(SEPARATOR.join(block.text for block in draft.body))),
        "remarks": [[notice.message, dict(notice.params)] for notice in notices],
    }


def corrected(draft: ArticleDraft, facts: Mapping[str, str]) -> ArticleDraft:
    """Return the draft with the facts that a person gave; what is not among them stays as it was found."""
    plain: dict[str, Any] = {name: value for name, value in facts.items() if name in FACTS and name not in HEAD}
    draft = replace(draft, **plain) if plain else draft
    head = {block.kind: block for block in draft.blocks if block.kind in HEAD}
    for kind in HEAD:
        if kind in facts and facts[kind] != (head[kind].text if kind in head else ""):
            head[kind] = Draft(kind, facts[kind])
    kept = [head[kind] for kind in HEAD if kind in head and head[kind].text]
    made_up = not kept or kept[0].kind != "title"
    return replace(
        draft,
        title=draft.title if made_up else kept[0].text,
        title_made_up=made_up,
        standfirst=next((block.text for block in kept if block.kind == "standfirst"), ""),
        blocks=(*kept, *draft.body),
    )


def as_typed(value: date | datetime | None, precision: str, zone: str) -> str:
    """Return a time of publication as a person would type it, so that it is read again as the same.

    >>> as_typed(date(2026, 2, 1), "month", "")
    '2026-02'
    """
    if value is None or precision == "unknown":
        return ""
    if precision == "minute" and isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M").zfill(16) + (f" {zone}" if zone else "")
    day = value.isoformat()[:10]
    return day[:7] if precision == "month" else day


def _about_date(text: str, printed: Printed) -> list[Notice]:
    """A date that can be read in two ways, or not at all, is said and not guessed."""
    if not text or printed.value is not None:
        return []
    message = gettext_noop("The date “%(text)s” cannot be read for certain. Type it.")
    return [Notice("date-not-read", message, {"text": text[:80]})]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
