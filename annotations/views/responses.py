"""Answers to a colleague's highlight: same here, differs, would not tag; and taking one back."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from annotations.access import annotation_to_answer, annotation_to_read, response_to_remove
from annotations.actions import responses as actions
from annotations.actions.repeats import answered
from annotations.forms.action import ActionForm
from annotations.forms.responses import DiffersForm, ResponseRemoveForm, SameForm, WouldNotTagForm, differs_form
from annotations.models import Annotation
from annotations.options import claim_options, speaker_options
from annotations.response_spots import spot_of
from annotations.views.answers import answer, answer_of
from annotations.views.tag_pages import form_again, is_scripted, message_again
from newsroom import access, log
from newsroom.models import Membership


@require_POST
def response_same(request: HttpRequest, project: str, annotation: UUID) -> HttpResponse:
    """Make an own highlight of a colleague's, with the same claims."""
    membership = access.analyst(request, project)
    form = SameForm(request.POST, kind="response_same", target=annotation)
    own = answered(membership, form.token)
    if own is None:
        found = annotation_to_answer(membership, annotation)
        if not form.is_valid():
            return message_again(request, form)
        assert form.token is not None
        own = actions.say_same(by=membership.user, annotation=found, spot=spot_of(found), token=form.token)
    return answer_of(request, membership, own, form, also=[annotation])


@require_http_methods(["GET", "POST"])
def response_differs(request: HttpRequest, project: str, annotation: UUID) -> HttpResponse:
    """Make an own highlight on a colleague's passage that reads it in another way."""
    membership = access.analyst(request, project)
    data = request.POST if request.method == "POST" else None
    own = answered(membership, _token(data, annotation, membership))
    found = annotation_to_answer(membership, annotation) if own is None else annotation_to_read(membership, annotation)
    form = differs_form(found, data, is_scripted=is_scripted(request))
    if own is None:
        spot = spot_of(found)
        if data is None:
            form.start_with({"start": spot.start, "end": spot.end})
            return _show(request, membership, found, form)
        if not form.is_valid():
            return form_again(request, form) if is_scripted(request) else _show(request, membership, found, form, 422)
        try:
            own = _differ(membership, found, form)
        except log.Conflict as conflict:
            if is_scripted(request):
                raise
            form.refuse(conflict)
            return _show(request, membership, found, form, 409)
    if "again" in request.POST and not is_scripted(request):
        return redirect("tagging_add", project, own.uuid)
    return answer_of(request, membership, own, form, also=[annotation])


@require_POST
def response_would_not_tag(request: HttpRequest, project: str, annotation: UUID) -> HttpResponse:
    """Record that one would not tag a colleague's passage."""
    membership = access.analyst(request, project)
    form = WouldNotTagForm(request.POST, kind="response_would_not_tag", target=annotation)
    done = answered(membership, form.token)
    if done is None:
        found = annotation_to_answer(membership, annotation)
        if not form.is_valid():
            return _refused(request, membership, found, form)
        assert form.token is not None
        reason = form.cleaned_data["reason"]
        try:
            done = actions.would_not_tag(by=membership.user, annotation=found, reason=reason, token=form.token)
        except log.Conflict as conflict:
            if is_scripted(request):
                raise
            form.refuse(conflict)
            return _refused(request, membership, found, form, 409)
    return answer(request, membership, done, form)


@require_POST
def response_remove(request: HttpRequest, project: str, response: UUID) -> HttpResponse:
    """Take an answer back."""
    membership = access.analyst(request, project)
    form = ResponseRemoveForm(request.POST, kind="response_remove", target=response)
    done = answered(membership, form.token)
    if done is None:
        found = response_to_remove(membership, response)
        if not form.is_valid():
            return message_again(request, form)
        assert form.token is not None
        version = form.cleaned_data["version"]
        done = actions.remove_response(by=membership.user, response=found, version=version, token=form.token)
    return answer(request, membership, done, form)


def _token(data: object, annotation: UUID, membership: Membership) -> log.Token | None:
    """Return what makes a second try of a differing answer recognisable, before the highlight is looked up."""
    if data is None:
        return None
    return DiffersForm(data, project=membership.project, kind="response_differs", target=annotation).token


def _differ(membership: Membership, annotation: Annotation, form: DiffersForm) -> Annotation:
    draft, data = form.draft(), form.cleaned_data
    assert draft is not None and form.token is not None
    return actions.differ(
        by=membership.user,
        annotation=annotation,
        spot=spot_of(annotation),
        taggings=[draft],
        note=data["note"],
        visibility=data["visibility"],
        token=form.token,
    )


def _show(
    request: HttpRequest, membership: Membership, annotation: Annotation, form: DiffersForm, status: int = 200
) -> HttpResponse:
    if is_scripted(request):
        return render(request, "annotations/_annotation_form.html", {"form": form}, status=status)
    context = {
        "project": membership.project,
        "article": annotation.article,
        "annotation": annotation,
        "origin": annotation.anchors.get(is_origin=True),
        "form": form,
        "claims": claim_options(membership),
        "speakers": speaker_options(membership, annotation.article),
    }
    return render(request, "annotations/response_differs.html", context, status=status)


def _refused(
    request: HttpRequest, membership: Membership, annotation: Annotation, form: ActionForm, status: int = 422
) -> HttpResponse:
    """Return the form of "would not tag" with what was typed and what is wrong."""
    if is_scripted(request):
        return message_again(request, form)
    context = {"project": membership.project, "article": annotation.article, "annotation": annotation, "form": form}
    return render(request, "annotations/response_would_not_tag.html", context, status=status)
