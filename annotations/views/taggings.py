"""Claims on a highlight: adding, changing and taking them off."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from annotations.access import annotation_to_change, tagging_to_change
from annotations.actions import taggings as actions
from annotations.actions.repeats import answered
from annotations.both import Difference
from annotations.forms.annotation import RemoveForm
from annotations.forms.proposals import proposals
from annotations.forms.tagging import TaggingOnForm, coding_of, coding_of_draft, facts_of
from annotations.models import Annotation, Tagging
from annotations.readback import read_back
from annotations.views.answers import answer
from annotations.views.tag_pages import (
    conflict_answer,
    current_reading,
    edit_page,
    form_again,
    is_scripted,
    message_again,
    tagging_page,
)
from newsroom import access, log
from newsroom.models import Membership


@require_http_methods(["GET", "POST"])
def tagging_add(request: HttpRequest, project: str, annotation: UUID) -> HttpResponse:
    """Put one more claim on one's own highlight."""
    membership = access.analyst(request, project)
    form = _form(request, membership, "tagging_add", annotation)
    done = answered(membership, form.token)
    if done is not None:
        return answer(request, membership, done, form)
    found = annotation_to_change(membership, annotation)
    if request.method == "GET":
        form.start_with({"version": found.version})
        _propose(membership, found, form)
        return _show(request, membership, found, form)
    return _save(request, membership, found, form)


@require_http_methods(["GET", "POST"])
def tagging_edit(request: HttpRequest, project: str, tagging: UUID) -> HttpResponse:
    """Change one claim on one's own highlight: which, whose, with which stance."""
    membership = access.analyst(request, project)
    form = _form(request, membership, "tagging_edit", tagging)
    done = answered(membership, form.token)
    if done is not None:
        return answer(request, membership, done, form)
    present = tagging_to_change(membership, tagging)
    form.look_at(present)
    found = present.annotation
    if request.method == "GET":
        form.start_with({"version": found.version, **facts_of(present)})
        return _show(request, membership, found, form)
    return _save(request, membership, found, form)


@require_POST
def tagging_remove(request: HttpRequest, project: str, tagging: UUID) -> HttpResponse:
    """Take one claim off one's own highlight; the highlight stays."""
    membership = access.analyst(request, project)
    form = RemoveForm(request.POST, kind="tagging_remove", target=tagging)
    done = answered(membership, form.token)
    if done is not None:
        return answer(request, membership, done, form)
    found = tagging_to_change(membership, tagging)
    if not form.is_valid():
        if is_scripted(request):
            return message_again(request, form)
        return edit_page(request, membership, found.annotation, form, 422)
    assert form.token is not None
    try:
        annotation = actions.remove_tagging(
            by=membership.user, tagging=found, version=form.cleaned_data["version"], token=form.token
        )
    except log.Conflict as conflict:
        if is_scripted(request):
            raise
        annotation = annotation_to_change(membership, found.annotation.uuid)
        form.refuse(conflict, annotation.version)
        return edit_page(request, membership, annotation, form, 409)
    return answer(request, membership, annotation, form)


def _form(request: HttpRequest, membership: Membership, kind: str, target: UUID) -> TaggingOnForm:
    """Return the form; what it is to change is put in once it is fetched."""
    scripted = is_scripted(request)
    return TaggingOnForm(
        request.POST if request.method == "POST" else None,
        project=membership.project,
        kind=kind,
        target=target,
        address=reverse(kind, args=[membership.project.key, target]),
        needs_claim=True,
        is_scripted=scripted,
        initial={"stance": "asserts" if scripted else ""},
    )


def _propose(membership: Membership, annotation: Annotation, form: TaggingOnForm) -> None:
    """Propose from the passage as it stands in the current wording, if it does."""
    here = annotation.anchors.filter(revision=annotation.article.current_revision_id).first()
    if here is not None and here.start is not None and here.end is not None:
        reading = current_reading(annotation.article)
        form.propose(proposals(membership, annotation.article, reading, here.start, here.end))


def _show(request: HttpRequest, membership: Membership, annotation: Annotation, form: TaggingOnForm) -> HttpResponse:
    if is_scripted(request):
        return render(request, "annotations/_annotation_form.html", {"form": form})
    return tagging_page(request, membership, annotation, form)


def _save(request: HttpRequest, membership: Membership, annotation: Annotation, form: TaggingOnForm) -> HttpResponse:
    if not form.is_valid():
        if is_scripted(request):
            return form_again(request, form)
        return tagging_page(request, membership, annotation, form, 422)
    try:
        saved = _carry_out(membership, annotation, form, form.present)
    except log.Conflict as conflict:
        fresh = annotation_to_change(membership, annotation.uuid)
        differences = _differences(form)
        form.refuse(conflict, fresh.version)
        if is_scripted(request):
            return conflict_answer(request, conflict, fresh.version, differences)
        return tagging_page(request, membership, fresh, form, 409, differences)
    if "again" in request.POST and not is_scripted(request):
        return redirect("tagging_add", membership.project.key, saved.uuid)
    return answer(request, membership, saved, form)


def _differences(form: TaggingOnForm) -> list[Difference]:
    """Return the claim as it stands on the passage and as the form says it, read back; nothing for one more claim."""
    draft, present = form.draft(), form.present
    if present is None or draft is None:
        return []
    stored = Tagging.objects.with_names().get(pk=present.pk)
    theirs, mine = read_back(coding_of(stored), _), read_back(coding_of_draft(draft), _)
    return [Difference(_("Claim on this passage"), theirs, mine)] if theirs != mine else []


def _carry_out(
    membership: Membership, annotation: Annotation, form: TaggingOnForm, present: Tagging | None
) -> Annotation:
    draft, version = form.draft(), form.cleaned_data["version"]
    assert draft is not None and form.token is not None
    if present is None:
        return actions.add_tagging(
            by=membership.user, annotation=annotation, version=version, draft=draft, token=form.token
        )
    return actions.change_tagging(by=membership.user, tagging=present, version=version, draft=draft, token=form.token)
