"""Who has a job: a lease with a fencing token, which every write of a worker asks for.

A worker renews its lease whenever it begins something and whenever it stores something. No thread renews it for
him: a worker that hangs in a hostile file is not to keep the job for ever.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from newsroom.models import Job, JobStatus
from newsroom.models.job import JobQuerySet
from newsroom.working import deaths

SECONDS: Final = 30.0
"""After so long without a word from its worker a job is anybody's."""
BEAT: Final = 4.0
"""So often a worker renews, at the most."""


class Lost(Exception):
    """Another worker has the job by now: stop, and write nothing more."""


@dataclass(slots=True)
class Lease:
    """A worker's hold on a job; ``options`` of the job are written back with every renewal that stores something."""

    job: Job
    token: UUID
    renewed: float = field(default_factory=monotonic)

    def check(self, **changes: Any) -> None:
        """Renew, and change fields of the job along the way; for use inside a transaction. Raises ``Lost``."""
        until = timezone.now() + timedelta(seconds=SECONDS)
        if not self._mine().update(**{"lease_until": until, **changes}):
            raise Lost
        self.renewed = monotonic()

    def beat(self, *, seconds: float = 0) -> None:
        """Renew if the last time is a while ago, or for so many ``seconds`` if something long begins."""
        if not seconds and monotonic() - self.renewed < BEAT:
            return
        with transaction.atomic():
            self.check(lease_until=timezone.now() + timedelta(seconds=max(seconds, SECONDS)))

    def wants_stop(self) -> bool:
        """Whether somebody wants the job to stop. Raises ``Lost``."""
        wanted = self._mine().values_list("wants_stop", flat=True).first()
        if wanted is None:
            raise Lost
        return bool(wanted)

    def keep_options(self) -> None:
        """Write the job's options. Raises ``Lost``."""
        with transaction.atomic():
            self.check(options=self.job.options)

    def release(self, status: str, **changes: Any) -> None:
        """Let go of the job and say how it stands now. Raises ``Lost``."""
        now = timezone.now()
        is_over = status in (JobStatus.DONE, JobStatus.STOPPED, JobStatus.FAILED)
        values = {"ended_at": now if is_over else None, "wants_stop": False, "options": self.job.options, **changes}
        with transaction.atomic():
            if not self._mine().update(status=status, lease=None, lease_until=now, **values):
                raise Lost
        self.job.status = status

    def _mine(self) -> Any:
        return Job.objects.filter(pk=self.job.pk, lease=self.token, status=JobStatus.RUNNING)


def claim() -> Lease | None:
    """Take the open job that was served longest ago, new ones first; None where there is none."""
    for job in _waiting().select_related("project", "by").order_by(F("lease_until").asc(nulls_first=True), "id")[:5]:
        if lease := _taken(job):
            return lease
    return None


def is_any_open() -> bool:
    """Whether there is a job to take: one look at a small index, no lock."""
    return _waiting().exists()


def _waiting() -> JobQuerySet:
    """Open jobs of projects in use: those of an archived one wait until it is reopened."""
    return Job.objects.open().filter(ended_at=None, project__archived_at=None, project__deleted_at=None)


def _taken(job: Job) -> Lease | None:
    token, now = uuid4(), timezone.now()
    until = now + timedelta(seconds=SECONDS)
    options = deaths.noted(job.options) if job.status == JobStatus.RUNNING else job.options
    with transaction.atomic():
        same = Job.objects.open().filter(pk=job.pk, status=job.status, lease=job.lease, ended_at=None)
        begun = Coalesce("started_at", now)
        if not same.update(status=JobStatus.RUNNING, lease=token, lease_until=until, started_at=begun, options=options):
            return None
    job.status, job.lease, job.options = JobStatus.RUNNING, token, options
    return Lease(job, token)
