"""Files, pasted text and addresses on their way in.

What is light (plain text and Markdown, not too many) is read at once and waits in a preview; for all else the worker
gets a job. What Margin does not read at all is refused by name in either case.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from newsroom.importers.formats import FORMATS, Format
from newsroom.importers.links import web_address
from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.importers.registry import check_size as check_bytes, detect, read
from newsroom.importers.signs import LOOK, is_page
from newsroom.job_files import Upload
from newsroom.models import Source
from newsroom.sources import new_source, note

MEGABYTE: Final = 1_000_000
PASTED: Final = "text/plain; charset=utf-8"
MOST_LIGHT: Final = 50
"""So many light files are read on the page's own thread."""
MOST_ADDRESSES: Final = 1_000
_BARE: Final = re.compile(r"[\w-]+(\.[\w-]+)*\.\w{2,}(:\d+)?(/\S*)?")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not taken, and why."""

    name: str
    notice: Notice

    @property
    def why(self) -> str:
        """The reason in the reader's language."""
        return _(self.notice.message) % dict(self.notice.params)

    def as_json(self) -> list[Any]:
        """Return it as a session can hold it; ``from_json`` is the inverse."""
        return [self.name, self.notice.code, self.notice.message, dict(self.notice.params)]

    @classmethod
    def from_json(cls, values: list[Any]) -> "Refusal":
        """Build it from what ``as_json`` gave."""
        name, code, message, params = values
        return cls(name, Notice(code, message, params))


@dataclass(slots=True)
class Sent:
    """What came with one request."""

    files: list[UploadedFile]
    text: str
    urls: list[str]
    no_urls: list[str]
    """Lines among the addresses that are none."""

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.files or self.text.strip() or self.urls)

    @property
    def is_light(self) -> bool:
        """Whether all of it can be read at once."""
        return not self.urls and len(self.files) <= MOST_LIGHT and all(_is_light(file) for file in self.files)


@dataclass(slots=True)
class Sorted:
    """Files for the worker, and those that are refused on sight."""

    uploads: list[Upload] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)


def sent(files: Iterable[UploadedFile], text: str, addresses: str) -> Sent:
    """Return what came; addresses stand one a line, each once."""
    lines = [line for line in dict.fromkeys(line.strip() for line in addresses.splitlines()) if line]
    found = {line: _address(line) for line in lines}
    urls = list(dict.fromkeys(url for url in found.values() if url))
    return Sent(list(files), text, urls, [line for line, url in found.items() if not url])


def sort(files: Iterable[UploadedFile], text: str = "") -> Sorted:
    """Sort files by whether Margin reads them at all; a pasted text goes with them as a file without a name."""
    result = Sorted()
    if text.strip():
        data = text.encode("utf-8", "replace")
        result.uploads.append(Upload("", PASTED, len(data), lambda: [data]))
    for file in files:
        name, media_type, size = file.name or "", file.content_type or "", file.size or 0
        try:
            _check_whole(size, _format(file))
            result.uploads.append(Upload(name, media_type, size, file.chunks))
        except Refused as refused:
            result.refused.append(Refusal(name, refused.notice))
    return result


def take(files: Iterable[UploadedFile], text: str = "") -> tuple[list[Source], list[Refusal]]:
    """Read pasted text and files; return sources that are not stored yet, and what was refused."""
    taken: list[Source] = []
    refused: list[Refusal] = []
    for name, media_type, size, data in _pieces(files, text):
        try:
            check_size(size)
            taken.append(taken_source(data(), filename=name, media_type=media_type))
        except Refused as error:
            refused.append(Refusal(name or _("The pasted text"), error.notice))
    return taken, refused


def taken_source(data: bytes, *, filename: str, media_type: str = "") -> Source:
    """Read bytes and return them as a source with what was found. Raises ``Refused``."""
    draft = read(data, filename=filename, media_type=media_type, limit=settings.IMPORT_FILE_LIMIT)
    return note(new_source(data, filename=filename, media_type=media_type), draft)


def check_size(size: int) -> None:
    """Raise ``Refused`` for a file that is too large, before it is read."""
    if size > settings.IMPORT_FILE_LIMIT:
        message = gettext_noop("It has %(size)s MB, more than %(limit)s MB. Cut it into several files.")
        megabytes = {"size": f"{size / MEGABYTE:.1f}", "limit": f"{settings.IMPORT_FILE_LIMIT / MEGABYTE:g}"}
        raise Refused("too-large", message, **megabytes)


def _address(line: str) -> str:
    """Return a line as the address of a page; one without http:// is taken for https where it looks like one."""
    return web_address(f"https://{line}" if _BARE.fullmatch(line) else line)


def _is_light(file: UploadedFile) -> bool:
    """Whether it is read at once; a kind that Margin does not read is refused at once too."""
    try:
        return _format(file).is_light
    except Refused:
        return True


def _format(file: UploadedFile) -> Format:
    """Return the format of a file by its name and first bytes. Raises ``Refused``."""
    file.seek(0)
    start = file.read(LOOK)
    file.seek(0)
    found = detect(start, file.name or "", file.content_type or "")
    is_page_inside = found.is_light and is_page(start.decode("utf-8", "replace").lower())
    return FORMATS["html"] if is_page_inside else found


def _check_whole(size: int, found: Format) -> None:
    """A file of many articles may be as large as one request; its articles are bounded one by one."""
    if found.has_many:
        check_bytes(size, settings.IMPORT_BODY_LIMIT)
    else:
        check_size(size)


def _pieces(files: Iterable[UploadedFile], text: str) -> Iterator[tuple[str, str, int, Any]]:
    if text.strip():
        data = text.encode("utf-8", "replace")
        yield "", PASTED, len(data), lambda: data
    for file in files:
        yield file.name or "", file.content_type or "", file.size or 0, file.read
