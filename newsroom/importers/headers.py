"""``Key: value`` lines at the top of a text, and front matter between two ``---`` lines.

>>> read(["Title: Talks", "Date: 3 May 2026", "", "They met."]).fields
{'title': 'Talks', 'published': '3 May 2026'}
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

MOST_LINES: Final = 60
_KEYS: Final = {
    **dict.fromkeys(("title", "headline", "hd", "titel", "titre", "título", "titolo", "überschrift"), "title"),
    **dict.fromkeys(("standfirst", "summary", "description", "subtitle", "deck", "lead", "abstract"), "standfirst"),
    **dict.fromkeys(("byline", "by", "author", "authors", "autor", "auteur", "autore"), "byline"),
    **dict.fromkeys(
        ("date", "published", "published at", "publication date", "pubdate", "datum", "fecha"), "published"
    ),
    **dict.fromkeys(("source", "outlet", "publication", "publisher", "newspaper", "quelle", "fuente"), "outlet"),
    **dict.fromkeys(("url", "link", "permalink", "canonical"), "url"),
    **dict.fromkeys(("language", "lang", "sprache", "langue", "idioma"), "language"),
}
_LINE: Final = re.compile(r"([^\W\d][\w -]{0,30}?)\s?:(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Header:
    """Known fields, the numbers of lines with keys that Margin does not know, and the first line after it."""

    fields: Mapping[str, str]
    unknown: tuple[int, ...]
    end: int


def read(lines: Sequence[str]) -> Header | None:
    """Read the header of a text given as stripped lines; None if there is none."""
    start = next((number for number, line in enumerate(lines) if line), len(lines))
    if lines[start : start + 1] == ["---"]:
        return _front_matter(lines, start + 1)
    return _key_lines(lines, start)


def _front_matter(lines: Sequence[str], start: int) -> Header | None:
    end = next((at for at in range(start, min(len(lines), start + MOST_LINES)) if lines[at] in ("---", "...")), None)
    if end is None or not any(_LINE.fullmatch(line) for line in lines[start:end]):
        return None
    return _header(lines, range(start, end), end + 1)


def _key_lines(lines: Sequence[str], start: int) -> Header | None:
    """Two or more lines, or a single title; unknown keys count only between known ones."""
    known: list[int] = []
    for number in range(start, min(len(lines), start + MOST_LINES)):
        found = _LINE.fullmatch(lines[number])
        if found is None:
            break
        if found[1].lower() in _KEYS and found[2]:
            known.append(number)
    if not known or known[0] != start:
        return None
    alone = known[-1] == start
    if alone and _field(lines[start])[0] != "title":
        return None
    return _header(lines, range(start, known[-1] + 1), known[-1] + 1)


def _header(lines: Sequence[str], numbers: Iterable[int], end: int) -> Header:
    fields: dict[str, str] = {}
    unknown: list[int] = []
    for number in numbers:
        name, value = _field(lines[number])
        if name and name not in fields:
            fields[name] = value
        elif lines[number]:
            unknown.append(number)
    return Header({name: value for name, value in fields.items() if value}, tuple(unknown), end)


def _field(line: str) -> tuple[str, str]:
    found = _LINE.fullmatch(line)
    if found is None:
        return "", ""
    value = (found[2] or "").strip()
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].strip()
    return _KEYS.get(found[1].lower(), ""), value
