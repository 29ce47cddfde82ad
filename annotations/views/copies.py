"""Two copies of one story beside each other: what an outlet took out of a text, and what it put in."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotations.revisions_page import sheet_between
from newsroom import access, stories
from newsroom.models import Article


@require_GET
def story_compare(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Compare the copies ``from`` and ``to`` of a story by their UUIDs; without them, the first copy with the next.

    Nobody's highlights are asked for: the page is about the texts alone.
    """
    membership = access.member(request, project)
    copies = [copy.article for copy in stories.copies_of(membership.project, uuid)]
    if len(copies) < 2:
        raise Http404
    one = _asked(copies, request.GET.get("from", "")) or copies[0]
    other = _asked(copies, request.GET.get("to", "")) or next(copy for copy in copies if copy != one)
    assert one.current_revision is not None
    assert other.current_revision is not None
    is_inline = request.GET.get("view") == "inline"
    context = {
        "project": membership.project,
        "membership": membership,
        "story": uuid,
        "copies": copies,
        "one": one,
        "other": other,
        "pair": [one, other],
        "is_inline": is_inline,
        "sheet": sheet_between(one.current_revision, other.current_revision, is_inline=is_inline),
    }
    return render(request, "annotations/story_compare.html", context)


def _asked(copies: list[Article], sent: str) -> Article | None:
    """Return the copy with a UUID; one that is not of this story is not there."""
    if not sent:
        return None
    found = next((copy for copy in copies if str(copy.uuid) == sent), None)
    if found is None:
        raise Http404
    return found
