"""The walls around every answer: policy headers, same-site requests only, login for everything."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from newsroom.policy import CONTENT_SECURITY_POLICY, HEADERS, with_issuer

Handler = Callable[[HttpRequest], HttpResponseBase]
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class PolicyHeaders:
    """Puts the policy on every answer, error pages and redirects too, unless a view has set a stricter one.

    Nothing that a signed-in person gets may stay in a shared or local cache; views that know better say so.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if settings.OPENID_ISSUER and "Content-Security-Policy" not in response.headers:
            policy = with_issuer(CONTENT_SECURITY_POLICY, settings.OPENID_ISSUER)
            response.headers["Content-Security-Policy"] = policy
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class SameSiteOnly:
    """Refuses what another site makes a browser send: a second wall beside the CSRF token.

    Browsers set Sec-Fetch-Site themselves and no script can; clients that send none (curl, old browsers) still need
    their token.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        site = request.headers.get("Sec-Fetch-Site", "none")
        if request.method not in SAFE_METHODS and site not in ("same-origin", "none"):
            return HttpResponseForbidden(_("This request came from another site and was refused.\n"), "text/plain")
        return self.get_response(request)


class LoginRequired(LoginRequiredMiddleware):
    """Login for every view that is not marked otherwise; an htmx request gets 401 instead of a login page.

    A login page swapped into an article would throw away what was typed there; with 401 the form stays.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., object]) -> HttpResponseBase:
        if request.headers.get("HX-Request") != "true":
            return super().handle_no_permission(request, view_func)
        text = _("Your session has ended. Log in again in another tab, then try once more.")
        response = HttpResponse(text, status=401, content_type="text/plain; charset=utf-8")
        patch_vary_headers(response, ["HX-Request", "Cookie"])
        return response
