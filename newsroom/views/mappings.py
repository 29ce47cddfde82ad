"""Which column is which fact: the question of a job with a table, and its answer."""

from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from newsroom import access
from newsroom.actions.mappings import answer_columns, try_columns
from newsroom.forms.mappings import ColumnsForm
from newsroom.jobs import job_of, progress_of
from newsroom.mappings import columns_of, examples, first_row, kept, picked
from newsroom.models import Job, Membership


@require_http_methods(["GET", "POST"])
def job_columns(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Show columns, first rows and kept mappings of the table that a job asks about; take the answer.

    ``do`` is look (read the rows again with these columns) or save. A job that asks nothing leads to its own page.
    """
    membership = access.editor(request, project)
    job = job_of(membership, uuid)
    if not progress_of(job).is_asking_columns:
        return redirect("job_show", project, uuid)
    if request.method == "POST":
        return _answered(request, membership, job)
    mappings = kept(membership.project, job.question.get("signature", ""))
    mapping = picked(mappings, request.GET.get("mapping", ""), job)
    name = mapping.name if mapping else _name(job)
    form = ColumnsForm.of(job.question, columns_of(job, mapping), name)
    return _page(request, membership, job, form, columns_of(job, mapping))


def _answered(request: HttpRequest, membership: Membership, job: Job) -> HttpResponse:
    form = ColumnsForm(request.POST, columns=job.question.get("columns", ()))
    is_valid = form.is_valid()
    is_look = request.POST.get("do") == "look" and not (set(form.errors) - {"__all__"})
    if not is_valid and not is_look:
        return _page(request, membership, job, form, form.chosen(), status=422)
    signature, chosen = form.cleaned_data["signature"], form.chosen()
    name = form.cleaned_data["name"]
    if is_look:
        is_asked = try_columns(job=job, signature=signature, columns=chosen, name=name)
        return _again(request, membership, job, is_asked)
    if answer_columns(by=membership.user, job=job, signature=signature, columns=chosen, name=name):
        return redirect(reverse("job_show", args=[membership.project.key, job.uuid]) + "?on=1")
    return _again(request, membership, job, False)


def _again(request: HttpRequest, membership: Membership, job: Job, is_asked: bool) -> HttpResponse:
    if not is_asked:
        messages.info(request, _("Somebody answered for this table meanwhile, or another table is asked about now."))
    return redirect("job_columns", membership.project.key, job.uuid)


def _name(job: Job) -> str:
    """Offer the name of the file as a name, until somebody writes another one."""
    stem = PurePosixPath(str(job.question.get("name", ""))).stem[:100]
    return str(job.question.get("chosen_name", stem))


def _page(
    request: HttpRequest,
    membership: Membership,
    job: Job,
    form: ColumnsForm,
    columns: dict[str, list[str]],
    status: int = 200,
) -> HttpResponse:
    mappings = kept(membership.project, job.question.get("signature", ""))
    shown = examples(job.question.get("rows", ()), columns)
    context: dict[str, Any] = {
        "project": membership.project,
        "membership": membership,
        "job": job,
        "form": form,
        "mappings": mappings,
        "mapping": picked(mappings, request.GET.get("mapping", ""), job),
        "examples": shown,
        "first_row": first_row(job),
        "is_unclear": any(example.refused for example in shown),
    }
    return render(request, "newsroom/mapping.html", context, status=status)
