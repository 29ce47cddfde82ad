"""What feeds bring: new articles, new wordings, nothing twice, nothing lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.feeding import leases
from newsroom.feeds import fetch_due, fetch_feed
from newsroom.models import Article, Feed, FeedEntry, FeedStatus, Revision
from tests.newsroom.feeds.desk import WORDS, Desk

pytestmark = pytest.mark.django_db


def minutes_left(feed):
    return (feed.next_at - timezone.now()).total_seconds() / 60


def test_a_feed_brings_articles(desk, project):
    desk.item(1, pubDate="Tue, 03 Feb 2026 09:30:00 +0100")
    desk.item(2)
    desk.publish()
    desk.ask()
    assert desk.counts == {"added": 2}
    assert desk.feed.result["title"] == "The Daily"
    assert [article.title for article in Article.objects.order_by("id")] == ["Talks 1", "Talks 2"]
    article = Article.objects.get(title="Talks 1")
    assert article.project == project
    assert article.url == desk.site.url("/1")
    assert article.external_id == "127.0.0.1/1"
    assert article.current_revision.how == "feed"
    assert article.current_revision.source.importer == "feed_entry"
    assert desk.site.paths == ["/feed"]
    assert FeedEntry.objects.get(feed=desk.feed, title="Talks 1").article == article


def test_asking_again_adds_nothing(desk):
    desk.item(1)
    desk.publish()
    desk.ask()
    desk.ask()
    assert desk.counts == {}
    assert Article.objects.count() == Revision.objects.count() == 1


def test_new_entries_are_added_and_old_ones_stay(desk):
    desk.item(1)
    desk.publish()
    desk.ask()
    desk.items.clear()
    desk.item(2)
    desk.publish()
    desk.ask()
    assert desk.counts == {"added": 1}
    assert Article.objects.count() == FeedEntry.objects.count() == 2


def test_an_entry_with_other_words_becomes_a_new_wording(desk):
    desk.item(1, WORDS.format("Geneva"), "They left by train.")
    desk.publish()
    desk.ask()
    desk.item(1, WORDS.format("Geneva"), "They left by ship.")
    desk.publish()
    desk.ask()
    assert desk.counts == {"revised": 1}
    article = Article.objects.get()
    assert article.current_revision.number == 2
    assert article.current_revision.how == "feed"
    assert "by ship" in article.current_revision.text


def test_a_changed_guid_makes_no_second_article(desk):
    desk.item(1)
    desk.publish()
    desk.ask()
    desk.items[1] = desk.items[1].replace("<guid isPermaLink='false'>1<", "<guid isPermaLink='false'>other<")
    desk.publish()
    desk.ask()
    assert desk.counts == {"known": 1}
    assert Article.objects.count() == 1


def test_one_bad_entry_does_not_stop_the_others(desk):
    desk.item(1, "")
    desk.items[1] = desk.items[1].replace("<title>Talks 1</title>", "")
    desk.item(2)
    desk.publish()
    desk.ask()
    assert desk.counts["added"] == 1
    assert FeedEntry.objects.get(title="").why


def test_a_summary_sends_the_worker_to_the_page(desk):
    desk.item(1, description="A short summary.")
    desk.page(1)
    desk.publish()
    desk.ask()
    assert desk.site.paths == ["/feed", "/1"]
    article = Article.objects.get()
    assert "want to negotiate" in article.current_revision.text
    assert not article.is_partial
    assert article.external_id == "127.0.0.1/1"


def test_from_the_feed_alone_no_page_is_fetched(desk):
    Feed.objects.update(text_from="feed")
    desk.item(1, description="A short summary.")
    desk.publish()
    desk.ask()
    assert desk.site.paths == ["/feed"]
    assert Article.objects.get().is_partial


def test_from_the_page_always(desk):
    Feed.objects.update(text_from="page")
    desk.item(1, "In the feed.", "Alone.")
    desk.page(1)
    desk.publish()
    desk.ask()
    assert "want to negotiate" in Article.objects.get().current_revision.text


def test_a_page_that_is_closed_leaves_the_summary(desk):
    desk.item(1, description="A short summary.")
    desk.page(1, status="403 Forbidden")
    desk.publish()
    desk.ask()
    assert desk.counts == {"added": 1}
    assert Article.objects.get().is_partial


def test_a_page_that_fails_is_tried_three_times(desk):
    Feed.objects.update(text_from="page")
    desk.item(1)
    desk.page(1, status="500 Broken")
    desk.publish(ETag='"1"')
    for tries in (1, 2, 3):
        desk.ask()
        entry = FeedEntry.objects.get()
        assert (entry.tries, entry.why[0]) == (tries, "failing")
        assert bool(entry.sha256) is (tries == 3)
        assert desk.feed.etag == ("" if tries < 3 else '"1"')
    desk.ask()
    assert desk.site.paths.count("/1") == 3
    assert not Article.objects.exists()


def test_a_summary_never_replaces_the_whole_text(desk):
    desk.item(1, description=WORDS.format("town 1"))
    desk.page(1)
    desk.publish()
    desk.ask()
    Feed.objects.update(text_from="feed")
    desk.item(1, description=WORDS.format("town 1") + " Updated.")
    desk.publish()
    desk.ask()
    assert desk.counts == {"known": 1}
    article = Article.objects.get()
    assert article.current_revision.number == 1
    assert not article.is_partial


def test_the_whole_text_replaces_a_summary(desk):
    desk.item(1, description="A short summary of other words.")
    desk.page(1, status="403 Forbidden")
    desk.publish()
    desk.ask()
    desk.item(1)
    desk.publish()
    desk.ask()
    assert desk.counts == {"revised": 1}
    article = Article.objects.get()
    assert "want to negotiate" in article.current_revision.text


def test_pages_are_bounded_in_a_run_and_the_rest_follows(desk, monkeypatch):
    monkeypatch.setattr("newsroom.feeding.taking.MOST_PAGES", 2)
    Feed.objects.update(text_from="page")
    for number in range(1, 6):
        desk.item(number)
        desk.page(number)
    desk.publish(ETag='"1"')
    for left in (3, 1, 0):
        desk.ask()
        assert desk.counts.get("left", 0) == left
    assert Article.objects.count() == 5
    assert desk.feed.etag == '"1"'


def test_a_run_makes_room_for_a_job_and_goes_on_soon(desk):
    for number in range(1, 4):
        desk.item(number)
    desk.publish()
    assert fetch_due(5, lambda: True) == 1
    desk.feed.refresh_from_db()
    assert desk.counts == {"left": 3}
    assert minutes_left(desk.feed) <= 1.1
    Feed.objects.update(next_at=timezone.now())
    assert fetch_due(5) == 1
    assert Article.objects.count() == 3


def test_the_outlet_of_the_feed_is_that_of_its_articles(site, make_feed):

    desk = Desk(site, make_feed(site.url("/feed"), outlet="The Daily"))
    desk.item(1)
    desk.publish()
    desk.ask()
    assert Article.objects.get().outlet.name == "The Daily"


def test_it_adds_in_the_name_of_whoever_added_it(desk, edgar):
    desk.item(1)
    desk.publish()
    desk.ask()
    assert Article.objects.get().added_by == edgar
    edgar.memberships.update(ended_at=timezone.now())
    desk.item(2)
    desk.publish()
    desk.ask()
    assert desk.feed.status == FeedStatus.PAUSED
    assert desk.feed.why[0] == "nobody"
    assert Article.objects.count() == 1


def test_two_workers_never_have_one_feed(desk):
    desk.publish()
    lease = leases.take(desk.feed.pk)
    assert lease is not None
    assert leases.take(desk.feed.pk) is None
    assert fetch_feed(desk.feed) is None
    assert fetch_due(5) == 0
    Feed.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert leases.take(desk.feed.pk) is not None
    with pytest.raises(leases.Lost):
        lease.write()


def test_a_worker_that_died_is_not_followed_at_once(desk):
    leases.take(desk.feed.pk)
    desk.feed.refresh_from_db()
    assert desk.feed.failures == 1
    assert minutes_left(desk.feed) > 14


def test_an_entry_on_which_workers_die_is_given_up(desk, monkeypatch):
    for number in (1, 2):
        desk.item(number)
    desk.publish()

    class Killed(BaseException):
        pass

    def die(feed, entry):
        if entry.id == "1":
            raise Killed
        return real(feed, entry)

    from newsroom.feeding import taking

    real = taking.from_feed
    monkeypatch.setattr(taking, "from_feed", die)
    for _ in range(4):
        with pytest.raises(Killed):
            desk.ask()
        Feed.objects.update(lease=None)
    desk.ask()
    assert [article.title for article in Article.objects.all()] == ["Talks 2"]


def test_a_removed_feed_stops_within_a_run(desk, monkeypatch):
    monkeypatch.setattr("newsroom.feeding.taking.PIECE", 1)
    for number in (1, 2, 3):
        desk.item(number)
    desk.publish()

    def remove():
        if Article.objects.count() == 1:
            Feed.objects.update(deleted_at=timezone.now())
        return False

    fetch_due(1, remove)
    assert Article.objects.count() < 3
