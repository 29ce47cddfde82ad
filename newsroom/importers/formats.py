"""The formats that Margin reads, one module each; a module is loaded when its first file comes.

A module offers ``read(text_or_bytes, options) -> ArticleDraft`` and, where one file holds many articles,
``split(file, *, name, options) -> Iterator[Piece | BadPiece]``; a table also ``ask(file, *, name, options) -> dict``.

>>> FORMATS["html"].extensions
('.html', '.htm', '.xhtml')
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from newsroom.importers import signs
from newsroom.importers.notices import gettext_noop

Sign = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Format:
    """One format. ``takes`` says whether ``read`` takes decoded text or bytes; a ``light`` one is read on the page's
    own thread, all others by the worker; ``sign`` tells it from others with the same extension."""

    name: str
    label: str
    module: str
    extensions: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()
    takes: str = "bytes"
    is_light: bool = False
    has_many: bool = False
    asks: bool = False
    sign: Sign | None = None


_ALL: Final = (
    Format(
        "plain_text",
        gettext_noop("Plain text"),
        "plain_text",
        (".txt", ".text"),
        ("text/plain",),
        takes="text",
        is_light=True,
    ),
    Format(
        "markdown",
        gettext_noop("Markdown"),
        "markdown",
        (".md", ".markdown"),
        ("text/markdown",),
        takes="text",
        is_light=True,
    ),
    Format(
        "html",
        gettext_noop("Web page"),
        "html",
        (".html", ".htm", ".xhtml"),
        ("text/html", "application/xhtml+xml"),
        takes="text",
    ),
    Format("factiva", "Factiva", "factiva", (".html", ".htm"), has_many=True, sign=signs.is_factiva_page),
    Format("nexis_page", "Nexis", "nexis_page", (".html", ".htm"), has_many=True, sign=signs.is_nexis_page),
    Format("proquest", "ProQuest", "proquest", (".txt",), has_many=True, sign=signs.is_proquest),
    Format(
        "factiva_text",
        gettext_noop("Factiva, text with indexing"),
        "factiva_text",
        (".txt", ".rtf"),
        has_many=True,
        sign=signs.is_factiva_text,
    ),
    Format("nexis", "Nexis", "nexis", (".txt",), has_many=True, sign=signs.is_nexis_text),
    Format("ninjs", "ninjs", "ninjs", (".json",), has_many=True, sign=signs.is_ninjs),
    Format("guardian", "The Guardian", "guardian", (".json",), has_many=True, sign=signs.is_guardian),
    Format("nyt", "The New York Times", "nyt", (".json",), has_many=True, sign=signs.is_nyt),
    Format("newsapi", "NewsAPI", "newsapi", (".json",), has_many=True, sign=signs.is_newsapi),
    Format(
        "event_registry", "Event Registry", "event_registry", (".json",), has_many=True, sign=signs.is_event_registry
    ),
    Format("nitf", "NITF", "nitf", (".xml", ".nitf"), has_many=True, sign=signs.is_nitf),
    Format("newsml_g2", "NewsML-G2", "newsml_g2", (".xml",), has_many=True, sign=signs.is_newsml_g2),
    Format("newsml_1", "NewsML 1", "newsml_1", (".xml",), has_many=True, sign=signs.is_newsml_1),
    Format(
        "table",
        gettext_noop("Table"),
        "table",
        (".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson", ".xlsx"),
        ("text/csv", "text/tab-separated-values", "application/json", "application/x-ndjson"),
        has_many=True,
        asks=True,
    ),
    Format("record", gettext_noop("Row of a table"), "record"),
    Format("feed_entry", gettext_noop("Entry of a feed"), "feed_entry"),
    Format("docx", "Word", "docx", (".docx",), has_many=True),
    Format("pdf", "PDF", "pdf", (".pdf",), ("application/pdf",)),
    Format("rtf", "RTF", "rtf", (".rtf",), ("application/rtf", "text/rtf")),
    Format("email", gettext_noop("E-mail"), "email_message", (".eml",), ("message/rfc822",)),
    Format("zip", "ZIP", "zip_file", (".zip",), ("application/zip",), has_many=True, asks=True),
)
FORMATS: Final[Mapping[str, Format]] = {each.name: each for each in _ALL}
EXTENSIONS: Final = frozenset(extension for each in _ALL for extension in each.extensions)


def by_extension(extension: str, start: str) -> Format | None:
    """Return the format of a file by its extension (".json") and, where several share it, by its first characters.

    ``start`` is in lower case.
    """
    several = [each for each in _ALL if extension in each.extensions]
    signed = next((each for each in several if each.sign and each.sign(start)), None)
    return signed or next((each for each in several if each.sign is None), None)


def by_media_type(media_type: str) -> Format | None:
    """Return the format of a media type, parameters left aside."""
    plain = media_type.partition(";")[0].strip().lower()
    return next((each for each in _ALL if plain in each.media_types), None)
