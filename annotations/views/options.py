"""What can be chosen while tagging, fetched once a page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from annotations.options import claim_options, speaker_options
from annotations.said_offers import said_offers
from annotations.views.tag_pages import current_reading
from newsroom import access


@require_GET
def tagging_options(request: HttpRequest, project: str, article: UUID) -> HttpResponse:
    """The lists of claims and speakers for one article, and the times that its sentences name."""
    membership = access.analyst(request, project)
    piece = access.article(membership, article)
    context = {"claims": claim_options(membership), "speakers": speaker_options(membership, piece)}
    context |= {"project": membership.project, "membership": membership, "article": piece}
    context |= {"said_offers": said_offers(piece, current_reading(piece))}
    return render(request, "annotations/_options.html", context)
