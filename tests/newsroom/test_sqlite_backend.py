import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.db import OperationalError, transaction
from django.db.utils import ConnectionHandler

from newsroom.databases import sqlite_databases
from newsroom.sqlite import base
from newsroom.sqlite.base import DatabaseWrapper
from newsroom.sqlite.engine import journal_mode, loses_commits
from newsroom.sqlite.gate import Gate, GateTimeout

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.sqlite

WRITER = """
import sys, time
from pathlib import Path
from django.conf import settings
from newsroom.databases import sqlite_databases
settings.configure(DATABASES=sqlite_databases(Path(sys.argv[1])))
import django; django.setup()
from django.db import connection, transaction
slowest = 0.0
for turn in range(int(sys.argv[2])):
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(n), 0) FROM line")
        cursor.execute("INSERT INTO line (n) VALUES (%s)", [cursor.fetchone()[0] + 1])
    slowest = max(slowest, time.perf_counter() - began)
print(slowest)
"""


@pytest.fixture
def handler(tmp_path, django_db_blocker):
    """Connections to real files, made as production makes them."""
    with django_db_blocker.unblock():
        handler = ConnectionHandler(sqlite_databases(tmp_path))
        with handler["default"].cursor() as cursor:
            cursor.execute("CREATE TABLE line (id integer PRIMARY KEY, n integer UNIQUE)")
        yield handler
        handler.close_all()


def pragma(connection, name):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("version", "bad"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 40, 1), True),
        ((3, 44, 5), True),
        ((3, 44, 6), False),
        ((3, 45, 0), True),
        ((3, 50, 6), True),
        ((3, 50, 7), False),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((3, 53, 4), False),
    ],
)
def test_versions_that_lose_commits_get_no_write_ahead_log(version, bad):
    assert loses_commits(version) is bad
    assert journal_mode(version) == ("DELETE" if bad else "WAL")


def test_the_engine_in_use_is_sound():
    from django.db.backends.sqlite3.base import Database

    if sys.platform == "linux":
        assert not loses_commits(Database.sqlite_version_info)
    assert sys.modules["sqlite3"].sqlite_version_info == Database.sqlite_version_info


def test_connection_is_set_up_for_durability(handler):
    connection = handler["default"]
    assert pragma(connection, "journal_mode") == "wal"
    assert pragma(connection, "synchronous") == 2
    assert pragma(connection, "foreign_keys") == 1
    assert pragma(connection, "trusted_schema") == 0


def test_reader_sees_what_is_committed_and_cannot_write(handler):
    with handler["default"].cursor() as cursor:
        cursor.execute("INSERT INTO line (n) VALUES (1)")
    with handler["reader"].cursor() as cursor:
        cursor.execute("SELECT n FROM line")
        assert cursor.fetchall() == [(1,)]
        with pytest.raises(OperationalError, match="readonly"):
            cursor.execute("INSERT INTO line (n) VALUES (2)")


def test_reader_needs_no_turn_while_somebody_writes(handler, monkeypatch):
    monkeypatch.setattr(transaction, "get_connection", lambda using=None: handler[using or "default"])
    with transaction.atomic(), handler["default"].cursor() as cursor:
        cursor.execute("INSERT INTO line (n) VALUES (1)")
        with handler["reader"].cursor() as reading:
            reading.execute("SELECT count(*) FROM line")
            assert reading.fetchone() == (0,)


def run_writers(directory, count, turns):
    command = [sys.executable, "-c", WRITER, str(directory), str(turns)]
    writers = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    results = [writer.communicate(timeout=100) for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * count, results[0][1]
    return [float(out) for out, _ in results]


def test_many_writers_in_several_processes_are_never_locked_out_and_lose_nothing(handler, tmp_path):
    slowest = run_writers(tmp_path, count=4, turns=150)
    with handler["default"].cursor() as cursor:
        cursor.execute("SELECT count(*), max(n) FROM line")
        assert cursor.fetchone() == (600, 600)
    # Unfair polling left one writer waiting for seconds; a queue of four passes in milliseconds.
    assert max(slowest) < 5


def write(connection, count):
    for _turn in range(count):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO page (bytes) VALUES (randomblob(3000))")


def test_pages_are_moved_into_the_file_while_no_writer_is_kept_waiting(handler, monkeypatch):
    connection = handler["default"]
    monkeypatch.setattr(transaction, "get_connection", lambda using=None: connection)
    held, checkpoint = [], DatabaseWrapper._checkpoint
    monkeypatch.setattr(DatabaseWrapper, "_checkpoint", lambda self: (held.append(self.gate.held), checkpoint(self)))
    monkeypatch.setattr(base, "PAGES", 20)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE page (bytes blob)")
    write(connection, 60)
    assert held == [False] * 60
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(NOOP)")
        _busy, written, moved = cursor.fetchone()
    assert written - moved < 30


def test_a_log_that_cannot_be_moved_stops_no_writer(handler, monkeypatch):
    connection = handler["default"]
    monkeypatch.setattr(transaction, "get_connection", lambda using=None: handler[using or "default"])
    monkeypatch.setattr(base, "PAGES", 1)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE page (bytes blob)")
    with transaction.atomic(using="reader"), handler["reader"].cursor() as reading:
        reading.execute("SELECT count(*) FROM page")
        write(connection, 5)
        reading.execute("SELECT count(*) FROM page")
        assert reading.fetchone() == (0,)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM page")
        assert cursor.fetchone() == (5,)


def test_gate_opens_after_an_error_inside_the_transaction(handler, tmp_path, monkeypatch):
    monkeypatch.setattr(transaction, "get_connection", lambda using=None: handler[using or "default"])
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        assert handler["default"].gate.held
        raise ZeroDivisionError
    assert not handler["default"].gate.held
    other = Gate(tmp_path / "margin.sqlite3.gate", timeout=0.1)
    other.enter()
    other.close()


def test_gate_opens_when_the_connection_is_closed_midway(handler, tmp_path):
    handler["default"].set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    handler["default"].close()
    other = Gate(tmp_path / "margin.sqlite3.gate", timeout=0.1)
    other.enter()
    other.close()


def test_writer_that_waits_too_long_gets_a_database_error(tmp_path, django_db_blocker):
    files = sqlite_databases(tmp_path)
    files["default"]["OPTIONS"]["timeout"] = 0.1
    gate = Gate(tmp_path / "margin.sqlite3.gate", timeout=1)
    gate.enter()
    with django_db_blocker.unblock():
        handler = ConnectionHandler(files)
        with pytest.raises(OperationalError, match="locked"):
            handler["default"].set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        handler.close_all()
    gate.close()


def test_threads_of_one_process_queue_like_processes(tmp_path):
    inside, most = [], []

    def work():
        gate = Gate(tmp_path / "gate", timeout=10)
        for _ in range(20):
            gate.enter()
            inside.append(1)
            most.append(len(inside))
            time.sleep(0.0005)
            inside.pop()
            gate.leave()
        gate.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 80
    assert max(most) == 1


def test_a_place_in_the_queue_that_was_given_up_blocks_nobody(tmp_path):
    first, second, third = (Gate(tmp_path / "gate", timeout=0.05) for _ in range(3))
    first.enter()
    with pytest.raises(GateTimeout):
        second.enter()
    first.leave()
    third.timeout = 5
    third.enter()
    third.leave()
    second.timeout = 5
    second.enter()
    assert second.held
    for gate in (first, second, third):
        gate.close()


def test_database_in_memory_makes_no_gate_file(tmp_path, django_db_blocker):
    databases = sqlite_databases(tmp_path)
    databases["default"]["NAME"] = ":memory:"
    with django_db_blocker.unblock():
        connection = ConnectionHandler(databases)["default"]
        connection.ensure_connection()
        assert connection.gate is None
    assert list(tmp_path.iterdir()) == []


def test_bundled_module_stands_in_for_the_systems():
    assert sqlite3.sqlite_version_info >= (3, 51, 3) or sys.platform != "linux"
