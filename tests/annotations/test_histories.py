"""Every kind with a page of its own leads to its history, and gets back what it was; blind mode covers histories too."""

from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.actions.reading import set_state
from annotations.models import ReadingState
from newsroom import log
from newsroom.actions.articles import edit_article
from newsroom.actions.feeds import add_feed, edit_feed
from newsroom.actions.members import change_role
from newsroom.actions.projects import edit_project
from newsroom.models import Event, Membership, Project


@pytest.fixture
def feed(edgar, project):
    values = {"title": "First", "outlet": "", "text_from": "automatic"}
    return add_feed(
        by=edgar, project=project, url="https://news.example.org/feed", values=values, token=log.make_token()
    )


def member(user):
    return Membership.objects.current().select_related("project").get(user=user)


def history(kind, uuid):
    return reverse("object_history", args=["talks", kind, uuid])


def restored(client, kind, uuid):
    """Put an object back to its first state by its page; return the answer to the form."""
    numbers = list(Event.objects.filter(object_uuid=uuid).order_by("sequence").values_list("sequence", flat=True))
    url = reverse("state_restore", args=["talks", kind, uuid]) + f"?state={numbers[0]}"
    assert client.get(url).status_code == 200
    return client.post(url, {"action": str(uuid4()), "seen": numbers[-1]})


def test_pages_lead_to_the_histories_of_what_they_show(olivia, alice, project, feed, article, login):
    set_state(by=alice, article=article, state="read", token=log.make_token())
    mine = ReadingState.objects.get(user=alice)
    for user, page, kind, uuid in (
        (alice, "members/", "membership", member(alice).uuid),
        (alice, f"feeds/{feed.uuid}/", "feed", feed.uuid),
        (alice, f"articles/{article.uuid}/history/", "reading_state", mine.uuid),
        (olivia, "settings/", "project", project.uuid),
        (olivia, f"outlets/{_outlet(article, olivia).uuid}/", "outlet", _outlet(article, olivia).uuid),
    ):
        client = login(user)
        assert f'href="{history(kind, uuid)}"' in client.get(f"/p/talks/{page}").content.decode(), page
        assert client.get(history(kind, uuid)).status_code == 200, kind


def _outlet(article, by):
    article.refresh_from_db()
    if article.outlet is None:
        values = {"outlet": "The Paper"}
        edit_article(by=by, article=article, version=article.version, values=values, token=log.make_token())
        article.refresh_from_db()
    return article.outlet


def test_a_membership_gets_its_role_back(olivia, alice, login):
    for role in ("editor", "reader"):
        change_role(by=olivia, membership=member(alice), role=role, token=log.make_token())
    assert restored(login(olivia), "membership", member(alice).uuid).status_code == 303
    assert member(alice).role == "editor"


def test_a_project_gets_its_settings_back_but_not_out_of_the_archive(olivia, project, login):
    for name in ("Second", "Third"):
        edit_project(by=olivia, project=project, values={"name": name}, token=log.make_token())
    assert restored(login(olivia), "project", project.uuid).status_code == 303
    assert Project.objects.get().name == "Second"


def test_a_feed_gets_its_title_back(edgar, feed, login):
    for version, title in ((1, "Second"), (2, "Third")):
        values = {"title": title, "outlet": "", "text_from": "automatic"}
        edit_feed(by=edgar, feed=feed, version=version, values=values, token=log.make_token())
    assert restored(login(edgar), "feed", feed.uuid).status_code == 303
    feed.refresh_from_db()
    assert feed.title == "First"


def test_a_reading_state_goes_back(alice, article, login):
    for state in ("read", "coded"):
        set_state(by=alice, article=article, state=state, token=log.make_token())
    mine = ReadingState.objects.get(user=alice)
    assert restored(login(alice), "reading_state", mine.uuid).status_code == 303
    mine.refresh_from_db()
    assert mine.state == "read"


def test_who_may_not_change_it_today_restores_nothing(olivia, alice, bob, edgar, article, project, login):
    change_role(by=olivia, membership=member(alice), role="editor", token=log.make_token())
    edit_project(by=olivia, project=project, values={"name": "Second"}, token=log.make_token())
    set_state(by=bob, article=article, state="read", token=log.make_token())
    state = ReadingState.objects.get(user=bob)
    for kind, uuid in (("membership", member(alice).uuid), ("project", project.uuid), ("reading_state", state.uuid)):
        number = Event.objects.filter(object_uuid=uuid).latest("sequence").sequence
        url = reverse("state_restore", args=["talks", kind, uuid]) + f"?state={number}"
        assert login(edgar).post(url, {"action": str(uuid4()), "seen": number}).status_code == 403, kind


def test_under_blind_mode_a_colleagues_reading_state_is_not_there(project, alice, bob, edgar, article, login):
    set_state(by=bob, article=article, state="skipped", reason="too long", token=log.make_token())
    state = ReadingState.objects.get(user=bob)
    address = history("reading_state", state.uuid)
    assert login(alice).get(address).status_code == 200
    Project.objects.filter(pk=project.pk).update(is_blind=True)
    restore = reverse("state_restore", args=["talks", "reading_state", state.uuid])
    assert login(alice).get(address).status_code == 404
    assert login(alice).get(restore).status_code == 404
    assert login(bob).get(address).status_code == 200
    assert login(edgar).get(address).status_code == 200
    set_state(by=alice, article=article, state="coded", token=log.make_token())
    assert login(alice).get(address).status_code == 200
