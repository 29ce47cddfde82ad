"""The pages of feeds: who sees them, what they say, and that each thing that is done can be taken back."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from newsroom import log
from newsroom.actions.feeds import edit_feed, pause_feed, remove_feed, resume_feed
from newsroom.actions.undo import undo
from newsroom.models import Feed, FeedEntry, FeedStatus, Membership, Outlet, Project, User
from tests.newsroom.feeds.desk import Desk

pytestmark = pytest.mark.django_db
LIST = "/p/talks/feeds/"


def posted(client: Client, path: str, feed: Feed | None = None, **fields: str) -> object:
    sent = {"action": str(uuid4()), **({"version": feed.version} if feed else {}), **fields}
    return client.post(LIST + path, sent)


@pytest.fixture
def editor(login: Callable[[User], Client], edgar: User) -> Client:
    return login(edgar)


def test_an_editor_adds_a_feed(editor, project):
    answer = posted(editor, "new/", url="News.example.org/feed", outlet="The Daily", text_from="page")
    feed = Feed.objects.get()
    assert answer.url.startswith(f"{LIST}{feed.uuid}/?done=")
    assert (feed.url, feed.outlet.name, feed.text_from) == ("https://news.example.org/feed", "The Daily", "page")
    assert feed.project == project
    assert feed.next_at <= timezone.now()
    page = editor.get(answer.url).content.decode()
    assert "Undo" in page
    assert "Not asked yet" in page


def test_an_address_is_enough(editor):
    posted(editor, "new/", url="feed:https://news.example.org/feed")
    feed = Feed.objects.get()
    assert (feed.url, feed.text_from, feed.outlet) == ("https://news.example.org/feed", "automatic", None)


@pytest.mark.parametrize(
    "url",
    (
        "",
        "not an address",
        "http://127.0.0.1/feed",
        "file:///etc/passwd",
        "https://user@example.org/",
        "https://intranet/",
    ),
)
def test_an_address_that_will_never_be_asked_is_refused_at_once(editor, url):
    answer = posted(editor, "new/", url=url, outlet="Kept")
    assert answer.status_code == 422
    assert 'value="Kept"' in answer.content.decode()
    assert not Feed.objects.exists()


def test_sending_twice_adds_once(editor):
    fields = {"action": str(uuid4()), "url": "https://news.example.org/feed"}
    first, second = (editor.post(f"{LIST}new/", fields) for _ in range(2))
    assert first.url == second.url
    assert Feed.objects.count() == 1


def test_a_feed_that_is_here_is_not_added_again(editor, make_feed):
    make_feed("https://news.example.org/feed")
    answer = posted(editor, "new/", url="https://news.example.org/feed")
    assert answer.status_code == 409
    assert "already" in answer.content.decode()


def test_two_projects_may_have_the_same_feed(make_feed, login, charlie):
    make_feed("https://news.example.org/feed")
    answer = login(charlie).post(
        "/p/elsewhere/feeds/new/", {"action": str(uuid4()), "url": "https://news.example.org/feed"}
    )
    assert answer.status_code == 302


def test_settings_are_edited_and_a_conflict_keeps_what_was_typed(editor, make_feed):
    feed = make_feed("https://news.example.org/feed")
    assert posted(editor, f"{feed.uuid}/edit/", feed, title="News", outlet="", text_from="feed").status_code == 302
    answer = posted(editor, f"{feed.uuid}/edit/", feed, title="Mine", outlet="", text_from="feed")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert 'value="Mine"' in page
    feed.refresh_from_db()
    assert (feed.title, feed.text_from, feed.version) == ("News", "feed", 2)


def test_a_feed_is_paused_and_taken_up_again_by_whoever_does_it(editor, make_feed, olivia, edgar):
    feed = make_feed("https://news.example.org/feed", by=olivia)
    Feed.objects.update(failures=3, why=["x", "It failed.", {}], next_at=timezone.now() + timedelta(days=1))
    posted(editor, f"{feed.uuid}/pause/", feed)
    feed.refresh_from_db()
    assert feed.status == FeedStatus.PAUSED
    posted(editor, f"{feed.uuid}/resume/", feed)
    feed.refresh_from_db()
    assert (feed.status, feed.by, feed.failures, feed.why) == (FeedStatus.ACTIVE, edgar, 0, [])
    assert feed.next_at <= timezone.now()


def test_a_removed_feed_is_gone_and_can_be_added_anew(editor, make_feed):
    feed = make_feed("https://news.example.org/feed")
    action = str(uuid4())
    for _ in range(2):
        answer = editor.post(f"{LIST}{feed.uuid}/remove/", {"action": action, "version": feed.version})
        assert answer.status_code == 302
    page = editor.get(answer.url).content.decode()
    assert "Undo" in page
    assert "news.example.org" not in page
    assert editor.get(f"{LIST}{feed.uuid}/").status_code == 404
    assert posted(editor, "new/", url=feed.url).status_code == 302


def test_asking_now_puts_it_first(editor, make_feed):
    feed = make_feed("https://news.example.org/feed")
    Feed.objects.update(next_at=timezone.now() + timedelta(days=1))
    assert posted(editor, f"{feed.uuid}/fetch/").status_code == 302
    feed.refresh_from_db()
    assert feed.next_at <= timezone.now()


def undone(by: User, project: Project, token: log.Token) -> None:
    membership = Membership.objects.get(user=by, project=project)
    undo(by=by, membership=membership, action_uuid=token.uuid, token=log.make_token())


def test_every_action_can_be_taken_back_even_after_the_feed_was_asked(desk: Desk, project, edgar):
    desk.item(1)
    desk.publish()
    desk.ask()
    feed = desk.feed

    def version():
        feed.refresh_from_db()
        return feed.version

    for act in (pause_feed, remove_feed):
        token = log.make_token()
        act(by=edgar, feed=feed, version=version(), token=token)
        undone(edgar, project, token)
        feed.refresh_from_db()
        assert (feed.status, feed.deleted_at) == ("active", None)
    token = log.make_token()
    values = {"title": "Mine", "outlet": "Another", "text_from": "feed"}
    edit_feed(by=edgar, feed=feed, version=version(), values=values, token=token)
    undone(edgar, project, token)
    feed.refresh_from_db()
    assert (feed.title, feed.outlet, feed.text_from) == ("", None, "automatic")
    assert Outlet.objects.get(name="Another").deleted_at
    pause_feed(by=edgar, feed=feed, version=version(), token=log.make_token())
    token = log.make_token()
    resume_feed(by=edgar, feed=feed, version=version(), token=token)
    undone(edgar, project, token)
    feed.refresh_from_db()
    assert feed.status == "paused"


def test_adding_can_be_taken_back_after_the_feed_moved(desk: Desk, project, edgar):
    desk.publish("/new")
    desk.site.leads("/feed", "/new", 301)
    desk.ask()
    added = project.actions.get(kind="feed_add")
    undone(edgar, project, log.Token(added.uuid, ""))
    desk.feed.refresh_from_db()
    assert desk.feed.deleted_at


def test_readers_see_feeds_and_change_nothing(login, rita, desk: Desk):
    desk.item(1)
    desk.publish()
    desk.ask()
    reader = login(rita)
    page = reader.get(LIST).content.decode()
    assert "The Daily" in page
    assert "1 added" in page
    assert "feed-add" not in page
    page = reader.get(f"{LIST}{desk.feed.uuid}/").content.decode()
    assert "Talks 1" in page
    assert "Remove" not in page
    assert posted(reader, f"{desk.feed.uuid}/pause/", desk.feed).status_code == 403


def test_strangers_get_404(login, charlie, make_feed):
    feed = make_feed("https://news.example.org/feed")
    stranger = login(charlie)
    assert stranger.get(LIST).status_code == 404
    assert stranger.get(f"{LIST}{feed.uuid}/").status_code == 404
    assert stranger.get(f"/p/elsewhere/feeds/{feed.uuid}/").status_code == 404


def test_what_failed_is_said_in_words(editor, desk: Desk):
    desk.site.says("/feed", "", status="500 Broken")
    desk.ask()
    for page in (editor.get(LIST), editor.get(f"{LIST}{desk.feed.uuid}/")):
        text = page.content.decode()
        assert "not working" in text
        assert "answer 500" in text


def test_entries_that_were_not_taken_have_their_reason(editor, desk: Desk):
    Feed.objects.update(text_from="page")
    desk.item(1)
    desk.item(2, link="")
    desk.page(1, status="404 Not Found")
    desk.publish()
    desk.ask()
    page = editor.get(f"{LIST}{desk.feed.uuid}/?show=refused").content.decode()
    assert "nothing at this address" in page
    assert "names no page" in page


def test_hostile_titles_are_shown_as_text(editor, desk: Desk):
    desk.item(1, title="&lt;img src=x onerror=alert(1)&gt;Talks")
    desk.publish()
    desk.ask()
    FeedEntry.objects.update(article=None, title='"><script>alert(1)</script>')
    Feed.objects.update(title="<b>News</b>")
    for path in (LIST, f"{LIST}{desk.feed.uuid}/"):
        page = editor.get(path).content.decode()
        assert "<script>alert" not in page
        assert "<b>News" not in page


def test_it_says_that_fetching_is_off(editor, make_feed, settings):
    settings.FETCHING = False
    feed = make_feed("https://news.example.org/feed")
    for path in (LIST, f"{LIST}{feed.uuid}/"):
        assert "switched off" in editor.get(path).content.decode()


def test_entries_are_paged(editor, make_feed):
    feed = make_feed("https://news.example.org/feed")
    FeedEntry.objects.bulk_create(FeedEntry(feed=feed, key=str(n), title=f"Entry {n}") for n in range(120))
    page = editor.get(f"{LIST}{feed.uuid}/?page=3").content.decode()
    assert page.count("<li>") >= 20
    assert "Next page" not in page
    assert editor.get(f"{LIST}{feed.uuid}/?page=x").status_code == 404


def test_pages_ask_as_often_for_many_feeds_as_for_one(editor, make_feed, article):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as context:
            editor.get(path)
        return len(context)

    feed = make_feed("https://news.example.org/0", outlet="The Daily")
    FeedEntry.objects.create(feed=feed, key="0", article=article)
    paths = (LIST, f"{LIST}{feed.uuid}/")
    for path in paths:
        editor.get(path)
    one = [asked(path) for path in paths]
    for number in range(1, 12):
        make_feed(f"https://news.example.org/{number}", outlet=f"Outlet {number}")
        FeedEntry.objects.create(feed=feed, key=str(number), article=article)
    assert [asked(path) for path in paths] == one
    assert max(one) <= 9


def test_the_button_that_offers_undo_works(editor, make_feed):
    feed = make_feed("https://news.example.org/feed")
    answer = posted(editor, f"{feed.uuid}/pause/", feed)
    done = answer.url.rpartition("=")[2]
    back = editor.post("/p/talks/undo/", {"action": str(uuid4()), "undo": done, "next": f"{LIST}{feed.uuid}/"})
    assert back.status_code in (302, 303)
    feed.refresh_from_db()
    assert feed.status == FeedStatus.ACTIVE
