"""Feeds: their list, adding one, what became of its entries, and how it is asked."""

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from newsroom import access, feeds, log
from newsroom.actions import feeds as actions
from newsroom.both import base_of, sides
from newsroom.forms.feeds import FeedAddForm, FeedForm
from newsroom.models import Feed, Membership, Outlet
from newsroom.paging import done_action, page_number, steps
from newsroom.views.imports import posted_action

OFFERED_OUTLETS = 500


@require_GET
def feed_list(request: HttpRequest, project: str) -> HttpResponse:
    """List the project's feeds with their last results; editors can add one here."""
    membership = access.member(request, project)
    form = FeedAddForm() if membership.can_edit else None
    return _list(request, membership, form)


@require_http_methods(["GET", "POST"])
def feed_new(request: HttpRequest, project: str) -> HttpResponse:
    """Add a feed; the worker looks at it soon."""
    membership = access.editor(request, project)
    if request.method == "GET":
        return redirect("feed_list", project)
    form = FeedAddForm(request.POST)
    if not form.is_valid():
        return _list(request, membership, form, 422)
    url, action = form.cleaned_data["url"], form.cleaned_data["action"]
    token = log.make_token(action, {"feed": url, **form.values})
    try:
        feed = actions.add_feed(
            by=membership.user, project=membership.project, url=url, values=form.values, token=token
        )
    except log.Conflict as conflict:
        form.add_error("url", str(conflict))
        return _list(request, membership, form, 409)
    return _to(project, feed, action)


@require_GET
def feed_show(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Show one feed: its last try, its entries with their articles, and what editors can do with it."""
    membership = access.member(request, project)
    feed = _feed(membership, uuid)
    return _page(request, membership, feed, FeedForm(feed=feed) if membership.can_edit else None)


@require_http_methods(["GET", "POST"])
def feed_edit(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Change a feed's title, outlet, and where the text comes from."""
    membership = access.editor(request, project)
    feed = _feed(membership, uuid)
    if request.method == "GET":
        return redirect("feed_show", project, uuid)
    form = FeedForm(request.POST, feed=feed)
    if not form.is_valid():
        return _page(request, membership, feed, form, 422)
    version, action = form.cleaned_data["version"], form.cleaned_data["action"]
    token = log.make_token(action, {"feed": str(uuid), "version": version, **form.values})
    try:
        actions.edit_feed(by=membership.user, feed=feed, version=version, values=form.values, token=token)
    except log.Conflict as conflict:
        return _both(request, membership, form, str(conflict), _feed(membership, uuid))
    return _to(project, feed, action)


def _both(request: HttpRequest, membership: Membership, form: FeedForm, message: str, now: Feed) -> HttpResponse:
    """Show what somebody else saved meanwhile beside what was typed; the log names outlets by their UUIDs."""
    snapshot = log.snapshot(now)
    theirs = {name: snapshot[name] for name in form.values if name in form.data}
    base = base_of(membership.project, "feed", now.uuid, theirs, form.cleaned_data["version"])
    known = Outlet.objects.filter(project=membership.project, uuid__in=filter(None, (base.get("outlet"),)))
    names = {str(outlet.uuid): outlet.shown.name for outlet in known.select_related("merged_into")}
    if "outlet" in theirs:
        theirs["outlet"] = now.outlet.shown.name if now.outlet else ""
        base["outlet"] = names.get(base["outlet"], "")
    differences = sides(form, base, theirs)
    return _page(request, membership, now, form.again(now), 409, message=message, differences=differences)


@require_POST
def feed_pause(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Ask a feed no more for now."""
    return _put(request, project, uuid, actions.pause_feed)


@require_POST
def feed_resume(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Ask a feed again."""
    return _put(request, project, uuid, actions.resume_feed)


@require_POST
def feed_remove(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Take a feed away; the list offers the way back."""
    membership = access.editor(request, project)
    action = posted_action(request)
    feed = _still_there(membership, uuid, action)
    token, version = _token(request, feed, action)
    actions.remove_feed(by=membership.user, feed=feed, version=version, token=token)
    return redirect(f"{reverse('feed_list', args=[project])}?done={action}")


@require_POST
def feed_fetch(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Let the worker ask a feed next."""
    membership = access.editor(request, project)
    feed = _feed(membership, uuid)
    actions.ask_soon(feed=feed)
    return redirect(f"{reverse('feed_show', args=[project, feed.uuid])}?asked=1")


def _put(request: HttpRequest, project: str, uuid: UUID, change: Any) -> HttpResponse:
    membership = access.editor(request, project)
    feed, action = _feed(membership, uuid), posted_action(request)
    token, version = _token(request, feed, action)
    change(by=membership.user, feed=feed, version=version, token=token)
    return _to(project, feed, action)


def _token(request: HttpRequest, feed: Feed, action: UUID) -> tuple[log.Token, int]:
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() and len(sent) < 10 else -1
    what = request.resolver_match.url_name if request.resolver_match else ""
    return log.make_token(action, {"feed": str(feed.uuid), "version": version, "what": what}), version


def _feed(membership: Membership, uuid: UUID) -> Feed:
    rows = Feed.objects.current().filter(project=membership.project, uuid=uuid)
    found = rows.select_related("outlet__merged_into", "by").first()
    if found is None:
        raise Http404
    found.project = membership.project
    return found


def _still_there(membership: Membership, uuid: UUID, action: UUID) -> Feed:
    """Return the feed; one that this very request removed before is found again, so that trying twice is safe."""
    done = membership.project.actions.filter(uuid=action, by=membership.user, kind="feed_remove")
    removed = Feed.objects.filter(project=membership.project, uuid=uuid).first() if done.exists() else None
    if removed is None:
        return _feed(membership, uuid)
    removed.project = membership.project
    return removed


def _to(project: str, feed: Feed, action: UUID) -> HttpResponse:
    return redirect(f"{reverse('feed_show', args=[project, feed.uuid])}?done={action}")


def _list(request: HttpRequest, membership: Membership, form: FeedForm | None, status: int = 200) -> HttpResponse:
    context = _context(request, membership) | {"lines": feeds.lines(membership.project), "form": form}
    context["said"] = _("The feed was removed. Its articles stay.")
    return render(request, "newsroom/feeds.html", context, status=status)


def _page(
    request: HttpRequest, membership: Membership, feed: Feed, form: FeedForm | None, status: int = 200, **more: Any
) -> HttpResponse:
    refused = request.GET.get("show") == "refused"
    rows, page = feeds.entries(feed, refused=refused), page_number(request)
    total = rows.count()
    shown = rows[(page - 1) * feeds.PAGE : page * feeds.PAGE]
    context = _context(request, membership) | {"feed": feed, "line": feeds.line_of(feed), "form": form}
    context |= {"entries": [(row, feeds.said(row.why)) for row in shown], "total": total, "refused": refused}
    context |= {"said": _("Saved."), "asked": "asked" in request.GET, **more}
    context |= steps(page, total, feeds.PAGE, {"show": "refused" if refused else ""})
    return render(request, "newsroom/feed.html", context, status=status)


def _context(request: HttpRequest, membership: Membership) -> dict[str, Any]:
    names = Outlet.objects.current().filter(project=membership.project).order_by("folded")
    return {
        "project": membership.project,
        "membership": membership,
        "action": uuid4(),
        "done": done_action(request, membership),
        "is_on": settings.FETCHING,
        "outlets": list(names.values_list("name", flat=True)[:OFFERED_OUTLETS]) if membership.can_edit else [],
    }
