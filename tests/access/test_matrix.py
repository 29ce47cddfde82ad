"""Who gets what at every address: one table says it, and nothing is missing from it."""

import pytest
from django.db import transaction

from newsroom.policy import HEADERS
from tests.access.addresses import addresses
from tests.access.bodies import careless_cookies, seen, send, table
from tests.access.bringing import visitor
from tests.access.tables import digests
from tests.access.world import MARK, OUTSIDERS, PRINCIPALS

METHODS = ("GET", "POST")
KEPT_TO_US = {  # as production has it: tests/newsroom/test_settings.py
    "SESSION_COOKIE_NAME": "__Host-session",
    "CSRF_COOKIE_NAME": "__Host-csrf",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
}
REFUSED = {400, 401, 403, 404, 405, 409, 422}
PUBLIC = {
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
    "first_run",
    "health",
    "invitation_accept",
    "invitation_open",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_callback",
    "openid_login",
    "project_list",
    "published_show",
    "theme_set",
}


def test_every_address_is_in_the_table_and_nothing_else():
    there = {(name, method) for name in addresses() for method in METHODS}
    listed = [(row["name"], row["method"]) for row in table()]
    assert sorted(listed) == sorted(there)


def test_what_is_seen_without_an_account_is_a_known_list():
    assert {name for name, address in addresses().items() if address.is_public} == PUBLIC


@pytest.mark.parametrize("who", PRINCIPALS)
def test_access(world, who, settings):
    for name, value in KEPT_TO_US.items():
        setattr(settings, name, value)
    urls = world.urls()
    visitor(world, who)  # signed in before anything is taken back
    before = digests()
    got = {}
    for row in table():
        name, method = row["name"], row["method"]
        with transaction.atomic():
            answer = send(world, name, method, who, urls[name])
            got[name, method] = answer.status_code
            if answer.status_code in REFUSED or who == "anonymous":
                assert digests() == before, name
            assert careless_cookies(answer) == [], name
            assert HEADERS.keys() <= dict(answer.items()).keys(), name
            assert not [header for header in answer.headers if header.lower().startswith("access-control")], name
            assert "no-store" in answer["Cache-Control"], name
            if who in OUTSIDERS:
                assert MARK not in seen(answer), name
            transaction.set_rollback(True)
    expected = {(row["name"], row["method"]): int(row[who]) for row in table()}
    assert {key: (code, expected[key]) for key, code in got.items() if code != expected[key]} == {}


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE"])
def test_other_methods_change_nothing_and_tell_an_outsider_nothing(world, method):
    before = digests()
    for name, url in world.urls().items():
        for who in ("outsider", "reader", "owner"):
            answer = send(world, name, method, who, url)
            assert answer.status_code < 500, (name, who)
            if who == "outsider":
                assert MARK not in seen(answer), name
            if "/p/" in url and method not in ("HEAD", "OPTIONS"):
                assert answer.status_code == 405, (name, who)
    assert digests() == before


def test_a_script_whose_session_is_over_gets_401_and_no_page(world):
    for name, address in addresses().items():
        if address.is_public:
            continue
        for method in METHODS:
            answer = send(world, name, method, "anonymous", world.url(address), headers={"HX-Request": "true"})
            assert answer.status_code == 401, name
            assert answer["Content-Type"].startswith("text/plain")


def test_a_stranger_is_sent_to_the_login_page_and_back(world):
    answer = send(world, "article_read", "GET", "anonymous", world.urls()["article_read"])
    assert answer.url == f"/account/login/?next={world.urls()['article_read']}"
