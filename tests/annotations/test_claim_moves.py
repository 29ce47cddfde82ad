"""Moving claims in the tree of the codebook, and the circles that are refused."""

from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.actions.claims import create_claim
from annotations.codebook import codebook
from annotations.models import Claim
from newsroom import log
from newsroom.actions.undo import undo
from newsroom.models import Action

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(project, alice):
    """Three claims on top, and one under the second."""
    made = {}
    for label, parent in (("A", None), ("B", None), ("B1", "B"), ("C", None)):
        options = {"by": alice, "project": project, "label": label, "parent": made.get(parent)}
        made[label] = create_claim(token=log.make_token(), **options)
    return made


@pytest.fixture
def move(login, alice, project):
    def do(claim, parent, **more):
        claim.refresh_from_db()
        sent = {"action": str(uuid4()), "version": claim.version, "parent": str(parent.uuid) if parent else "", **more}
        return login(alice).post(reverse("claim_move", args=[project.key, claim.uuid]), sent)

    return do


def shown(alice):
    book = codebook(alice.memberships.get(), "unused", "tree", 1)
    return [(one.claim.label, one.depth, one.above and one.above.label) for one in book.entries]


def test_each_knows_where_it_can_go(alice, tree):
    assert shown(alice) == [("A", 0, None), ("B", 0, "A"), ("B1", 1, None), ("C", 0, "B")]


def test_under_the_one_before_and_out_again(alice, tree, move):
    assert move(tree["B"], tree["A"]).status_code == 303
    assert shown(alice) == [("A", 0, None), ("B", 1, None), ("B1", 2, None), ("C", 0, "A")]
    assert codebook(alice.memberships.get(), "unused", "tree", 1).entries[2].outside == tree["A"]
    assert move(tree["B1"], tree["A"]).status_code == 303
    assert move(tree["B"], None).status_code == 303
    assert shown(alice) == [("A", 0, None), ("B1", 1, None), ("B", 0, "A"), ("C", 0, "B")]


def test_a_circle_is_refused_with_a_clear_message(tree, move):
    for parent in (tree["B"], tree["B1"]):
        answer = move(tree["B"], parent)
        assert (answer.status_code, b"cannot stand under itself" in answer.content) == (409, True)
    assert Claim.objects.get(label="B").parent is None


def test_a_move_is_undone_and_twice_saves_once(alice, tree, move):
    action = str(uuid4())
    move(tree["B"], tree["A"], action=action)
    done = Action.objects.get(kind="claim_move")
    undo(by=alice, membership=alice.memberships.get(), action_uuid=done.uuid, token=log.make_token())
    assert Claim.objects.get(label="B").parent is None


def test_an_old_version_gets_409(tree, move):
    assert move(tree["C"], tree["B"], version=9).status_code == 409


def test_the_page_has_the_buttons_for_who_may(login, alice, rita, project, tree):
    page = reverse("claim_list", args=[project.key]) + "?state=unused&sort=tree"
    assert "Put “C” under “B”" in login(alice).get(page).content.decode()
    assert "Take “B1” out of “B”" in login(alice).get(page).content.decode()
    assert "moves" not in login(rita).get(page).content.decode()
