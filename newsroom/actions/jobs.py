"""Background work: started, answered, stopped, taken up again. A worker does it (newsroom.working)."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import log
from newsroom.importers.notices import Notice
from newsroom.job_files import NOT_WHOLE, Upload, drop_parts, keep
from newsroom.models import Article, ItemStatus, Job, JobItem, JobStatus, Project, Source, User

FILES, ADDRESSES, REREAD, CHECK = "files", "addresses", "reread", "check"
PIECE: Final = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody sends at one time: files, addresses of web pages, and what was refused on sight."""

    files: Sequence[Upload] = ()
    urls: Sequence[str] = ()
    refused: Sequence[tuple[str, Notice]] = ()
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The first of them by name."""
        names = [*(file.name for file in self.files), *self.urls]
        return names[0][:200] if names else ""

    @property
    def digest(self) -> str:
        """By this a second request with the same name is told from another one."""
        files = [[file.name, file.size] for file in self.files]
        return log.make_token(None, {"files": files, "urls": self.urls, "options": dict(self.options)}).digest


def start_files(*, by: User, project: Project, wanted: Wanted, is_previewed: bool, action: UUID) -> Job:
    """Keep files (and addresses) and let the worker read them; the same ``action`` a second time goes on with it.

    The files are stored in many short transactions; until all are there the job counts as stopped. Raises
    ``log.Conflict`` where ``action`` is the name of another request.
    """
    kind = FILES if wanted.files else ADDRESSES
    job = _made(by, project, kind, wanted, is_previewed, action)
    if not job.options.get("arriving"):
        return job
    for number, upload in enumerate(wanted.files):
        keep(job, number, upload)
    with transaction.atomic():
        arrived = {key: value for key, value in job.options.items() if key != "arriving"}
        if _arriving(job).update(options=arrived, status=JobStatus.WAITING, ended_at=None):
            _add_items(job, [*_refused(wanted.refused), *(JobItem(name=url[:255], url=url) for url in wanted.urls)])
    job.refresh_from_db()
    return job


def start_addresses(*, by: User, project: Project, urls: Sequence[str], is_previewed: bool, action: UUID) -> Job:
    """Let the worker fetch web pages; see ``start_files``."""
    return start_files(by=by, project=project, wanted=Wanted(urls=urls), is_previewed=is_previewed, action=action)


def start_reread(*, by: User, project: Project, source: Source, options: Mapping[str, Any], action: UUID) -> Job:
    """Let the worker read a source that waits in a preview once more, with other options."""
    wanted = Wanted(options={"source": str(source.uuid), "batch": str(source.batch), "reading": dict(options)})
    item = JobItem(name=source.filename or source.url[:255])
    return _started_at_once(by, project, REREAD, wanted, item, action)


def start_check(*, by: User, project: Project, article: Article, action: UUID) -> Job:
    """Let the worker fetch an article's page again, to see whether it has other words now."""
    wanted = Wanted(urls=[article.url], options={"article": str(article.uuid)})
    item = JobItem(name=article.title[:255], url=article.url, article=article)
    return _started_at_once(by, project, CHECK, wanted, item, action)


def add_all(*, job: Job) -> bool:
    """Answer a job that has too many articles for a preview: add them without one. Returns whether it still asked."""
    options = {**job.options, "unseen": True}
    asking = Job.objects.filter(pk=job.pk, status=JobStatus.ASKING, question__kind="many")
    return bool(asking.update(is_previewed=False, options=options, question={}, status=JobStatus.WAITING))


def stop_job(*, job: Job) -> None:
    """Stop after the piece that is being stored; at once where no worker has it. What was added stays."""
    now = timezone.now()
    with transaction.atomic():
        rows = Job.objects.select_for_update().filter(pk=job.pk)
        if not rows.filter(status=JobStatus.RUNNING, lease_until__gte=now).update(wants_stop=True):
            going = (JobStatus.WAITING, JobStatus.ASKING, JobStatus.RUNNING)
            rows.filter(status__in=going).update(status=JobStatus.STOPPED, lease=None, ended_at=now, wants_stop=False)


def resume_job(*, job: Job) -> None:
    """Go on where it stopped or failed; one whose files are still arriving goes on by itself."""
    with transaction.atomic():
        [fresh] = Job.objects.select_for_update().filter(pk=job.pk)
        if fresh.status == JobStatus.RUNNING:
            Job.objects.filter(pk=job.pk).update(wants_stop=False)
        elif fresh.status in (JobStatus.STOPPED, JobStatus.FAILED) and not fresh.options.get("arriving"):
            values = {"status": JobStatus.WAITING, "ended_at": None, "why": [], "lease_until": None}
            Job.objects.filter(pk=job.pk).update(**values)


def give_up_arrivals(*, before: datetime) -> int:
    """Forget the files of uploads that broke off and were not sent again; returns how many there were."""
    broken = Job.objects.filter(status=JobStatus.STOPPED, options__arriving=True, created_at__lt=before)
    for job in broken:
        for file in job.files.all():
            drop_parts(file)
        arrived = {key: value for key, value in job.options.items() if key != "arriving"}
        why = [NOT_WHOLE.code, NOT_WHOLE.message, {}]
        with transaction.atomic():
            _arriving(job).update(status=JobStatus.FAILED, ended_at=timezone.now(), options=arrived, why=why)
    return len(broken)


def repeat_refused(*, job: Job, choice: str = "", number: int | None = None) -> int:
    """Try what was refused once more, or decide on what has the address of another article: all of it, or one item.

    ``choice`` is "apart" (add those as articles of their own) or "force" (take them as new wordings). Returns how many
    there are. What was refused on sight, without its bytes being kept, cannot be tried again; one item alone is decided
    on only where none waits, as the choice holds for all that wait.
    """
    alone = bool(choice) and number is not None
    with transaction.atomic():
        [fresh] = Job.objects.select_for_update().filter(pk=job.pk)
        if fresh.status not in ((JobStatus.DONE,) if alone else (JobStatus.DONE, JobStatus.STOPPED, JobStatus.FAILED)):
            return 0
        found = repeatable(fresh, ItemStatus.SAME_ADDRESS if choice else ItemStatus.REFUSED)
        if number is not None:
            found = found.filter(number=number)
        count = int(found.update(status=ItemStatus.WAITING, why=[], settled_at=None))
        if count:
            fresh.options |= {"round": fresh.options.get("round", 0) + 1, "choice": choice, "careful": {}}
            fresh.status, fresh.ended_at, fresh.lease_until = JobStatus.WAITING, None, None
            fresh.save(update_fields=["options", "status", "ended_at", "lease_until"])
    return count


def repeatable(job: Job, status: str) -> QuerySet[JobItem]:
    """Return the items of an outcome that can be tried again: their bytes are kept, or they have an address to fetch."""
    return JobItem.objects.filter(job=job, status=status).exclude(data=None, url="")


def _made(by: User, project: Project, kind: str, wanted: Wanted, is_previewed: bool, action: UUID) -> Job:
    digest = wanted.digest
    job = Job(
        project=project,
        uuid=action,
        by=by,
        kind=kind,
        title=wanted.title,
        is_previewed=is_previewed,
        options={**wanted.options, "digest": digest, "arriving": True},
        status=JobStatus.STOPPED,
    )
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError:
        return _there_already(by, project, digest, action)
    return job


def _there_already(by: User, project: Project, digest: str, action: UUID) -> Job:
    """Return the job that the same request made before. Raises ``log.Conflict``."""
    job = Job.objects.filter(uuid=action, project=project, by=by).first()
    if job is None or job.options.get("digest") != digest:
        raise log.Conflict(_("This request was used before for something else."))
    return job


def _started_at_once(by: User, project: Project, kind: str, wanted: Wanted, item: JobItem, action: UUID) -> Job:
    with transaction.atomic():
        job = _made(by, project, kind, wanted, True, action)
        if job.options.pop("arriving", False):
            job.status = JobStatus.WAITING
            job.title = item.name[:200]
            job.save(update_fields=["options", "status", "title"])
            _add_items(job, [item])
    return job


def _arriving(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, status=JobStatus.STOPPED, options__arriving=True)


def _refused(refused: Iterable[tuple[str, Notice]]) -> list[JobItem]:
    now = timezone.now()
    whys = [(name, [notice.code, notice.message, dict(notice.params)]) for name, notice in refused]
    return [JobItem(name=name[:255], status=ItemStatus.REFUSED, why=why, settled_at=now) for name, why in whys]


def _add_items(job: Job, items: Sequence[JobItem]) -> None:
    for number, item in enumerate(items):
        item.job, item.number = job, number
    JobItem.objects.bulk_create(items, batch_size=PIECE)


def squeeze(data: bytes) -> bytes:
    """Compress as ``JobItem.data`` and ``Source.data`` hold it."""
    return zlib.compress(data, 6)
