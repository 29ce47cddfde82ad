"""The door of the importers: picks the module for a file and reads it.

>>> read(b"Talks resume\\n\\nThey met.", filename="talks.txt").title
'Talks resume'
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, Final

from newsroom.importers import html, language, markdown, plain_text
from newsroom.importers.decoding import MOST_BYTES, decode
from newsroom.importers.draft import ArticleDraft
from newsroom.importers.marks import limit_marks
from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.importers.options import Options

Reader = Callable[[str, Options | None], ArticleDraft]

READERS: Final[Mapping[str, Reader]] = {"plain_text": plain_text.read, "markdown": markdown.read, "html": html.read}
EXTENSIONS: Final = {
    ".txt": "plain_text",
    ".text": "plain_text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
MEDIA_TYPES: Final = {
    "text/plain": "plain_text",
    "text/markdown": "markdown",
    "text/html": "html",
    "application/xhtml+xml": "html",
}
_PAGE_STARTS: Final = ("<!doctype html", "<html", "<head", "<body", "<article")


def read(
    data: bytes,
    *,
    filename: str,
    media_type: str = "",
    options: Mapping[str, Any] | None = None,
    limit: int = MOST_BYTES,
) -> ArticleDraft:
    """Read a file's bytes; pasted text has no file name and the media type text/plain.

    ``options`` are those of ``Options`` as stored JSON, ``limit`` is in bytes. Raises ``Refused`` alone: for a kind of
    file that Margin does not read, for empty, binary or too large data, for an option that it does not know.
    """
    choices = Options.from_mapping(options or {})
    importer = choices.importer or _by_name(filename, media_type)
    charset = _charset(media_type)
    decoded = decode(data, chosen=choices.encoding, declared=charset, html=importer == "html", limit=limit)
    text = limit_marks(decoded.text)
    warnings = list(decoded.warnings)
    if text != decoded.text:
        warnings.append(Notice("marks-cut", gettext_noop("Long runs of combining marks were cut after thirty.")))
    if not choices.importer:
        importer = _by_content(importer, text, warnings)
    draft = READERS[importer](text, choices)
    return replace(
        draft,
        language=draft.language or language.guess(_sample(draft)),
        warnings=(*warnings, *draft.warnings),
        encoding=decoded.encoding,
    )


def _by_name(filename: str, media_type: str) -> str:
    extension = PurePosixPath(filename.replace("\\", "/").replace("\x00", "")).suffix.lower()
    if extension in EXTENSIONS:
        return EXTENSIONS[extension]
    if extension and not filename.startswith(".") and _is_extension(extension):
        message = gettext_noop(
            "Margin reads .txt, .md and .html files, not %(extension)s. Save it as text, or paste its text."
        )
        raise Refused("unknown-extension", message, extension=extension)
    return MEDIA_TYPES.get(media_type.partition(";")[0].strip().lower(), "plain_text")


def _is_extension(extension: str) -> bool:
    """ "Talks 3. February" has a dot but no extension."""
    return 2 <= len(extension) <= 10 and extension[1:].isalnum() and not extension[1:].isdigit()


def _charset(media_type: str) -> str:
    for parameter in media_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")[:40]
    return ""


def _by_content(importer: str, text: str, warnings: list[Notice]) -> str:
    """A page in a .txt file is read as a page, a .html file without a tag as plain text; either is said."""
    start = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if importer != "html" and start.startswith(_PAGE_STARTS):
        warnings.append(Notice("page-in-text-file", gettext_noop("The file holds a web page and was read as one.")))
        return "html"
    if importer == "html" and "<" not in text:
        warnings.append(
            Notice("text-in-page-file", gettext_noop("The file holds no markup and was read as plain text."))
        )
        return "plain_text"
    return importer


def _sample(draft: ArticleDraft) -> str:
    parts: list[str] = []
    length = 0
    for block in draft.body or draft.blocks:
        parts.append(block.text[: language.SAMPLE])
        length += len(parts[-1])
        if length >= language.SAMPLE:
            break
    return "\n".join(parts)
