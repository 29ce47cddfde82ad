"""Files of jobs: kept in parts of one megabyte, so that no transaction is long, and put together again by the worker."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import BinaryIO, Final, cast

from django.db import transaction

from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.models import Job, JobFile, JobFilePart

PART: Final = 1_000_000
"""Bytes of a part."""
NOT_WHOLE: Final = Notice("not-whole", gettext_noop("It did not arrive whole. Send it again."))


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in: ``chunks`` gives its bytes anew each time that it is called."""

    name: str
    media_type: str
    size: int
    chunks: Callable[[], Iterable[bytes]]


def keep(job: Job, number: int, upload: Upload) -> JobFile:
    """Keep a file of a job. What is kept already, by a request that broke off, is not kept twice."""
    values = {"name": upload.name[:255], "media_type": upload.media_type[:100], "size": upload.size}
    with transaction.atomic():
        file, _made = JobFile.objects.get_or_create(job=job, number=number, defaults=values)
    there = set(file.parts.values_list("number", flat=True))
    for place, data in enumerate(_parts(upload.chunks())):
        if place not in there:
            with transaction.atomic():
                part = JobFilePart(file=file, number=place, data=data)
                JobFilePart.objects.bulk_create([part], ignore_conflicts=True)
    return file


def opened(file: JobFile) -> BinaryIO:
    """Return the bytes of a file as a file without a name on disk. Raises ``Refused`` where it did not come whole."""
    whole = cast(BinaryIO, TemporaryFile())
    number = 0
    while (data := file.parts.filter(number=number).values_list("data", flat=True).first()) is not None:
        whole.write(data)
        number += 1
    if whole.tell() != file.size:
        whole.close()
        raise Refused(NOT_WHOLE.code, NOT_WHOLE.message)
    whole.seek(0)
    return whole


def drop_parts(file: JobFile) -> None:
    """Forget the bytes of a file, part by part, once its articles have been taken out."""
    for key in list(file.parts.values_list("pk", flat=True)):
        with transaction.atomic():
            JobFilePart.objects.filter(pk=key).delete()


def _parts(chunks: Iterable[bytes]) -> Iterator[bytes]:
    kept = bytearray()
    for chunk in chunks:
        kept += chunk
        while len(kept) >= PART:
            yield bytes(kept[:PART])
            del kept[:PART]
    if kept:
        yield bytes(kept)
