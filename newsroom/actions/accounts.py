"""What a person, or an operator for them, does to an account. It belongs to no project, so no project's log has it."""

import logging

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from newsroom.models import User
from newsroom.sessions import of_user

logger = logging.getLogger(__name__)


def rename(*, by: User, name: str) -> None:
    """Give the person another display name."""
    by.display_name = name
    by.save(update_fields=["display_name"])


def confirm_address(*, user: User) -> None:
    """Keep the account's address as confirmed: somebody else vouches for it, or the way here went through it."""
    values = {"primary": True, "verified": True}
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults=values)


@transaction.atomic
def end_sessions(*, user: User, but: str = "") -> int:
    """End all sessions of a person, those too that no list knows; ``but`` is the key of one that goes on."""
    keys = [key for key in of_user(user) if key != but]
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=user).exclude(session_key=but).delete()
    return len(keys)


def keep_codes(*, authenticator: Authenticator) -> None:
    """The person has kept the recovery codes: they are never shown again."""
    authenticator.data["viewed_at"] = timezone.now().timestamp()
    authenticator.save(update_fields=["data"])


@transaction.atomic
def reset_factors(*, user: User) -> int:
    """Take all second factors off an account and end its sessions; return how many factors there were."""
    factors = Authenticator.objects.filter(user=user)
    number = factors.count()
    factors.delete()
    end_sessions(user=user)
    logger.warning("second factors of %s reset by an operator: %d removed", user.username, number)
    return number
