"""Highlights: adding, changing and removing them, with a script and without."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from annotations.access import annotation_to_change, annotation_to_read
from annotations.actions import annotations as actions
from annotations.actions.repeats import answered
from annotations.both import Difference, base_of, reconcile
from annotations.forms.action import VersionForm
from annotations.forms.annotation import AnnotationForm, NoteForm, RemoveForm, VisibilityForm, annotation_form
from annotations.forms.place import EndsForm
from annotations.forms.proposals import proposals
from annotations.models import Annotation
from annotations.views.answers import answer
from annotations.views.tag_pages import (
    conflict_answer,
    current_reading,
    edit_page,
    form_again,
    is_scripted,
    message_again,
    tag_page,
)
from newsroom import access, log
from newsroom.models import Article, Membership


@require_GET
def annotation_new(request: HttpRequest, project: str, article: UUID) -> HttpResponse:
    """The page that tags a passage of block ``?block=N`` without a script."""
    membership = access.analyst(request, project)
    piece = access.article(membership, article)
    reading = current_reading(piece)
    asked = request.GET.get("block", "")
    block = min(int(asked), len(reading.layout.blocks) - 1) if asked.isdecimal() and len(asked) < 7 else 0
    bounds = reading.layout.blocks[block]
    first = next((sentence for sentence in reading.sentences if sentence[0] >= bounds.start), (0, 0))
    chosen = {"first": first[0], "last": first[1], "stance": ""}
    form = annotation_form(membership.project, piece, initial=chosen, is_scripted=False)
    guess = proposals(membership, piece, reading, bounds.start, bounds.end)
    form.propose({name: value for name, value in guess.items() if name != "form"})
    return tag_page(request, membership, piece, form, block)


@require_POST
def annotation_add(request: HttpRequest, project: str, article: UUID) -> HttpResponse:
    """Highlight a passage and tag it."""
    membership = access.analyst(request, project)
    piece = access.article(membership, article)
    form = annotation_form(membership.project, piece, request.POST, is_scripted=is_scripted(request))
    annotation = answered(membership, form.token)
    if annotation is None:
        if not form.is_valid():
            return _tag_again(request, membership, piece, form)
        try:
            annotation = _add(membership, form)
        except log.Conflict as conflict:
            if is_scripted(request):
                raise
            form.refuse(conflict)
            return _tag_again(request, membership, piece, form, 409)
    if "again" in request.POST and not is_scripted(request):
        return redirect("tagging_add", project, annotation.uuid)
    return answer(request, membership, annotation, form)


@require_GET
def annotation_edit(request: HttpRequest, project: str, annotation: UUID) -> HttpResponse:
    """The page that changes one's own annotation without a script."""
    membership = access.analyst(request, project)
    return edit_page(request, membership, annotation_to_change(membership, annotation))


@require_POST
def annotation_note(request: HttpRequest, project: str, annotation: UUID) -> HttpResponse:
    """Replace the note."""
    membership = access.analyst(request, project)
    form = NoteForm(request.POST, kind="annotation_note", target=annotation)

    def change(found: Annotation) -> Annotation:
        return actions.change_note(annotation=found, note=form.cleaned_data["note"], **_how(membership, form))

    return _change(request, membership, form, change)


@require_POST
def annotation_visibility(request: HttpRequest, project: str, annotation: UUID) -> HttpResponse:
    """Show it to the project, or keep it to oneself."""
    membership = access.analyst(request, project)
    form = VisibilityForm(request.POST, kind="annotation_visibility", target=annotation)

    def change(found: Annotation) -> Annotation:
        visibility = form.cleaned_data["visibility"]
        return actions.change_visibility(annotation=found, visibility=visibility, **_how(membership, form))

    return _change(request, membership, form, change)


@require_POST
def annotation_remove(request: HttpRequest, project: str, annotation: UUID) -> HttpResponse:
    """Take it away; undo brings it back."""
    membership = access.analyst(request, project)
    form = RemoveForm(request.POST, kind="annotation_remove", target=annotation)

    def change(found: Annotation) -> Annotation:
        return actions.remove_annotation(annotation=found, **_how(membership, form))

    return _change(request, membership, form, change)


@require_POST
def annotation_place(request: HttpRequest, project: str, annotation: UUID) -> HttpResponse:
    """Give it new ends."""
    membership = access.analyst(request, project)
    form = EndsForm(request.POST, kind="annotation_place", target=annotation)

    def change(found: Annotation) -> Annotation:
        return actions.change_place(annotation=found, spot=form.spot, **_how(membership, form))

    return _change(request, membership, form, change)


def _add(membership: Membership, form: AnnotationForm) -> Annotation:
    draft, data = form.draft(), form.cleaned_data
    assert form.token is not None
    return actions.add_annotation(
        by=membership.user,
        spot=form.spot,
        taggings=[draft] if draft else [],
        note=data["note"],
        visibility=data["visibility"],
        token=form.token,
    )


def _change(
    request: HttpRequest, membership: Membership, form: VersionForm, change: Callable[[Annotation], Annotation]
) -> HttpResponse:
    """Fetch one's own annotation, check the form, carry the change out, and answer."""
    annotation = answered(membership, form.token)
    if annotation is not None:
        return answer(request, membership, annotation, form)
    annotation = annotation_to_change(membership, form.target)
    if isinstance(form, EndsForm):
        form.article = annotation.article
    if not form.is_valid():
        return _edit_again(request, membership, annotation, form)
    try:
        annotation = change(annotation)
    except log.Conflict as conflict:
        return _both(request, membership, form, conflict)
    return answer(request, membership, annotation, form)


def _both(request: HttpRequest, membership: Membership, form: VersionForm, conflict: log.Conflict) -> HttpResponse:
    """Show what was saved meanwhile beside what was typed: on the card, or on the page without a script."""
    annotation = annotation_to_read(membership, form.target) if _is_there(membership, form) else None
    if annotation is None:
        raise conflict
    differences: list[Difference] = []
    if isinstance(form, NoteForm):
        theirs = {"note": annotation.note}
        base = base_of(membership.project, "annotation", annotation.uuid, theirs, form.cleaned_data["version"])
        differences = reconcile(form, base, theirs)
    form.refuse(conflict, annotation.version)
    if is_scripted(request):
        return conflict_answer(request, conflict, annotation.version, differences)
    return edit_page(request, membership, annotation, form, 409, differences)


def _is_there(membership: Membership, form: VersionForm) -> bool:
    return Annotation.objects.filter(project=membership.project, uuid=form.target, deleted_at=None).exists()


def _how(membership: Membership, form: VersionForm) -> dict[str, Any]:
    return {"by": membership.user, "version": form.cleaned_data["version"], "token": form.token}


def _edit_again(
    request: HttpRequest, membership: Membership, annotation: Annotation, form: VersionForm
) -> HttpResponse:
    if is_scripted(request):
        return message_again(request, form)
    return edit_page(request, membership, annotation, form, 422)


def _tag_again(
    request: HttpRequest, membership: Membership, article: Article, form: AnnotationForm, status: int = 422
) -> HttpResponse:
    if is_scripted(request):
        return form_again(request, form)
    form.stay_on(article)
    first = form["first"].value() or form["start"].value() or ""
    block = current_reading(article).block_at(int(first)) if str(first).isdecimal() else 0
    return tag_page(request, membership, article, form, block, status)
