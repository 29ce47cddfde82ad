"""Read, coded, skipped because: one press, for oneself."""

from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.models import ReadingState


@pytest.fixture
def press(login, project, article):
    def send(user, state, reason="", *, scripted=True, action=None):
        data = {"action": str(action or uuid4()), "state": state, "reason": reason}
        headers = {"HX-Request": "true"} if scripted else {}
        return login(user).post(reverse("reading_state_set", args=[project.key, article.uuid]), data, headers=headers)

    return send


def state_of(user):
    mark = ReadingState.objects.get(user=user)
    return mark.state, mark.reason


def test_coded_with_no_highlight_is_a_result(press, alice):
    page = press(alice, "coded").content.decode()
    assert state_of(alice) == ("coded", "")
    assert 'value="untouched" aria-pressed="true" data-key="d"' in page


def test_skipped_keeps_its_reason_and_coded_drops_it(press, alice):
    press(alice, "skipped", " a copy \n of the  wire text ")
    assert state_of(alice) == ("skipped", "a copy of the wire text")
    press(alice, "coded", "a copy")
    assert state_of(alice) == ("coded", "")


def test_pressing_the_active_one_goes_back_to_untouched(press, alice):
    press(alice, "read")
    press(alice, "untouched")
    assert state_of(alice) == ("untouched", "")


def test_a_state_is_ones_own(press, alice, bob):
    press(alice, "coded")
    press(bob, "read")
    assert (state_of(alice)[0], state_of(bob)[0]) == ("coded", "read")


def test_the_same_press_twice_counts_once(press, alice):
    name = uuid4()
    press(alice, "coded", action=name)
    press(alice, "coded", action=name)
    assert ReadingState.objects.get().version == 2


def test_without_a_script_one_comes_back_to_the_article(press, alice, project, article):
    response = press(alice, "coded", scripted=False)
    expected = reverse("article_read", args=[project.key, article.uuid])
    assert (response.status_code, response["Location"]) == (303, expected)


@pytest.mark.parametrize(("state", "reason"), [("nonsense", ""), ("", ""), ("skipped", "x" * 301)])
def test_what_makes_no_sense_is_refused_and_nothing_is_stored(press, alice, state, reason):
    assert press(alice, state, reason).status_code == 422
    assert not ReadingState.objects.exists()


def test_reader_gets_403_and_stranger_404(press, rita, charlie, frank):
    assert press(rita, "coded").status_code == 403
    assert press(charlie, "coded").status_code == 404
    assert press(frank, "coded").status_code == 404


def test_get_is_not_allowed(login, project, article, alice):
    assert login(alice).get(reverse("reading_state_set", args=[project.key, article.uuid])).status_code == 405
