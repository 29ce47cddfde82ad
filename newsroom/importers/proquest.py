"""ProQuest's text export: records between lines of underscores, ``Key: value`` lines, the text under "Full text".

>>> record = "Talks\\n\\nAuthor: Doe, Jane\\n\\nFull text: They met.\\n\\nProQuest document ID: 1234567890\\n"
>>> draft = read(record.encode(), Options())
>>> draft.title, draft.byline, [block.text for block in draft.body]
('Talks', 'Jane Doe', ['They met.'])
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from newsroom.importers.archive_text import draft_of, heading, line_of, text_of, whole
from newsroom.importers.draft import ArticleDraft, Record
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece, Piece

VERSION: Final = 1
_RULE: Final = re.compile(r"^[ \t]*_{40,}[ \t]*$", re.MULTILINE)
_RECORD: Final = re.compile(
    r"^[ \t]*(?:ProQuest document ID|Full text|Document URL)[ \t]*:", re.MULTILINE | re.IGNORECASE
)
_FACTS: Final = {
    "title": "title",
    "author": "byline",
    "authors": "byline",
    "abstract": "standfirst",
    "abstract (summary)": "standfirst",
    "publication title": "outlet",
    "publication date": "published",
    "language of publication": "language",
    "language": "language",
    "proquest document id": "id",
    "document url": "url",
    "section": "section",
    "subject": "tags",
    "full text": "body",
}
_OTHERS: Final = frozenset(
    (
        *(
            "links",
            "publication info",
            "people",
            "location",
            "company / organization",
            "company",
            "identifier / keyword",
        ),
        *(
            "publication year",
            "volume",
            "issue",
            "pages",
            "first page",
            "number of pages",
            "publisher",
            "country of publication",
        ),
        *(
            "place of publication",
            "publication subject",
            "issn",
            "eissn",
            "source type",
            "document type",
            "copyright",
            "credit",
        ),
        *(
            "last updated",
            "database",
            "column",
            "dateline",
            "naics",
            "classification",
            "accession number",
            "doi",
            "edition",
        ),
        *(
            "document feature",
            "ethnicity",
            "supplement",
            "series",
            "word count",
            "e-issn",
            "isbn",
            "title of publication",
        ),
        *(
            "contact us at",
            "bibliography",
            "citation style",
            "keywords",
            "people/organizations",
            "business indexing term",
        ),
    )
)
_EMPTY: Final = (
    "none available",
    "none available.",
    "none",
    "not available",
    "not available.",
    "full text not available",
)


def read(data: bytes, options: Options) -> ArticleDraft:
    """Read one record. Raises ``Refused``."""
    fields = _fields(text_of(data, options))
    body = fields.pop("body", "")
    fields = {name: text for name, text in fields.items() if text.lower() not in _EMPTY}
    if fields.get("id", "").isdecimal():
        fields["id"] = f"proquest:{fields['id']}"
    fields["byline"] = ", ".join(_in_order(name) for name in fields.get("byline", "").split(";") if name.strip())
    return draft_of(fields, "" if body.lower() in _EMPTY else body, Record("proquest", VERSION, options))


def split(file: BinaryIO, *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Yield the records; the cover and the table of contents are none. Raises ``Refused`` where there is no record."""
    choices = replace(options, importer="proquest", encoding="utf-8").as_mapping()
    records = [part for part in _RULE.split(text_of(whole(file), options)) if _RECORD.search(part)]
    if not records:
        raise Refused("no-rows", gettext_noop("No record of ProQuest was found in it."))
    for number, part in enumerate(records, start=1):
        yield Piece(
            name, part.strip("\n").encode("utf-8", "replace"), "text/plain", f"record {number}", options=choices
        )


def _in_order(name: str) -> str:
    """Return "Doe, Jane" as it is said; a byline's commas divide names everywhere else."""
    family, comma, given = (part.strip() for part in name.partition(","))
    return f"{given} {family}" if comma and given and "," not in given else family


def _fields(text: str) -> dict[str, str]:
    """Return the fields by the names of facts; a value goes on until the next known key, the text's over all its lines."""
    fields: dict[str, list[str]] = {}
    name, title, before = "", "", ""
    lines = text.split("\n")
    last_of_text = _last_of_text(lines)
    for at, line in enumerate(lines):
        key, value = heading(line)
        is_inside = name == "body" and (at < last_of_text or before.strip())
        if (key in _FACTS or key in _OTHERS) and not is_inside:
            name = _FACTS.get(key, "-") if _FACTS.get(key) not in fields else "-"
            fields.setdefault(name, []).append(value)
        elif name:
            fields[name].append(line)
        else:
            title = title or line_of(line)
        before = line
    fields.pop("-", None)
    found = {name: ("\n".join(lines) if name == "body" else " ".join(lines)).strip() for name, lines in fields.items()}
    return {**found, "title": found.get("title") or title}


def _last_of_text(lines: list[str]) -> int:
    """Return the last line that is neither blank nor begins with a known key nor goes on right below one: what looks
    like a key above it belongs to the text."""
    last, is_value = 0, False
    for at, line in enumerate(lines):
        key, _ = heading(line)
        is_value = bool(line.strip()) and (key in _OTHERS or (key in _FACTS and key != "full text") or is_value)
        if line.strip() and not is_value:
            last = at
    return last
