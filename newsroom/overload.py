"""What a visitor gets while the database is too busy to take a write."""

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from newsroom.security import Handler

# The words of SQLite (locked, busy) and of PostgreSQL and its pool (lock timeout, couldn't get a connection).
BUSY = ("locked", "lock timeout", "couldn't get a connection", "too many clients")
RETRY_SECONDS = 5


class BusyDatabase:
    """503 with Retry-After instead of an error page, so that the page keeps what was typed and tries again."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, OperationalError) or not any(word in str(error) for word in BUSY):
            return None
        return busy(request)


def busy(request: HttpRequest) -> HttpResponse:
    """A page, or for htmx one line of text, which is shown beside the form that stays."""
    if request.headers.get("HX-Request") == "true":
        text = _("Margin is very busy right now. Nothing was saved; please try again in a few seconds.")
        response = HttpResponse(text, "text/plain; charset=utf-8", 503)
    else:
        response = render(request, "503.html", status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
