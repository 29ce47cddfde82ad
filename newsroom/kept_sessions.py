"""Sessions in the database, as Django keeps them; every request looks one up, so the question is compiled once."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from newsroom.prepared import Prepared, first

_SESSION = Prepared(lambda key: Session.objects.filter(session_key=key))


class SessionStore(db.SessionStore):
    """Django's own, but for how a session is found."""

    def _get_session_from_db(self) -> Any:
        found = first(_SESSION.objects(key=str(self.session_key)))
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found
