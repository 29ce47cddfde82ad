"""Turning what actions raise into answers: 409 for a conflict, 403 for a right that is gone.

The message is for a person. An htmx request gets a small fragment that the page shows beside the form, which
stays as it was; any other request gets a page.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from newsroom import log


class Refusals:
    """Answers ``log.Conflict`` and ``log.Forbidden``, wherever a view lets them through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the answer for an exception of the log; None leaves others to Django."""
        if isinstance(exception, log.Conflict):
            return refusal(request, str(exception), 409)
        if isinstance(exception, log.Forbidden):
            return refusal(request, str(exception), 403)
        return None


def refusal(request: HttpRequest, message: str, status: int) -> HttpResponse:
    """Return an answer that says why something was not done, as a fragment for htmx and as a page otherwise."""
    template = "newsroom/_refusal.html" if request.headers.get("HX-Request") else "newsroom/refusal.html"
    return render(request, template, {"message": message, "status": status}, status=status)
