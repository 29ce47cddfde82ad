"""The codebook's pages: list, one claim, making, editing, archiving."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.actions.claim_merging import merge_claim
from annotations.actions.claims import create_claim
from annotations.models import Claim, Preference, Visibility
from newsroom import log
from newsroom.models import Action, Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(project, alice):
    return create_claim(
        by=alice, project=project, label="No will to talk", statement="They do not want to.", token=log.make_token()
    )


def at(name, project, claim=None):
    return reverse(name, args=[project.key, claim.uuid] if claim else [project.key])


def fields(**values):
    return {"action": str(uuid4()), "label": "A label", "statement": "", "definition": "", "slot": "2", **values}


def text(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("name", ["claim_list", "claim_show"])
def test_members_read_and_others_get_404(name, project, claim, alice, rita, frank, charlie, login):
    address = at(name, project, claim if name == "claim_show" else None)
    assert [login(user).get(address).status_code for user in (alice, rita, frank, charlie)] == [200, 200, 404, 404]


@pytest.mark.parametrize("name", ["claim_new", "claim_edit", "claim_archive", "claim_restore"])
def test_readers_may_not_write_and_strangers_find_nothing(name, project, claim, rita, frank, charlie, login):
    address = at(name, project, None if name == "claim_new" else claim)
    posted = {
        user.username: login(user).post(address, fields(version=1)).status_code for user in (rita, frank, charlie)
    }
    assert posted == {"rita": 403, "frank": 404, "charlie": 404}
    assert list(Claim.objects.values_list("label", "version", "archived_at")) == [("No will to talk", 1, None)]


@pytest.mark.parametrize("name", ["claim_archive", "claim_restore"])
def test_archiving_is_a_post(name, project, claim, alice, login):
    assert login(alice).get(at(name, project, claim)).status_code == 405


def test_a_claim_of_another_project_is_not_here(project, charlie, alice, login):
    other = charlie.memberships.get().project
    foreign = create_claim(by=charlie, project=other, label="Theirs", token=log.make_token())
    assert login(alice).get(at("claim_show", project, foreign)).status_code == 404
    response = login(alice).post(at("claim_new", project), fields(parent=str(foreign.uuid)))
    assert response.status_code == 422
    assert not Claim.objects.filter(project=project).exists()


def test_an_analyst_makes_a_claim_once_however_often_the_form_is_sent(project, alice, login):
    client, data = login(alice), fields(label="  A   new claim ", statement="It is so.", definition="Use it.\r\nNot.")
    answers = [client.post(at("claim_new", project), data) for _again in range(2)]
    claim = Claim.objects.get()
    assert (claim.label, claim.statement, claim.definition, claim.slot) == (
        "A new claim",
        "It is so.",
        "Use it.\nNot.",
        2,
    )
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (303, at("claim_show", project, claim))
    ] * 2


@pytest.mark.parametrize("label", ["NO WILL TO TALK", "no  will to talk", "Ｎo will to talk"])
def test_a_label_in_other_spelling_is_refused_with_a_link_and_nothing_is_lost(label, project, claim, alice, login):
    response = login(alice).post(at("claim_new", project), fields(label=label, definition="Long thought."))
    assert response.status_code == 422
    page = text(response)
    assert "There is a claim “No will to talk” already." in page
    assert at("claim_show", project, claim) in page
    assert "Long thought." in page and " ".join(label.split()) in page
    assert Claim.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"label": ""}, {"label": "\u200b\u200b"}, {"label": "x" * 201}, {"slot": "9"}, {"parent": "none"}]
    + [{"statement": "x" * 1001}, {"action": "x"}, {"definition": "x" * 10_001}],
    ids=str,
)
def test_bad_input_gives_the_form_again_and_writes_nothing(wrong, project, alice, login):
    response = login(alice).post(at("claim_new", project), fields(**wrong))
    assert response.status_code == 422
    assert 'role="alert"' in text(response) or "errorlist" in text(response)
    assert not Claim.objects.exists()


def test_editing_changes_the_claim_and_its_history_says_so(project, claim, alice, bob, login):
    parent = create_claim(by=bob, project=project, label="Parent", token=log.make_token())
    data = fields(label="No wish to talk", version=1, slot="5", parent=str(parent.uuid), definition="When.")
    assert login(bob).post(at("claim_edit", project, claim), data).status_code == 303
    claim.refresh_from_db()
    assert (claim.label, claim.slot, claim.parent, claim.version) == ("No wish to talk", 5, parent, 2)
    page = text(login(alice).get(at("claim_show", project, claim)))
    for words in ("Changed the label from “No will to talk” to “No wish to talk”", "Made the claim", "Parent", "Bob:"):
        assert words in page


def test_somebody_was_faster_gives_409_and_keeps_the_words(project, claim, alice, bob, login):
    login(bob).post(at("claim_edit", project, claim), fields(label="Bob's", version=1))
    response = login(alice).post(at("claim_edit", project, claim), fields(label="Alice's", version=1))
    assert response.status_code == 409
    assert "Alice&#x27;s" in text(response) and "changed meanwhile" in text(response)
    claim.refresh_from_db()
    assert claim.label == "Bob's"
    again = {**response.context["form"].data.dict()}
    assert login(alice).post(at("claim_edit", project, claim), again).status_code == 303


def test_a_claim_cannot_stand_under_itself(project, claim, alice, login):
    child = create_claim(by=alice, project=project, label="Child", parent=claim, token=log.make_token())
    response = login(alice).post(at("claim_edit", project, claim), fields(version=1, parent=str(child.uuid)))
    assert response.status_code == 409
    assert "cannot stand under itself" in text(response)


def test_archiving_restoring_and_undoing(project, claim, alice, login):
    client = login(alice)
    assert client.post(at("claim_archive", project, claim), {"action": str(uuid4()), "version": 1}).status_code == 303
    claim.refresh_from_db()
    assert claim.archived_at
    assert "archived" in text(client.get(at("claim_show", project, claim)))
    assert client.post(at("claim_restore", project, claim), {"action": str(uuid4()), "version": 1}).status_code == 409
    assert client.post(at("claim_restore", project, claim), {"action": str(uuid4()), "version": 2}).status_code == 303
    entry = client.get(at("claim_show", project, claim)).context["history"][0]
    assert entry.can_undo
    client.post(reverse("action_undo", args=[project.key]), {"undo": str(entry.action), "action": str(uuid4())})
    claim.refresh_from_db()
    assert claim.archived_at
    history = client.get(at("claim_show", project, claim)).context["history"]
    assert [(one.is_undo, one.is_undone, one.can_undo) for one in history[:2]] == [
        (True, False, True),
        (False, True, False),
    ]
    assert Event.objects.filter(object_uuid=claim.uuid).count() == 4 == len(history)


def test_only_ones_own_changes_can_be_undone_from_the_page(project, claim, alice, bob, rita, login):
    offered = [
        login(user).get(at("claim_show", project, claim)).context["history"][0].can_undo for user in (alice, bob, rita)
    ]
    assert offered == [True, False, False]
    assert Action.objects.filter(kind="claim_add").count() == 1


def test_numbers_count_annotations_articles_and_speakers_without_private_ones(
    project, article, make_article, alice, bob, login, highlight
):
    other = make_article("Title\n\nA second text about talks.\n\nIt ends here.")
    highlight(alice, article, "ceasefire", "A claim", speaker="One")
    highlight(bob, article, "Putin", "a CLAIM", speaker="One", stance="disputes")
    highlight(bob, other, "second", "A claim", speaker="Two", stance="none")
    highlight(bob, other, "text", "A claim")
    highlight(alice, other, "talks", "A claim", speaker="Three", visibility=Visibility.PRIVATE)
    claim = Claim.objects.get()
    context = login(bob).get(at("claim_show", project, claim)).context
    numbers = {number.unit: number.count for number in context["numbers"]}
    assert (numbers["annotations"], numbers["articles"], context["speakers"]) == (4, 2, 2)
    voices = [(voice.speaker and voice.speaker.name, voice.dots) for voice in context["voices"]]
    assert voices == [("One", ["asserts", "disputes"]), ("Two", ["none"]), (None, ["asserts"])]
    assert len(context["places"].rows) == 4
    entry = login(alice).get(at("claim_list", project)).context["book"].entries[0]
    assert (entry.annotations, entry.articles) == (4, 2)
    linked = login(alice).get(reverse("passages_list", args=[project.key]) + f"?claim={claim.uuid}").context["counts"]
    assert linked.annotations == 4


def test_the_list_tells_used_unused_and_archived_apart(project, article, alice, login, highlight):
    highlight(alice, article, "ceasefire", "Used")
    for label in ("Unused", "Old"):
        create_claim(by=alice, project=project, label=label, token=log.make_token())
    Claim.objects.filter(label="Old").update(archived_at="2026-01-01T00:00:00Z")
    client = login(alice)

    def labels(query):
        return [entry.claim.label for entry in client.get(at("claim_list", project) + query).context["book"].entries]

    assert [labels(query) for query in ("", "?state=unused", "?state=archived")] == [["Used"], ["Unused"], ["Old"]]
    assert client.get(at("claim_list", project) + "?state=lost").status_code == 400


@pytest.mark.parametrize("name", ["claim_list", "claim_show"])
def test_pages_cost_the_same_with_few_and_with_many(name, project, make_article, alice, login, highlight):
    client = login(alice)

    def work(number):
        article = make_article(f"Title {number}\n\nOne two three four.\n\nNumber {number}.")
        for quote in ("One", "two", "three"):
            highlight(alice, article, quote, "A claim", speaker=f"Speaker {number} {quote}")
        highlight(alice, article, "four", f"Claim {number}")

    def cost():
        claim = Claim.objects.get(label="A claim") if name == "claim_show" else None
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(name, project, claim)).status_code == 200
        return len(queries)

    work(0)
    cost()
    few = cost()
    work(1)
    read_again = cost()
    for number in range(2, 8):
        work(number)
    assert (cost(), cost()) == (read_again, few)
    assert few <= 26 and read_again <= 42


def test_the_list_finds_by_label_statement_and_old_label_and_shows_number_keys(project, alice, edgar, login):
    def make(label, statement=""):
        return create_claim(by=alice, project=project, label=label, statement=statement, token=log.make_token())

    stays, old = make("No will to talk", "They want no settlement."), make("Unwilling")
    make("Something else")
    merge_claim(by=edgar, claim=old, version=1, into=stays, token=log.make_token())
    Preference.objects.create(user=alice, project=project, pinned_claims=[str(old.uuid)])
    for find in ("WILL TO", "settlement", "unwilling"):
        (entry,) = login(alice).get(at("claim_list", project), {"find": find}).context["book"].entries
        assert (entry.claim, entry.merged, entry.key) == (stays, (old,), 1)
    assert "No claim is called so" in login(alice).get(at("claim_list", project), {"find": "xyz"}).content.decode()


def test_the_list_stands_as_a_tree_and_a_merged_parent_stands_for_none(project, alice, edgar, login):
    def make(label, parent=None):
        return create_claim(by=alice, project=project, label=label, parent=parent, token=log.make_token())

    old, top = make("Old top"), make("Top")
    make("Second", parent=old)
    make("First", parent=top)
    make("Another")
    merge_claim(by=edgar, claim=old, version=1, into=top, token=log.make_token())
    entries = login(alice).get(at("claim_list", project), {"sort": "tree"}).context["book"].entries
    assert [(entry.claim.label, entry.depth) for entry in entries] == [
        ("Another", 0),
        ("Top", 0),
        ("First", 1),
        ("Second", 1),
    ]
