"""The address of an annotation: it opens the article at the passage."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from annotations.access import annotation_to_read
from annotations.views.returning import see
from newsroom import access


@require_GET
def annotation_show(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Go to the article, at the note; ``at`` makes sure that the note is in the page."""
    membership = access.member(request, project)
    annotation = annotation_to_read(membership, uuid)
    article = reverse("article_read", args=[project, annotation.article.uuid])
    return see(f"{article}?at={annotation.uuid}#a-{annotation.key}")
