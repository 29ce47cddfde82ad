"""REQUIRE_TWO_FACTOR: who has to set up a second factor, and what they can reach before."""

import pytest
from django.core.cache import cache
from django.test import Client

from newsroom.models import User
from tests.newsroom.one_time import code
from tests.newsroom.test_two_factor import ACTIVATE, prove, secret_on
from tests.personas import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


def entered(user: User) -> Client:
    client = Client()
    client.post("/account/login/", {"login": user.username, "password": PASSWORD})
    return client


@pytest.mark.parametrize(
    ("asked", "of"),
    [("off", ""), ("owners", "olivia"), ("editors", "olivia edgar"), ("all", "olivia edgar alice rita charlie")],
)
def test_it_is_asked_of_roles(settings, project, olivia, edgar, alice, rita, charlie, asked, of):
    settings.REQUIRE_TWO_FACTOR = asked
    people = (olivia, edgar, alice, rita) if asked != "all" else (olivia, edgar, alice, rita, charlie)
    led = {each.username for each in people if entered(each).get("/?all").status_code == 302}
    assert led == set(of.split())


def test_nothing_else_is_reached_before_it_is_set_up(settings, project, olivia):
    settings.REQUIRE_TWO_FACTOR = "owners"
    client = entered(olivia)
    page = client.get(f"/p/{project.key}/")
    assert page.headers["Location"] == "/account/two-factor/"
    assert client.get(f"/p/{project.key}/", headers={"HX-Request": "true"}).status_code == 403
    assert client.post("/projects/new/", {"name": "Another"}).status_code == 302
    assert olivia.memberships.count() == 1
    assert b"For your role" in client.get("/account/two-factor/").content
    assert client.post("/account/logout/").status_code == 302


def test_after_the_set_up_everything_is_open(settings, project, olivia):
    settings.REQUIRE_TWO_FACTOR = "owners"
    client = entered(olivia)
    prove(client)
    secret = secret_on(client.get(ACTIVATE))
    client.post(ACTIVATE, {"code": code(secret)})
    assert client.get(f"/p/{project.key}/").status_code == 200


def test_a_session_of_which_nothing_is_asked_costs_no_query(settings, project, alice, login, django_assert_num_queries):
    client = login(alice)
    client.get(f"/p/{project.key}/")
    with django_assert_num_queries(3):  # the session, the person and their projects for the bar
        client.get("/projects/new/")
    settings.REQUIRE_TWO_FACTOR = "owners"
    with django_assert_num_queries(3):
        client.get("/projects/new/")
