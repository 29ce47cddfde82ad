"""A source that waits in a preview is read once more, with other options."""

import logging

from newsroom.actions.imports import reread_source
from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.models import ItemStatus, JobItem, JobStatus, Source
from newsroom.sources import draft_of
from newsroom.working import bounds, deaths, splitting
from newsroom.working.leases import Lease

LOG = logging.getLogger(__name__)
STEP = "reread"


def reread(lease: Lease) -> None:
    """Read the source of a job again and keep what was found; the job is let go of. Raises ``Lost``."""
    item = lease.job.items.get()
    notice = _reread(lease)
    item.status = ItemStatus.REFUSED if notice else ItemStatus.READ
    item.why = splitting.as_json(notice) if notice else []
    JobItem.objects.filter(pk=item.pk).update(status=item.status, why=item.why)
    lease.release(JobStatus.DONE)


def _reread(lease: Lease) -> Notice | None:
    """Return why it could not be read so; None where it was."""
    asked = lease.job.options
    source = Source.objects.filter(project=lease.job.project, uuid=asked["source"]).first()
    if source is None or source.settled_at is not None:
        return Notice("settled", gettext_noop("Its preview was saved or put away meanwhile."))
    if deaths.is_deadly(asked, STEP):
        return splitting.deadly()
    splitting.announce(lease, STEP)
    lease.beat(seconds=bounds.ITEM_SECONDS + 2 * bounds.GRACE)
    try:
        with bounds.limited(bounds.ITEM_SECONDS):
            draft = draft_of(source, asked["reading"])
    except Refused as refused:
        return refused.notice
    except bounds.MISTAKES:
        LOG.exception("A mistake while reading source %s again", source.uuid)
        return bounds.broken().notice
    reread_source(source=source, draft=draft)
    return None
