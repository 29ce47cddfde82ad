"""Rich Text Format to blocks and spans, in one pass over its tokens (RTF specification 1.9.1).

>>> walk = Walk()
>>> [block.text for block in walk.blocks(rb"{\\rtf1\\ansi They {\\b met}.\\par \\'e9t\\'e9}")]
['They met.', 'été']
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from newsroom.importers.charsets import codec
from newsroom.importers.inline import Pen
from newsroom.importers.links import link
from newsroom.text import Draft

DEEPEST: Final = 1000
_TOKEN: Final = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n\x00]+)|[\r\n\x00]+|\\"
)
_SKIPPED: Final = frozenset(
    (
        *("colortbl", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr"),
        *("footerf", "footnote", "annotation", "atnid", "atnauthor", "listtable", "listoverridetable", "rsidtbl"),
        *("generator", "themedata", "datastore", "latentstyles", "xmlnstbl", "filetbl", "revtbl", "private", "pn"),
        *("listtext", "pntext", "bkmkstart", "bkmkend", "xe", "tc", "nonshppict", "fontemb", "mmathPr"),
    )
)
_SIGNS: Final = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": " ",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
_ESCAPED: Final = {b"{": "{", b"}": "}", b"\\": "\\", b"~": " ", b"_": "\u2011"}
_ENDS: Final = frozenset(("par", "sect", "page", "cell", "nestcell", "row"))
_CHARSETS: Final = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    134: "gb18030",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
_HEADING: Final = re.compile(r"^(?:heading|überschrift|titre|encabezado|intestazione|kop)\s*([1-6])$", re.IGNORECASE)
_TITLES: Final = frozenset(("title", "titel", "titre", "título", "titolo"))
_LINK: Final = re.compile(r'HYPERLINK\s+"([^"]{1,2000})"')
_INFO: Final = frozenset(("title", "author", "company"))


@dataclass(slots=True)
class State:
    """What a group may change and its end puts back."""

    goes_to: str = "text"
    font: int = -1
    bold: bool = False
    italic: bool = False
    unicode_skip: int = 1
    link: bool = False


@dataclass(slots=True)
class Walk:
    """Where the walk stands; ``info`` and ``made`` hold what the document says of itself."""

    info: dict[str, str] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)
    codepage: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    styles: dict[int, str] = field(default_factory=dict)
    state: State = field(default_factory=State)
    stack: list[State] = field(default_factory=list)
    pen: Pen = field(default_factory=Pen)
    bytes_waiting: bytearray = field(default_factory=bytearray)
    to_skip: int = 0
    high: int = 0
    starred: bool = False
    style: int = -1
    in_table: bool = False
    tables: int = 0
    row: int = 0
    column: int = 0
    instruction: str = ""

    def blocks(self, data: bytes) -> Iterator[Draft]:
        """Yield the blocks of a document in order."""
        where = 0
        while found := _TOKEN.match(data, where):
            where = found.end()
            if found["word"] is not None:
                word = (
                    found["word"].decode("ascii").lower() if found["word"].islower() else found["word"].decode("ascii")
                )
                number = int(found["number"]) if found["number"] else None
                if word == "bin":
                    where += max(0, number or 0)
                else:
                    yield from self.control(word, number)
            elif found["brace"]:
                self.brace(found["brace"])
                if not self.stack:
                    break
            else:
                self.characters(found)
        yield from self.end_block("par")

    def characters(self, found: re.Match[bytes]) -> None:
        """Take what is no control word: bytes in the document's or font's character set, or an escaped sign."""
        if found["hex"]:
            if self.to_skip:
                self.to_skip -= 1
            else:
                self.bytes_waiting += bytes.fromhex(found["hex"].decode())
        elif found["text"]:
            text = found["text"][self.to_skip :]
            self.to_skip = max(0, self.to_skip - len(found["text"]))
            self.bytes_waiting += text
        elif found["sign"] == b"*":
            self.starred = True
        elif found["sign"] in _ESCAPED:
            self.write(_ESCAPED[found["sign"]])

    def brace(self, brace: bytes) -> None:
        """Open or close a group."""
        self.write("")
        self.to_skip = 0
        if brace == b"{":
            self.stack.append(replace(self.state))
            if len(self.stack) > DEEPEST:
                raise ValueError("nested too deeply")
            return
        before, self.state = self.state, self.stack.pop() if self.stack else State()
        if before.link and not self.state.link:
            self.pen.close("link")
        self.format("strong", before.bold, self.state.bold)
        self.format("emphasis", before.italic, self.state.italic)

    def control(self, word: str, number: int | None) -> Iterator[Draft]:
        """Do what a control word says; the ones that are not known are passed over with their group where starred."""
        starred, self.starred = self.starred, False
        if word == "u" and number is not None:
            self.unicode(number % 0x10000)
            return
        self.write("")
        self.to_skip = 0
        if self.destination(word, starred) or self.state.goes_to != "text":
            self.inside(word, number)
        elif word in _ENDS:
            yield from self.end_block(word)
        elif word == "line":
            self.pen.line_break()
        elif word in _SIGNS:
            self.write(_SIGNS[word])
        else:
            self.property(word, number)

    def unicode(self, code: int) -> None:
        """Write a character given as its UTF-16 unit; two of them make one beyond U+FFFF."""
        if self.high and 0xDC00 <= code < 0xE000:
            self.write(chr(0x10000 + (self.high - 0xD800) * 0x400 + code - 0xDC00))
        elif not 0xD800 <= code < 0xDC00:
            self.write(chr(code))
        self.high = code if 0xD800 <= code < 0xDC00 else 0
        self.to_skip = self.state.unicode_skip

    def destination(self, word: str, starred: bool) -> bool:
        """Say whether a word sends the group's text elsewhere than to the page."""
        if word in ("fonttbl", "stylesheet", "info", "fldinst"):
            self.state.goes_to = word
        elif word in _INFO and self.state.goes_to == "info":
            self.state.goes_to = f"info:{word}"
        elif word in _SKIPPED or (starred and word not in ("shppict", "cs")):
            self.state.goes_to = "nowhere"
        elif word == "fldrslt":
            self.open_link()
            return False
        else:
            return False
        return True

    def inside(self, word: str, number: int | None) -> None:
        """Take what tables of fonts and styles and the document's properties say."""
        if self.state.goes_to == "fonttbl":
            if word == "f" and number is not None:
                self.state.font = number
            elif word == "fcharset" and number in _CHARSETS:
                self.fonts[self.state.font] = _CHARSETS[number]
        elif self.state.goes_to == "stylesheet" and word == "s" and number is not None:
            self.state.font = number
        elif self.state.goes_to.startswith("info") and word in ("yr", "mo", "dy") and number is not None:
            self.made.setdefault(word, number)

    def property(self, word: str, number: int | None) -> None:
        """Take over formatting of characters and paragraphs."""
        state = self.state
        if word in ("b", "i", "plain"):
            bold = number != 0 if word == "b" else state.bold and word != "plain"
            italic = number != 0 if word == "i" else state.italic and word != "plain"
            self.format("strong", state.bold, bold)
            self.format("emphasis", state.italic, italic)
            state.bold, state.italic = bold, italic
        elif word == "f" and number is not None:
            state.font = number
        elif word == "uc" and number is not None:
            state.unicode_skip = min(max(0, number), 10)
        elif word == "ansicpg" and number:
            self.codepage = _known(f"cp{number}")
        elif word == "mac":
            self.codepage = "mac_roman"
        elif word == "pard":
            self.style, self.in_table = -1, False
        elif word == "s" and number is not None:
            self.style = number
        elif word == "intbl":
            self.in_table = True

    def write(self, text: str) -> None:
        """Write the bytes that wait, decoded, and then ``text``, to where the group's text goes."""
        if self.bytes_waiting:
            text = self.bytes_waiting.decode(self.fonts.get(self.state.font, self.codepage), "replace") + text
            self.bytes_waiting.clear()
        goes_to = self.state.goes_to
        if not text or goes_to == "nowhere":
            return
        if goes_to == "text":
            self.pen.write(text)
        elif goes_to == "fldinst":
            self.instruction = (self.instruction + text)[:4000]
        elif goes_to == "stylesheet":
            self.styles.setdefault(self.state.font, text.partition(";")[0].strip())
        elif goes_to.startswith("info:"):
            name = goes_to.partition(":")[2]
            self.info[name] = (self.info.get(name, "") + text)[:500]

    def open_link(self) -> None:
        """Begin the words of a link, if the instruction before them was one."""
        found = _LINK.search(self.instruction)
        self.instruction = ""
        if found and (address := link(found[1], "")):
            self.pen.open("link", address)
            self.state.link = True

    def format(self, kind: str, before: bool, after: bool) -> None:
        """Open or close a span where formatting changed."""
        if after and not before:
            self.pen.open(kind)
        elif before and not after:
            self.pen.close(kind)

    def end_block(self, word: str) -> Iterator[Draft]:
        """Yield the paragraph or cell that was gathered, if it has words."""
        self.write("")
        cell = word in ("cell", "nestcell")
        if not self.pen.is_empty:
            yield self.pen.draft(*self.kind(cell or self.in_table))
        self.pen = self.pen.restart()
        if word == "row":
            self.row, self.column = self.row + 1, 0
        elif cell:
            self.column += 1
        elif not self.in_table and self.row:
            self.tables, self.row = self.tables + 1, 0

    def kind(self, is_cell: bool) -> tuple[str, dict[str, Any]]:
        """The kind of the block that ends, and what it needs."""
        if is_cell:
            return "table_cell", {"group": self.tables + 1, "row": self.row, "column": self.column}
        style = self.styles.get(self.style, "")
        if style.casefold() in _TITLES:
            return "heading", {"level": 1}
        heading = _HEADING.match(style)
        if heading:
            return "heading", {"level": int(heading[1])}
        return "paragraph", {}


def _known(name: str) -> str:
    return codec(name) or "cp1252"
