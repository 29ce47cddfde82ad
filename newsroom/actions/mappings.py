"""Answering a job that asks which columns of a table are which facts."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from newsroom.folding import fold
from newsroom.models import Job, JobStatus, Project, TableMapping, User

Columns = Mapping[str, Sequence[str]]


def try_columns(*, job: Job, signature: str, columns: Columns, name: str = "") -> bool:
    """Keep columns that somebody wants to look at, and the name that they typed, with the question. Returns whether the job still asked it."""
    with transaction.atomic():
        asking = _asking(job, signature)
        if asking is not None:
            asking.question |= {"chosen": _plain(columns), "chosen_name": name}
            asking.save(update_fields=["question"])
    return asking is not None


def answer_columns(*, by: User, job: Job, signature: str, columns: Columns, name: str = "") -> bool:
    """Answer the job, which goes on, and keep the mapping under a name if there is one.

    Returns whether the job still asked about a table with this ``signature``: otherwise nothing was done.
    """
    with transaction.atomic():
        asking = _asking(job, signature)
        if asking is None:
            return False
        asking.options["columns"] = _plain(columns)
        asking.status, asking.question = JobStatus.WAITING, {}
        asking.save(update_fields=["options", "status", "question"])
        if fold(name):
            _keep(by, job.project, name, signature, columns)
    return True


def _asking(job: Job, signature: str) -> Job | None:
    """Return the job, held, if it asks about this table and nobody answered meanwhile."""
    found = Job.objects.select_for_update().filter(pk=job.pk, status=JobStatus.ASKING).first()
    return found if found and found.question.get("signature") == signature else None


def _keep(by: User, project: Project, name: str, signature: str, columns: Columns) -> None:
    """The same name again means the mapping that it should be from now on."""
    values = {"name": name, "signature": signature, "columns": _plain(columns), "by": by, "used_at": timezone.now()}
    TableMapping.objects.update_or_create(project=project, folded=fold(name)[:200], defaults=values)


def _plain(columns: Columns) -> dict[str, list[str]]:
    return {fact: list(names) for fact, names in columns.items() if names}
