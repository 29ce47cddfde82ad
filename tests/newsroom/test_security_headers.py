import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import path

import newsroom.urls
from newsroom.passwords import Argon2, LongestPassword
from newsroom.policy import CONTENT_SECURITY_POLICY, HEADERS


@login_not_required
def open_page(request):
    return HttpResponse("open " * 200)


def closed_page(request):
    return HttpResponse("closed")


@login_not_required
def busy_page(request):
    raise OperationalError("database is locked")


@login_not_required
def broken_page(request):
    raise OperationalError("no such table: x")


@login_not_required
def kept_page(request):
    return HttpResponse("kept", headers={"Cache-Control": "max-age=60", "Content-Security-Policy": "sandbox"})


urlpatterns = [
    path("open", open_page),
    path("closed", closed_page),
    path("busy", busy_page),
    path("broken", broken_page),
    path("kept", kept_page),
    *newsroom.urls.urlpatterns,  # error pages link to them
]
pytestmark = pytest.mark.urls("tests.newsroom.test_security_headers")


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("address", ["/open", "/closed", "/busy", "/broken"])
def test_every_answer_carries_the_policy(visitor, address):
    response = visitor.get(address)
    for name, value in HEADERS.items():
        assert response.headers[name] == value, name
    assert response.headers["Cache-Control"] == "private, no-store"


def test_policy_has_no_way_for_inline_code_or_other_hosts():
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert "http" not in CONTENT_SECURITY_POLICY
    assert "*" not in CONTENT_SECURITY_POLICY
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")


def test_a_view_may_set_a_stricter_policy_and_its_own_caching(visitor):
    response = visitor.get("/kept")
    assert response.headers["Content-Security-Policy"] == "sandbox"
    assert response.headers["Cache-Control"] == "max-age=60"


def test_stranger_is_sent_to_the_login_page(visitor):
    response = visitor.get("/closed")
    assert response.status_code == 302
    assert response.headers["Location"] == "/account/login/?next=/closed"


def test_htmx_request_of_an_ended_session_gets_401_and_no_login_page(visitor):
    response = visitor.get("/closed", headers={"HX-Request": "true"})
    assert response.status_code == 401
    assert b"session has ended" in response.content
    assert response.headers["Content-Type"].startswith("text/plain")


@pytest.mark.parametrize(
    ("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200), ("none", 200)]
)
def test_what_another_site_sends_is_refused_even_with_a_token(visitor, site, status):
    assert visitor.post("/open", headers={"Sec-Fetch-Site": site}).status_code == status
    assert visitor.get("/open", headers={"Sec-Fetch-Site": site}).status_code == 200


def test_change_without_a_token_is_refused():
    assert Client(enforce_csrf_checks=True).post("/open").status_code == 403


def test_busy_database_is_503_and_says_when_to_come_back(visitor):
    for headers, kind in (({}, "text/html"), ({"HX-Request": "true"}, "text/plain")):
        response = visitor.post("/busy", headers=headers)
        assert response.status_code == 503
        assert response.headers["Retry-After"] == "5"
        assert response.headers["Content-Type"].startswith(kind)


def test_other_database_errors_are_no_excuse(visitor):
    assert visitor.get("/broken").status_code == 500


def test_foreign_host_is_refused(visitor):
    assert visitor.get("/open", headers={"host": "evil.example"}).status_code == 400


def test_no_other_origin_is_let_in(visitor):
    response = visitor.get("/open", headers={"Origin": "https://evil.example"})
    assert not [name for name in response.headers if name.lower().startswith("access-control")]


def test_pages_travel_compressed(visitor):
    response = visitor.get("/open", headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"


def test_passwords_are_hashed_with_argon2_at_the_intended_cost():
    hashed = Argon2().encode("correct horse battery staple", "some-salt-of-16b")
    assert hashed.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert Argon2().verify("correct horse battery staple", hashed)


def test_password_of_more_than_4_kilobytes_is_refused():
    from django.core.exceptions import ValidationError

    LongestPassword().validate("é" * 2048)
    with pytest.raises(ValidationError, match="4096 bytes"):
        LongestPassword().validate("é" * 2049)
