"""Logging in with an account that the team has elsewhere: who gets in, and what is not believed."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from newsroom import log
from newsroom.actions.accounts import confirm_address
from newsroom.actions.members import invite
from newsroom.models import Membership, User
from tests.newsroom.issuer import CLIENT, OTHER_KEY, SECRET, callback, query_of, running

pytestmark = pytest.mark.django_db
LOGIN = "/account/openid/login/"


@pytest.fixture
def issuer(settings):
    with running() as issuer:
        settings.OPENID_ISSUER, settings.OPENID_NAME, settings.OPENID_DOMAINS = issuer.url, "House", []
        app = {"provider_id": "openid", "name": "House", "client_id": CLIENT, "secret": SECRET}
        app["settings"] = {"server_url": issuer.url}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield issuer


@pytest.fixture
def nora(db):
    user = User.objects.create_user("nora", "nora@house.example", "a quiet harbour 7")
    confirm_address(user=user)
    return user


def come(client, issuer, **changes):
    """Go to the issuer and come back; ``changes`` are to what the browser brings."""
    there = client.post(LOGIN)
    assert there.status_code == 302, there.content
    return client.get(callback({**issuer.authorize(there.url), **changes}))


def is_in(client):
    return "_auth_user_id" in client.session


def test_without_settings_there_is_no_button_and_no_address(client, db):
    assert "openid" not in client.get("/account/login/").content.decode()
    assert client.post(LOGIN).status_code == 404
    assert client.get("/account/openid/callback/?code=1&state=2").status_code == 404


def test_the_button_leads_to_the_issuer_and_the_policy_lets_it(client, issuer):
    page = client.get("/account/login/")
    assert "Log in with House" in page.content.decode()
    assert f"form-action 'self' {issuer.url};" in page.headers["Content-Security-Policy"]
    asked = query_of(client.post(LOGIN).url)
    assert asked["redirect_uri"].endswith("/account/openid/callback/")
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) == 64
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}


def test_a_link_does_not_begin_a_log_in(client, issuer):
    assert client.get(LOGIN).status_code == 405


def test_somebody_with_a_confirmed_address_on_both_sides_is_linked_and_in(client, issuer, nora):
    answer = come(client, issuer)
    assert answer.status_code == 302
    assert int(client.session["_auth_user_id"]) == nora.pk
    assert SocialAccount.objects.get().user == nora
    assert issuer.asked[0]["code_verifier"]
    client.logout()
    issuer.person["email"] = "nora@elsewhere.example"
    come(client, issuer)
    assert is_in(client), "who is linked is known by the issuer's own name for them"
    assert User.objects.filter(is_active=True, username="nora").count() == 1


def test_nobody_is_made_who_is_neither_invited_nor_of_the_house(client, issuer):
    answer = come(client, issuer)
    assert answer.status_code == 403
    assert "You have no account here" in answer.content.decode()
    assert not is_in(client)
    assert not User.objects.filter(email="nora@house.example").exists()


def test_whoever_is_invited_gets_an_account_and_is_in_the_project(client, issuer, olivia, project):
    invite(by=olivia, project=project, role="editor", email="Nora@house.example", token=log.make_token())
    assert come(client, issuer).status_code == 302
    user = User.objects.get(email="nora@house.example")
    assert user.display_name == "Nora New"
    assert not user.has_usable_password()
    assert EmailAddress.objects.get(user=user).verified
    assert Membership.objects.get(project=project, user=user).role == "editor"
    assert client.get("/p/talks/").status_code == 200


def test_a_domain_of_the_house_gets_accounts_and_no_project(client, issuer, settings):
    settings.OPENID_DOMAINS = ["house.example"]
    assert come(client, issuer).status_code == 302
    assert not User.objects.get(email="nora@house.example").memberships.exists()


@pytest.mark.parametrize("domain", ["ouse.example", "example", "mail.house.example"])
def test_a_domain_is_compared_as_a_whole(client, issuer, settings, domain):
    settings.OPENID_DOMAINS = [domain]
    assert come(client, issuer).status_code == 403


@pytest.mark.parametrize("said", [False, "false", None, "yes", 0])
def test_an_address_that_the_issuer_has_not_confirmed_is_nobodys(client, issuer, nora, settings, said):
    settings.OPENID_DOMAINS = ["house.example"]
    issuer.person["email_verified"] = said
    answer = come(client, issuer)
    assert answer.status_code == 403
    assert "Your address is not confirmed" in answer.content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_an_account_here_with_an_address_that_was_never_confirmed_is_not_handed_over(client, issuer, settings):
    settings.OPENID_DOMAINS = ["house.example"]
    User.objects.create_user("squatter", "nora@house.example", "a quiet harbour 7")
    answer = come(client, issuer)
    assert answer.status_code == 403
    assert "There is an account with your address" in answer.content.decode()
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize(
    "lie",
    [
        {"claims": {"nonce": "another"}},
        {"claims": {"nonce": None}},
        {"claims": {"aud": "somebody else"}},
        {"claims": {"aud": [CLIENT, "other"], "azp": "other"}},
        {"claims": {"iss": "https://evil.example"}},
        {"claims": {"exp": 1}},
        {"claims": {"sub": "78"}},
        {"told": {"sub": "78"}},
        {"name": "https://evil.example"},
        {"key": OTHER_KEY},
        {"kid": "two"},
        {"key": "a shared secret of thirty-two bytes!", "algorithm": "HS256"},
        {"key": None, "algorithm": "none"},
        {"told": {"sub": None}},
    ],
)
def test_what_is_wrong_with_an_answer_lets_nobody_in(client, issuer, nora, lie):
    there = client.post(LOGIN)
    answered = issuer.authorize(there.url)
    for name, value in lie.items():
        setattr(issuer, name, value)
    answer = client.get(callback(answered))
    assert answer.status_code == 403
    assert "That did not work" in answer.content.decode()
    assert not is_in(client)


@pytest.mark.parametrize("state", ["", "another"])
def test_a_state_that_is_not_this_browsers_lets_nobody_in(client, issuer, nora, state):
    assert come(client, issuer, state=state).status_code == 403
    assert not is_in(client)


def test_an_answer_for_another_browser_lets_nobody_in(client, issuer, nora):
    there = Client().post(LOGIN)
    assert client.get(callback(issuer.authorize(there.url))).status_code == 403
    assert not is_in(client)


def test_an_answer_works_once(client, issuer, nora):
    there = client.post(LOGIN)
    answered = issuer.authorize(there.url)
    assert client.get(callback(answered)).status_code == 302
    client.logout()
    assert client.get(callback(answered)).status_code == 403


def test_who_stops_there_is_told_that_nothing_happened(client, issuer):
    state = query_of(client.post(LOGIN).url)["state"]
    answer = client.get(callback({"error": "access_denied", "state": state}))
    assert answer.status_code == 200
    assert "You stopped at House" in answer.content.decode()


def test_an_issuer_that_is_away_is_said_to_be(client, issuer, settings):
    [app] = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    app["settings"]["server_url"] = "http://127.0.0.1:1"
    answer = client.post(LOGIN)
    assert answer.status_code == 403
    assert "That did not work" in answer.content.decode()


def test_a_second_factor_is_asked_for_here_all_the_same(client, issuer, nora):
    Authenticator.objects.create(user=nora, type=Authenticator.Type.TOTP, data={"secret": "x"})
    answer = come(client, issuer)
    assert answer.url == "/account/two-factor/code/"
    assert not is_in(client)


def test_a_person_who_is_to_set_one_up_is_led_there(client, issuer, nora, settings):
    settings.REQUIRE_TWO_FACTOR = "all"
    come(client, issuer)
    assert client.get("/").url == "/account/two-factor/"


def test_the_address_to_go_to_afterwards_stays_on_this_site(client, issuer, nora):
    for target, reached in (("/p/talks/", "/p/talks/"), ("https://evil.example/", "/")):
        there = client.post(LOGIN, {"next": target})
        assert client.get(callback(issuer.authorize(there.url))).url == reached
        client.logout()


def test_what_the_browser_adds_is_not_passed_on(client, issuer):
    asked = query_of(
        client.post(f"{LOGIN}?auth_params=prompt%3Dnone%26redirect_uri%3Dhttps://evil.example&scope=x").url
    )
    assert "prompt" not in asked
    assert "evil" not in asked["redirect_uri"]
    assert "x" not in asked["scope"].split()


def linked(client, issuer, nora):
    come(client, issuer)
    return SocialAccount.objects.get(user=nora)


def test_who_one_is_at_the_issuer_is_shown_and_unlinked_and_told_by_mail(client, issuer, nora, mailoutbox):
    linked(client, issuer, nora)
    mailoutbox.clear()
    assert "Log-in with House" in client.get("/account/").content.decode()
    assert client.get("/account/openid/").status_code == 302, "first the password again"
    client.post("/account/reauthenticate/", {"password": "a quiet harbour 7"})
    page = client.get("/account/openid/").content.decode()
    assert "nora@house.example" in page and "Unlink" in page
    answer = client.post("/account/openid/", follow=True)
    assert "The log-in is unlinked from your account." in answer.content.decode()
    assert not SocialAccount.objects.exists()
    assert [mail.to for mail in mailoutbox] == [["nora@house.example"]]
    assert "can no longer be logged in to with House" in mailoutbox[0].body
    assert client.get("/account/openid/").status_code == 404
    assert is_in(client), "the session goes on"


def test_the_only_way_to_log_in_is_kept_and_the_page_says_what_to_do(client, issuer, nora):
    nora.set_unusable_password()
    nora.save()
    linked(client, issuer, nora)
    page = client.get("/account/openid/").content.decode()
    assert "Set a password first" in page and "/account/password/set/" in page
    assert client.post("/account/openid/").status_code == 409
    assert SocialAccount.objects.filter(user=nora).exists()


def test_nobody_sees_the_link_of_somebody_else(client, issuer, nora, olivia):
    linked(client, issuer, nora)
    olivia.set_password("a quiet harbour 8")
    olivia.save()
    other = Client()
    other.force_login(olivia)
    other.post("/account/reauthenticate/", {"password": "a quiet harbour 8"})
    assert other.get("/account/openid/").status_code == 404
    assert other.post("/account/openid/").status_code == 404
    assert SocialAccount.objects.filter(user=nora).exists()
