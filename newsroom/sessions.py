"""Where somebody is logged in."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from newsroom.browsers import browser_name
from newsroom.models import User

MOST: Final = 100
"""Sessions on the page; whoever has more ends them all."""


@dataclass(frozen=True, slots=True)
class Place:
    """One browser in which a person is logged in."""

    browser: str
    ip: str
    since: datetime
    is_here: bool


def of_user(user: User) -> Iterator[str]:
    """Yield the keys of all sessions of a person.

    The session table has no column for the person: every session that has not expired is opened. That is for a rare
    button, not for a page.
    """
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            yield session.session_key


def places(user: User, here: str) -> list[Place]:
    """Return where somebody is logged in, this browser first, then the newest. Two queries, and nothing is written."""
    listed = list(UserSession.objects.filter(user=user).order_by("-created_at")[:MOST])
    keys = [each.session_key for each in listed]
    going = {each.session_key for each in Session.objects.filter(session_key__in=keys) if _goes_on(each, user)}
    found = [
        Place(browser_name(each.user_agent), each.ip, each.created_at, each.session_key == here)
        for each in listed
        if each.session_key in going
    ]
    return sorted(found, key=lambda place: not place.is_here)


def _goes_on(session: Session, user: User) -> bool:
    """Whether a session is not over, by time or by another password since."""
    proof = session.get_decoded().get(HASH_SESSION_KEY, "")
    return session.expire_date > timezone.now() and constant_time_compare(proof, user.get_session_auth_hash())
