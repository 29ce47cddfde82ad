"""Blind mode, asked of the bytes: every address, every filter and file, as an analyst who has not coded yet."""

import re
from uuid import UUID

import pytest
from django.urls import reverse

from annotations.actions.reading import set_state
from newsroom import log
from newsroom.models import Project
from tests.access.bodies import seen
from tests.access.world import World

THEIRS = "qzxtheirs"
"""Stands in what the colleague made, and nowhere else."""
ON_PAPER = ("", "layout=wide", "for=excel", "for=scripts", "as_of=2100-01-01T00:00Z", "private=1")


@pytest.fixture
def covered(world, highlight) -> World:
    """The world of the access tests, blind; the analyst's annotations are hidden from the colleague."""
    who = world.people["analyst"]
    who.display_name = f"{THEIRS} Alice"
    who.save()
    highlight(who, world.article, "They met", world.claim.label, note=f"{THEIRS} note")
    reason = f"{THEIRS} reason"
    set_state(by=who, article=world.article, state="skipped", reason=reason, token=log.make_token())
    Project.objects.filter(pk=world.project.pk).update(is_blind=True)
    return world


def queries(world: World, name: str) -> list[str]:
    """Return what an address can be asked for, as query strings."""
    claim, article = world.claim.uuid, world.article.uuid
    speaker, alice = world.tagging.speaker.uuid, world.people["analyst"].username
    asked = {
        "library": ["state=nobody", f"claim={claim}", f"speaker={speaker}", "once=1"],
        "passages_list": [f"claim={claim}", f"author={alice}", f"q={THEIRS}", f"article={article}", "order=newest"],
        "passages_export": [*ON_PAPER, f"author={alice}", f"q={THEIRS}"],
        "passages_file": [f"author={alice}", f"q={THEIRS}"],
        "articles_export": list(ON_PAPER),
        "article_read": [f"at={world.annotation.uuid}", f"solo=person:{alice}", f"dim=claim:{claim}"],
        "article_compare": ["view=inline"],
        "claim_list": ["state=used", "sort=label"],
        "claim_show": ["sort=speaker"],
        "review_list": ["everybody=1", "status=changed"],
        "edits_list": ["trivial=1", "mine=1", "headline=1"],
    }
    return ["", *asked.get(name, [])]


def fetched(world: World, who: str) -> dict[str, bytes]:
    """Return what every address sends, without what differs from one answer to the next."""
    client, answers = world.client(who), {}
    for name, url in world.urls().items():
        if name in ("account_logout", "health"):
            continue
        for query in queries(world, name):
            address = url + ("&" if "?" in url else "?") * bool(query) + query
            answer = client.get(address)
            assert answer.status_code < 500, address
            answers[address] = plain(seen(answer))
    return answers


def plain(sent: str) -> str:
    """Leave out tokens, of forms and cookies, the UUIDs of actions to come, and the time of the answer."""
    sent = re.sub(r"Set-Cookie: [^\n]*?(?=\r|\n|<|$)", "", sent)
    sent = re.sub(r"'Expires': '[^']*'", "", sent)
    sent = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", sent)
    return re.sub(r'(name="action"[^>]* value|data-action|data-cursor)="[^"]*"', "", sent)


def first_difference(before: str, after: str) -> str:
    """Return where two answers begin to differ, and a little of both."""
    at = next((at for at, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
    return f"{before[at - 60 : at + 80]!r} became {after[at - 60 : at + 80]!r}"


def made_by_analyst(world: World) -> set[UUID]:
    return set(world.article.annotations.filter(author=world.people["analyst"]).values_list("uuid", flat=True))


def test_nothing_that_a_colleague_made_is_sent(covered):
    # The page of members names everybody; who is in the project is no secret.
    answers = fetched(covered, "colleague")
    assert {url for url, sent in answers.items() if f"{THEIRS} note" in sent} == set()
    assert {url for url, sent in answers.items() if f"{THEIRS} reason" in sent} == set()
    uuids = [str(uuid) for uuid in made_by_analyst(covered)]
    told = {(url, uuid) for url, sent in answers.items() for uuid in uuids if uuid in sent}
    assert {url for url, uuid in told if uuid not in url} == set()


def test_after_coding_it_is_all_there(covered):
    bob = covered.people["colleague"]
    set_state(by=bob, article=covered.article, state="coded", token=log.make_token())
    sent = fetched(covered, "colleague")
    page = reverse("article_read", args=[covered.project.key, covered.article.uuid])
    assert f"{THEIRS} note" in sent[page]
    assert any(f"{THEIRS} reason" in text for text in sent.values())


@pytest.mark.parametrize("who", ["colleague", "reader"])
def test_a_further_annotation_of_a_colleague_changes_no_byte(covered, highlight, who):
    before = fetched(covered, who)
    highlight(covered.people["analyst"], covered.article, "negotiate", covered.claim.label, note=f"{THEIRS} new")
    after = fetched(covered, who)
    assert {url: first_difference(before[url], after[url]) for url in before if before[url] != after[url]} == {}


def test_the_permalink_of_a_covered_annotation_is_a_404(covered):
    url = reverse("annotation_show", args=[covered.project.key, covered.annotation.uuid])
    assert covered.client("colleague").get(url).status_code == 404
    assert covered.client("editor").get(url).status_code == 303


def test_editors_see_everything(covered):
    page = reverse("article_read", args=[covered.project.key, covered.article.uuid])
    assert f"{THEIRS} note" in seen(covered.client("editor").get(page))
