"""Logging in with a second step: codes of an app, recovery codes, and what goes wrong with them."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from newsroom.models import User
from tests.newsroom.one_time import code

PASSWORD = "correct horse battery staple"
ACTIVATE = "/account/two-factor/app/activate/"
CODES = "/account/two-factor/recovery-codes/"
SECOND = "/account/two-factor/code/"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def dora(db):
    return User.objects.create_user("dora", "dora@example.org", PASSWORD)


def log_in(client, password=PASSWORD):
    return client.post("/account/login/", {"login": "dora", "password": password})


def is_in(client):
    return client.get("/account/").status_code == 200


def secret_on(page):
    return re.search(r"<code>([A-Z2-7]{32})</code>", page.content.decode())[1]


def prove(client):
    """Say the password once more, which every change of factors asks for."""
    client.post("/account/reauthenticate/", {"password": PASSWORD})


def set_up(client):
    """Turn the app on; return its secret. The code of the step before is used, so that the present one is left."""
    log_in(client)
    prove(client)
    secret = secret_on(client.get(ACTIVATE))
    assert client.post(ACTIVATE, {"code": code(secret, -1)}).status_code == 302
    return secret


def shown_codes(client):
    return re.findall(r"<code>(\d{8})</code>", client.get(CODES).content.decode())


def test_a_code_of_the_app_is_asked_for_after_the_password(client, dora):
    secret = set_up(client)
    other = Client()
    assert log_in(other).headers["Location"] == SECOND
    assert not is_in(other)
    assert other.post(SECOND, {"code": code(secret)}).status_code == 302
    assert is_in(other)


@pytest.mark.parametrize("wrong", ["", "000000", "abcdef", "1" * 5000, "١٢٣٤٥٦", "\x00"])
def test_a_wrong_code_lets_nobody_in(client, dora, wrong):
    set_up(client)
    other = Client()
    log_in(other)
    other.post(SECOND, {"code": wrong})
    assert not is_in(other)


@pytest.mark.parametrize(("steps", "is_good"), [(-3, False), (-2, False), (1, True), (2, False), (3, False)])
def test_a_code_works_one_step_around_its_time(client, dora, steps, is_good):
    secret = set_up(client)
    other = Client()
    log_in(other)
    other.post(SECOND, {"code": code(secret, steps)})
    assert is_in(other) == is_good


def test_a_code_works_once(client, dora):
    secret = set_up(client)
    first, second = Client(), Client()
    used = code(secret)
    for each in (first, second):
        log_in(each)
        each.post(SECOND, {"code": used})
    assert is_in(first)
    assert not is_in(second)


def test_the_code_that_turned_the_app_on_logs_nobody_in(client, dora):
    log_in(client)
    prove(client)
    secret = secret_on(client.get(ACTIVATE))
    used = code(secret)
    client.post(ACTIVATE, {"code": used})
    other = Client()
    log_in(other)
    other.post(SECOND, {"code": used})
    assert not is_in(other)


def test_a_recovery_code_works_once(client, dora):
    set_up(client)
    kept = shown_codes(client)
    assert len(set(kept)) == 10
    first, second = Client(), Client()
    for each in (first, second):
        log_in(each)
        each.post(SECOND, {"code": kept[3]})
    assert is_in(first)
    assert not is_in(second)


def test_guessing_codes_is_stopped_and_the_right_one_is_no_use_then(client, dora):
    secret = set_up(client)
    other = Client()
    log_in(other)
    answers = [other.post(SECOND, {"code": f"{number:06}"}) for number in range(8)]
    other.post(SECOND, {"code": code(secret)})
    assert not is_in(other)
    assert b"Too many" in answers[-1].content


def test_recovery_codes_are_shown_until_they_are_kept_and_never_after(client, dora):
    set_up(client)
    kept = shown_codes(client)
    assert shown_codes(client) == kept
    file = client.get(f"{CODES}download/")
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.headers["Cache-Control"].find("no-store") >= 0
    assert [line for line in file.content.decode().split() if re.fullmatch(r"\d{8}", line)] == kept
    assert client.post(CODES).status_code == 302
    assert shown_codes(client) == []
    assert client.get(f"{CODES}download/").status_code == 403


def test_new_recovery_codes_end_the_old_ones(client, dora, mailoutbox):
    set_up(client)
    old = shown_codes(client)
    client.post(CODES)
    client.post(f"{CODES}new/")
    assert not set(old) & set(shown_codes(client))
    assert mailoutbox[-1].subject == "[Margin] New recovery codes"


def test_whoever_changes_factors_proves_again_who_they_are(login, dora):
    stolen = login(dora)  # a session without a log-in that is recent
    for path in (ACTIVATE, f"{CODES}new/"):
        assert stolen.get(path).headers["Location"].startswith("/account/reauthenticate/")
    assert not Authenticator.objects.exists()


def test_turning_the_app_off_takes_the_codes_too_and_is_told_by_mail(client, dora, mailoutbox):
    set_up(client)
    client.post("/account/two-factor/app/deactivate/")
    assert not Authenticator.objects.exists()
    assert [mail.subject for mail in mailoutbox] == [
        "[Margin] Authenticator app turned on",
        "[Margin] Authenticator app turned off",
    ]
    assert "dora" not in mailoutbox[0].subject


def test_a_change_stands_where_no_mail_goes_out(client, dora, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    set_up(client)
    assert Authenticator.objects.count() == 2
    assert "no mail" in caplog.text


def test_the_database_alone_tells_neither_secret_nor_codes(client, dora):
    secret = set_up(client)
    kept = " ".join(str(factor.data) for factor in Authenticator.objects.all())
    assert secret not in kept
    assert re.search(r"'seed': 'gAAAA", kept)


def test_with_another_secret_key_no_code_fits_and_nothing_breaks(client, dora, settings):
    secret = set_up(client)
    settings.SECRET_KEY = "another key, as long as it has to be, of which nobody knows anything"
    other = Client()
    log_in(other)
    assert other.post(SECOND, {"code": code(secret)}).status_code == 200
    assert not is_in(other)


def test_an_operator_resets_factors_and_ends_sessions(client, dora, caplog):
    set_up(client)
    call_command("reset_factors", "dora")
    assert not Authenticator.objects.exists()
    assert not is_in(client)
    assert "dora" in caplog.text
    other = Client()
    log_in(other)
    assert is_in(other)


def test_resetting_nobody_says_so(db):
    with pytest.raises(CommandError, match="no account"):
        call_command("reset_factors", "nobody")


def test_unknown_name_and_wrong_password_look_the_same_whether_there_is_a_second_step(client, dora):
    set_up(client)
    answers = [log_in(Client(), "wrong"), Client().post("/account/login/", {"login": "nobody", "password": "x"})]
    texts = [re.sub(r"nobody|dora|value=\"\w{64}\"", "", answer.content.decode()) for answer in answers]
    assert texts[0] == texts[1]
