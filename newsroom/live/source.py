"""What event streams are fed from: the log, as far as each reader may see it.

Whose stream it is, is asked again before anything is drawn for it, and every few seconds besides.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import close_old_connections
from django.utils import timezone, translation
from django.utils.module_loading import import_string

from newsroom import access
from newsroom.live import readers
from newsroom.live.watching import Watcher
from newsroom.models import Membership, User
from newsroom.prepared import Prepared, first
from newsroom.serving.grants import Grant, Message, Watch
from newsroom.serving.streams import Told

_USER = Prepared(lambda user: User.objects.filter(pk=user))


class LogSource:
    """The source of this process's streams (``newsroom.serving.streams.Source``)."""

    def __init__(self) -> None:
        self._watcher: Watcher | None = None

    def start(self, told: Told) -> None:
        self._watcher = Watcher(told)
        self._watcher.start()

    def stop(self) -> None:
        if self._watcher is not None:
            self._watcher.stop()

    def draw(self, grants: Sequence[Grant]) -> list[list[Message]]:
        shared: dict[Any, Any] = {}
        close_old_connections()
        try:
            return [draw(grant, shared) for grant in grants]
        finally:
            close_old_connections()

    def look_round(self, grants: Sequence[Grant]) -> list[list[Message]]:
        close_old_connections()
        try:
            end_without_right(grants)
            return readers.tell(grants)
        finally:
            close_old_connections()


def draw(grant: Grant, shared: dict[Any, Any]) -> list[Message]:
    """Return what a stream is told now; ``shared`` keeps what the streams of one batch have in common."""
    membership: Membership | None = first(access.MEMBERSHIP.objects(user=grant.person, key=grant.key))
    user: User | None = first(_USER.objects(user=grant.person))
    if membership is None or user is None or not user.is_active:
        grant.is_over = True
        return []
    membership.user = user
    newest = membership.project.sequence
    with translation.override(grant.language):
        messages = [message for watch in grant.watches for message in _about(membership, watch, newest, shared)]
    for watch in grant.watches:
        watch.sequence = newest
    if messages:
        messages[-1] = messages[-1]._replace(id=grant.cursor)
    return messages


def _about(membership: Membership, watch: Watch, newest: int, shared: dict[Any, Any]) -> Iterable[Message]:
    tell = import_string(settings.MARGIN_LIVE)
    return tell(membership, watch, newest, shared)  # type: ignore[no-any-return]


def end_without_right(grants: Sequence[Grant]) -> None:
    """Mark the streams whose session, account or membership ended: three queries for all of them."""
    sessions = {grant.session for grant in grants}
    alive = Session.objects.filter(session_key__in=sessions, expire_date__gt=timezone.now())
    opened = set(alive.values_list("session_key", flat=True))
    people = User.objects.filter(pk__in={grant.person for grant in grants}, is_active=True)
    proofs = {user.pk: user.get_session_auth_hash() for user in people}
    members = Membership.objects.current().filter(user__in=proofs, project__in={grant.project for grant in grants})
    pairs = set(members.values_list("user_id", "project_id"))
    for grant in grants:
        is_member = (grant.person, grant.project) in pairs
        if not is_member or grant.session not in opened or proofs.get(grant.person) != grant.proof:
            grant.is_over = True
