import re

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.test import Client

from newsroom.models import User

PASSWORD = "correct horse battery staple"
NEW = "another horse, another staple"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def dora():
    return User.objects.create_user("dora", "dora@example.org", PASSWORD)


def log_in(client, login="dora", password=PASSWORD, **more):
    return client.post("/account/login/", {"login": login, "password": password, **more})


def is_in(client):
    return client.get("/account/password/change/").status_code == 200


@pytest.mark.parametrize("login", ["dora", "dora@example.org", "DORA@example.org"])
def test_login_by_name_or_address(client, dora, login):
    assert log_in(client, login).status_code == 302
    assert is_in(client)


def test_unknown_name_and_wrong_password_get_the_same_answer(client, dora):
    answers = [log_in(client, "dora", "wrong"), log_in(client, "nobody", "wrong")]
    texts = [re.sub(r"nobody|dora|value=\"\w{64}\"", "", answer.content.decode()) for answer in answers]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert texts[0] == texts[1]


class Counted(PBKDF2PasswordHasher):
    """A hasher that says how often it worked: what takes time is seen from outside."""

    algorithm, iterations, worked = "counted", 1, 0

    def encode(self, password, salt, iterations=None):
        Counted.worked += 1
        return super().encode(password, salt, iterations)


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(client, dora, settings):
    settings.PASSWORD_HASHERS = ["tests.newsroom.test_accounts.Counted"]
    dora.set_password(PASSWORD)
    dora.save()
    worked = []
    for name in ("dora", "nobody", "dora@example.org", "nobody@example.org"):
        Counted.worked = 0
        log_in(client, name, "wrong")
        worked.append(Counted.worked)
    assert worked == [1, 1, 1, 1]


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_login_leads_to_no_other_site(client, dora, target):
    assert log_in(client, next=target).headers["Location"] == "/"


def test_login_leads_back_to_where_one_came_from(client, dora):
    assert log_in(client, next="/account/email/").headers["Location"] == "/account/email/"


def test_logout_needs_a_post(client, dora):
    log_in(client)
    assert client.get("/account/logout/").status_code == 200
    assert is_in(client)
    assert client.post("/account/logout/").status_code == 302
    assert not is_in(client)


def test_nobody_can_make_an_account(client):
    fields = {"email": "eve@example.org", "username": "eve", "password1": NEW, "password2": NEW}
    assert client.get("/account/signup/").status_code == 200
    client.post("/account/signup/", fields)
    assert not User.objects.exists()


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(client, dora):
    elsewhere = Client()
    log_in(client)
    log_in(elsewhere)
    fields = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post("/account/password/change/", fields).status_code == 302
    assert is_in(client)
    assert not is_in(elsewhere)
    assert log_in(elsewhere, password=NEW).status_code == 302


@pytest.mark.parametrize("weak", ["short", "password1234", "1234567890123", "x" * 4097])
def test_weak_and_endless_passwords_are_refused(client, dora, weak):
    log_in(client)
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
    dora.refresh_from_db()
    assert dora.check_password(PASSWORD)


def test_forgotten_password_is_reset_by_a_link_that_works_once(client, dora, mailoutbox):
    response = client.post("/account/password/reset/", {"email": "dora@example.org"})
    assert response.status_code == 302
    (mail,) = mailoutbox
    (link,) = re.findall(r"http\S+/password/reset/key/\S+", mail.body)
    path = "/" + link.split("/", 3)[3]
    form = client.get(path, follow=True)
    # the key leaves the address with the first visit, so that no page can leak it
    assert form.request["PATH_INFO"].endswith("-set-password/")
    assert client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW}).status_code == 302
    assert log_in(Client(), password=NEW).status_code == 302
    assert b"password1" not in Client().get(path, follow=True).content


def test_reset_answers_the_same_for_unknown_addresses(client, dora, mailoutbox):
    known = client.post("/account/password/reset/", {"email": "dora@example.org"})
    unknown = client.post("/account/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known.headers["Location"]) == (unknown.status_code, unknown.headers["Location"])


def test_session_that_somebody_planted_is_not_used(client, dora):
    client.cookies["margin_session"] = "planted"
    log_in(client)
    assert client.cookies["margin_session"].value != "planted"


def test_every_account_page_is_ours(client, dora):
    log_in(client)
    for name in ("password/change", "logout", "email", "reauthenticate", "inactive", "password/reset/done"):
        response = client.get(f"/account/{name}/", follow=True)
        assert response.status_code == 200, name
        assert b"\xc2\xb7 Margin</title>" in response.content, name
