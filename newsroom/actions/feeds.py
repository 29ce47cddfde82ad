"""Feeds: added, edited, paused, taken up again, removed."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import log
from newsroom.actions.outlets import get_or_make_outlet
from newsroom.models import Feed, FeedStatus, Project, User


def add_feed(*, by: User, project: Project, url: str, values: Mapping[str, str], token: log.Token) -> Feed:
    """Add a feed; ``values`` are title, outlet (a name) and text_from. The worker asks it at once.

    Raises ``log.Conflict`` where the project has it already.
    """
    with log.act(by=by, project=project, kind="feed_add", token=token) as act:
        if act.is_repeated:
            return Feed.objects.get(project=project, uuid=act.answer["feed"])
        feed = Feed(project=project, by=by, url=url, title=values["title"], text_from=values["text_from"])
        feed.outlet = get_or_make_outlet(act, values["outlet"])
        _save(feed)
        act.made(feed)
        act.answer = {"feed": str(feed.uuid)}
    return feed


def edit_feed(*, by: User, feed: Feed, version: int, values: Mapping[str, str], token: log.Token) -> None:
    """Change title, outlet and where the text comes from; what was imported stays as it is."""
    with log.act(by=by, project=feed.project, kind="feed_edit", token=token) as act:
        if act.is_repeated:
            return
        fresh = _fresh(feed, version)
        before = log.snapshot(fresh)
        fresh.title, fresh.text_from = values["title"], values["text_from"]
        fresh.outlet = get_or_make_outlet(act, values["outlet"])
        _change(act, fresh, before)


def pause_feed(*, by: User, feed: Feed, version: int, token: log.Token) -> None:
    """Ask a feed no more until somebody takes it up again."""
    _put(by, feed, version, "feed_pause", token, {"status": FeedStatus.PAUSED})


def resume_feed(*, by: User, feed: Feed, version: int, token: log.Token) -> None:
    """Ask a feed again, at once. What it brings is added in the name of whoever took it up."""
    values = {"status": FeedStatus.ACTIVE, "by": by, "next_at": timezone.now(), "failures": 0, "why": []}
    values |= {"lease": None, "lease_until": None}  # a worker that still had it when it was paused writes no more
    _put(by, feed, version, "feed_resume", token, values)


def remove_feed(*, by: User, feed: Feed, version: int, token: log.Token) -> None:
    """Take a feed away; its articles stay."""
    _put(by, feed, version, "feed_remove", token, {"deleted_at": timezone.now()})


def ask_soon(*, feed: Feed) -> None:
    """Let the worker ask a feed next. Bookkeeping and nothing that could be undone, so the log has no line of it."""
    Feed.objects.current().filter(pk=feed.pk, status=FeedStatus.ACTIVE).update(next_at=timezone.now())


def _put(by: User, feed: Feed, version: int, kind: str, token: log.Token, values: Mapping[str, Any]) -> None:
    with log.act(by=by, project=feed.project, kind=kind, token=token) as act:
        if act.is_repeated:
            return
        fresh = _fresh(feed, version)
        before = log.snapshot(fresh)
        for name, value in values.items():
            setattr(fresh, name, value)
        _change(act, fresh, before, *values)


def _fresh(feed: Feed, version: int) -> Feed:
    """Read the feed again under the project's lock: whoever was faster has committed by now."""
    fresh = Feed.objects.current().filter(pk=feed.pk, version=version).select_related("outlet").first()
    if fresh is None:
        raise log.Conflict(_("This feed was changed meanwhile. Look at it again before you save."))
    fresh.project = feed.project
    return fresh


def _change(act: log.Act, feed: Feed, before: Mapping[str, Any], *names: str) -> None:
    """Write what an action changes and no more: the worker writes other fields of the same row."""
    if log.snapshot(feed) == before:
        return
    feed.version += 1
    feed.save(update_fields=["title", "outlet", "text_from", "version", *names])
    act.changed(feed, before)


def _save(feed: Feed) -> None:
    try:
        with transaction.atomic():
            feed.save()
    except IntegrityError as error:
        raise log.Conflict(_("The project has this feed already.")) from error
