"""Sessions in the database, and the people in them, as Django keeps them.

Every request looks both up, so the questions are compiled once.
"""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from newsroom.models import User
from newsroom.prepared import Prepared, first

_SESSION = Prepared(lambda key: Session.objects.filter(session_key=key))
_PERSON = Prepared(lambda pk: User.objects.filter(pk=pk))


class SessionStore(db.SessionStore):
    """Django's own, but for how a session is found."""

    def _get_session_from_db(self) -> Any:
        found = first(_SESSION.objects(key=str(self.session_key)))
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found


class Accounts(AuthenticationBackend):  # type: ignore[misc]
    """django-allauth's own, but for how the person of a session is found, and how often a password is looked at."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> Any:
        """Try a login that may be an address or a name, once: tried as both, a known address would take twice as long."""
        if credentials.get("username") and credentials.get("username") == credentials.get("email"):
            del credentials["email"]  # a name is looked up among the addresses too
        return super().authenticate(request, **credentials)

    def get_user(self, user_id: Any) -> User | None:
        """Return the person with this key, None where there is none or the account is closed."""
        found: User | None = first(_PERSON.objects(pk=int(user_id)))
        return found if found is not None and self.user_can_authenticate(found) else None
