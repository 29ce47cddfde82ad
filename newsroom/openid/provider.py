"""allauth's OpenID Connect, made narrower: what a browser sends decides nothing but where one goes after the log-in."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest

from newsroom.openid.tokens import Tokens


class Provider(OpenIDConnectProvider):
    """The one issuer that the settings name."""

    oauth2_adapter_class = Tokens

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        return {"process": AuthProcess.LOGIN, "next_url": get_next_redirect_url(request)}


provider_classes = [Provider]
