"""Logging in with the accounts that a team has elsewhere: there, and back, and parting from them."""

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal.flows.connect import disconnect, validate_disconnect
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from newsroom.openid.people import logger, refused
from newsroom.openid.tokens import Tokens

PROVIDER = "openid"
UNFIT = (OSError, OAuth2Error, KeyError, ValueError)
"""What an issuer that is away or answers nonsense comes as; the errors of requests are OSErrors."""


@login_not_required
@never_cache
@require_POST
def openid_login(request: HttpRequest) -> HttpResponse:
    """Send the browser to the issuer; ``next`` is where one goes afterwards."""
    try:
        answer: HttpResponse = get_adapter().get_provider(request, PROVIDER).redirect_from_request(request)
        return answer
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except ImmediateHttpResponse as answered:
        return answered.response
    except UNFIT as error:
        logger.warning("the OpenID Connect issuer did not answer as it should: %s", error)
        return refused(request, "failed")


@login_not_required
@never_cache
@require_GET
def openid_callback(request: HttpRequest) -> HttpResponseBase:
    """Take the issuer's answer, and log in whom it names."""
    try:
        answer: HttpResponseBase = OAuth2CallbackView.adapter_view(Tokens(request, PROVIDER))(request)
        return answer
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except UNFIT as error:
        logger.warning("the OpenID Connect issuer did not answer as it should: %s", error)
        return refused(request, "failed")


@never_cache
@require_http_methods(["GET", "POST"])
@reauthentication_required(app="allauth.socialaccount")
def openid_identity(request: HttpRequest) -> HttpResponse:
    """Show who one is at the issuer, and unlink that from the account; not where one could not log in any more then."""
    identity = SocialAccount.objects.filter(user=request.user).first()
    if identity is None or not settings.OPENID_ISSUER:
        raise Http404
    try:
        validate_disconnect(request, identity)
        why_not = ""
    except ValidationError as error:
        why_not = error.code or ""
    if request.method == "POST" and not why_not:
        disconnect(request, identity)
        return redirect("account_show")
    context = {"identity": identity, "why_not": why_not, "name": settings.OPENID_NAME, "told": _told(identity)}
    return render(request, "account/openid.html", context, status=409 if request.method == "POST" else 200)


def _told(identity: SocialAccount) -> str:
    """Return what the issuer calls the person: an address, a name, or its permanent name for them."""
    told = identity.extra_data.get("userinfo", identity.extra_data)
    return str(told.get("email") or told.get("preferred_username") or told.get("name") or identity.uid)
