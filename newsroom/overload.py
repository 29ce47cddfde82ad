"""What a visitor gets while the database cannot take a write: too busy, cut off, or no room is left for it."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import server_error

from newsroom.security import Handler

log = logging.getLogger(__name__)
# The words of SQLite (locked, busy) and of PostgreSQL and its pool (lock timeout, couldn't get a connection).
BUSY = ("locked", "lock timeout", "couldn't get a connection", "too many clients", "connection slots")
# PostgreSQL and psycopg, where the server ended a connection, is starting or was stopped.
CUT_OFF = ("terminating connection", "server closed the connection", "connection is lost", "connection is closed")
CUT_OFF += ("connection failed", "starting up", "shutting down", "recovery mode", "consuming input failed")
# SQLite (database or disk is full, disk I/O error, readonly database) and PostgreSQL.
NO_ROOM = ("disk is full", "No space left", "disk I/O error", "readonly database")
RETRY_SECONDS = 5
ROOM_SECONDS = 60


class BusyDatabase:
    """503 with Retry-After instead of an error page, so that the page keeps what was typed and tries again."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return answer_to(request, error)


def failed(request: HttpRequest) -> HttpResponseBase:
    """Answer where something failed outside of a view: finding the session asks the database too."""
    return answer_to(request, sys.exc_info()[1]) or server_error(request)


def answer_to(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """Return what to say of an error of the database that passes; None of any other."""
    if not isinstance(error, OperationalError | InterfaceError):
        return None
    if any(word in str(error) for word in BUSY + CUT_OFF):
        return busy(request)
    if any(word in str(error) for word in NO_ROOM):
        log.critical("nothing can be saved: %s", error)
        return no_room(request)
    return None


def busy(request: HttpRequest) -> HttpResponse:
    """A page, or for htmx one line of text, which is shown beside the form that stays."""
    text = _("Margin is very busy right now. Nothing was saved; please try again in a few seconds.")
    return _refused(request, "503.html", text, RETRY_SECONDS)


def no_room(request: HttpRequest) -> HttpResponse:
    """The same for a disk that is full or lets nothing be written any more: somebody has to see to it."""
    text = _(
        "Margin's disk takes nothing more. Nothing was saved; what you typed stays here. Please tell whoever runs Margin."
    )
    return _refused(request, "disk_full.html", text, ROOM_SECONDS)


def _refused(request: HttpRequest, template: str, text: str, seconds: int) -> HttpResponse:
    if request.headers.get("HX-Request") == "true":
        response = HttpResponse(text, "text/plain; charset=utf-8", 503)
    else:
        response = render(request, template, status=503)
    response.headers["Retry-After"] = str(seconds)
    return response
