"""Margin's own server, started as an operator starts it."""

import http.client
import os
import re
import signal
import time
from urllib.parse import urlencode

import pytest
from django.core.management.base import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from newsroom.management.commands import serve
from newsroom.policy import FILE_HEADERS, HEADERS
from tests.browser.site import make_site

pytestmark = pytest.mark.sqlite
PASSWORD = "correct horse battery staple"
MAKE_USER = f"""
from newsroom.models import User
User.objects.create_user("dora", "dora@example.org", "{PASSWORD}")
"""
FORGET = """
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
applied = MigrationRecorder(connection).migration_qs.filter(app="annotations")
applied.order_by("-name").first().delete()
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = make_site(tmp_path_factory.mktemp("live"), "newsroom.settings")
    site.run(MAKE_USER)
    site.start()
    yield site
    assert site.stop() == 0
    assert "Traceback" not in site.log


class Visitor:
    """A browser without scripts: keeps cookies, fills forms."""

    def __init__(self, site):
        self.site, self.cookies = site, {}

    def ask(self, method, path, body=None, **headers):
        """Status, headers and text of one answer, each time over a new connection, so by any worker."""
        connection = http.client.HTTPConnection(self.site.url.removeprefix("http://"), timeout=20)
        given = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        connection.request(method, path, body, given)
        answer = connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].strip().split("=", 1)
            self.cookies[name] = value
        text = answer.read().decode()
        connection.close()
        return answer.status, answer.headers, text

    def send(self, path, **fields):
        """Loads the page at the path and posts its form."""
        _, _, text = self.ask("GET", path)
        fields["csrfmiddlewaretoken"] = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)[1]
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(fields), **form)


def test_server_says_where_it_is_and_answers_health(site):
    assert f"Margin is at {site.url}" in site.log
    status, headers, text = Visitor(site).ask("GET", "/health")
    assert (status, text) == (200, "ok\n")
    assert headers["Cache-Control"] == "no-store"


def test_login_page_and_its_static_files_carry_the_policy(site):
    status, headers, text = Visitor(site).ask("GET", "/account/login/")
    assert status == 200
    assert {name: headers[name] for name in HEADERS} == HEADERS
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', text)
    assert addresses
    for address in addresses:
        status, headers, _ = Visitor(site).ask("GET", address)
        assert status == 200
        assert "immutable" in headers["Cache-Control"], address
        assert {name: headers[name] for name in FILE_HEADERS} == FILE_HEADERS


@pytest.mark.parametrize(
    "address", ["/.git/config", "/.env", "/static/../manage.py", "/static/%2e%2e/manage.py", "/x;y.css"]
)
def test_nothing_of_the_machine_is_served(site, address):
    status, _, text = Visitor(site).ask("GET", address)
    assert status in (302, 404)
    assert "django" not in text.lower()


def test_foreign_host_is_refused_by_the_server(site):
    status, _, text = Visitor(site).ask("GET", "/account/login/", Host="evil.example")
    assert status == 400
    assert "evil.example" not in text


def test_large_body_is_refused(site):
    status, _, _ = Visitor(site).ask("POST", "/account/login/", b"x" * (5 * 2**20))
    assert status == 413


@pytest.mark.parametrize("login", ["dora", "dora@example.org"])
def test_login_by_name_or_address_changes_the_session(site, login):
    visitor = Visitor(site)
    visitor.cookies["margin_session"] = "fixed-by-an-attacker"
    status, headers, _ = visitor.send("/account/login/", login=login, password=PASSWORD)
    assert (status, headers["Location"]) == (302, "/")
    assert visitor.cookies["margin_session"] != "fixed-by-an-attacker"


def test_nothing_secret_is_in_the_log(site):
    """Neither what people log in with nor what their browsers hold; and a line of the log cannot be made up from outside."""
    visitor = Visitor(site)
    visitor.send("/account/login/", login="dora", password="a wrong qzxpassword")
    visitor.send("/account/password/reset/", email="dora@example.org")
    visitor.ask("GET", "/invitation/qzxinvitation/")
    visitor.ask("GET", "/qzxpath%0d%0aERROR%20made%20up%1b[31m", **{"User-Agent": "x\x1b[2J"})
    visitor.ask("GET", "/account/login/", Host="evil.example")
    visitor.send("/account/login/", login="dora", password=PASSWORD)
    visitor.ask("POST", "/", "note=qzxnote", **{"Content-Type": "application/x-www-form-urlencoded"})
    held = [value for name, value in visitor.cookies.items() if len(value) > 20]
    assert len(held) >= 2
    mails = re.sub(r"(?ms)^Content-Type: text/plain.*?^-{20,}$", "", site.log)  # the local profile prints mail here
    for words in (PASSWORD, "qzxpassword", "qzxinvitation", "qzxnote", *held):
        assert words not in mails
    assert "\x1b" not in mails
    assert "\nERROR made up" not in mails


def test_guessing_is_throttled_over_all_processes_and_ends_by_itself(site):
    said = [Visitor(site).send("/account/login/", login="nobody", password=f"wrong {n}") for n in range(8)]
    assert [status for status, _, _ in said[:5]] == [200] * 5
    assert any(status == 429 or "Too many" in text for status, _, text in said[5:])


def test_a_worker_that_dies_is_replaced(site):
    children = [int(pid) for pid in os.popen(f"pgrep -P {site.server.pid} -f newsroom.serving").read().split()]
    assert len(children) == 2
    os.kill(children[0], signal.SIGKILL)
    for _ in range(100):
        time.sleep(0.1)
        now = [int(pid) for pid in os.popen(f"pgrep -P {site.server.pid} -f newsroom.serving").read().split()]
        if len(now) == 2 and children[0] not in now:
            break
    else:
        raise AssertionError("no new worker came")
    assert Visitor(site).ask("GET", "/health")[0] == 200


def test_server_refuses_a_database_that_is_not_up_to_date(tmp_path):
    site = make_site(tmp_path)
    site.run(FORGET)
    with pytest.raises(AssertionError, match="not up to date"):
        site.start()


def test_server_refuses_what_is_no_database(tmp_path):
    site = make_site(tmp_path)
    (tmp_path / "margin.sqlite3").write_bytes(b"not a database at all " * 500)
    with pytest.raises(AssertionError, match="cannot be used: file is not a database"):
        site.start()
    assert "Traceback" not in site.log


@pytest.mark.django_db
def test_server_refuses_a_database_that_is_newer():
    serve.refuse_other_database()
    MigrationRecorder(connection).record_applied("annotations", "9999_of_the_future")
    with pytest.raises(CommandError, match="newer than this version of Margin"):
        serve.refuse_other_database()
