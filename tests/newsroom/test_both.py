"""The same form saved by two: 409 with both versions, and nothing of either is thrown away."""

from uuid import uuid4

import pytest

from newsroom import log
from newsroom.actions.articles import edit_article
from newsroom.actions.feeds import add_feed
from newsroom.models import Project

pytestmark = pytest.mark.django_db
SETTINGS = "/p/talks/settings/"


def settings(version=1, **changes):
    kept = {"name": "Routes to talks", "claims_by": "analysts", "default_visibility": "project", "languages": ""}
    return {"action": str(uuid4()), "version": version, **kept, **changes}


@pytest.fixture
def outlet(article, edgar):
    edit_article(by=edgar, article=article, version=1, values={"outlet": "The Paper"}, token=log.make_token())
    article.refresh_from_db()
    return article.outlet


@pytest.fixture
def feed(edgar, project):
    values = {"title": "First", "outlet": "The Paper", "text_from": "automatic"}
    return add_feed(by=edgar, project=project, url="https://news.example.org/f", values=values, token=log.make_token())


def test_settings_that_both_changed_are_shown_side_by_side(olivia, project, login):
    client = login(olivia)
    assert client.post(SETTINGS, settings(name="Theirs", is_blind="on")).status_code == 302
    answer = client.post(SETTINGS, settings(name="Mine", languages="en"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("<section>") == 1
    assert "Theirs" in page
    assert 'value="Mine"' in page
    assert 'value="en"' in page
    assert 'name="version" value="2"' in page
    assert "checked" in page.split('name="is_blind"')[1].split(">")[0], "what one left alone is theirs"
    assert Project.objects.get().name == "Theirs"


def test_keeping_mine_is_saving_again_with_the_newer_version(olivia, project, login):
    client = login(olivia)
    client.post(SETTINGS, settings(name="Theirs"))
    assert client.post(SETTINGS, settings(name="Mine")).status_code == 409
    assert client.post(SETTINGS, settings(2, name="Mine")).status_code == 302
    assert Project.objects.get().name == "Mine"


def test_settings_without_a_version_are_not_saved(olivia, project, login):
    body = settings(name="Mine")
    del body["version"]
    assert login(olivia).post(SETTINGS, body).status_code == 422
    assert Project.objects.get().name == "Routes to talks"


def test_other_fields_of_an_outlet_need_no_decision(edgar, outlet, login):
    client, url = login(edgar), f"/p/talks/outlets/{outlet.uuid}/"
    body = {"name": "The Paper", "domain": "", "country": "", "version": 1}
    assert client.post(url, {**body, "country": "FR", "action": str(uuid4())}).status_code == 302
    answer = client.post(url, {**body, "domain": "paper.example", "action": str(uuid4())})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Nothing that you typed was touched by it" in page
    assert 'value="FR"' in page
    assert 'value="paper.example"' in page


def test_an_outlets_field_that_both_changed_is_shown_side_by_side(edgar, outlet, login):
    client, url = login(edgar), f"/p/talks/outlets/{outlet.uuid}/"
    body = {"domain": "", "country": "", "version": 1}
    client.post(url, {**body, "name": "Paper, The", "action": str(uuid4())})
    answer = client.post(url, {**body, "name": "A Paper", "action": str(uuid4())})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "There now" in page
    assert "Paper, The" in page
    assert 'value="A Paper"' in page
    assert f'href="{url}"' in page


def test_a_feeds_outlet_is_compared_by_name(edgar, feed, login):
    client, url = login(edgar), f"/p/talks/feeds/{feed.uuid}/edit/"
    body = {"title": "First", "outlet": "The Paper", "text_from": "automatic", "version": feed.version}
    client.post(url, {**body, "outlet": "Other Paper", "title": "Second", "action": str(uuid4())})
    answer = client.post(url, {**body, "outlet": "Third Paper", "action": str(uuid4())})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.count("<section>") == 1
    assert "Other Paper" in page
    assert 'value="Third Paper"' in page
    assert 'value="Second"' in page
