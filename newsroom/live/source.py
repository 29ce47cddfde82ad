"""What event streams are fed from: the log, as far as each reader may see it.

Most of what happens concerns few of the open pages: for the others nothing but their place in the log moves on. Whose stream
it is, is asked again before anything is drawn for it, and every few seconds besides.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from newsroom.live import readers
from newsroom.live.touched import Touched, touched_in
from newsroom.live.watching import Watcher
from newsroom.models import Membership, Project, User
from newsroom.prepared import Prepared
from newsroom.serving.grants import Bundle, Grant, Message, Reader, Said
from newsroom.serving.streams import Told

_PROJECT = Prepared(lambda project: Project.objects.filter(pk=project, deleted_at=None))
_MEMBERS = Prepared(
    lambda project, users: (
        Membership.objects.current().filter(project_id=project, user__in=users, user__is_active=True)
    ).select_related("user")
)
MOST_MEMBERS: Final = 500
"""Asked for at once."""


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

    def hurry(self) -> None:
        if self._watcher is not None:
            self._watcher.hurry()

    def draw(self, grants: Sequence[Grant]) -> Iterator[Bundle]:
        close_old_connections()
        try:
            yield from bundles(grants)
        finally:
            close_old_connections()

    def look_round(self, grants: Sequence[Grant]) -> list[list[Message]]:
        close_old_connections()
        try:
            end_without_right(grants)
            return readers.tell(grants)
        finally:
            close_old_connections()


def draw(grant: Grant) -> list[Message]:
    """Return what one stream is told now."""
    return [message for bundle in bundles([grant]) for said in bundle for message in said.messages]


def bundles(grants: Sequence[Grant]) -> Iterator[Bundle]:
    """Yield what streams are told now, those that are told the same together and first."""
    by_project: dict[int, list[Grant]] = {}
    for grant in grants:
        by_project.setdefault(grant.project, []).append(grant)
    for pk, some in by_project.items():
        project = next(iter(_PROJECT.objects(project=pk)), None)
        if project is None:
            yield [_over(grant) for grant in some]
        else:
            yield from _of_project(project, some)


def _of_project(project: Project, grants: Sequence[Grant]) -> Iterator[Bundle]:
    newest = project.sequence
    touched = touched_in(project, [grant.sequence for grant in grants if not grant.is_new])
    still, concerned = [], []
    for grant in grants:
        (concerned if _is_concerned(grant, touched) else still).append(grant)
    if still:
        yield [_moved(grant, newest) for grant in still]
    members = _members(project, {grant.person for grant in concerned})
    if gone := [grant for grant in concerned if grant.person not in members]:
        yield [_over(grant) for grant in gone]
    yield from _told(members, [grant for grant in concerned if grant.person in members], newest)


def _is_concerned(grant: Grant, touched: Touched) -> bool:
    return grant.is_new or any(touched.concerns(watch.article, watch.sequence) for watch in grant.watches)


def _members(project: Project, people: Iterable[int]) -> dict[int, Membership]:
    """Return the memberships of today by person, all with the same project."""
    keys, found = sorted(people), {}
    for start in range(0, len(keys), MOST_MEMBERS):
        for member in _MEMBERS.objects(project=project.pk, users=keys[start : start + MOST_MEMBERS]):
            member.project = project
            found[member.user_id] = member
    return found


def _told(members: dict[int, Membership], grants: Sequence[Grant], newest: int) -> Iterator[Bundle]:
    """Yield what is told of the articles, one after the other; a stream about several hears of all of them at once."""
    tell = import_string(settings.MARGIN_LIVE)
    heard: dict[Grant, list[Message]] = {grant: [] for grant in grants}
    left = {grant: len(grant.watches) for grant in grants}
    for readers_of_one in _by_article(members, grants).values():
        for told in tell(readers_of_one, newest):
            for reader, messages in told:
                heard[reader.grant] += messages
                left[reader.grant] -= 1
            done = [reader.grant for reader, _messages in told if not left[reader.grant]]
            yield [_moved(grant, newest, heard[grant]) for grant in done]


def _by_article(members: dict[int, Membership], grants: Sequence[Grant]) -> dict[str, list[Reader]]:
    found: dict[str, list[Reader]] = {}
    for grant in grants:
        for watch in grant.watches:
            found.setdefault(watch.article, []).append(Reader(grant, watch, members[grant.person]))
    return found


def _moved(grant: Grant, newest: int, messages: Sequence[Message] = ()) -> Said:
    """Note that everything up to ``newest`` is told, and name the cursor with the last message."""
    grant.is_new = False
    for watch in grant.watches:
        watch.sequence = newest
    if messages:
        messages = [*messages[:-1], messages[-1]._replace(id=grant.cursor)]
    return Said(grant, messages, newest)


def _over(grant: Grant) -> Said:
    grant.is_over = True
    return Said(grant, (), grant.sequence)


def end_without_right(grants: Sequence[Grant]) -> None:
    """Mark the streams whose session, account or membership ended: three queries for all of them."""
    sessions = {grant.session for grant in grants}
    alive = Session.objects.filter(session_key__in=sessions, expire_date__gt=timezone.now())
    opened = set(alive.values_list("session_key", flat=True))
    people = User.objects.filter(pk__in={grant.person for grant in grants}, is_active=True)
    proofs = {user.pk: user.get_session_auth_hash() for user in people}
    members = Membership.objects.current().filter(project__in={grant.project for grant in grants})
    members = members.filter(user__in=proofs, project__deleted_at=None)
    pairs = set(members.values_list("user_id", "project_id"))
    for grant in grants:
        is_member = (grant.person, grant.project) in pairs
        if not is_member or grant.session not in opened or proofs.get(grant.person) != grant.proof:
            grant.is_over = True
