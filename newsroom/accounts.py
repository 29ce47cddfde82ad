"""What Margin changes about django-allauth's accounts."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from newsroom import two_factor
from newsroom.models import User

logger = logging.getLogger(__name__)
BACKEND = "newsroom.kept_sessions.Accounts"


class Adapter(DefaultAccountAdapter):
    """Accounts are made by a person who runs Margin or by an invitation; by a form only where SIGN_UP says so."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return settings.SIGN_UP

    def send_notification_mail(self, *args: Any, **options: Any) -> None:
        """Tell somebody that their account changed; a mail server that is away does not take the change back."""
        try:
            super().send_notification_mail(*args, **options)
        except OSError as error:  # those of smtplib are such errors too
            logger.warning("no mail about a changed account went out: %s", error)

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponseBase:
        _ask(request, user)
        return super().post_login(request, user, **options)


def enter(request: HttpRequest, user: User) -> None:
    """Log somebody in who has just got an account: there is no second factor to ask for yet."""
    login(request, user, backend=BACKEND)
    UserSession.objects.create_from_request(request)
    _ask(request, user)


def _ask(request: HttpRequest, user: User) -> None:
    if two_factor.is_missing(user):
        request.session[two_factor.SESSION] = True
