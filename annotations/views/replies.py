"""Threads: reading one, replying, changing and removing one's own replies."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from annotations.access import annotation_to_read
from annotations.actions import replies as actions
from annotations.actions.repeats import answered
from annotations.forms.action import ActionForm
from annotations.forms.annotation import RemoveForm
from annotations.forms.talking import ReplyEditForm, ReplyForm
from annotations.mentions import pieces
from annotations.models import Annotation, Reply
from annotations.people import names_in, strangers_in
from annotations.threads import PAGE, page_of, thread_of
from annotations.views.answers import answer
from annotations.views.returning import see
from annotations.views.tag_pages import is_scripted, message_again
from newsroom import access, log
from newsroom.models import Membership
from newsroom.paging import page_number, steps
from newsroom.refusals import refusal


@require_GET
def thread_show(request: HttpRequest, project: str, annotation: UUID) -> HttpResponse:
    """Show an annotation with all that was said under it."""
    membership = access.member(request, project)
    return _thread(request, membership, annotation_to_read(membership, annotation))


@require_GET
def reply_show(request: HttpRequest, project: str, reply: UUID) -> HttpResponse:
    """The address of a reply: go to the page of its thread on which it stands."""
    membership = access.member(request, project)
    return see(_address(_reply(membership, reply)))


@require_POST
def reply_add(request: HttpRequest, project: str, annotation: UUID) -> HttpResponse:
    """Reply to an annotation, one's own or a colleague's."""
    membership = access.analyst(request, project)
    form = ReplyForm(request.POST, kind="reply_add", target=annotation)
    known = answered(membership, form.token)
    if known is not None:
        return _answer(request, membership, known, form)
    try:
        found = annotation_to_read(membership, annotation)
    except Http404:
        return _gone(request, membership, form)
    if not form.is_valid() or not _is_confirmed(request, membership, found, form):
        return _again(request, membership, found, form, 422)
    try:
        reply = actions.add_reply(annotation=found, **_how(membership, form, "text"))
    except log.Conflict as conflict:
        return _refused(request, membership, found, form, conflict)
    return _answer(request, membership, found, form, reply)


@require_http_methods(["GET", "POST"])
def reply_edit(request: HttpRequest, project: str, reply: UUID) -> HttpResponse:
    """Write one's own reply anew."""
    membership = access.analyst(request, project)
    form = ReplyEditForm(request.POST or None, kind="reply_edit", target=reply)
    known = answered(membership, form.token) if request.method == "POST" else None
    if known is not None:
        return _answer(request, membership, known, form)
    found = _own(membership, reply)
    if request.method == "GET":
        initial = {"text": found.text, "version": found.version}
        form = ReplyEditForm(kind="reply_edit", target=reply, initial=initial)
        return _edit_page(request, membership, found, form)
    annotation = found.annotation
    if not form.is_valid() or not _is_confirmed(request, membership, annotation, form):
        return (
            message_again(request, form) if is_scripted(request) else _edit_page(request, membership, found, form, 422)
        )
    try:
        found = actions.edit_reply(reply=found, **_how(membership, form, "text", "version"))
    except log.Conflict as conflict:
        if is_scripted(request):
            raise
        found = _own(membership, reply)
        form.refuse(conflict, found.version)
        return _edit_page(request, membership, found, form, 409)
    return _answer(request, membership, annotation, form, found)


@require_POST
def reply_remove(request: HttpRequest, project: str, reply: UUID) -> HttpResponse:
    """Take one's own reply away; undo brings it back."""
    membership = access.analyst(request, project)
    form = RemoveForm(request.POST, kind="reply_remove", target=reply)
    known = answered(membership, form.token)
    if known is not None:
        return _answer(request, membership, known, form)
    found = _own(membership, reply)
    if not form.is_valid():
        return refusal(request, " ".join(form.problems), 422)
    actions.remove_reply(reply=found, **_how(membership, form, "version"))
    return _answer(request, membership, found.annotation, form)


def _how(membership: Membership, form: ActionForm, *names: str) -> dict[str, Any]:
    return {"by": membership.user, "token": form.token, **{name: form.cleaned_data[name] for name in names}}


def _reply(membership: Membership, uuid: UUID) -> Reply:
    found = Reply.objects.shown_to(membership).filter(project=membership.project, uuid=uuid).first()
    if found is None:
        raise Http404
    annotation = annotation_to_read(membership, Annotation.objects.values_list("uuid").get(pk=found.annotation_id)[0])
    found.annotation, found.project = annotation, membership.project
    return found


def _own(membership: Membership, uuid: UUID) -> Reply:
    found = _reply(membership, uuid)
    if found.author_id != membership.user_id:
        raise PermissionDenied(_("Only its author changes a reply."))
    return found


def _is_confirmed(request: HttpRequest, membership: Membership, annotation: Annotation, form: ReplyForm) -> bool:
    """Ask once where a name is nobody's. The page's script has said so while it was typed."""
    if is_scripted(request):
        return True
    return form.confirm(strangers_in(membership.project, form.cleaned_data["text"], annotation))


def _answer(
    request: HttpRequest, membership: Membership, annotation: Annotation, form: ActionForm, reply: Reply | None = None
) -> HttpResponse:
    if is_scripted(request):
        return answer(request, membership, annotation, form)
    return see(_address(reply) if reply else reverse("thread_show", args=[membership.project.key, annotation.uuid]))


def _address(reply: Reply) -> str:
    number = page_of(reply)
    query = f"?page={number}" if number > 1 else ""
    page = reverse("thread_show", args=[reply.project.key, reply.annotation.uuid])
    return f"{page}{query}#reply-{reply.uuid}"


def _thread(
    request: HttpRequest,
    membership: Membership,
    annotation: Annotation,
    form: ReplyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    page = page_number(request)
    replies, total = thread_of(membership, annotation, page)
    names = names_in(membership.project, [annotation.note])
    context = {
        "project": membership.project,
        "membership": membership,
        "article": annotation.article,
        "annotation": annotation,
        "origin": annotation.anchors.get(is_origin=True),
        "taggings": annotation.taggings.current().select_related("claim", "speaker").order_by("position", "pk"),
        "note": list(pieces(annotation.note, names)),
        "replies": replies,
        "total": total,
        "form": form or ReplyForm(kind="reply_add", target=annotation.uuid),
        "people_url": _people(membership, annotation),
        **steps(page, total, PAGE, {}),
    }
    return render(request, "annotations/thread.html", context, status=status)


def _people(membership: Membership, annotation: Annotation) -> str:
    return f"{reverse('people_list', args=[membership.project.key])}?annotation={annotation.uuid}"


def _edit_page(
    request: HttpRequest, membership: Membership, reply: Reply, form: ReplyEditForm, status: int = 200
) -> HttpResponse:
    annotation = reply.annotation
    context = {
        "project": membership.project,
        "article": annotation.article,
        "annotation": annotation,
        "reply": reply,
        "form": form,
        "is_conflict": status == 409,
        "people_url": _people(membership, annotation),
    }
    return render(request, "annotations/reply_edit.html", context, status=status)


def _again(
    request: HttpRequest, membership: Membership, annotation: Annotation, form: ReplyForm, status: int
) -> HttpResponse:
    if is_scripted(request):
        return message_again(request, form)
    return _thread(request, membership, annotation, form, status)


def _refused(
    request: HttpRequest, membership: Membership, annotation: Annotation, form: ReplyForm, conflict: log.Conflict
) -> HttpResponse:
    if is_scripted(request):
        raise conflict
    form.refuse(conflict)
    return render(
        request,
        "annotations/reply_gone.html",
        {"project": membership.project, "form": form, "why": str(conflict)},
        status=409,
    )


def _gone(request: HttpRequest, membership: Membership, form: ReplyForm) -> HttpResponse:
    """Say that there is no such highlight, the same for one that never was, and give back what was typed."""
    why = _("This highlight is not there any more: it was removed, or it is not for you to see.")
    if is_scripted(request):
        return refusal(request, why, 404)
    context = {"project": membership.project, "form": form, "why": why}
    return render(request, "annotations/reply_gone.html", context, status=404)
