"""Moving claims in the tree of the codebook, and the circles that are refused."""

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from annotations.actions.claims import create_claim
from annotations.codebook import codebook
from annotations.models import Claim
from annotations.options import claim_options
from newsroom import log
from newsroom.actions.undo import undo
from newsroom.models import Action, Project

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


@pytest.fixture
def shift(login, project):
    def do(user, claim, **where):
        claim.refresh_from_db()
        where = {name: str(getattr(one, "uuid", one)) for name, one in where.items()}
        sent = {"action": str(uuid4()), "version": claim.version, **where}
        return login(user).post(reverse("claim_shift", args=[project.key, claim.uuid]), sent)

    return do


def labels(alice):
    return [label for label, _depth, _above in shown(alice)]


def test_up_and_down_among_its_siblings(alice, tree, shift):
    assert shift(alice, tree["C"], before=tree["B"]).status_code == 303
    assert labels(alice) == ["A", "C", "B", "B1"]
    assert shift(alice, tree["A"], after=tree["B"]).status_code == 303
    assert labels(alice) == ["C", "B", "B1", "A"]
    assert shift(alice, tree["A"], before=tree["C"]).status_code == 303
    assert labels(alice) == ["A", "C", "B", "B1"]


def test_the_others_stay_as_they_are(alice, tree, shift):
    shift(alice, tree["C"], before=tree["A"])
    assert [claim.version for claim in Claim.objects.order_by("label")] == [1, 1, 1, 2]


def test_a_claim_that_is_put_elsewhere_stands_by_its_label_there(alice, tree, shift, move):
    shift(alice, tree["C"], before=tree["A"])
    move(tree["C"], tree["B"])
    assert labels(alice) == ["A", "B", "B1", "C"] and Claim.objects.get(label="C").rank == ""


def test_a_shift_is_undone_and_told(alice, login, project, tree, shift):
    shift(alice, tree["C"], before=tree["A"])
    page = login(alice).get(reverse("object_history", args=[project.key, "claim", tree["C"].uuid]))
    assert "Put in another place among its siblings" in page.content.decode()
    assert (
        "put a claim in another place"
        in login(alice).get(reverse("activity_list", args=[project.key])).content.decode()
    )
    done = Action.objects.get(kind="claim_shift")
    undo(by=alice, membership=alice.memberships.get(), action_uuid=done.uuid, token=log.make_token())
    assert labels(alice) == ["A", "B", "B1", "C"]


def test_who_may_put_claims_in_an_order(alice, bob, rita, charlie, edgar, project, tree, shift):
    assert shift(charlie, tree["C"], before=tree["A"]).status_code == 404
    assert shift(rita, tree["C"], before=tree["A"]).status_code == 403
    Project.objects.update(claims_by="editors")
    refused = shift(bob, tree["C"], before=tree["A"])
    assert refused.status_code == 403 and "editors alone" in refused.content.decode()
    assert labels(alice) == ["A", "B", "B1", "C"]
    assert shift(edgar, tree["C"], before=tree["A"]).status_code == 303


def test_a_claim_that_is_no_sibling_and_an_incomplete_form_are_refused(alice, tree, shift):
    for where in ({"before": tree["B1"]}, {"before": tree["C"]}, {}, {"before": tree["A"], "after": tree["B"]}):
        assert shift(alice, tree["C"], **where).status_code == 409
    assert shift(alice, tree["C"], before="no uuid").status_code == 409
    assert shift(alice, tree["C"], before=tree["A"], version=9).status_code == 409
    assert shift(alice, tree["C"], before=uuid4()).status_code == 404
    assert not Action.objects.filter(kind="claim_shift").exists()


def test_shifting_twice_saves_once(alice, tree, shift):
    again = {"before": tree["A"], "action": str(uuid4())}
    for _ in range(2):
        tree["C"].version = 1
        assert shift(alice, tree["C"], version=1, **again).status_code == 303
    assert Action.objects.filter(kind="claim_shift").count() == 1


def test_the_buttons_are_there_for_who_may(login, alice, bob, project, tree):
    page = reverse("claim_list", args=[project.key]) + "?state=unused&sort=tree"
    found = login(alice).get(page).content.decode()
    assert "Put “C” before “B”" in found and "Put “A” after “B”" in found and "Put “B1” before" not in found
    Project.objects.update(claims_by="editors")
    locked = login(bob).get(page).content.decode()
    assert "Put “C” before “B”" not in locked and "Editors alone put claims in another order" in locked


def test_the_list_to_choose_from_has_what_is_used_first_and_then_the_order(alice, article, highlight, tree, shift):
    member = alice.memberships.get()
    assert {option.order for option in claim_options(member)} == {0}
    shift(alice, tree["C"], before=tree["A"])
    assert [(option.label, option.order) for option in claim_options(member)] == [
        ("C", 1),
        ("A", 2),
        ("B", 3),
        ("B1", 4),
    ]
    highlight(alice, article, "ceasefire", "B")
    cache.clear()
    assert [(option.label, option.order) for option in claim_options(member)] == [
        ("B", 3),
        ("C", 1),
        ("A", 2),
        ("B1", 4),
    ]
