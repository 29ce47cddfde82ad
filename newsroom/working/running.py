"""One job, from where it stands to where it must wait: done, asked, stopped, or another job's turn."""

from collections.abc import Callable
from time import monotonic
from typing import Final

from newsroom import presence
from newsroom.actions.jobs import REREAD
from newsroom.importers.notices import Notice, gettext_noop
from newsroom.job_files import drop_parts
from newsroom.models import ItemStatus, Job, JobItem, JobStatus, Membership
from newsroom.pacing import Pace
from newsroom.working import deaths, rereading, settling, splitting
from newsroom.working.leases import Lease, is_any_open
from newsroom.working.reading import Bad, Ready, read_item

PREVIEWED: Final = 200
"""More articles than this are not looked at one by one."""
SLICE: Final = 3.0
"""Seconds after which a job lets others have their turn, if there are any."""
FEW: Final = 1.0
"""Seconds after which what is ready is stored, so that the page shows progress."""


def run(lease: Lease, is_ending: Callable[[], bool] = lambda: False) -> None:
    """Work on a job; it is let go of in every case. Raises ``Lost`` where somebody else has it by now."""
    if not _may_still(lease.job):
        lease.release(JobStatus.FAILED, why=splitting.as_json(_no_right()))
    elif lease.job.kind == REREAD:
        rereading.reread(lease)
    elif _is_split(lease):
        _work(lease, is_ending)


def _is_split(lease: Lease) -> bool:
    """Take the files apart; False where the job was let go of instead."""
    for file in lease.job.files.filter(is_split=True, parts__isnull=False).distinct():
        drop_parts(file)  # an earlier worker died before it could
    if asked := splitting.ask(lease):
        lease.release(JobStatus.ASKING, question=asked)
        return False
    for file in lease.job.files.filter(is_split=False).order_by("number"):
        if not lease.wants_stop():
            splitting.split(lease, file)
    if lease.wants_stop():
        lease.release(JobStatus.STOPPED)
        return False
    return _is_few(lease)


def _is_few(lease: Lease) -> bool:
    """Ask what to do where there are too many articles for a preview; nobody looks at PDFs among as many."""
    if "unseen" in lease.job.options and not lease.job.is_previewed:
        return True
    count = lease.job.items.exclude(status=ItemStatus.REFUSED).count()
    if not lease.job.is_previewed:
        lease.job.options["unseen"] = count > PREVIEWED
        return True
    if count <= PREVIEWED:
        return True
    lease.release(JobStatus.ASKING, question={"kind": "many", "count": count})
    return False


def _work(lease: Lease, is_ending: Callable[[], bool]) -> None:
    began = monotonic()
    pace = Pace()
    while True:
        if lease.wants_stop():
            lease.release(JobStatus.STOPPED)
            return
        if is_ending():
            lease.release(JobStatus.WAITING)
            return
        if not _piece(lease, pace, is_ending):
            lease.release(JobStatus.DONE)
            return
        if monotonic() - began > SLICE and is_any_open():
            lease.release(JobStatus.WAITING)
            return


def _piece(lease: Lease, pace: Pace, is_ending: Callable[[], bool]) -> bool:
    """Read and store the next items; False where there are none."""
    presence.seen()
    ready: list[Ready] = []
    bad: list[Bad] = []
    began = monotonic()
    items = lease.job.items.filter(status=ItemStatus.WAITING).order_by("number")[: pace.size]
    for item in items:
        each = _read(lease, item)
        (ready if isinstance(each, Ready) else bad).append(each)  # type: ignore[arg-type]
        if monotonic() - began > FEW or is_ending():
            break
    if not ready and not bad:
        return False
    count = len(ready) + len(bad)
    settling.store(lease, pace, ready, bad)
    _rate(lease, count / max(monotonic() - began, 0.001))
    return True


def _read(lease: Lease, item: JobItem) -> Ready | Bad:
    step = f"item {item.number}"
    if deaths.is_deadly(lease.job.options, step):
        return Bad(item, splitting.deadly())
    splitting.announce(lease, step)
    return read_item(lease, item)


def _rate(lease: Lease, now: float) -> None:
    """Keep how many articles a second are done; what is new counts for a fifth."""
    before = lease.job.options.get("rate") or now
    lease.job.options["rate"] = round(0.8 * before + 0.2 * now, 2)


def _may_still(job: Job) -> bool:
    """Whether who started the job may still add articles: rights are those of today."""
    membership = Membership.objects.current().filter(project=job.project, user=job.by).first()
    return membership is not None and membership.can_edit


def _no_right() -> Notice:
    message = gettext_noop("Whoever started it may not add articles to this project any more.")
    return Notice("no-right", message)
