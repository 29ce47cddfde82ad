"""The other end of a published link: a page for people without an account, and from it no way into the house."""

import hashlib
from datetime import timedelta
from typing import Any, Final

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from annotations.actions.publications import digest
from annotations.models import Publication
from annotations.published_page import plot
from annotations.publishing import payload

A_MINUTE: Final = timedelta(minutes=1)
MOST: Final = 120
"""Published pages that one network address may open in a minute."""
HEADERS: Final = {
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}


@login_not_required
@require_safe
def published_show(request: HttpRequest, secret: str) -> HttpResponse:
    """Show a published claim; a link that is unknown, expired or revoked gets one and the same answer."""
    if _asks_too_often(request):
        return _answer("too_many", 429, **{"Retry-After": "60"})
    found = _published(secret)
    if found is None:
        return _answer("gone", 404)
    values = found.payload if found.payload is not None else payload(found.claim.shown, found.options)
    is_live = found.payload is None
    context = {"shown": values, "plot": plot(values), "is_live": is_live, "at": _at(found), "until": found.expires_at}
    return _answer("claim", 200, context)


def _at(publication: Publication) -> Any:
    return timezone.now() if publication.payload is None else publication.created_at


def _published(secret: str) -> Publication | None:
    """Return the publication of a secret, None where its link does not work or its claim was removed."""
    rows = Publication.objects.open().filter(
        digest=digest(secret), claim__deleted_at=None, claim__project__deleted_at=None
    )
    return rows.select_related("claim__merged_into", "claim__project").first()


def _asks_too_often(request: HttpRequest) -> bool:
    """Count requests by the minute; of the reader nothing is kept but a digest that is forgotten after it."""
    minute = int(timezone.now().timestamp()) // 60
    who = hashlib.sha256(f"{minute} {request.META.get('REMOTE_ADDR', '')}".encode()).hexdigest()
    key = f"published-{who[:32]}"
    count: int = cache.get(key, 0) + 1
    cache.set(key, count, A_MINUTE.seconds)
    return count > MOST


def _answer(template: str, status: int, context: dict[str, Any] | None = None, **headers: str) -> HttpResponse:
    """Answer with a page that is made without the request: no session, no cookie, no word about who is logged in."""
    page = render_to_string(f"published/{template}.html", context)
    return HttpResponse(page, status=status, headers=HEADERS | headers)
