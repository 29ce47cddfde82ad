"""What a page asks for when it opens its stream, and the answer that the server makes a stream of."""

from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import unquote
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from newsroom import access
from newsroom.live.cursors import seal, unseal
from newsroom.models import Membership
from newsroom.serving.grants import Grant, Message, Watch

MOST: Final = 12
"""Articles on one stream: more than a screen has room for."""
LONGEST_VIEW: Final = 2000
EVENT_STREAM: Final = "text/event-stream"


class LiveResponse(HttpResponse):
    """An event stream: newsroom/serving keeps it open. With ``messages`` it is these and no more."""

    live: Grant | None = None

    def __init__(self, grant: Grant, messages: Sequence[Message] = ()) -> None:
        content = b"".join(message.encoded() for message in messages) or b": \n\n"
        super().__init__(content, content_type=EVENT_STREAM)
        self.headers["Cache-Control"] = "no-store"
        self.headers["X-Accel-Buffering"] = "no"  # nginx would keep what comes until there is more of it
        if not messages:
            self.live = grant


def cursor_of(membership: Membership) -> str:
    """Return the cursor of a page that was asked for with this membership: everything up to then is on it."""
    return _sealer(membership)(membership.project.sequence)


def grant_of(request: HttpRequest, membership: Membership, uuid: UUID) -> Grant:
    """Return what a request for a stream about the article ``uuid`` may have; 404 for an article that is not there.

    ``since`` is the cursor of the page, ``view`` its query; ``also`` names further articles that are open in the same
    browser, as ``uuid~cursor~view``. What a client that comes back says it heard last counts for all of them.
    """
    asked = [(str(uuid), request.GET.get("since", ""), request.GET.get("view", ""))]
    asked += [_parted(also) for also in request.GET.getlist("also")[: MOST - 1]]
    heard = request.headers.get("Last-Event-ID", "")
    watches = [_watch(membership, article, heard or cursor, view) for article, cursor, view in asked]
    return Grant(
        person=membership.user_id,
        project=membership.project_id,
        key=membership.project.key,
        session=request.session.session_key or "",
        proof=membership.user.get_session_auth_hash(),
        language=get_language() or settings.LANGUAGE_CODE,
        watches=watches,
        seal=_sealer(membership),
    )


def _parted(also: str) -> tuple[str, str, str]:
    article, _, rest = also.partition("~")
    cursor, _, view = rest.partition("~")
    return article, cursor, unquote(view)


def _watch(membership: Membership, article: str, cursor: str, view: str) -> Watch:
    try:
        found = access.article(membership, UUID(article))
    except ValueError:
        raise Http404 from None
    sequence = unseal(_secret(), membership.user_id, membership.project_id, cursor)
    is_lost = sequence is None or sequence > membership.project.sequence
    return Watch(
        str(found.uuid), view[:LONGEST_VIEW], membership.project.sequence if is_lost else sequence or 0, is_lost
    )


def _sealer(membership: Membership) -> Callable[[int], str]:
    person, project = membership.user_id, membership.project_id
    return lambda sequence: seal(_secret(), person, project, sequence)


def _secret() -> bytes:
    return settings.SECRET_KEY.encode()
