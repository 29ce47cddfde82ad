"""What text exports of archives do alike: a bounded file as text, and paragraphs out of lines.

>>> heading("Section:\\u00a0World")
('section', 'World')
"""

import re
from collections.abc import Mapping, Sequence
from typing import BinaryIO, Final

from newsroom.importers.body import without_boilerplate
from newsroom.importers.decoding import decode
from newsroom.importers.draft import ArticleDraft, Facts, More, Record, assemble
from newsroom.importers.fragments import paragraphs_of
from newsroom.importers.language_names import tag
from newsroom.importers.links import web_address
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.partial import note_cut, note_no_body
from newsroom.text import Draft

LARGEST: Final = 100_000_000
"""Bytes of one file."""
_HEADING: Final = re.compile(r"([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ /()-]{1,40}?)\s*:\s*(.*)", re.DOTALL)
_WEIGHT: Final = re.compile(r"(?<!\s)\s*+\((?:\d{1,3}\s?%|%\d{1,3})\)")
_WEEKDAY: Final = re.compile(
    r"(?:,|(?<!\s))\s*+\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b,?",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")


def text_of(data: bytes, options: Options, *, html: bool = False) -> str:
    """Return a file's text with line feeds. Raises ``Refused``."""
    return (
        decode(data, chosen=options.encoding, html=html, limit=LARGEST).text.replace("\r\n", "\n").replace("\r", "\n")
    )


def whole(file: BinaryIO) -> bytes:
    """Return the bytes of a file. Raises ``Refused`` for one beyond the bound."""
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        message = gettext_noop("It has more than %(limit)d MB. Export it in several files.")
        raise Refused("too-large", message, limit=LARGEST // 1_000_000)
    return data


def line_of(text: str) -> str:
    """Return a text as one clean line."""
    return " ".join(tidy(text).split())


def heading(line: str) -> tuple[str, str]:
    """Return key (in lower case) and value of a line such as "Section: World"; two empty texts for any other."""
    found = _HEADING.fullmatch(line.replace("\u00a0", " ").strip())
    return (" ".join(found[1].lower().split()), found[2].strip()) if found else ("", "")


def date_in(line: str) -> str:
    """Return a printed date without the name of its day, which archives put anywhere."""
    return line_of(_WEEKDAY.sub(" ", line)).replace(" ,", ",").strip(" ,")


def has_year(line: str) -> bool:
    """Say whether a short line may be a date: it names a year."""
    return len(line) <= 80 and bool(_YEAR.search(line))


def listed(text: str) -> tuple[str, ...]:
    """Return entries separated by ; or |, without the weights that archives add ("POLITICS (90%)")."""
    parts = [line_of(_WEIGHT.sub("", part)) for part in re.split(r"[;|]", text)]
    return tuple(dict.fromkeys(part for part in parts if part))


def draft_of(fields: Mapping[str, str], body: Sequence[str] | str, record: Record) -> ArticleDraft:
    """Make a draft of named fields (title, standfirst, byline, outlet, url, published, language, id, section, tags) and a
    body: its paragraphs, or lines that are to become paragraphs. Raises ``Refused``."""
    blocks = paragraphs_of(body) if isinstance(body, str) else [Draft("paragraph", tidy(text).strip()) for text in body]
    blocks = without_boilerplate([block for block in blocks if block.text], record)
    if not blocks:
        note_no_body(record)
    is_partial = not blocks or note_cut(blocks[-1].text, record)
    return assemble(_facts(fields, is_partial=is_partial), blocks, record)


def _facts(fields: Mapping[str, str], *, is_partial: bool) -> Facts:
    found = {name: line_of(text) for name, text in fields.items()}
    return Facts(
        title=Draft("title", found["title"]) if found.get("title") else None,
        standfirst=Draft("standfirst", found["standfirst"]) if found.get("standfirst") else None,
        byline=found.get("byline", "")[:500],
        outlet=found.get("outlet", "")[:200],
        url=web_address(found.get("url", "")),
        language=tag(found.get("language", "")),
        published=date_in(found.get("published", "")),
        more=More(
            external_id=found.get("id", "")[:240],
            section=found.get("section", "")[:200],
            subjects=listed(found.get("tags", ""))[:100],
            is_partial=is_partial,
        ),
    )
