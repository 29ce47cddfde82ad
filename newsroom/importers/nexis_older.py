"""Texts of the older Nexis service: documents below "1 of 250 DOCUMENTS", headings in capitals, lines wrapped at 80.

>>> text = "1 of 2 DOCUMENTS\\n\\n\\nThe Times\\n\\nMay 3, 2015\\n\\nTalks\\n\\nLENGTH: 9 words\\n\\nThey met.\\n\\nLOAD-DATE: May 4, 2015\\n"
>>> fields(next(records(text)))
({'outlet': 'The Times', 'published': 'May 3, 2015', 'title': 'Talks'}, 'They met.')
"""

import re
from collections.abc import Iterator
from typing import Final

from newsroom.importers.archive_text import has_year, heading, line_of

_NUMBER: Final = re.compile(
    r"^[ \t]*(?:(?:document|dokument|documento)[ \t]+)?\d{1,6}[ \t]+(?:of|von|de|sur)[ \t]+\d{1,6}(?:[ \t]+(?:documents|dokumenten?))?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_FACTS: Final = {
    "byline": "byline",
    "section": "section",
    "highlight": "standfirst",
    "language": "language",
    "subject": "tags",
}
_ABOVE: Final = frozenset(("byline", "section", "length", "highlight", "dateline", "series", "headline"))
_BELOW: Final = frozenset(
    ("load-date", "language", "publication-type", "graphic", "subject", "company", "person", "geographic", "industry")
)


def records(text: str) -> Iterator[str]:
    """Yield the documents; none where the text is of another kind."""
    parts = _NUMBER.split(text)
    if len(parts) > 1 and re.search(r"^(?:LENGTH|LOAD-DATE|LÄNGE|UPDATE|LANGUE|LONGUEUR)\s*:", text, re.MULTILINE):
        for part in parts[1:]:
            if part.strip():
                # The number is put back, so that the document can be read by itself.
                yield f"1 of 1 DOCUMENTS\n\n{part.strip()}\n" if not part.lstrip().startswith("1 of 1 ") else part


def fields(record: str) -> tuple[dict[str, str], str]:
    """Return the fields by the names of facts, and the lines of the body."""
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", _NUMBER.sub("", record)) if block.strip()]
    found = _head(blocks)
    body: list[str] = []
    is_body = False
    for block in blocks:
        key, text = _field(block)
        if key in _FACTS and text:
            found.setdefault(_FACTS[key], line_of(text))
        if key in _BELOW:
            break
        if is_body and not _is_copyright(block):
            body.append(block)
        is_body = is_body or key == "length"
    for block in blocks:
        key, text = _field(block)
        if key in ("language", "subject") and text:
            found.setdefault(_FACTS[key], line_of(text))
    return found, "\n\n".join(body)


def _head(blocks: list[str]) -> dict[str, str]:
    """Outlet, date and headline stand in this order above the headings, each between blank lines."""
    found: dict[str, str] = {}
    for block in blocks:
        key, text = _field(block)
        if key == "headline":
            found["title"] = line_of(text)
        if key in _ABOVE:
            if key == "length":
                break
            continue
        name = next((name for name in ("outlet", "published", "title") if name not in found), "")
        if name == "published" and not has_year(block):
            name = "title" if "title" not in found else ""
        if name and not _is_copyright(block):
            found[name] = line_of(block)
    return found


def _field(block: str) -> tuple[str, str]:
    """Return key and text of a heading, which stands in capitals here."""
    key, text = heading(block)
    return (key, text) if block.strip()[: len(key)].isupper() else ("", "")


def _is_copyright(block: str) -> bool:
    plain = block.strip().lower()
    return plain.startswith(("copyright", "©")) or plain == "all rights reserved"
