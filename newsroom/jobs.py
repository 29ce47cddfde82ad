"""What pages show of jobs: how far they are, what became of each item."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import BooleanField, Count, ExpressionWrapper, Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from newsroom import presence
from newsroom.importers.notices import Notice
from newsroom.models import ItemStatus, Job, JobItem, JobStatus, Membership, Project

PAGE: Final = 100
JOBS: Final = 50
PATIENCE: Final = timedelta(seconds=10)
"""After so long without a worker it is time to say how one is started."""
GOING: Final = (JobStatus.WAITING, JobStatus.RUNNING)


def job_of(membership: Membership, uuid: UUID) -> Job:
    """Return a job of the member's project. Raises ``Http404``."""
    job = Job.objects.filter(project=membership.project_id, uuid=uuid).select_related("by").first()
    if job is None:
        raise Http404
    job.project = membership.project
    return job


@dataclass(slots=True)
class Line:
    """A job as a list shows it; ``counts`` are its items by status."""

    job: Job
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """Items that are known so far."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """Items whose outcome stands."""
        return self.total - self.counts.get(ItemStatus.WAITING, 0)

    @property
    def outcomes(self) -> list[tuple[str, str, int]]:
        """Status, its words and how many, of those that there are."""
        words = labels(self.job)
        return [(status, words[status], self.counts[status]) for status in words if self.counts.get(status)]


@dataclass
class Progress(Line):
    """A job as its own page shows it."""

    @property
    def is_going(self) -> bool:
        """Whether the page has to look again."""
        return self.job.status in GOING or self.is_arriving

    @property
    def is_arriving(self) -> bool:
        """Whether its files are still being stored."""
        return bool(self.job.options.get("arriving"))

    @property
    def is_splitting(self) -> bool:
        """Whether it is not known yet how many articles there are."""
        return self.job.status == JobStatus.RUNNING and self.has_files_left

    @cached_property
    def has_files_left(self) -> bool:
        """Whether files have not been taken apart yet."""
        return self.job.files.filter(is_split=False).exists()

    @cached_property
    def lacks_worker(self) -> bool:
        """Whether it has been waiting for a while and nobody is there who would take it."""
        is_old = timezone.now() - (self.job.lease_until or self.job.created_at) > PATIENCE
        return self.job.status in GOING and is_old and not presence.is_there()

    @property
    def are_all_refused(self) -> bool:
        """Whether nothing came of it."""
        return set(self.counts) == {ItemStatus.REFUSED}

    @property
    def rate(self) -> float:
        """Articles a second, as of lately."""
        return float(self.job.options.get("rate") or 0)

    @property
    def left(self) -> timedelta | None:
        """How long it will take from now on, as far as one can tell."""
        if not self.rate or self.is_splitting:
            return None
        return timedelta(seconds=round((self.total - self.done) / self.rate))

    @property
    def why(self) -> str:
        """Why it failed, in the reader's language."""
        return why(self.job.why)

    @property
    def is_asking_many(self) -> bool:
        """Whether it asks what to do with more articles than can be looked at."""
        return self.job.status == JobStatus.ASKING and self.job.question.get("kind") == "many"

    @property
    def is_asking_columns(self) -> bool:
        """Whether it asks which columns of a table are which facts."""
        return self.job.status == JobStatus.ASKING and not self.is_asking_many


@dataclass(frozen=True, slots=True)
class Page:
    """Some items of a job, in order; ``after`` leads to the next ones, None at the end."""

    items: Sequence[JobItem]
    after: int | None


def progress_of(job: Job) -> Progress:
    """Count the items of a job."""
    rows = job.items.order_by().values("status").annotate(count=Count("pk"))
    return Progress(job, {row["status"]: row["count"] for row in rows})


def items_of(job: Job, status: str, after: int) -> Page:
    """Return a page of items, of one outcome or of all (""); ``is_kept`` says which can be tried again."""
    kept = ExpressionWrapper(Q(data__isnull=False) | ~Q(url=""), BooleanField())
    items = job.items.filter(number__gt=after).select_related("article", "twin").defer("data", "options")
    items = items.annotate(is_kept=kept)
    found = list((items.filter(status=status) if status else items).order_by("number")[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE - 1].number if len(found) > PAGE else None)


def lines_of(project: Project, before: UUID | None) -> list[Line]:
    """Return jobs, the newest first, one more than a page shows; those older than the job ``before``."""
    jobs = Job.objects.filter(project=project)
    older = jobs.filter(pk__lt=jobs.filter(uuid=before).values("pk")) if before else jobs
    found = list(older.select_related("by").order_by("-id")[: JOBS + 1])
    rows = JobItem.objects.filter(job__in=found).order_by().values("job", "status").annotate(count=Count("pk"))
    counts: dict[int, dict[str, int]] = {}
    for row in rows:
        counts.setdefault(row["job"], {})[row["status"]] = row["count"]
    return [Line(job, counts.get(job.pk, {})) for job in found]


def labels(job: Job) -> dict[str, str]:
    """Return the words for each outcome; looking at an article again has words of its own."""
    words = {str(status): str(status.label) for status in ItemStatus}
    if job.kind == "check":
        words |= {ItemStatus.KNOWN: _("no other words"), ItemStatus.REVISED: _("new wording")}
    return words


def why(values: Sequence[Any]) -> str:
    """Return a stored notice as a sentence in the reader's language."""
    if not values:
        return ""
    notice = Notice(*values)
    return _(notice.message) % dict(notice.params)
