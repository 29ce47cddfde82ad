"""How feeds are asked: only what changed, where they moved, how long to wait, and what is said when it fails."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from newsroom.feeding import schedule
from newsroom.feeds import fetch_due, name_of
from newsroom.models import Article, Feed, FeedStatus, Project

pytestmark = pytest.mark.django_db


def minutes_left(feed):
    return (feed.next_at - timezone.now()).total_seconds() / 60


def test_only_what_changed_is_asked_for(desk):
    desk.item(1)
    desk.publish(ETag='"7"', Last_Modified="Tue, 03 Feb 2026 09:30:00 GMT")
    desk.ask()
    desk.site.answers["/feed"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
    result = desk.ask()
    assert 'If-None-Match: "7"' in desk.site.requests[1]
    assert "If-Modified-Since: Tue, 03 Feb 2026 09:30:00 GMT" in desk.site.requests[1]
    assert (result.counts, result.notice) == (None, None)
    assert desk.feed.etag == '"7"'
    assert name_of(desk.feed) == "The Daily"


@pytest.mark.parametrize("status", (301, 308))
def test_a_feed_that_moved_for_good_is_asked_there(desk, status):
    desk.publish("/new")
    desk.site.leads("/feed", "/new", status)
    desk.ask()
    assert desk.feed.url == desk.site.url("/new")
    desk.ask()
    assert desk.site.paths == ["/feed", "/new", "/new"]


def test_a_feed_that_moved_for_now_stays(desk):
    desk.publish("/new")
    desk.site.leads("/feed", "/new", 302)
    desk.ask()
    assert desk.feed.url == desk.site.url("/feed")


def test_a_feed_that_is_gone_is_asked_no_more(desk):
    desk.site.says("/feed", "", status="410 Gone")
    result = desk.ask()
    assert (desk.feed.status, desk.feed.why[0], result.notice.code) == (FeedStatus.GONE, "gone", "gone")
    assert fetch_due(5) == 0


def test_a_feed_that_asks_for_patience_gets_it(desk):
    desk.site.says("/feed", "", status="429 Too Many", Retry_After="7200")
    desk.ask()
    assert desk.feed.why[0] == "busy"
    assert 119 < minutes_left(desk.feed) < 133


def test_a_feed_that_fails_is_asked_less_and_less_and_then_recovers(desk):
    desk.site.says("/feed", "", status="500 Broken")
    waits = []
    for _ in range(4):
        desk.ask()
        waits.append(minutes_left(desk.feed))
    assert desk.feed.failures == 4
    for wait, least in zip(waits, (15, 30, 60, 120), strict=True):
        assert least - 1 < wait < least * 1.1 + 1
    desk.publish()
    desk.ask()
    assert (desk.feed.failures, desk.feed.why) == (0, [])


def test_what_the_feed_asks_for_sets_the_next_time(desk):
    desk.publish(Cache_Control="public, max-age=10800")
    desk.ask()
    assert 179 < minutes_left(desk.feed) < 200
    desk.publish(Cache_Control="max-age=1")
    desk.ask()
    assert 14 < minutes_left(desk.feed) < 17


def test_never_more_often_than_every_quarter_of_an_hour_and_never_less_than_daily():
    assert schedule.after_success(ttl=1, max_age=0) >= 15 * 60
    assert schedule.after_success(ttl=10**7, max_age=0) <= 1.1 * 24 * 3600
    assert schedule.after_failure(0, None) >= 15 * 60
    assert schedule.after_failure(10**6, 10.0**9) <= 1.1 * 24 * 3600


def test_a_page_leads_to_its_feed_the_first_time(desk):
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><p>Home</p></html>'
    desk.site.says("/feed", page)
    desk.item(1)
    desk.publish("/rss")
    desk.ask()
    assert desk.feed.url == desk.site.url("/rss")
    assert Article.objects.count() == 1
    desk.site.says("/rss", page)
    desk.ask()
    assert desk.feed.why[0] == "page"
    assert desk.feed.url == desk.site.url("/rss")


def test_a_page_without_a_feed_is_said(desk):
    desk.site.says("/feed", "<html><p>Home</p></html>")
    desk.ask()
    assert desk.feed.why[0] == "no-feed"


def test_a_page_that_leads_to_a_feed_that_is_here_is_said(desk, make_feed):
    make_feed(desk.site.url("/rss"))
    desk.site.says("/feed", '<link rel="alternate" type="application/rss+xml" href="/rss">')
    desk.ask()
    assert desk.feed.why[0] == "feed-twice"
    assert desk.feed.url == desk.site.url("/feed")


def test_a_feed_that_leads_inside_tells_nothing(desk):
    desk.site.leads("/feed", "http://169.254.169.254/latest/")
    result = desk.ask()
    assert result.notice.code in ("redirects", "unreachable")
    assert "169" not in str(desk.feed.why)


def test_fetching_can_be_switched_off(desk, settings):
    desk.publish()
    settings.FETCHING = False
    assert fetch_due(5) == 0
    assert desk.site.connections == 0
    with pytest.raises(CommandError):
        call_command("fetch_feeds")


def test_only_feeds_that_are_due_active_and_of_living_projects_are_asked(desk, make_feed):
    later = make_feed(desk.site.url("/later"))
    paused = make_feed(desk.site.url("/paused"))
    Feed.objects.filter(pk=later.pk).update(next_at=timezone.now() + timedelta(hours=1))
    Feed.objects.filter(pk=paused.pk).update(status=FeedStatus.PAUSED)
    desk.publish()
    assert fetch_due(5) == 1
    assert desk.site.paths == ["/feed"]
    Feed.objects.update(next_at=timezone.now())
    Project.objects.update(archived_at=timezone.now())
    assert fetch_due(5) == 0


def ran(*arguments):
    out = io.StringIO()
    try:
        call_command("fetch_feeds", *arguments, stdout=out)
    except SystemExit as ended:
        return out.getvalue(), ended.code
    return out.getvalue(), 0


def test_the_command_says_a_line_a_feed(desk, make_feed):
    desk.item(1)
    desk.publish()
    make_feed(desk.site.url("/broken"), title="Broken one")
    text, code = ran()
    assert "The Daily: 1 added" in text
    assert "Broken one: The site says that there is nothing at this address." in text
    assert code == 1
    assert ran() == ("", 0)
    text, code = ran("--all", "--project", "talks")
    assert "The Daily: nothing new" in text


def test_the_command_names_a_project_that_is_not_there(desk):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("fetch_feeds", "--project", "nowhere")
