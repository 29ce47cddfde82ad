"""Where somebody lands after a form without a script: where they came from, if that is a page of ours."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


def back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """Redirect to the ``next`` of the form, to the page before, or else to ``otherwise``; never to another site."""
    before = urlsplit(request.headers.get("Referer", ""))
    same_site = (
        before._replace(scheme="", netloc="", fragment="").geturl() if before.netloc == request.get_host() else ""
    )
    return see(_safe(request, request.POST.get("next", "")) or _safe(request, same_site) or otherwise)


def see(address: str) -> HttpResponse:
    """Redirect with 303: whatever the method was, the next request is a GET."""
    return HttpResponseRedirect(address, status=303)


def _safe(request: HttpRequest, address: str) -> str:
    allowed = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if address.startswith("/") and allowed else ""
