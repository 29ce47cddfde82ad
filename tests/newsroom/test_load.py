"""The load generator's short form: a newsroom at work on the real server, and nothing lost, doubled or made up."""

import asyncio

import pytest

from bench.http import Client
from bench.load.book import Book, Promises
from bench.load.people import gather
from bench.load.profiles import PROFILES
from bench.load.running import perform
from bench.load.sites import ask_postgresql, ask_sqlite
from bench.load.verifying import compare, missed
from tests.browser.desk import make_piece
from tests.browser.site import make_site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = make_site(tmp_path_factory.mktemp("load"))
    site.start()
    yield site
    assert site.stop() == 0
    assert "Traceback" not in site.log


@pytest.mark.timeout(300)
@pytest.mark.django_db  # so that it runs on PostgreSQL too
def test_every_save_is_kept_once_and_shown_on_every_open_page(site, tmp_path):
    profile, piece = PROFILES["short"], make_piece(site)
    port = int(site.url.rsplit(":", 1)[1])
    crowd = gather(site.run, piece.name, profile.people, 3)
    outcome = asyncio.run(perform(profile, port, crowd, tmp_path / "book"))
    promises = Promises.read(tmp_path / "book")
    client = Client(port)
    export = client.get(f"/p/{piece.name}/passages/export/", Cookie=crowd.people[0].cookies)
    address = site.variables.get("DATABASE_URL")
    ask = ask_postgresql(address) if address else ask_sqlite(site.directory)
    assert len(promises.kept) == len(promises.sent) == int(profile.saves * profile.seconds)
    assert {what: count for what, count in compare(promises, ask, crowd.last, export.body).items() if count} == {}
    assert missed(promises, outcome.record.due, outcome.pages) == 0
    assert (outcome.record.errors, outcome.record.failed) == ([], [])


def test_the_verifier_sees_what_is_lost_doubled_and_made_up(tmp_path):
    book = Book(tmp_path / "book")
    for action, status in (("a" * 32, 200), ("b" * 32, 200), ("c" * 32, 503)):
        book.sent(action, "1")
        book.answered(action, status)
    rows = [("a" * 32, f"load {'a' * 32}", "1")] * 2 + [("d" * 32, f"load {'d' * 32}", "2")]
    export = f"note\r\nload {'a' * 32}\r\nload {'d' * 32}\r\n".encode()
    found = compare(Promises.read(tmp_path / "book"), lambda sql, values: rows, 0, export)
    assert found == {
        "lost": 1,
        "doubled": 1,
        "phantom": 1,
        "other": 1,
        "lost in the CSV": 1,
        "doubled in the CSV": 0,
        "phantom in the CSV": 1,
    }
