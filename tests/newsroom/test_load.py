"""The load generator's short form: a newsroom at work on the real server, and nothing lost, doubled or made up."""

import pytest

from bench.load.book import Book, Promises
from bench.load.listening import Listener
from bench.load.verifying import STORED, compare, missed
from bench.load.wire import Person, Wire
from tests.newsroom import background_load


@pytest.mark.timeout(450)
@pytest.mark.background_load
@pytest.mark.django_db  # so that it runs on PostgreSQL too
def test_every_save_is_kept_once_and_shown_on_every_open_page():
    found, profile = background_load.wait(), background_load.PROFILE
    said = background_load.said()
    print(f"{found}\n{said}")
    assert found.seconds >= profile.seconds >= 120
    assert found.kept == found.sent == int(profile.saves * profile.seconds)
    assert found.killed >= 2
    assert (found.wrong, found.not_shown, found.errors, found.failed) == ({}, 0, [], [])
    assert found.code == 0
    assert "Traceback" not in said


def test_the_verifier_sees_what_is_lost_doubled_and_made_up(tmp_path):
    book = Book(tmp_path / "book")
    for action, status in (("a" * 32, 200), ("b" * 32, 200), ("c" * 32, 503)):
        book.sent(action, "1")
        book.answered(action, status)
    rows = [("a" * 32, f"load {'a' * 32}", "1")] * 2 + [("d" * 32, f"load {'d' * 32}", "2")]
    export = f"note\r\nload {'a' * 32}\r\nload {'d' * 32}\r\n".encode()
    found = compare(Promises.read(tmp_path / "book"), lambda sql, values: rows if sql == STORED else [], 0, export)
    assert found == {
        "lost": 1,
        "doubled": 1,
        "phantom": 1,
        "other": 1,
        "lost in the CSV": 1,
        "doubled in the CSV": 0,
        "phantom in the CSV": 1,
    }


def test_what_an_earlier_load_left_is_no_phantom(tmp_path):
    (tmp_path / "book").touch()
    export = f"note\r\nload {'a' * 32}\r\nload {'d' * 32}\r\n".encode()
    earlier = [(f"load {'a' * 32}",)]
    found = compare(Promises.read(tmp_path / "book"), lambda sql, values: [] if sql == STORED else earlier, 9, export)
    assert found["phantom in the CSV"] == 1


def test_a_page_that_was_told_to_load_again_misses_nothing_of_before(tmp_path):
    book = Book(tmp_path / "book")
    for action in ("a" * 32, "b" * 32, "c" * 32):
        book.sent(action, "1")
        book.answered(action, 200)
    page = Listener(Wire(1), Person("", "", ""), "talks", "1", opened=1.0, shown={"c" * 32: 9.0})
    promises, due = Promises.read(tmp_path / "book"), {"a" * 32: 2.0, "b" * 32: 5.0, "c" * 32: 7.0}
    assert missed(promises, due, [page]) == 2
    page._hear(b'event: stale\ndata: {"why": "many"}\nid: 9')
    assert page.stale > page.opened
    page.stale = 4.0
    assert missed(promises, due, [page]) == 1
