"""Who can be named in a text: the list under it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotations.access import annotation_to_read
from annotations.people import offered
from newsroom import access


@require_GET
def people_list(request: HttpRequest, project: str) -> HttpResponse:
    """List the members whose name begins with ``find``; with ``annotation``, those alone who may see it."""
    membership = access.member(request, project)
    asked = request.GET.get("annotation", "")
    annotation = annotation_to_read(membership, _uuid(asked)) if asked else None
    find = request.GET.get("find", "")[:100].replace("\x00", "")
    context = {"people": offered(membership, find, annotation), "find": find}
    return render(request, "annotations/_people.html", context)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
