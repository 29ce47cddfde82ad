"""REQUIRE_TWO_FACTOR: whoever has a role for which it is asked sets up a second factor at the next log-in."""

from collections.abc import Callable
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from newsroom.models import Membership, Role, User

SESSION: Final = "two_factor_missing"
"""Stands in a session that has to set one up before it goes anywhere else."""
OPEN: Final = ("/account/", "/health", "/theme/")
"""Paths that stay open, so that one can set it up, or log out."""
ROLES: Final = {"owners": [Role.OWNER], "editors": [Role.OWNER, Role.EDITOR]}
FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_factor(user: User) -> bool:
    """Whether the account has a second factor; recovery codes alone are none."""
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def is_missing(user: User) -> bool:
    """Whether the account should have a second factor and has none."""
    asked = settings.REQUIRE_TWO_FACTOR
    if asked == "off" or has_factor(user):
        return False
    return asked == "all" or Membership.objects.current().filter(user=user, role__in=ROLES[asked]).exists()


class AskedFor:
    """Leads a session without the second factor that it needs to the page that sets one up. Others cost no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        if request.path.startswith(OPEN) or not request.session.get(SESSION):
            return None
        if not isinstance(request.user, User) or has_factor(request.user):
            del request.session[SESSION]
            return None
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(_("Set up two-factor login first."), status=403, content_type="text/plain")
        return redirect("mfa_index")
