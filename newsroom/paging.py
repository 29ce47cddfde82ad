"""Pages that are counted from 1, and the action that a page has just done."""

from collections.abc import Mapping
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from newsroom.models import Action, Membership


def page_number(request: HttpRequest) -> int:
    """Return the page that an address asks for; 404 for what is no number."""
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise Http404
    return max(1, int(text))


def steps(page: int, total: int, size: int, kept: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses of the pages before and after, for ``_pagination.html``; ``kept`` stays in them."""
    pages = max(1, -(-total // size))
    before = "?" + urlencode({name: value for name, value in kept.items() if value} | {"page": ""})
    return {
        "previous_url": f"{before}{min(page - 1, pages)}" if page > 1 else "",
        "next_url": f"{before}{page + 1}" if page < pages else "",
        "shown": _("Page %(page)s of %(pages)s") % {"page": page, "pages": pages} if pages > 1 else "",
    }


def done_action(request: HttpRequest, membership: Membership) -> Action | None:
    """Return the action of the user's own that ``?done=`` names and that is not undone, so that undo can be offered."""
    try:
        uuid = UUID(request.GET.get("done", ""))
    except ValueError:
        return None
    own = Action.objects.not_undone().filter(project=membership.project, by=membership.user, uuid=uuid)
    return own.first()
