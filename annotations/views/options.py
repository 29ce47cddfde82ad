"""What can be chosen while tagging, fetched once a page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotations.options import claim_options, speaker_options
from newsroom import access


@require_GET
def tagging_options(request: HttpRequest, project: str, article: UUID) -> HttpResponse:
    """The lists of claims and speakers for one article."""
    membership = access.analyst(request, project)
    piece = access.article(membership, article)
    context = {"claims": claim_options(membership), "speakers": speaker_options(membership, piece)}
    context |= {"project": membership.project, "membership": membership}
    return render(request, "annotations/_options.html", context)
