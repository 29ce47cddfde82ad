"""The door of the importers: finds the format of a file, reads one article or takes many apart.

>>> read(b"Talks resume\\n\\nThey met.", filename="talks.txt").title
'Talks resume'
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from pathlib import PurePosixPath
from types import ModuleType
from typing import Any, BinaryIO, Final

from newsroom.importers import language
from newsroom.importers.decoding import MOST_BYTES, decode
from newsroom.importers.draft import ArticleDraft
from newsroom.importers.formats import EXTENSIONS, FORMATS, Format, by_extension, by_media_type
from newsroom.importers.marks import limit_marks
from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.importers.signs import LOOK, is_page, text_of, true_extension

_READ: Final = ", ".join(sorted(EXTENSIONS))
_TEXTS: Final = frozenset((".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".xml", ".nitf", ".eml"))
"""Extensions of files that are text: where the bytes are plainly something else, they win over the name."""


def read(
    data: bytes,
    *,
    filename: str,
    media_type: str = "",
    options: Mapping[str, Any] | None = None,
    limit: int = MOST_BYTES,
) -> ArticleDraft:
    """Read the bytes of one article; pasted text has no file name and the media type text/plain.

    ``options`` are those of ``Options`` as stored JSON, ``limit`` is in bytes. Raises ``Refused`` alone: for a kind of
    file that Margin does not read, for empty, damaged or too large data, for an option that it does not know.
    """
    choices = Options.from_mapping(options or {})
    if not data:
        raise _empty()
    chosen = FORMATS[choices.importer] if choices.importer else detect(data[:LOOK], filename, media_type)
    if chosen.takes == "text":
        draft = _read_text(data, chosen, choices, media_type, limit)
    else:
        check_size(len(data), limit)
        draft = load(chosen).read(data, replace(choices, importer=chosen.name))
    return replace(draft, language=draft.language or language.guess(_sample(draft)))


def pieces(
    file: BinaryIO, *, filename: str, media_type: str = "", options: Mapping[str, Any] | None = None
) -> Iterator[Piece | BadPiece]:
    """Take a seekable file apart into its articles; a file of one article is one piece. Reads as it goes.

    Raises ``Refused`` where nothing of the file can be read; what is wrong with one article alone is a ``BadPiece``.
    """
    choices = Options.from_mapping(options or {})
    start = file.read(LOOK)
    file.seek(0)
    if not start:
        raise _empty()
    chosen = FORMATS[choices.importer] if choices.importer else detect(start, filename, media_type)
    if chosen.has_many:
        yield from load(chosen).split(file, name=filename, options=replace(choices, importer=chosen.name))
    else:
        yield Piece(filename, file.read(), media_type, options=choices.as_mapping())


def question(
    file: BinaryIO, *, filename: str, media_type: str = "", options: Mapping[str, Any] | None = None
) -> dict[str, Any] | None:
    """Return what a person must confirm before a file is taken apart (the columns of a table), as JSON; else None."""
    choices = Options.from_mapping(options or {})
    start = file.read(LOOK)
    file.seek(0)
    if not start:
        raise _empty()
    chosen = FORMATS[choices.importer] if choices.importer else detect(start, filename, media_type)
    if not chosen.asks or choices.columns:
        return None
    asked: dict[str, Any] = load(chosen).ask(file, name=filename, options=choices)
    file.seek(0)
    return asked


def detect(start: bytes, filename: str, media_type: str = "") -> Format:
    """Find the format by a file's name, media type and first bytes. Raises ``Refused`` for a kind that is not read."""
    look = text_of(start)
    extension = PurePosixPath(filename.replace("\\", "/").replace("\x00", "")).suffix.lower()
    true = true_extension(start, look)
    if true and true != extension and (extension in _TEXTS or extension == ".doc"):
        extension = true
    if extension in EXTENSIONS and (found := by_extension(extension, look)):
        return found
    if extension == ".xml":
        message = gettext_noop(
            "It is none of the kinds of XML that Margin reads: NITF, NewsML-G2, NewsML 1. A feed is added by its address."
        )
        raise Refused("unknown-xml", message)
    if extension and not filename.startswith(".") and _is_extension(extension) and not by_media_type(media_type):
        message = gettext_noop(
            "Margin does not read %(extension)s files. It reads %(known)s. Save it as one of these, or paste its text."
        )
        raise Refused("unknown-extension", message, extension=extension, known=_READ)
    return by_media_type(media_type) or FORMATS["html" if is_page(look) else "plain_text"]


def load(chosen: Format) -> ModuleType:
    """Import the module of a format; heavy ones stay out of processes that never need them."""
    return import_module(f"newsroom.importers.{chosen.module}")


def check_size(size: int, limit: int) -> None:
    """Raise ``Refused`` for data over the bound."""
    if not size:
        raise _empty()
    if size > limit:
        message = gettext_noop("It has %(size)s MB, more than %(limit)s MB. Cut it into several files.")
        raise Refused("too-large", message, size=f"{size / 1_000_000:.1f}", limit=f"{limit / 1_000_000:g}")


def _read_text(data: bytes, chosen: Format, choices: Options, media_type: str, limit: int) -> ArticleDraft:
    charset = _charset(media_type)
    is_html = chosen.name == "html"
    decoded = decode(data, chosen=choices.encoding, declared=charset, html=is_html, limit=limit)
    text = limit_marks(decoded.text)
    warnings = list(decoded.warnings)
    if text != decoded.text:
        warnings.append(Notice("marks-cut", gettext_noop("Long runs of combining marks were cut after thirty.")))
    if not choices.importer:
        chosen = _by_content(chosen, text, warnings)
    draft: ArticleDraft = load(chosen).read(text, choices)
    return replace(draft, warnings=(*warnings, *draft.warnings), encoding=decoded.encoding)


def _empty() -> Refused:
    return Refused("empty", gettext_noop("The file is empty. Save or download it again."))


def _is_extension(extension: str) -> bool:
    """ "Talks 3. February" has a dot but no extension."""
    return 2 <= len(extension) <= 10 and extension[1:].isalnum() and not extension[1:].isdigit()


def _charset(media_type: str) -> str:
    for parameter in media_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")[:40]
    return ""


def _by_content(chosen: Format, text: str, warnings: list[Notice]) -> Format:
    """A page in a .txt file is read as a page, a .html file without a tag as plain text; either is said."""
    if chosen.name != "html" and is_page(text[:2000].lower()):
        warnings.append(Notice("page-in-text-file", gettext_noop("The file holds a web page and was read as one.")))
        return FORMATS["html"]
    if chosen.name == "html" and "<" not in text:
        warnings.append(
            Notice("text-in-page-file", gettext_noop("The file holds no markup and was read as plain text."))
        )
        return FORMATS["plain_text"]
    return chosen


def _sample(draft: ArticleDraft) -> str:
    parts: list[str] = []
    length = 0
    for block in draft.body or draft.blocks:
        parts.append(block.text[: language.SAMPLE])
        length += len(parts[-1])
        if length >= language.SAMPLE:
            break
    return "\n".join(parts)


def file_of(data: bytes) -> BinaryIO:
    """Return bytes as a file for ``pieces`` and ``question``."""
    return io.BytesIO(data)
