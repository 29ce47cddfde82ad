"""Two-factor login, passkeys and sessions as a person meets them, on a phone's width too."""

import pytest

from tests.newsroom.one_time import code
from tests.personas import PASSWORD

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def person(site):
    """Makes an account on the running site; rate limits of other tests are forgotten."""

    def make(name):
        site.run(
            f"from tests.personas import make_user; make_user({name!r}); "
            "from django.core.cache import cache; cache.clear()"
        )
        return name

    return make


def open_as(context, name, host):
    page = context.new_page()
    page.goto(f"{host}/account/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("#main form:has(input[name=password]) button")
    page.wait_for_load_state()
    return page


def prove(page):
    page.fill("input[name=password]", PASSWORD)
    page.click("#main .btn.pri")


def test_an_app_is_set_up_and_asked_for_and_a_recovery_code_stands_in(site, new_context, person, accessible):
    name = person("fay")
    page = open_as(new_context(viewport=PHONE), name, site.url)
    page.goto("/account/")
    accessible(page)
    page.click("text=Set up")
    accessible(page)
    page.click("text=Set up >> nth=0")
    prove(page)
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 0
    accessible(page)
    page.click("text=It cannot scan?")
    secret = page.inner_text(".secret code")
    page.fill("input[name=code]", code(secret, -1))
    page.click("text=Turn on")
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    accessible(page)
    with page.expect_download() as download:
        page.click("text=Download as text")
    assert codes[0] in download.value.path().read_text()
    page.click("text=I have kept them")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    for given in (code(secret), codes[4]):
        other = open_as(new_context(viewport=PHONE), name, site.url)
        assert other.url.endswith("/account/two-factor/code/")
        accessible(other)
        other.fill("input[name=code]", given)
        other.click("#main .btn.pri")
        other.wait_for_url(lambda url: "/code/" not in url)
        other.goto("/account/sessions/")
        assert other.locator("#places .badge").inner_text() == "here"


def test_a_passkey_is_the_second_step_and_logs_in_alone(site, new_context, person, accessible, complaints):
    name = person("gus")
    complaints.own = host = site.url.replace("127.0.0.1", "localhost")
    context = new_context(viewport=PHONE, base_url=host)
    page = open_as(context, name, host)
    with_key(context, page)
    page.goto("/account/passkeys/add/")
    prove(page)
    accessible(page)
    page.fill("input[name=name]", "Telephone")
    page.click("#main .btn.pri")
    page.wait_for_url("**/recovery-codes/")
    page.click("text=I have kept them")
    page.goto("/account/passkeys/")
    assert "Telephone" in page.inner_text("#passkeys")
    assert "logs in alone" in page.inner_text("#passkeys")
    accessible(page)

    log_out(page)
    page.goto("/account/login/?next=/account/sessions/")
    accessible(page)
    page.click("text=Log in with a passkey")
    page.wait_for_url(lambda url: url.endswith("/account/sessions/") and "/login/" not in url)

    log_out(page)
    page.goto("/account/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("#main form:has(input[name=password]) button")
    accessible(page)
    page.click("text=Use a passkey")
    page.wait_for_url(lambda url: "/code/" not in url)
    page.goto("/account/passkeys/")
    page.click("text=Remove")
    page.click("text=Use a passkey") if page.locator("text=Use a passkey").is_visible() else prove(page)
    page.wait_for_url("**/remove/")
    page.click("#main .btn.bad")
    assert "None yet" in page.inner_text("#passkeys")


def with_key(context, page):
    """Put a device with a fingerprint reader into the browser, which always says yes."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def log_out(page):
    page.goto("/account/logout/")
    page.click("#main .btn.pri")
    page.wait_for_url("**/account/login/**")


def test_a_refused_passkey_says_so_and_leaves_the_form(site, new_context, person, accessible, complaints):
    name = person("hal")
    complaints.own = host = site.url.replace("127.0.0.1", "localhost")
    context = new_context(base_url=host)
    page = open_as(context, name, host)
    page.add_init_script("navigator.credentials.create = () => Promise.reject(new Error('no'))")
    page.goto("/account/passkeys/add/")
    prove(page)
    page.fill("input[name=name]", "Telephone")
    page.click("#main .btn.pri")
    page.wait_for_selector("#main [role=alert]:visible")
    assert page.input_value("input[name=name]") == "Telephone"
    accessible(page)


def test_logging_out_elsewhere_ends_the_other_browser(site, new_context, person, accessible):
    name = person("iris")
    there = open_as(new_context(user_agent="Mozilla/5.0 (iPhone) Version/18 Safari/604.1"), name, site.url)
    here = open_as(new_context(viewport=PHONE), name, site.url)
    here.goto("/account/sessions/")
    assert here.locator("#places li").count() == 2
    assert "iPhone" in here.inner_text("#places")
    accessible(here)
    here.click("text=Log out everywhere else")
    here.wait_for_selector("text=You are logged out everywhere but here.")
    assert here.locator("#places li").count() == 1
    there.goto("/account/")
    assert "/account/login/" in there.url
