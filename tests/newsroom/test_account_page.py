"""The page of one's account, the sessions, and sign-up where it is open."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from newsroom.actions.members import invite
from newsroom.browsers import browser_name
from newsroom.log import make_token
from newsroom.models import User
from tests.personas import PASSWORD

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/15 Safari/604.1"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


def entered(user, agent=FIREFOX):
    client = Client(headers={"User-Agent": agent})
    client.post("/account/login/", {"login": user.username, "password": PASSWORD})
    return client


def is_in(client):
    return client.get("/account/").status_code == 200


def test_the_page_leads_to_everything(login, alice):
    page = login(alice).get("/account/").content.decode()
    for path in ("email/", "password/change/", "two-factor/", "sessions/", "profile/"):
        assert f'"/account/{path}"' in page


def test_the_page_costs_the_same_with_many_sessions(login, alice, django_assert_max_num_queries):
    client = login(alice)
    for _ in range(5):
        entered(alice)
    with django_assert_max_num_queries(7):
        client.get("/account/")


def test_a_name_is_changed_and_an_endless_one_is_kept_in_the_form(login, alice):
    client = login(alice)
    assert client.post("/account/profile/", {"display_name": "Alice A."}).status_code == 302
    alice.refresh_from_db()
    assert alice.name == "Alice A."
    answer = client.post("/account/profile/", {"display_name": "x" * 121})
    assert answer.status_code == 422
    assert b"x" * 121 in answer.content
    assert client.get("/account/profile/").status_code == 405


def test_sessions_are_listed_with_this_one_first(alice, bob):
    phone, here = entered(alice, PHONE), entered(alice)
    entered(bob)
    page = here.get("/account/sessions/").content.decode()
    found = re.findall(r"<h2>([^<]+?) ?<", page)
    assert [name.strip() for name in found] == ["Firefox, Linux", "Safari, iPhone"]
    assert page.count(">here<") == 1
    assert is_in(phone)


def test_logging_out_elsewhere_ends_every_other_session_of_mine_alone(alice, bob, login):
    phone, unlisted, here, other = entered(alice, PHONE), login(alice), entered(alice), entered(bob)
    assert here.post("/account/sessions/end/").status_code == 302
    assert [is_in(client) for client in (phone, unlisted, here, other)] == [False, False, True, True]


def test_a_session_that_another_password_ended_is_not_listed(alice):
    entered(alice, PHONE)
    here = entered(alice)
    new = "another horse, another staple"
    here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert "iPhone" not in here.get("/account/sessions/").content.decode()
    assert "Firefox" in here.get("/account/sessions/").content.decode()


def test_whoever_comes_by_an_invitation_has_a_listed_session_and_a_confirmed_address(project, olivia):
    _invitation, secret = invite(by=olivia, project=project, role="reader", email="new@example.org", token=make_token())
    client = Client(headers={"User-Agent": PHONE})
    client.get(f"/invitation/{secret}/")
    fields = {"display_name": "New", "username": "new", "email": "new@example.org", "password": PASSWORD}
    assert client.post("/invitation/", fields).status_code == 302
    assert "Safari, iPhone" in client.get("/account/sessions/").content.decode()
    assert EmailAddress.objects.get(user__username="new").verified


def test_an_account_that_an_operator_makes_has_a_confirmed_address(db, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda: PASSWORD)
    call_command("add_user", "eve", "--email", "eve@example.org", "--password-stdin")
    assert EmailAddress.objects.get().verified


def test_open_sign_up_asks_for_a_confirmed_address(client, settings, mailoutbox, db):
    settings.SIGN_UP, settings.ACCOUNT_EMAIL_VERIFICATION = True, "mandatory"
    fields = {"email": "eve@example.org", "username": "eve", "password1": PASSWORD, "password2": PASSWORD}
    assert b"Make an account" in client.get("/account/login/").content
    client.post("/account/signup/", fields)
    assert not is_in(client)
    (link,) = re.findall(r"http\S+/confirm-email/\S+", mailoutbox[0].body)
    client.post("/" + link.split("/", 3)[3])
    client.post("/account/login/", {"login": "eve", "password": PASSWORD})
    assert is_in(client)
    assert User.objects.get().username == "eve"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox, Linux"),
        (PHONE, "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/141.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("", ""),
    ],
)
def test_browsers_have_short_names(agent, name):
    assert browser_name(agent) == name
