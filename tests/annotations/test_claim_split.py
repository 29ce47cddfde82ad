"""Splitting a claim: its passages go to another one, both histories tell it, and undo takes it back byte for byte."""

import html
import re
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse

from annotations.actions.claims import archive_claim, create_claim
from annotations.models import Claim, ClaimSplit, Correction, Notice, Tagging
from newsroom import log
from newsroom.actions.undo import undo
from newsroom.models import Action
from tests.annotations.retagging import talks

pytestmark = pytest.mark.django_db
NEW = {"where": "new", "label": "Talks in Geneva", "statement": "They will talk in Geneva.", "definition": "Places."}


@pytest.fixture
def passages(alice, bob, article, highlight):
    return talks(highlight, article, alice, bob)


@pytest.fixture
def claim(passages):
    return Claim.objects.get(label="Talks")


@pytest.fixture
def url(project, claim):
    return reverse("claim_split", args=[project.key, claim.uuid])


@pytest.fixture
def split(login, edgar, url, claim):
    def do(*picked, **values):
        chosen = {"pick": [str(one.uuid) for one in picked]} if picked else {"all": "1"}
        asked = {"version": claim.version, **chosen, **NEW, **values}
        looked = login(edgar).get(url, asked).context
        sent = {"action": str(uuid4()), **asked, "seen": looked["seen"] or 0, "count": looked["run"].total}
        return sent, login(edgar).post(url, sent)

    return do


def labels():
    return sorted(Tagging.objects.current().values_list("claim__label", flat=True))


def exported(project):
    out = StringIO()
    call_command("export_annotations", "--project", project.key, stdout=out)
    return out.getvalue()


def test_chosen_passages_go_to_a_new_claim(login, edgar, url, claim, split, passages):
    looked = login(edgar).get(url, {"version": claim.version, "pick": str(passages[0].uuid), **NEW})
    assert looked.context["total"]["changed"] == 1
    assert labels() == ["Talks"] * 3
    _sent, answer = split(passages[0])
    made = Claim.objects.get(label="Talks in Geneva")
    assert (answer.status_code, labels()) == (303, ["Talks", "Talks", "Talks in Geneva"])
    assert (made.statement, made.definition) == (NEW["statement"], "Places.")
    assert str(made.uuid) in answer.url


def test_the_page_says_what_went_where_and_undoing_leads_to_what_is_still_there(
    login, edgar, split, passages, claim, project
):
    _sent, answer = split(passages[0], passages[1])
    client, made = login(edgar), Claim.objects.get(label="Talks in Geneva")
    page = html.unescape(client.get(answer.url).content.decode().split('id="done"')[1].split("</form>")[0])
    assert "2 passages went from “Talks” to “Talks in Geneva”." in page
    before = reverse("claim_show", args=[project.key, claim.uuid])
    passages_url = f"{reverse('passages_list', args=[project.key])}?claim={made.uuid}"
    assert f'<a href="{before}">What is still “Talks”</a>' in page
    assert f'<a href="{passages_url}">All passages of “Talks in Geneva”</a>' in page
    listed = client.get(passages_url).content.decode()
    assert all(one.anchors.get().quote in listed for one in passages[:2])
    fields = dict(re.findall(r'name="(undo|next)" value="([^"]+)"', page))
    undone = client.post(reverse("action_undo", args=[project.key]), fields, follow=True)
    assert (undone.status_code, undone.request["PATH_INFO"]) == (200, before)


def test_all_go_to_a_claim_that_is_there(alice, project, split, claim):
    create_claim(by=alice, project=project, label="Peace", token=log.make_token())
    _sent, answer = split(where="old", into="peace")
    assert (answer.status_code, labels()) == (303, ["Peace"] * 3)


def test_only_this_claim_of_a_passage_goes(alice, article, highlight, split, passages):
    other = highlight(alice, article, "outreach", "Something else")
    _sent, answer = split(passages[0], other)
    assert (answer.status_code, labels()) == (303, ["Something else", "Talks", "Talks", "Talks in Geneva"])


def test_colleagues_keep_what_they_coded_and_are_told(bob, split, passages):
    split(passages[2])
    assert Correction.objects.current().get().claim.label == "Talks"
    assert Notice.objects.filter(user=bob, kind="correction").count() == 1


def test_both_histories_point_at_it(login, edgar, project, split, passages, claim):
    split(passages[0])
    made = Claim.objects.get(label="Talks in Geneva")
    for one, words in (
        (claim, "Split 1 passage off into “Talks in Geneva”"),
        (made, "Took 1 passage over from “Talks”"),
    ):
        page = login(edgar).get(reverse("claim_show", args=[project.key, one.uuid])).content.decode()
        assert words in page


def test_undo_leaves_the_export_byte_for_byte_and_the_history_says_so(login, edgar, project, split, passages, claim):
    before = exported(project)
    split()
    assert exported(project) != before
    done = Action.objects.get(kind="claim_split")
    membership = edgar.memberships.get()
    undo(by=edgar, membership=membership, action_uuid=done.uuid, token=log.make_token())
    assert exported(project) == before
    assert not Claim.objects.current().filter(label="Talks in Geneva").exists()
    page = login(edgar).get(reverse("claim_show", args=[project.key, claim.uuid])).content.decode()
    assert "Took the split back" in page
    again = Action.objects.latest("pk")
    undo(by=edgar, membership=membership, action_uuid=again.uuid, token=log.make_token())
    assert labels() == ["Talks in Geneva"] * 3


def test_twice_saves_once(login, edgar, url, split, passages):
    sent, _answer = split(passages[0])
    assert login(edgar).post(url, sent).status_code == 303
    assert ClaimSplit.objects.count() == 1


def test_bad_input_keeps_what_was_typed(alice, login, edgar, url, project, claim, split, passages):
    create_claim(by=alice, project=project, label="Peace", token=log.make_token())
    gone = create_claim(by=alice, project=project, label="Old", token=log.make_token())
    archive_claim(by=alice, claim=gone, version=1, token=log.make_token())
    client, base = login(edgar), {"action": str(uuid4()), "version": claim.version, "pick": str(passages[0].uuid)}
    for asked, words in (
        ({**NEW, "label": ""}, "Write which claim."),
        ({**NEW, "label": "PEACE"}, "There is a claim “Peace” already."),
        ({**NEW, "where": "old", "into": "Talks"}, "cannot be split into itself"),
        ({**NEW, "where": "old", "into": "Nowhere"}, "There is no claim “Nowhere”."),
        ({**NEW, "where": "old", "into": "Old"}, "is archived"),
    ):
        answer = client.post(url, {**base, **asked})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
        assert "They will talk in Geneva." in answer.content.decode()
    assert labels() == ["Talks"] * 3


def test_without_passages_it_asks_for_some(login, edgar, url, claim, passages):
    assert b"Which passages?" in login(edgar).get(url).content
    answer = login(edgar).post(url, {"action": str(uuid4()), "version": claim.version, **NEW})
    assert answer.status_code == 422


def test_an_old_version_gets_409_and_nothing_is_done(alice, split, claim, passages):
    _sent, answer = split(passages[0], version=claim.version + 1)
    assert (answer.status_code, labels()) == (409, ["Talks"] * 3)
    assert not Claim.objects.filter(label="Talks in Geneva").exists()


def test_the_list_of_passages_offers_it_to_editors(login, edgar, alice, project, claim):
    address = reverse("passages_list", args=[project.key]) + f"?claim={claim.uuid}"
    assert b"Split off those ticked" in login(edgar).get(address).content
    assert b"Split off those ticked" not in login(alice).get(address).content
