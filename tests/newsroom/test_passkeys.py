"""Passkeys: what no browser would send is refused and breaks nothing. That they work, tests/browser shows."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache

from newsroom.policy import HEADERS
from tests.newsroom.test_two_factor import dora, prove, set_up  # noqa: F401

LOGIN = "/account/passkeys/login/"
ADD = "/account/passkeys/add/"
HANDLE = "MQ"
WRONG = [
    "",
    "null",
    "[]",
    "{}",
    '"x"',
    "1",
    "[" * 20_000,
    "x" * 40_000,
    '{"id": "a"}',
    '{"id": "a", "rawId": "b", "response": {}}',
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": None}),
    json.dumps({"id": "AA", "rawId": "AA", "type": "public-key", "response": {"userHandle": HANDLE}}),
    json.dumps(
        {
            "id": "AA",
            "rawId": "AA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "AA",
                "attestationObject": "AA",
                "authenticatorData": "AA",
                "signature": "AA",
                "userHandle": HANDLE,
            },
        }
    ),
]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize("wrong", WRONG, ids=lambda text: text[:30])
def test_what_is_no_passkey_logs_nobody_in_and_adds_none(client, dora, wrong):  # noqa: F811
    options = client.get(LOGIN, headers={"Accept": "application/json"}).json()
    assert options["request_options"]["publicKey"]["challenge"]
    assert client.post(LOGIN, {"credential": wrong}).status_code == 302
    assert client.get("/account/").status_code == 302
    client.post("/account/login/", {"login": "dora", "password": "correct horse battery staple"})
    prove(client)
    assert client.get(ADD).status_code == 200
    assert client.post(ADD, {"name": "key", "credential": wrong}).status_code == 200
    assert not Authenticator.objects.exists()


def test_trying_too_often_gets_429(client, dora):  # noqa: F811
    answers = [client.post(LOGIN, {"credential": "{}"}) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert b"Too many tries" in answers[-1].content


def test_passkeys_of_others_are_not_there(client, dora):  # noqa: F811
    set_up(client)
    app = Authenticator.objects.get(type="totp")
    for what in ("edit", "remove"):
        assert client.get(f"/account/passkeys/{app.pk}/{what}/").status_code == 404
        assert client.post(f"/account/passkeys/{app.pk}/{what}/", {"name": "mine"}).status_code == 404
    assert Authenticator.objects.filter(type="totp").exists()


def test_the_policy_lets_this_site_alone_ask_for_passkeys():
    assert "publickey" not in HEADERS["Permissions-Policy"]


def test_the_insecure_origin_is_for_the_local_profile(settings):
    assert settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN == settings.LOCAL
