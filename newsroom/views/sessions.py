"""Where one is logged in, and ending that elsewhere."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from newsroom.actions.accounts import end_sessions
from newsroom.sessions import places


@require_GET
def session_list(request: HttpRequest) -> HttpResponse:
    """Show the browsers in which one is logged in."""
    context = {"places": places(request.user, request.session.session_key or "")}
    return render(request, "account/sessions.html", context)


@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Log out everywhere but here. Whoever may see the page may do it: it takes rights away and gives none."""
    end_sessions(user=request.user, but=request.session.session_key or "")
    messages.success(request, _("You are logged out everywhere but here."))
    return redirect("session_list")
