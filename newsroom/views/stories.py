"""Stories: the copies of one text, put together and taken apart by editors."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from newsroom import access, log, stories
from newsroom.actions.stories import join_story, leave_story
from newsroom.models import Article, Membership
from newsroom.paging import done_action
from newsroom.views.articles import ticked, version_seen
from newsroom.views.imports import posted_action


@require_GET
def story_show(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Show the copies of one text: who carried it, when, and how much of it."""
    membership = access.member(request, project)
    copies = stories.copies_of(membership.project, uuid)
    done = done_action(request, membership)
    if not copies and done is None:
        raise Http404
    context = {"project": membership.project, "membership": membership, "story": uuid, "copies": copies}
    context |= {"most": stories.MOST, "action": uuid4(), "done": done, "said": _("The story was changed.")}
    return render(request, "newsroom/story.html", context)


@require_http_methods(["GET", "POST"])
def story_join(request: HttpRequest, project: str) -> HttpResponse:
    """Put the articles that were ticked in the library together as one story, after a look at what they share."""
    membership = access.editor(request, project)
    articles = ticked(request, membership)
    if len(articles) < 2:
        messages.warning(request, _("Tick at least two articles that are copies of one text."))
        return redirect("library", project)
    if request.method == "GET":
        context = {"project": membership.project, "membership": membership, "action": uuid4()}
        return render(request, "newsroom/story_join.html", context | {"copies": stories.with_shared(articles)})
    action = posted_action(request)
    pairs = [(article, version_seen(request, article)) for article in articles]
    payload = {"story": [[str(article.uuid), version] for article, version in pairs]}
    token = log.make_token(action, payload)
    story = join_story(by=membership.user, project=membership.project, articles=pairs, token=token)
    return _to(project, story, action)


@require_POST
def story_leave(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Take one article out of the story."""
    membership = access.editor(request, project)
    article = _member_of(membership, uuid, request.POST.get("article", ""))
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() and len(sent) < 10 else -1
    action = posted_action(request)
    token = log.make_token(action, {"leave": str(article.uuid), "version": version})
    leave_story(by=membership.user, article=article, version=version, token=token)
    return _to(project, uuid, action)


def _member_of(membership: Membership, story: UUID, sent: str) -> Article:
    """Return the article; one that this very request took out before has no story any more."""
    try:
        article = access.article(membership, UUID(sent))
    except ValueError as error:
        raise Http404 from error
    if article.story not in (story, None):
        raise Http404
    return article


def _to(project: str, story: UUID, action: UUID) -> HttpResponse:
    return redirect(f"{reverse('story_show', args=[project, story])}?done={action}")
