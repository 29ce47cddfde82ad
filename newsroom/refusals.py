"""Turning what views and actions raise into answers: 409 for a conflict, 403 for a right that is not there.

The message is for a person, and a 403 says whom to ask. An htmx request gets a small fragment that the page shows
beside the form, which stays as it was; any other request gets a page.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from newsroom import access, log
from newsroom.models import Membership, Project

NAMED = 3
"""So many owners are named as those whom to ask."""


class Refusals:
    """Answers ``log.Conflict``, ``log.Forbidden`` and ``PermissionDenied``, wherever a view lets them through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the answer for an exception of the log or a right that is missing; None leaves others to Django."""
        if isinstance(exception, log.Conflict):
            return refusal(request, str(exception), 409)
        if isinstance(exception, (log.Forbidden, PermissionDenied)):
            return forbidden(request, exception)
        return None


def refusal(request: HttpRequest, message: str, status: int) -> HttpResponse:
    """Return an answer that says why something was not done, as a fragment for htmx and as a page otherwise."""
    context: dict[str, Any] = {"message": message, "status": status}
    if request.headers.get("HX-Request"):
        return render(request, "newsroom/_refusal.html", context, status=status)
    if membership := _membership(request):
        context |= {"project": membership.project, "membership": membership}
    return render(request, "newsroom/refusal.html", context, status=status)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the answer to a member without the right: why not, and who can help."""
    membership = _membership(request)
    if membership is None:
        return render(request, "403.html", {"exception": str(exception)}, status=403)
    project = membership.project
    reason = log.archived_words() if project.archived_at else str(exception)
    ask = _whom_to_ask(project) if isinstance(exception, access.RoleMissing) and not project.archived_at else ""
    if request.headers.get("HX-Request"):
        return render(request, "newsroom/_refusal.html", {"message": " ".join(filter(None, (reason, ask)))}, status=403)
    context = {"exception": reason, "ask": ask, "project": project, "membership": membership}
    return render(request, "403.html", context, status=403)


def _membership(request: HttpRequest) -> Membership | None:
    """Return the membership in the project of the address; None where there is none, of either."""
    key = request.resolver_match.kwargs.get("project") if request.resolver_match else None
    try:
        return access.member(request, key) if key and request.user.is_authenticated else None
    except Http404:
        return None


def _whom_to_ask(project: Project) -> str:
    owners = Membership.objects.owners(project).select_related("user").order_by("joined_at")[:NAMED]
    names = get_text_list([owner.user.name for owner in owners], _("or"))
    return _("Ask %(names)s, who can give you another role.") % {"names": names}
