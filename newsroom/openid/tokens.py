"""What is asked of an issuer and checked of its answers (OpenID Connect Core 1.0, sections 3.1.3.7 and 5.3.2)."""

from collections.abc import Mapping
from typing import Any, Final

import jwt
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

ALGORITHMS: Final = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
"""Signatures by a key that only the issuer has; none, and those by the secret that both have, are refused."""


def nonce_of(state: str) -> str:
    """Return what binds an ID token to one request: made of its state, which is in the session, random, and used once."""
    return salted_hmac("newsroom.openid.nonce", state, algorithm="sha256").hexdigest()


class Client(OAuth2Client):
    """Adds the nonce to the address to which the browser is sent."""

    def get_redirect_url(self, authorization_url: str, scope: Any, extra_params: Mapping[str, str]) -> str:
        params = {**extra_params, "nonce": nonce_of(str(self.state))}
        url: str = super().get_redirect_url(authorization_url, scope, params)
        return url


class Tokens(OpenIDConnectOAuth2Adapter):
    """Fetches and checks the issuer's answers; whatever is wrong with one is an ``OAuth2Error``."""

    client_class = Client

    @property
    def openid_config(self) -> dict[str, Any]:
        found: dict[str, Any] = super().openid_config
        if str(found.get("issuer", "")).rstrip("/") != settings.OPENID_ISSUER.rstrip("/"):
            raise OAuth2Error("the issuer calls itself otherwise than the settings do")
        return found

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return str(settings.BASE_URL + reverse("openid_callback"))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        try:
            return super().complete_login(request, app, token, **kwargs)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise OAuth2Error("the issuer's answer makes no sense") from error

    def _fetch_user_info(self, access_token: str) -> dict[str, Any]:
        self._told: dict[str, Any] = super()._fetch_user_info(access_token)
        return self._told

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        try:
            algorithm = jwt.get_unverified_header(id_token).get("alg")
        except jwt.PyJWTError as error:
            raise OAuth2Error("no ID token") from error
        if algorithm not in ALGORITHMS:
            raise OAuth2Error("an algorithm that is not taken")
        found: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        self._check(found, app.client_id)
        return found

    def _check(self, token: Mapping[str, Any], client: str) -> None:
        if not constant_time_compare(str(token.get("nonce", "")), nonce_of(self.request.GET.get("state", ""))):
            raise OAuth2Error("an ID token for another request")
        if token.get("azp", client) != client:
            raise OAuth2Error("an ID token for another client")
        if self._told.get("sub") != token.get("sub"):
            raise OAuth2Error("the issuer's two answers are about two people")
