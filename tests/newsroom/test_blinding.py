"""Blind mode and the settings of a project: who may, what is kept, what the pages then say."""

from uuid import uuid4

import pytest

from newsroom import log
from newsroom.actions.undo import undo
from newsroom.models import Action, Article, Membership, Project
from tests.annotations.sending import selection

pytestmark = pytest.mark.django_db

SETTINGS = "/p/talks/settings/"


def settings_body(**changes):
    return {
        "action": str(uuid4()),
        "version": 1,
        "name": "Routes to talks",
        "claims_by": "analysts",
        "default_visibility": "project",
        "languages": "",
        **changes,
    }


def blind_url(article):
    return f"/p/talks/articles/{article.uuid}/blind/"


def fresh(project):
    return Project.objects.get(pk=project.pk)


def member_of(project, user):
    return Membership.objects.select_related("project").get(project=project, user=user)


def test_an_owner_changes_the_settings(project, olivia, login):
    body = settings_body(is_blind="on", starts_on_mine="on", claims_by="editors", languages="en, uk; en")
    assert login(olivia).post(SETTINGS, body | {"default_visibility": "private"}).status_code == 302
    now = fresh(project)
    assert (now.is_blind, now.starts_on_mine, now.claims_by) == (True, True, "editors")
    assert (now.default_visibility, now.languages) == ("private", ["en", "uk"])


def test_bad_languages_are_refused_and_what_was_typed_stays(project, olivia, login):
    answer = login(olivia).post(SETTINGS, settings_body(name="Other", languages="en, klingonese!"))
    assert answer.status_code == 422
    assert "klingonese!" in answer.content.decode()
    assert fresh(project).name == "Routes to talks"


def test_settings_can_be_undone(project, olivia, login):
    login(olivia).post(SETTINGS, settings_body(is_blind="on"))
    done = Action.objects.get(project=project, kind="project_edit")
    member = member_of(project, olivia)
    undo(by=olivia, membership=member, action_uuid=done.uuid, token=log.make_token())
    assert not fresh(project).is_blind


def test_the_same_settings_twice_are_saved_once(project, olivia, login):
    client, body = login(olivia), settings_body(is_blind="on")
    assert [client.post(SETTINGS, body).status_code for _time in range(2)] == [302, 302]
    assert Action.objects.filter(project=project, kind="project_edit").count() == 1


def test_an_editor_makes_an_article_blind_and_reveals_it(project, article, edgar, login):
    client = login(edgar)
    for choice, kept in (("blind", True), ("revealed", False), ("project", None)):
        assert client.post(blind_url(article), {"action": str(uuid4()), "blind": choice}).status_code == 302
        assert Article.objects.get(pk=article.pk).is_blind is kept
    assert fresh(project).has_blind_articles


def test_nobody_else_may(project, article, alice, rita, charlie, login):
    for user, status in ((alice, 403), (rita, 403), (charlie, 404)):
        answer = login(user).post(blind_url(article), {"action": str(uuid4()), "blind": "revealed"})
        assert answer.status_code == status
    assert Article.objects.get(pk=article.pk).is_blind is None


def test_a_choice_that_is_none_is_refused(project, article, edgar, login):
    assert login(edgar).post(blind_url(article), {"action": str(uuid4()), "blind": "maybe"}).status_code == 422


def test_an_editor_puts_the_blindfold_on_and_off(project, edgar, login):
    client = login(edgar)
    for sent, kept in (("1", True), ("0", False)):
        assert client.post("/p/talks/blindfold/", {"action": str(uuid4()), "on": sent}).status_code == 302
        assert member_of(project, edgar).is_blindfolded is kept


def test_the_page_says_what_is_covered_and_coding_shows_it(project, article, alice, bob, highlight, login):
    highlight(alice, article, "negotiate", "Willing", note="a colleague's note")
    Project.objects.filter(pk=project.pk).update(is_blind=True)
    client, page = login(bob), f"/p/talks/articles/{article.uuid}/"
    before = client.get(page).content.decode()
    assert "until you mark the article coded" in before
    assert "colleague&#x27;s note" not in before
    sent = {"action": str(uuid4()), "state": "coded"}
    answer = client.post(f"{page}state/", sent, headers={"HX-Request": "true"})
    assert answer["HX-Refresh"] == "true"
    assert "colleague&#x27;s note" in client.get(page).content.decode()


def test_where_editors_alone_add_claims_an_analyst_gets_the_form_again(project, article, alice, edgar, login):
    Project.objects.filter(pk=project.pk).update(claims_by="editors")
    assert login(alice).get("/p/talks/claims/new/").status_code == 403
    listed = login(alice).get("/p/talks/claims/").content.decode()
    assert "New claim" not in listed
    assert "Ask Olivia Owner or Edgar" in listed
    read = login(alice).get(f"/p/talks/articles/{article.uuid}/").content.decode()
    assert "Not in the codebook: “{label}”. In this project editors alone add claims. Ask Olivia Owner" in read
    assert "Ask Olivia Owner" in login(alice).get(f"/p/talks/articles/{article.uuid}/tag/").content.decode()
    assert "claims-locked" not in login(edgar).get("/p/talks/claims/").content.decode()
    assert login(edgar).get("/p/talks/claims/new/").status_code == 200


def test_whoever_starts_on_mine_begins_with_their_own(project, article, bob, login):
    Project.objects.filter(pk=project.pk).update(starts_on_mine=True)
    assert 'data-view="mine"' in login(bob).get(f"/p/talks/articles/{article.uuid}/").content.decode()


def test_an_analyst_cannot_make_a_claim_in_passing_there(project, article, alice, login):
    Project.objects.filter(pk=project.pk).update(claims_by="editors")
    body = selection(article, "negotiate", claim_label="Brand new", stance="asserts", note="kept words")
    answer = login(alice).post(f"/p/talks/articles/{article.uuid}/annotations/", body)
    assert answer.status_code == 409
    assert "kept words" in answer.content.decode()
    assert "editors alone add claims" in answer.content.decode()
