"""A ZIP file of articles: each member by its own format. Nothing is unpacked to disk.

>>> packed = io.BytesIO()
>>> with zipfile.ZipFile(packed, "w") as made:
...     made.writestr("one.txt", "Talks resume")
>>> [(piece.name, piece.data) for piece in split(packed, name="all.zip", options=Options())]
[('one.txt', b'Talks resume')]
"""

import io
import re
import stat
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Final

from newsroom.importers import registry
from newsroom.importers.bounds import DAMAGED, check_member, check_total, damaged, directory, read_member
from newsroom.importers.draft import ArticleDraft
from newsroom.importers.formats import EXTENSIONS, FORMATS
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece, Piece

VERSION: Final = 1
LONGEST_NAME: Final = 200
TABLES: Final = FORMATS["table"].extensions
_JUNK: Final = frozenset(("thumbs.db", "desktop.ini"))
_PAGE_FILES: Final = re.compile(r"^(?P<page>.+?)[_.-](?:files|dateien|fichiers|archivos|bestanden)/", re.IGNORECASE)
_DRIVE: Final = re.compile(r"^[A-Za-z]:")


def read(data: bytes, options: Options) -> ArticleDraft:
    """Refuse: a ZIP file is no article, ``split`` takes it apart."""
    raise Refused("zip-is-many", gettext_noop("A ZIP file is taken apart first. Send it on the page “Add articles”."))


def split(file: BinaryIO, *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Yield the articles of every member whose extension is known; what is wrong with one is said, the rest goes on.

    Raises ``Refused`` for a file that is damaged, holds too many members or unfolds beyond the bound as a whole.
    """
    members = _wanted(directory(file))
    if not members:
        raise Refused("zip-empty", gettext_noop("There is no file in the ZIP file."))
    check_total(members)
    inner = Options(encoding=options.encoding, boilerplate=options.boilerplate, columns=options.columns)
    seen: set[str] = set()
    try:
        opened = zipfile.ZipFile(file)
    except DAMAGED as error:
        raise damaged() from error
    with opened:
        for member in members:
            yield from _articles(opened, member, inner, seen)


def ask(file: BinaryIO, *, name: str, options: Options) -> dict[str, Any] | None:
    """Return the question about the first table among the members, whose columns then hold for all; None without one."""
    inner = Options(encoding=options.encoding, columns=options.columns).as_mapping()
    try:
        members = _wanted(directory(file))
        with zipfile.ZipFile(file) as opened:
            for member in members:
                if member.filename.lower().endswith(TABLES):
                    _check(member, set())
                    shown = _shown_name(member.filename)
                    asked = registry.question(io.BytesIO(read_member(opened, member)), filename=shown, options=inner)
                    if asked is not None:
                        return {**asked, "name": f"{name}: {shown}"}
    except (Refused, *DAMAGED):
        return None  # said of the member, or of the file, when it is taken apart
    return None


def _wanted(members: Sequence[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Leave out folders, what systems add by themselves, and the pictures and frames beside a saved page."""
    pages = {PurePosixPath(member.filename).with_suffix("").as_posix() for member in members if _is_page(member)}
    return [member for member in members if not member.is_dir() and not _is_aside(member.filename, pages)]


def _is_page(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().endswith((".html", ".htm", ".xhtml"))


def _is_aside(name: str, pages: set[str]) -> bool:
    parts = name.replace("\\", "/").split("/")
    if "__MACOSX" in parts or parts[-1].startswith(".") or parts[-1].lower() in _JUNK:
        return True
    beside = _PAGE_FILES.match(name)
    return beside is not None and beside["page"] in pages


def _articles(
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, options: Options, seen: set[str]
) -> Iterator[Piece | BadPiece]:
    shown = _shown_name(member.filename)
    try:
        _check(member, seen)
        data = read_member(opened, member)
        registry.check_size(len(data), len(data))
        yield from registry.pieces(io.BytesIO(data), filename=shown, options=options.as_mapping())
    except Refused as refused:
        yield BadPiece(shown, refused.notice)


def _check(member: zipfile.ZipInfo, seen: set[str]) -> None:
    """Raise ``Refused`` for a member that is not to be read; remember its name."""
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
        raise Refused("zip-path", gettext_noop("Its name leads out of the ZIP file: it was not read. Pack it anew."))
    if stat.S_ISLNK(member.external_attr >> 16):
        raise Refused("zip-link", gettext_noop("It only points to another file. Pack the file itself."))
    if name in seen:
        raise Refused("zip-twice", gettext_noop("Another file in the ZIP file has the same name. Rename one of them."))
    seen.add(name)
    extension = PurePosixPath(name).suffix.lower()
    if extension == ".zip":
        message = gettext_noop("A ZIP file in a ZIP file is not opened. Unpack the inner one and send it by itself.")
        raise Refused("zip-in-zip", message)
    if extension not in EXTENSIONS:
        raise _not_read(extension)
    check_member(member)


def _not_read(extension: str) -> Refused:
    message = gettext_noop("Margin does not read files of this kind (%(extension)s).")
    return Refused("unknown-extension", message, extension=tidy(extension)[:20] or "?")


def _shown_name(name: str) -> str:
    """Return a name that is short and keeps its extension; it is text and never a path on disk."""
    plain = tidy(name.replace("\\", "/")).replace("\n", " ")
    suffix = PurePosixPath(plain).suffix[:20]
    return plain if len(plain) <= LONGEST_NAME else f"{plain[: LONGEST_NAME - len(suffix) - 1]}…{suffix}"
