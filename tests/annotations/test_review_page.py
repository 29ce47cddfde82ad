"""What is to be looked at after an article was edited: listed for its author, decided by its author."""

from uuid import uuid4

import pytest
from django.urls import reverse

from annotations import review
from annotations.models import Anchor
from newsroom.models import Event
from tests.annotations.rewording import reword
from tests.annotations.sending import SCRIPTED, selection

TEXT = """Talks fail

The president said there was no real willingness to stop.

"It is so," he said in the evening, and left.

The next round is planned for the spring of next year.

A fourth paragraph says that grain goes on by ship to Odesa."""


@pytest.fixture
def article(make_article):
    return make_article(TEXT)


@pytest.fixture
def changed(article, alice, highlight):
    return highlight(alice, article, "no real willingness", "No will", speaker="Macron", note="see the evening")


@pytest.fixture
def lost(article, alice, highlight):
    return highlight(alice, article, "The next round is planned for the spring of next year.")


@pytest.fixture
def edited(article, edgar, alice, bob, highlight, changed, lost):
    """Of alice's highlights one is changed, one gone, one differs in typography, one stands in a changed sentence."""
    highlight(alice, article, '"It is so," he said')
    highlight(alice, article, "grain goes on")
    highlight(bob, article, "to stop", note="for all")
    highlight(bob, article, "no real", visibility="private", note="for bob alone")
    reword(
        edgar,
        article,
        ("no real willingness", "a real willingness"),
        ('"It is so,"', "“It is so,”"),
        ("The next round is planned for the spring of next year.", ""),
        ("by ship to Odesa", "by rail to Lviv"),
    )
    return article


def listed(client, project, **query):
    return client.get(reverse("review_list", args=[project.key]), query)


def decide(client, annotation, decision="accepted", revision=None, **more):
    revision = revision or annotation.article.revisions.latest("number")
    fields = {"action": str(uuid4()), "decision": decision, "revision": str(revision.uuid), **more.pop("sent", {})}
    return client.post(reverse("review_decide", args=[annotation.project.key, annotation.uuid]), fields, **more)


def standing(annotation):
    return annotation.anchors.filter(is_origin=False).latest("revision__number")


def whats(answer):
    return [case.what for case in answer.context["found"].cases]


def test_changed_and_lost_ones_are_listed_with_both_wordings(login, alice, project, edited):
    answer = listed(login(alice), project)
    assert sorted(whats(answer)) == [
        "only typography or space changed",
        "same words in a changed sentence",
        "words are gone",
        "words changed",
    ]
    html = answer.content.decode()
    assert "<del>" in html
    assert ">no</del>" in html.replace('<span class="vh">taken out: </span>', "")
    assert "These words are not in it any more" in html
    assert "No will" in html


def test_everybody_lists_their_own_and_nobody_a_private_one_of_others(login, bob, edgar, rita, project, edited):
    assert len(listed(login(bob), project).context["found"].cases) == 2
    assert listed(login(edgar), project).context["found"].total == 0
    everybody = listed(login(edgar), project, whose="all")
    assert everybody.context["found"].total == 5
    assert "for bob alone" not in everybody.content.decode()
    assert "Accept the new wording" not in everybody.content.decode()
    assert listed(login(bob), project, whose="all").context["found"].total == 2
    assert listed(login(rita), project, whose="all").context["found"].total == 0


def test_stranger_gets_404(login, charlie, project, edited, changed):
    assert listed(login(charlie), project).status_code == 404
    assert decide(login(charlie), changed).status_code == 404


def test_filters_by_what_became_and_by_article(login, alice, edgar, project, edited, make_article):
    client = login(alice)
    assert whats(listed(client, project, status="lost")) == ["words are gone"]
    assert whats(listed(client, project, status="resaid")) == ["same words in a changed sentence"]
    other = make_article("Another\n\nWords of another article.")
    assert listed(client, project, article=str(other.uuid)).context["found"].total == 0
    assert listed(client, project, article=str(edited.uuid)).context["found"].total == 4
    assert listed(client, project, article="x", status="y").status_code == 200


def test_accepting_takes_it_from_the_list_and_leaves_the_origin(login, alice, project, edited, changed):
    client, origin = login(alice), changed.anchors.values().get(is_origin=True)
    assert decide(client, changed).status_code == 303
    now = standing(changed)
    assert (now.decision, now.decided_by, now.status) == ("accepted", alice, "changed")
    assert changed.anchors.values().get(is_origin=True) == origin
    assert len(listed(client, project).context["found"].cases) == 3
    assert Event.objects.get(object_kind="standing").object_uuid == changed.uuid


def test_with_a_script_the_row_says_what_was_done_and_offers_the_way_back(login, alice, edited, changed, lost):
    client = login(alice)
    html = decide(client, changed, headers=SCRIPTED).content.decode()
    assert f'id="review-{changed.key}"' in html
    assert "New wording accepted." in html
    assert "Kept on the old wording." in decide(client, lost, "kept", headers=SCRIPTED).content.decode()


def test_kept_ones_are_not_drawn_but_told(login, alice, bob, edited, changed):
    decide(login(alice), changed, "kept")
    html = login(bob).get(reverse("article_read", args=[edited.project.key, edited.uuid])).content.decode()
    assert f'data-a="{changed.key}"' not in html
    assert "made on an earlier wording" in html
    assert '<q dir="auto">no real willingness</q>' in html
    old = login(bob).get(reverse("article_revision", args=[edited.project.key, edited.uuid, 1])).content.decode()
    assert f'data-a="{changed.key}"' in old


def test_lost_words_cannot_be_accepted(login, alice, edited, lost):
    assert decide(login(alice), lost, "accepted").status_code == 409
    assert standing(lost).decision is None


def test_nobody_decides_for_somebody_else(login, bob, edgar, edited, changed):
    assert [decide(login(user), changed).status_code for user in (bob, edgar)] == [403, 403]
    assert standing(changed).decision is None


def test_twice_decides_once_and_another_decision_is_refused(login, alice, edited, changed):
    client, sent = login(alice), {"action": str(uuid4())}
    assert [decide(client, changed, sent=sent).status_code for _try in range(2)] == [303, 303]
    assert Event.objects.filter(object_kind="standing").count() == 1
    assert decide(client, changed, "kept").status_code == 409
    refused = decide(client, changed, "kept", headers=SCRIPTED)
    assert refused.status_code == 409
    assert "This was decided already." in refused.content.decode()
    assert f'id="review-{changed.key}"' in refused.content.decode()


def test_a_wording_that_is_not_the_newest_any_more_is_not_decided_about(login, alice, edgar, edited, changed):
    seen = edited.revisions.latest("number")
    reword(edgar, edited, ("a real willingness", "some willingness"))
    assert decide(login(alice), changed, revision=seen).status_code == 409
    assert standing(changed).decision is None


@pytest.mark.parametrize("sent", [{"decision": "placed"}, {"decision": ""}, {"revision": "x"}, {"action": ""}])
def test_what_makes_no_sense_decides_nothing(login, alice, edited, changed, sent):
    answer = decide(login(alice), changed, sent=sent)
    assert answer.status_code == 303
    assert decide(login(alice), changed, sent=sent, headers=SCRIPTED).status_code == 422
    assert standing(changed).decision is None


def test_those_of_typography_alone_are_accepted_at_once_and_taken_back_at_once(login, alice, bob, project, edited):
    client = login(alice)
    assert "Accept 1 that differs in typography alone" in listed(client, project).content.decode()
    action = str(uuid4())
    client.post(reverse("review_typography", args=[project.key]), {"action": action})
    [accepted] = Anchor.objects.filter(decision="accepted")
    assert (accepted.is_typographic, accepted.annotation.author) == (True, alice)
    assert len(listed(client, project).context["found"].cases) == 3
    client.post(reverse("action_undo", args=[project.key]), {"action": str(uuid4()), "undo": action})
    accepted.refresh_from_db()
    assert (accepted.decision, accepted.decided_by, accepted.decided_at) == (None, None, None)


def test_put_elsewhere_changes_the_standing_and_undo_brings_it_back(login, alice, project, edited, lost):
    client, before = login(alice), Anchor.objects.filter(is_origin=False).values().get(annotation=lost)
    address = reverse("review_place", args=[project.key, lost.uuid])
    page = client.get(address).content.decode()
    assert "The next round is planned" in page
    assert "grain goes on by rail" in client.get(address, {"find": "GRAIN goes"}).content.decode()
    assert "No sentence holds these words" in client.get(address, {"find": "zebra"}).content.decode()
    edited.refresh_from_db()
    sent = selection(edited, "grain goes on", version=lost.version)
    assert client.post(address, sent).status_code == 303
    now = standing(lost)
    assert (now.quote, now.decision, now.status, now.is_origin) == ("grain goes on", "placed", "changed", False)
    assert lost.anchors.get(is_origin=True).quote.startswith("The next round")
    client.post(reverse("action_undo", args=[project.key]), {"action": str(uuid4()), "undo": sent["action"]})
    assert Anchor.objects.filter(is_origin=False).values().get(annotation=lost) == before


def test_a_bad_place_is_refused_with_the_form_again(login, alice, project, edited, lost):
    address = reverse("review_place", args=[project.key, lost.uuid])
    answer = login(alice).post(address, {**selection(edited, "left"), "quote": "zebra", "version": lost.version})
    assert answer.status_code == 422
    edited.refresh_from_db()
    stale = selection(edited, "grain", version=lost.version + 1)
    assert login(alice).post(address, stale).status_code == 409


def test_a_decision_on_an_older_wording_is_not_undone(login, alice, edgar, project, edited, changed):
    client, action = login(alice), str(uuid4())
    decide(client, changed, sent={"action": action})
    reword(edgar, edited, ("a real willingness", "some willingness"))
    undo = {"action": str(uuid4()), "undo": action}
    assert client.post(reverse("action_undo", args=[project.key]), undo).status_code == 409


def test_what_was_accepted_is_what_the_next_edit_is_compared_with(login, alice, edgar, project, edited, changed):
    decide(login(alice), changed)
    reword(edgar, edited, ("a real willingness", "some willingness"))
    case = next(case for case in listed(login(alice), project).context["found"].cases if case.annotation == changed)
    assert case.settled.quote == "a real willingness"
    assert case.anchor.quote == "some willingness"


def test_badge_of_the_inbox_tells_of_the_edit_once(login, alice, rita, project, edited):
    library = reverse("library", args=[project.key])
    assert 'title="Unread">1</span>' in login(alice).get(library).content.decode()
    assert "4 highlights of yours" in login(alice).get(reverse("inbox", args=[project.key])).content.decode()
    assert '<span class="badge warn"' not in login(rita).get(library).content.decode()


def test_long_lists_have_pages(login, alice, project, edited, monkeypatch):
    monkeypatch.setattr(review, "PAGE", 3)
    client = login(alice)
    first = listed(client, project)
    assert (len(first.context["found"].cases), first.context["found"].total) == (3, 4)
    rest = client.get(reverse("review_list", args=[project.key]) + "?" + first.context["next_url"])
    assert len(rest.context["found"].cases) == 1
    assert rest.context["next_url"] == ""


def test_queries_are_the_same_for_few_and_many(
    login, alice, edgar, project, edited, highlight, django_assert_num_queries
):
    client = login(alice)
    listed(client, project)
    with django_assert_num_queries(10) as asked:
        listed(client, project)
    for words in ("evening", "The president", "left"):
        highlight(alice, edited, words)
    reword(edgar, edited, ("evening", "morning"), ("The president", "A president"), ("left", "went"))
    with django_assert_num_queries(len(asked)):
        listed(client, project)


def test_history_tells_the_decision(login, alice, bob, project, edited, changed):
    decide(login(alice), changed)
    history = reverse("article_history", args=[project.key, edited.uuid])
    assert "Accepted the new wording" in login(bob).get(history).content.decode()
