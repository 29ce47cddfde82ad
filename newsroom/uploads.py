"""Files and pasted text on their way in: read once, so that what cannot be read is refused by name at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.importers.registry import read
from newsroom.models import Source
from newsroom.sources import new_source, note

MEGABYTE = 1_000_000
PASTED = "text/plain; charset=utf-8"


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


def _pieces(files: Iterable[UploadedFile], text: str) -> Iterator[tuple[str, str, int, Any]]:
    if text.strip():
        data = text.encode("utf-8", "replace")
        yield "", PASTED, len(data), lambda: data
    for file in files:
        yield file.name or "", file.content_type or "", file.size or 0, file.read
