"""Factiva's "Full article plus indexing" as text or RTF: each field begins with two capital letters.

>>> text = "HD    Talks resume\\nWC    808 words\\nPD    13 November 2017\\nSN    The Times\\nLP\\nThey met.\\nAN    Document T1"
>>> draft = read(text.encode(), Options())
>>> draft.title, draft.outlet, [block.text for block in draft.body]
('Talks resume', 'The Times', ['They met.'])
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO, Final

from newsroom.importers.archive_text import draft_of, text_of, whole
from newsroom.importers.draft import ArticleDraft, Record
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece, Piece

VERSION: Final = 1
_HEAD: Final = tuple("SE HD BY CR WC PD ET SN SC ED PG VOL LA CY".split())
_BODY: Final = ("LP", "TD")
_TAIL: Final = tuple("ART RF CO IN NS RE IPD IPC PUB AN".split())
_FIELD: Final = re.compile(
    rf"({'|'.join((*_HEAD, *_BODY, *_TAIL))})(?:[ \t]*\|+[ \t]*|[ \t]{{2,}}|\t|[ \t]*$)(.*)", re.DOTALL
)
_LOOSE: Final = re.compile(rf"({'|'.join(_HEAD)}) (\S.*)", re.DOTALL)
_DOCUMENT: Final = re.compile(r"AN (?:Document|Dokument|Documento|Document\s)\s*(\S+)|AN\s+(\S{12,})$")
_FACTS: Final = {
    "HD": "title",
    "BY": "byline",
    "SN": "outlet",
    "SE": "section",
    "LA": "language",
    "NS": "tags",
}
_CODED: Final = re.compile(r"^\s*[a-z0-9]{2,10}\s*:\s*", re.IGNORECASE)
_RTF: Final = b"{\\rtf"


def read(data: bytes, options: Options) -> ArticleDraft:
    """Read the first article. Raises ``Refused`` where there is none."""
    fields = next(_records(_lines(data, options)), None)
    if fields is None:
        raise _none()
    facts = {fact: " ".join(fields.get(code, ())) for code, fact in _FACTS.items()}
    facts["published"] = " ".join([*fields.get("PD", ()), *fields.get("ET", ())])
    facts["tags"] = ";".join(_CODED.sub("", part) for part in re.split(r"[|\n]", facts["tags"]))
    facts["id"] = _identity(" ".join(fields.get("AN", ())))
    body = "\n\n".join("\n".join(fields.get(code, ())) for code in _BODY)
    return draft_of(facts, body, Record("factiva_text", VERSION, options))


def split(file: BinaryIO, *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Yield the articles as text. Raises ``Refused`` where there is none."""
    choices = replace(options, importer="factiva_text", encoding="utf-8").as_mapping()
    number = 0
    for fields in _records(_lines(whole(file), options)):
        number += 1
        text = "\n".join("\n".join([f"{code}\t{lines[0]}", *lines[1:]]) for code, lines in fields.items())
        yield Piece(name, text.encode("utf-8", "replace"), "text/plain", f"record {number}", options=choices)
    if not number:
        raise _none()


def _lines(data: bytes, options: Options) -> list[str]:
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_RTF):
        return _rtf_lines(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
    return text_of(data, options).split("\n")


def _rtf_lines(data: bytes) -> list[str]:
    """Return the paragraphs, and the rows of tables with a bar between their cells."""
    from newsroom.importers.rtf_walk import Walk

    lines: list[str] = []
    row: tuple[object, object] | None = None
    try:
        for block in Walk().blocks(data):
            here = (block.attributes.get("group"), block.attributes.get("row")) if block.kind == "table_cell" else None
            if here is not None and here == row:
                lines[-1] = f"{lines[-1]}|{block.text}"
            else:
                lines.append(block.text)
            row = here
    except (ValueError, OverflowError) as error:
        raise Refused("damaged", gettext_noop("The file is damaged. Download it again.")) from error
    return [line for text in lines for line in text.split("\n")]


def _records(lines: Sequence[str]) -> Iterator[dict[str, list[str]]]:
    """Yield the fields of each article; an article ends with its AN line, or where the next headline begins."""
    fields: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        found = _field(line, code)
        if found is None:
            if code and code != "AN":
                fields[code].append(line.strip())
            continue
        if (found[0] in fields and found[0] in _HEAD[:2]) or (code == "AN" and found[0] in _HEAD):
            yield from _whole(fields)
            fields = {}
        code, text = found
        fields.setdefault(code, []).append(text.strip())
    yield from _whole(fields)


def _whole(fields: dict[str, list[str]]) -> Iterator[dict[str, list[str]]]:
    if "HD" in fields and any(code in fields for code in (*_BODY, "SN", "PD")):
        yield fields


def _field(line: str, code: str) -> tuple[str, str] | None:
    """Return code and beginning of a field. In a text, words in capitals are only taken for the codes that follow it."""
    bare = line.strip()
    found = _FIELD.fullmatch(bare)
    if found is None and code not in (*_BODY, *_TAIL):
        found = _LOOSE.fullmatch(bare)
    if found is None:
        document = _DOCUMENT.fullmatch(bare)
        return ("AN", document[1] or document[2]) if document else None
    if code in _BODY and found[1] in _HEAD[:1]:
        return None
    return found[1], found[2]


def _identity(text: str) -> str:
    last = text.split()[-1] if text.split() else ""
    return f"factiva:{last}" if len(last) >= 12 else ""


def _none() -> Refused:
    return Refused("no-rows", gettext_noop("No article of Factiva was found in it. Export it with its indexing."))
