"""Logging in with the accounts that a team has elsewhere: there, and back."""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

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
