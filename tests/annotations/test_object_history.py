"""The history of any object, its earlier states restored, and the trash."""

import html
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.actions import annotations as actions
from annotations.actions.claims import create_claim, edit_claim
from annotations.actions.taggings import TaggingDraft, change_tagging
from annotations.models import Annotation, Claim, Speaker, Tagging
from newsroom import log
from newsroom.actions.articles import edit_article, remove_article
from newsroom.actions.undo import undo
from newsroom.models import Action, Event, Outlet

QUOTE = "French President Emmanuel Macron"
LONG = "Use it where somebody says that there is no real will to negotiate at this time at all."


@pytest.fixture
def claim(alice, project):
    made = create_claim(by=alice, project=project, label="First label", definition=LONG, token=log.make_token())
    changed = {"label": "Second label", "statement": "", "definition": LONG.replace("no real", "little")}
    return edit_claim(by=alice, claim=made, version=1, **changed, slot=2, parent=None, token=log.make_token())


@pytest.fixture
def address(project):
    def of(name, kind, uuid, query=""):
        return reverse(name, args=[project.key, kind, uuid]) + query

    return of


def numbers(uuid):
    return list(Event.objects.filter(object_uuid=uuid).order_by("sequence").values_list("sequence", flat=True))


def plain(response):
    text = re.sub(r"<[^>]+>", " ", response.content.decode().split('id="main"')[1])
    return " ".join(html.unescape(text).split()).replace(" :", ":")


def send(client, url, uuid, **fields):
    return client.post(url, {"action": str(uuid4()), "seen": numbers(uuid)[-1], **fields})


def test_it_tells_word_by_word_what_changed(login, address, bob, claim):
    response = login(bob).get(address("object_history", "claim", claim.uuid))
    assert "Changed: label: First label → Second label" in plain(response)
    assert "<del>no real</del><ins>little</ins>" in response.content.decode()
    assert "Made the claim: First label" in plain(response)


def test_a_state_is_shown_before_it_is_restored(login, address, bob, claim):
    client, url = login(bob), address("state_restore", "claim", claim.uuid, f"?state={numbers(claim.uuid)[0]}")
    assert "Second label → First label" in plain(client.get(url))
    assert send(client, url, claim.uuid).status_code == 303
    fresh = Claim.objects.get(uuid=claim.uuid)
    assert (fresh.label, fresh.folded, fresh.definition) == ("First label", "first label", LONG)
    assert fresh.version == claim.version + 1
    assert Action.objects.latest("pk").kind == "state_restore"
    assert "as it was then already" in plain(client.get(url))


def test_restoring_is_undone_like_anything(login, address, bob, claim):
    send(login(bob), address("state_restore", "claim", claim.uuid, f"?state={numbers(claim.uuid)[0]}"), claim.uuid)
    last = Action.objects.latest("pk")
    undo(by=bob, membership=bob.memberships.get(), action_uuid=last.uuid, token=log.make_token())
    assert Claim.objects.get(uuid=claim.uuid).label == "Second label"


def test_twice_restores_once(login, address, bob, claim):
    client, url = login(bob), address("state_restore", "claim", claim.uuid, f"?state={numbers(claim.uuid)[0]}")
    fields = {"action": str(uuid4()), "seen": numbers(claim.uuid)[-1]}
    assert {client.post(url, fields).status_code for _ in range(2)} == {303}
    assert Action.objects.filter(kind="state_restore").count() == 1


def test_what_was_changed_meanwhile_gets_409(login, address, bob, claim):
    url = address("state_restore", "claim", claim.uuid, f"?state={numbers(claim.uuid)[0]}")
    client = login(bob)
    assert client.post(url, {"action": str(uuid4()), "seen": numbers(claim.uuid)[0]}).status_code == 409
    assert client.post(url, {"action": str(uuid4()), "seen": "x"}).status_code == 409
    assert Claim.objects.get(uuid=claim.uuid).label == "Second label"


def test_a_taken_label_asks_for_another(login, address, project, alice, bob, claim):
    create_claim(by=alice, project=project, label="FIRST label", token=log.make_token())
    client, url = login(bob), address("state_restore", "claim", claim.uuid, f"?state={numbers(claim.uuid)[0]}")
    refused = send(client, url, claim.uuid)
    assert refused.status_code == 409
    assert 'name="name"' in refused.content.decode()
    assert send(client, url, claim.uuid, name="First label again").status_code == 303
    assert Claim.objects.get(uuid=claim.uuid).label == "First label again"


def test_a_state_of_nothing_is_not_there(login, address, bob, claim):
    client = login(bob)
    for query in ("?state=2", "?state=999999"):
        assert client.get(address("state_restore", "claim", claim.uuid, query)).status_code == 404
    assert client.get(address("object_history", "claim", uuid4())).status_code == 404
    assert client.get(address("object_history", "nothing", claim.uuid)).status_code == 404


def test_a_note_and_a_tagging_go_back(login, address, article, alice, highlight):
    noted = highlight(alice, article, QUOTE, "A claim", note="First", stance="asserts")
    actions.change_note(by=alice, annotation=noted, version=1, note="Second", token=log.make_token())
    tagging = noted.taggings.get()
    draft = TaggingDraft(claim=tagging.claim, stance="disputes")
    change_tagging(by=alice, tagging=tagging, version=2, draft=draft, token=log.make_token())
    client = login(alice)
    page = plain(client.get(address("object_history", "annotation", noted.uuid)))
    assert "First → Second" in page
    assert "asserts → disputes" in page
    first = Event.objects.get(object_uuid=noted.uuid, object_kind="annotation", before={}).sequence
    assert (
        send(client, address("state_restore", "annotation", noted.uuid, f"?state={first}"), noted.uuid).status_code
        == 303
    )
    made = numbers(tagging.uuid)[0]
    assert (
        send(client, address("state_restore", "tagging", tagging.uuid, f"?state={made}"), tagging.uuid).status_code
        == 303
    )
    noted.refresh_from_db()
    assert noted.note == "First"
    assert noted.version == 5
    assert noted.taggings.get().stance == "asserts"


def test_a_colleague_reads_and_changes_nothing(login, address, article, alice, bob, rita, highlight):
    noted = highlight(alice, article, QUOTE, note="First")
    for who in (bob, rita):
        client = login(who)
        assert "Restore" not in plain(client.get(address("object_history", "annotation", noted.uuid)))
        url = address("state_restore", "annotation", noted.uuid, f"?state={numbers(noted.uuid)[0]}")
        assert client.get(url).status_code == 403
        assert send(client, url, noted.uuid).status_code == 403


def test_private_highlights_of_others_have_no_history(login, address, article, alice, bob, highlight):
    noted = highlight(alice, article, QUOTE, "A claim", visibility="private")
    pairs = [("annotation", noted.uuid), ("anchor", noted.uuid), ("tagging", noted.taggings.get().uuid)]
    for kind, uuid in pairs:
        for name in ("object_history", "state_restore"):
            assert login(bob).get(address(name, kind, uuid)).status_code == 404
            assert login(alice).get(address(name, kind, uuid)).status_code == 200


def test_facts_of_an_article_go_back_and_its_wording_stays(login, address, edgar, article):
    first = numbers(article.uuid)[0]
    values = {"outlet": "Nordic Wire", "byline": "Ana K.", "title": "Another title"}
    edit_article(by=edgar, article=article, version=article.version, values=values, token=log.make_token())
    client, url = login(edgar), address("state_restore", "article", article.uuid, f"?state={first}")
    assert "Ana K. → nothing" in plain(client.get(url))
    assert send(client, url, article.uuid).status_code == 303
    article.refresh_from_db()
    assert (article.byline, article.title) == ("", "Another title")


def test_the_number_of_queries_is_constant(login, address, alice, bob, claim):
    client, url = login(bob), address("object_history", "claim", claim.uuid)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(12):
        values = {"label": f"Label {number}", "statement": "", "definition": "", "slot": 3, "parent": None}
        claim = edit_claim(by=alice, claim=claim, version=claim.version, **values, token=log.make_token())
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


@pytest.fixture
def trash(login, project):
    def read(user, query=""):
        return login(user).get(reverse("trash_list", args=[project.key]) + query)

    return read


def test_a_removed_highlight_is_in_its_authors_trash_alone(trash, article, alice, bob, highlight):
    noted = highlight(alice, article, QUOTE, "A claim")
    actions.remove_annotation(by=alice, annotation=noted, version=1, token=log.make_token())
    assert QUOTE in plain(trash(alice))
    assert QUOTE in plain(trash(alice, "?find=president"))
    assert QUOTE not in plain(trash(alice, "?find=nothing"))
    assert QUOTE not in plain(trash(bob))


def test_a_highlight_comes_back_with_its_claims_and_place(login, address, article, alice, highlight):
    noted = highlight(alice, article, QUOTE, "Made for it", speaker="Named for it")
    action = Action.objects.get(kind="annotation_add")
    undo(by=alice, membership=alice.memberships.get(), action_uuid=action.uuid, token=log.make_token())
    assert not Tagging.objects.current().exists()
    assert send(login(alice), address("state_restore", "annotation", noted.uuid), noted.uuid).status_code == 303
    assert Annotation.objects.get(deleted_at=None) == noted
    assert noted.taggings.current().get().claim.label == "Made for it"
    assert Claim.objects.get(deleted_at=None).label == "Made for it"
    assert Speaker.objects.get(deleted_at=None).name == "Named for it"
    assert noted.anchors.get(is_origin=True).quote == QUOTE


def test_a_claim_whose_label_was_taken_comes_back_under_another(login, trash, address, project, alice):
    claim = create_claim(by=alice, project=project, label="Taken", token=log.make_token())
    action = Action.objects.latest("pk")
    undo(by=alice, membership=alice.memberships.get(), action_uuid=action.uuid, token=log.make_token())
    create_claim(by=alice, project=project, label="taken", token=log.make_token())
    assert "Taken" in plain(trash(alice, "?kind=claim"))
    client, url = login(alice), address("state_restore", "claim", claim.uuid)
    assert send(client, url, claim.uuid).status_code == 409
    assert send(client, url, claim.uuid, name="Taken again").status_code == 303
    claim.refresh_from_db()
    assert (claim.label, claim.folded, claim.deleted_at) == ("Taken again", "taken again", None)
    assert send(client, url, claim.uuid).status_code == 409


def test_a_speaker_whose_name_was_taken_is_offered_another_and_comes_back_under_it(
    login, trash, address, article, alice, highlight
):
    highlight(alice, article, QUOTE, "A claim", speaker="Ada Taken")
    gone, action = Speaker.objects.get(), Action.objects.get(kind="annotation_add")
    undo(by=alice, membership=alice.memberships.get(), action_uuid=action.uuid, token=log.make_token())
    highlight(alice, article, "ceasefire", "A claim", speaker="ada taken")
    assert "Ada Taken" in plain(trash(alice, "?kind=speaker"))
    client, url = login(alice), address("state_restore", "speaker", gone.uuid)
    refused = send(client, url, gone.uuid)
    assert refused.status_code == 409
    assert "Choose another name" in plain(refused)
    assert 'name="name"' in refused.content.decode() and 'value="Ada Taken"' in refused.content.decode()
    assert Speaker.objects.get(pk=gone.pk).deleted_at is not None
    assert send(client, url, gone.uuid, name="Ada  Taken II").status_code == 303
    gone.refresh_from_db()
    assert (gone.name, gone.folded, gone.deleted_at) == ("Ada Taken II", "ada taken ii", None)


def test_an_article_comes_back_for_editors(trash, login, address, article, edgar, alice):
    remove_article(by=edgar, article=article, version=article.version, token=log.make_token())
    assert article.title in plain(trash(edgar, "?kind=article"))
    assert trash(alice, "?kind=article").status_code == 403
    assert trash(alice, "?kind=never").status_code == 404
    assert send(login(alice), address("state_restore", "article", article.uuid), article.uuid).status_code == 403
    assert send(login(edgar), address("state_restore", "article", article.uuid), article.uuid).status_code == 303
    article.refresh_from_db()
    assert article.deleted_at is None


def test_the_trash_is_paged_by_key(trash, project, edgar):
    Outlet.objects.bulk_create(
        Outlet(project=project, name=f"Outlet {n}", folded=f"outlet {n}", deleted_at="2026-01-01T00:00Z")
        for n in range(95)
    )
    query, seen = "?kind=outlet", set()
    for _ in range(4):
        page = trash(edgar, query).content.decode()
        seen |= set(re.findall(r">(Outlet \d+)</bdi>", page))
        older = re.search(r'rel="next" href="([^"]+)"', page)
        if not older:
            break
        query = html.unescape(older.group(1))
    assert len(seen) == 95
    assert trash(edgar, "?kind=outlet&after=x_y").status_code == 200
