"""Files become items: first everything is asked that a person must confirm, then each article gets a row of its own."""

import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from newsroom.importers.marks import tidy
from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.importers.registry import check_size, detect, pieces, question
from newsroom.importers.signs import LOOK
from newsroom.job_files import drop_parts, opened
from newsroom.models import ItemStatus, Job, JobFile, JobItem
from newsroom.storing import insert
from newsroom.working import bounds, deaths
from newsroom.working.leases import Lease

PIECE: Final = 50
BYTES: Final = 2_000_000
"""Compressed bytes that are written in one transaction, at the most."""


def ask(lease: Lease) -> dict[str, Any]:
    """Return the first question about the job's files that has no answer yet; empty where there is none."""
    take_answer(lease.job)
    for file in lease.job.files.filter(is_split=False).order_by("number"):
        if _answer(lease.job, file) is not None or not _may_ask(file):
            continue
        step = f"question {file.number}"
        if deaths.is_deadly(lease.job.options, step):
            _refuse(lease, file, deadly())
            continue
        asked = _asked(lease, file, step)
        if asked is not None and not _known_answer(lease.job, file, asked):
            signature = str(asked.get("signature", ""))
            lease.job.options["asked"] = {"file": file.number, "signature": signature}
            return {"kind": "columns", "file": file.number, "name": file.name, **asked}
    return {}


def take_answer(job: Job) -> None:
    """Put the answer of a person to the file that was asked about, and to others with the same columns."""
    asked = job.options.pop("asked", None)
    columns = job.options.pop("columns", None)
    if not asked or columns is None:
        return
    job.options.setdefault("answers", {})[str(asked["file"])] = columns
    if asked["signature"]:
        job.options.setdefault("by_signature", {})[asked["signature"]] = columns


def split(lease: Lease, file: JobFile) -> None:
    """Make items of a file; those that an earlier worker made are left as they are. Raises ``Lost``."""
    step = f"file {file.number}"
    if deaths.is_deadly(lease.job.options, step):
        _refuse(lease, file, deadly())
        return
    announce(lease, step)
    try:
        with opened(file) as whole:
            found = _found(lease, file, whole)
            for _made in islice(found, file.items.count()):
                lease.beat()
            _keep(lease, file, found)
    except Refused as refused:
        _refuse(lease, file, refused.notice)
        return
    _is_split(lease, file)


def announce(lease: Lease, step: str) -> None:
    """Say what is about to be done, where a worker died on this job before. Raises ``Lost``."""
    if deaths.is_careful(lease.job.options):
        lease.job.options = deaths.announced(lease.job.options, step)
        lease.keep_options()


def deadly() -> Notice:
    """The reason for which something is not tried again."""
    message = gettext_noop("It stopped the reader twice and was not tried again. Paste its text instead.")
    return Notice("stopped-reader", message)


def _asked(lease: Lease, file: JobFile, step: str) -> dict[str, Any] | None:
    announce(lease, step)
    lease.beat(seconds=bounds.FILE_SECONDS + 2 * bounds.GRACE)
    try:
        with opened(file) as whole, bounds.limited(bounds.FILE_SECONDS):
            return question(whole, filename=file.name, media_type=file.media_type)
    except Refused:
        return None  # said again, and noted, when the file is taken apart
    except bounds.MISTAKES:
        return None


def _may_ask(file: JobFile) -> bool:
    start = file.parts.filter(number=0).values_list("data", flat=True).first() or b""
    try:
        return detect(bytes(start[:LOOK]), file.name, file.media_type).asks
    except Refused:
        return False


def _answer(job: Job, file: JobFile) -> Any:
    return job.options.get("answers", {}).get(str(file.number))


def _known_answer(job: Job, file: JobFile, asked: dict[str, Any]) -> bool:
    columns = job.options.get("by_signature", {}).get(str(asked.get("signature") or ""))
    if columns is None:
        return False
    job.options.setdefault("answers", {})[str(file.number)] = columns
    return True


def _found(lease: Lease, file: JobFile, whole: BinaryIO) -> Iterator[Piece | BadPiece]:
    """Yield the articles of a file, each looked for within bounds. Raises ``Refused``."""
    columns = _answer(lease.job, file)
    options = {"columns": columns} if columns else {}
    lease.beat(seconds=bounds.FILE_SECONDS + 2 * bounds.GRACE)
    yield from bounds.each(pieces(whole, filename=file.name, media_type=file.media_type, options=options))


def _keep(lease: Lease, file: JobFile, found: Iterator[Piece | BadPiece]) -> None:
    """Store what is found in small pieces; where a file is bad from somewhere on, what stands before it stays."""
    first = _next_number(lease.job)
    kept: list[JobItem] = []
    size = 0
    try:
        for number, piece in enumerate(found, start=first):
            item = _item(piece, file.name)
            item.job, item.file, item.number = lease.job, file, number
            kept.append(item)
            size += len(item.data or b"")
            if len(kept) >= PIECE or size >= BYTES:
                _store(lease, kept)
                kept, size = [], 0
                if lease.wants_stop():
                    return
            lease.beat()
    except Refused:
        _store(lease, kept)
        raise
    _store(lease, kept)


def _next_number(job: Job) -> int:
    last = job.items.aggregate(last=Max("number"))["last"]
    return 0 if last is None else int(last) + 1


def _store(lease: Lease, items: list[JobItem]) -> None:
    with transaction.atomic():
        lease.check()
        insert(items)


def _item(piece: Piece | BadPiece, file: str) -> JobItem:
    """Build the row of a piece; what is a file of its own names the ZIP file in which it came as its place."""
    places = [file, piece.place] if piece.name != file and file else [piece.place]
    item = JobItem(name=tidy(piece.name)[:255], place=tidy(", ".join(place for place in places if place))[:200])
    if isinstance(piece, BadPiece):
        return _refused(item, piece.notice)
    try:
        check_size(len(piece.data), settings.IMPORT_FILE_LIMIT)
    except Refused as refused:
        return _refused(item, refused.notice)
    item.data = zlib.compress(piece.data, 6)
    item.media_type, item.url, item.options = piece.media_type[:100], piece.url[:2000], dict(piece.options)
    return item


def _refused(item: JobItem, notice: Notice) -> JobItem:
    item.status, item.why, item.settled_at = ItemStatus.REFUSED, as_json(notice), timezone.now()
    return item


def as_json(notice: Notice) -> list[Any]:
    """Return a notice as ``why`` of a job or item holds it."""
    return [notice.code, notice.message, dict(notice.params)]


def _refuse(lease: Lease, file: JobFile, notice: Notice) -> None:
    """Note that a file, or the rest of one, could not be taken apart."""
    item = _refused(JobItem(job=lease.job, file=file, name=file.name), notice)
    item.number = _next_number(lease.job)
    with transaction.atomic():
        lease.check(options=lease.job.options)
        item.save()
        JobFile.objects.filter(pk=file.pk).update(is_split=True)
    drop_parts(file)


def _is_split(lease: Lease, file: JobFile) -> None:
    if lease.wants_stop():
        return
    with transaction.atomic():
        lease.check()
        JobFile.objects.filter(pk=file.pk).update(is_split=True)
    drop_parts(file)
