"""Jobs: how far they are, what became of each article, stopping and going on."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_GET, require_POST

from newsroom import access
from newsroom.actions.jobs import REREAD, add_all, repeat_refused, repeatable, resume_job, stop_job
from newsroom.jobs import JOBS, PAGE, Progress, items_of, job_of, labels, lines_of, progress_of
from newsroom.models import ItemStatus, Job, JobStatus, Membership, Source

REPEATS = {"repeat": "", "apart": "apart", "force": "force"}
"""What can be done with what was not added, and the choice that it stands for."""


@require_GET
def job_list(request: HttpRequest, project: str) -> HttpResponse:
    """List the project's imports, the newest first."""
    membership = access.editor(request, project)
    lines = lines_of(membership.project, _uuid(request.GET.get("before", "")))
    older = lines[JOBS - 1].job.uuid if len(lines) > JOBS else None
    context = {"project": membership.project, "membership": membership, "lines": lines[:JOBS], "older": older}
    return render(request, "newsroom/jobs.html", context)


@require_GET
def job_show(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Show one job; with ``on`` in the address, go on to what it leads to as soon as it is ready."""
    membership = access.editor(request, project)
    job = job_of(membership, uuid)
    progress = progress_of(job)
    if request.GET.get("on") and (address := _leads_to(membership, progress)):
        return redirect(address)
    status = request.GET.get("status", "")
    status = status if status in ItemStatus.values else ""
    page = items_of(job, status, _number(request.GET.get("after"), -1))
    context = _context(request, membership, progress) | {"page": page, "status": status, "labels": labels(job)}
    return render(request, "newsroom/job.html", context)


@require_GET
def job_progress(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Return the part of the page that changes; once the job is over, the whole page is loaded again."""
    membership = access.editor(request, project)
    progress = progress_of(job_of(membership, uuid))
    answer = render(request, "newsroom/_job_progress.html", _context(request, membership, progress))
    if not progress.is_going:
        answer.headers["HX-Redirect"] = _leads_to(membership, progress) or _address(progress.job)
    return answer


@require_POST
def job_change(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Stop a job, go on with it, try again what was refused (or one item), or answer that all shall be added at once."""
    membership = access.editor(request, project)
    job = job_of(membership, uuid)
    do, item = request.POST.get("do", ""), request.POST.get("item")
    if do == "stop":
        stop_job(job=job)
    elif do == "resume":
        resume_job(job=job)
    elif do == "all":
        add_all(job=job)
    elif do in REPEATS:
        number = None if item is None else _number(item, -1)
        _repeated(request, job, REPEATS[do], number)
        return redirect(_address(job) + _place(number))
    return redirect(_address(job))


def _repeated(request: HttpRequest, job: Job, choice: str, number: int | None) -> None:
    count = repeat_refused(job=job, choice=choice, number=number)
    text = ngettext("%(count)d is tried again.", "%(count)d are tried again.", count)
    messages.success(request, text % {"count": count} if count else _("There is nothing that can be tried again."))


def _leads_to(membership: Membership, progress: Progress) -> str:
    """Return where its maker goes on: the columns of a table, the preview; empty where the page itself says it all."""
    job = progress.job
    if job.by_id != membership.user.pk:
        return ""
    if progress.is_asking_columns:
        return reverse("job_columns", args=[membership.project.key, job.uuid])
    is_clean = set(progress.counts) == {ItemStatus.READ}
    return _preview(membership, job) if job.status == JobStatus.DONE and is_clean else ""


def _preview(membership: Membership, job: Job) -> str:
    key = membership.project.key
    if job.kind != REREAD:
        return reverse("import_preview", args=[key, job.uuid])
    batch, source = job.options.get("batch"), job.options.get("source")
    return reverse("import_source", args=[key, batch, source])


def _context(request: HttpRequest, membership: Membership, progress: Progress) -> dict[str, Any]:
    job = progress.job
    is_mine = job.by_id == membership.user.pk
    is_over = not progress.is_going and job.status != JobStatus.ASKING
    # A source that could not be read in another way waits in its preview as it was read before.
    has_preview = is_mine and bool(progress.counts.get(ItemStatus.READ) or (job.kind == REREAD and is_over))
    return {
        "project": membership.project,
        "membership": membership,
        "job": job,
        "progress": progress,
        "is_mine": is_mine,
        "is_on": bool(request.GET.get("on")),
        "waiting": _waiting(job) if has_preview else 0,
        "preview": _preview(membership, job) if has_preview else "",
        "is_over": is_over,
        "can_repeat": is_over and repeatable(job, ItemStatus.REFUSED).exists(),
        "can_decide": is_over and repeatable(job, ItemStatus.SAME_ADDRESS).exists(),
        "action": uuid4(),
    }


def _waiting(job: Job) -> int:
    """Return how many of its articles still wait in their preview."""
    if job.kind == REREAD:
        return Source.objects.waiting().filter(project=job.project, uuid=job.options.get("source")).count()
    return Source.objects.waiting().filter(project=job.project, batch=job.uuid).count()


def _address(job: Job) -> str:
    return reverse("job_show", args=[job.project.key, job.uuid])


def _place(number: int | None) -> str:
    """Return what leads, on the page of a job, to one of its items."""
    if number is None or number < 0:
        return ""
    return f"{f'?after={number - 1}' if number >= PAGE else ''}#job-item-{number}"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _number(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 18 else default
