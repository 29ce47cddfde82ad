"""How somebody likes to read is remembered, for that person and project alone."""

from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.models import Claim, Preference


@pytest.fixture
def choose(login, project):
    def send(user, **fields):
        scripted = fields.pop("scripted", False)
        headers = {"HX-Request": "true"} if scripted else {}
        return login(user).post(reverse("preference_set", args=[project.key]), fields, headers=headers)

    return send


@pytest.fixture
def claim(project, article, alice, highlight):
    return highlight(alice, article, "In January", "A claim").taggings.get().claim


def test_the_view_is_remembered_for_one_person(choose, project, article, alice, bob, login):
    back = reverse("article_read", args=[project.key, article.uuid])
    response = choose(alice, show="mine", next=back)
    assert (response.status_code, response["Location"]) == (303, back)
    assert 'data-view="mine"' in login(alice).get(back).content.decode()
    assert 'data-view="all"' in login(bob).get(back).content.decode()


def test_quiet_and_single_keys_are_switches(choose, project, article, alice, login):
    choose(alice, quiet="1")
    choose(alice, keys="0")
    page = login(alice).get(reverse("article_read", args=[project.key, article.uuid])).content.decode()
    assert 'data-quiet="1"' in page
    assert 'data-keys="off"' in page


def test_claims_are_pinned_in_order_and_let_go(choose, alice, claim):
    assert choose(alice, pin=str(claim.uuid), scripted=True).status_code == 204
    choose(alice, pin=str(claim.uuid))
    assert Preference.objects.get().pinned_claims == [str(claim.uuid)]
    choose(alice, unpin=str(claim.uuid))
    assert Preference.objects.get().pinned_claims == []


def test_claims_of_other_projects_are_not_pinned(choose, alice, charlie, claim):
    foreign = Claim.objects.create(
        project=charlie.memberships.get().project, label="x", folded="x", slot=1, created_by=charlie
    )
    for uuid in (foreign.uuid, uuid4(), "nonsense"):
        choose(alice, pin=str(uuid))
    assert Preference.objects.get().pinned_claims == []


@pytest.mark.parametrize("fields", [{"show": "nonsense"}, {"quiet": "2"}, {"keys": ""}, {}])
def test_what_makes_no_sense_is_refused(choose, alice, fields):
    assert choose(alice, **fields).status_code == 422
    assert not Preference.objects.exists()


def test_stranger_gets_404_and_reader_may_choose(choose, charlie, frank, rita):
    assert choose(charlie, show="none").status_code == 404
    assert choose(frank, show="none").status_code == 404
    assert choose(rita, show="none").status_code == 303


def test_next_to_another_site_is_not_followed(choose, project, alice):
    for address in ("https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"):
        assert choose(alice, show="all", next=address)["Location"] == reverse("library", args=[project.key])


def test_get_is_not_allowed(login, project, alice):
    assert login(alice).get(reverse("preference_set", args=[project.key])).status_code == 405
