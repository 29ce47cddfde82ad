"""What changed under a claim: its page says it line by line, and its history word by word."""

import html
import re

import pytest
from django.urls import reverse

from annotations.actions.claim_merging import merge_claim
from annotations.actions.claims import archive_claim, create_claim, edit_claim
from newsroom import log

pytestmark = pytest.mark.django_db
WORDS = {
    "label": "No will",
    "statement": "There is no will to negotiate.",
    "definition": "Any denial of a will.",
    "when_to_use": "Somebody denies it.",
    "when_not": "",
}


@pytest.fixture
def claim(alice, project):
    return create_claim(by=alice, project=project, token=log.make_token(), **WORDS)


@pytest.fixture
def told(login, bob, claim):
    """What the page of the claim tells of its past, newest first, without who and when."""

    def read():
        page = login(bob).get(reverse("claim_show", args=[claim.project.key, claim.uuid])).content.decode()
        lines = re.findall(r"<li>(.*?)</li>", page.split('id="claim-history"')[1].split("</ol>")[0])
        plain = [html.unescape(re.sub(r"<[^>]+>", " ", line)) for line in lines]
        return [" ".join(line.partition(": ")[2].split()) for line in plain]

    return read


def edit(by, claim, **changes):
    claim.refresh_from_db()
    values = WORDS | {"slot": claim.slot, "parent": None} | changes
    return edit_claim(by=by, claim=claim, version=claim.version, token=log.make_token(), **values)


def test_each_change_of_its_words_and_place_is_a_line_with_who_did_it(claim, told, alice, edgar, project, login, bob):
    edit(edgar, claim, definition="Any denial of a will to talk.")
    changed = {"label": "No real will", "statement": "There is no real will.", "when_not": "Doubts alone."}
    changed["definition"] = "Any denial of a will to talk."
    edit(alice, claim, **changed)
    parent = create_claim(by=alice, project=project, label="Talks", token=log.make_token())
    edit(alice, claim, **changed, parent=parent)
    claim.refresh_from_db()
    archive_claim(by=edgar, claim=claim, version=claim.version, token=log.make_token())
    archived, moved, reworded, defined, made = told()
    assert (archived, moved, defined, made) == (
        "Archived the claim",
        "Put it under another claim",
        "Changed the definition",
        "Made the claim",
    )
    assert reworded.startswith("Changed the label from “No will” to “No real will”, Changed the statement")
    assert "Changed when not to use it" in reworded
    page = login(bob).get(reverse("claim_show", args=[project.key, claim.uuid])).content.decode()
    assert "Edgar: Archived the claim" in page and "Alice: Put it under another claim" in page


def test_what_was_merged_into_it_and_what_was_split_off_stand_among_the_lines(
    claim, told, alice, bob, edgar, project, article, highlight, login
):
    other = create_claim(by=alice, project=project, label="Not willing", token=log.make_token())
    merge_claim(by=edgar, claim=other, version=other.version, into=claim, token=log.make_token())
    assert told()[0] == "Merged a claim into another"
    highlight(alice, article, "ceasefire", "No will")
    url = reverse("claim_split", args=[project.key, claim.uuid])
    claim.refresh_from_db()
    asked = {"version": claim.version, "all": "1", "where": "new", "label": "No will now"}
    client = login(edgar)
    looked = client.get(url, asked).context
    sent = asked | {"action": str(log.make_token().uuid), "seen": looked["seen"] or 0, "count": looked["run"].total}
    assert client.post(url, sent).status_code == 303
    assert told()[0] == "Split 1 passage off into “No will now”"


def test_the_old_words_and_the_new_ones_are_a_step_away(claim, alice, bob, login):
    edit(alice, claim, definition="Any denial of a will to talk.")
    client = login(bob)
    page = client.get(reverse("claim_show", args=[claim.project.key, claim.uuid])).content.decode()
    address = reverse("object_history", args=[claim.project.key, "claim", claim.uuid])
    assert f'href="{address}"' in page
    history = client.get(address).content.decode()
    assert re.search(r"<ins[^>]*>[^<]*to talk[^<]*</ins>", history)
