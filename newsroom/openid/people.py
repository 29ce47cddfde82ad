"""Whom an issuer's word lets in: who came before, who has the address already, who is invited or of the house."""

import logging
from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from newsroom import log
from newsroom.actions.members import accept
from newsroom.folding import one_line
from newsroom.models import Invitation, User

logger = logging.getLogger(__name__)


class Adapter(DefaultSocialAccountAdapter):
    """Accounts are linked and made by an address that the issuer says it has confirmed, and by nothing else."""

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Link the person to the account with their address, where both sides have confirmed it."""
        if sociallogin.is_existing:
            return
        address = confirmed_address(sociallogin)
        if not address:
            raise ImmediateHttpResponse(refused(request, "unconfirmed"))
        user = User.objects.filter(emailaddress__email__iexact=address, emailaddress__verified=True).first()
        if user is not None:
            sociallogin.connect(request, user)
        elif _is_taken(address):
            raise ImmediateHttpResponse(refused(request, "taken", address))
        elif not may_sign_up(address):
            raise ImmediateHttpResponse(refused(request, "unknown", address))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return may_sign_up(confirmed_address(sociallogin))

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        return True

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> User:
        user: User = super().populate_user(request, sociallogin, data)
        user.display_name = one_line(str(data.get("name") or ""))[:120]
        return user

    def save_user(self, request: HttpRequest, sociallogin: Any, form: Any = None) -> User:
        user: User = super().save_user(request, sociallogin, form)
        let_in(user, confirmed_address(sociallogin))
        return user

    def on_authentication_error(self, request: HttpRequest, provider: Any, **options: Any) -> None:
        """Say on a page of ours that it did not work; why stands in the log, not in the browser."""
        is_cancelled = options.get("error") == "cancelled"
        if not is_cancelled:
            logger.warning("logging in by OpenID Connect failed: %s", options.get("exception") or options.get("error"))
        raise ImmediateHttpResponse(refused(request, "cancelled" if is_cancelled else "failed"))


def confirmed_address(sociallogin: Any) -> str:
    """Return the address that the issuer says is confirmed; empty where it says so of none."""
    for address in sociallogin.email_addresses:
        if str(address.verified).casefold() == "true":
            return str(address.email)
    return ""


def may_sign_up(address: str) -> bool:
    """Whether an account is made for an address that has none: of a domain of the house, or invited."""
    domain = address.rpartition("@")[2].casefold()
    return bool(address) and (settings.SIGN_UP or domain in settings.OPENID_DOMAINS or _invitations(address).exists())


def let_in(user: User, address: str) -> None:
    """Let somebody new into the projects to which the address was invited."""
    for invitation in _invitations(address):
        try:
            accept(user=user, invitation=invitation)
        except (log.Conflict, log.Closed) as error:
            logger.info("an invitation was not used: %s", error)


def refused(request: HttpRequest, reason: str, address: str = "") -> HttpResponse:
    """Return the page that says why nobody was logged in, and what to do next."""
    context = {"reason": reason, "address": address, "name": settings.OPENID_NAME}
    status = 200 if reason == "cancelled" else 403
    return render(request, "account/openid_refused.html", context, status=status)


def _invitations(address: str) -> Any:
    closed = {"project__archived_at": None, "project__deleted_at": None}
    return Invitation.objects.open().filter(email__iexact=address, **closed).select_related("project")


def _is_taken(address: str) -> bool:
    has_address = EmailAddress.objects.filter(email__iexact=address).exists()
    return has_address or User.objects.filter(email__iexact=address).exists()
