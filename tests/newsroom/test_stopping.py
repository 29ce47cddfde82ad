"""A server that is told to stop while people save and look on, and one whose database cuts connections off."""

import time

import pytest

from tests import postgres
from tests.browser.desk import make_piece
from tests.browser.site import make_site
from tests.newsroom.savers import all_let_run, assert_kept_once
from tests.newsroom.test_live_stream_server import Listener, until

WHOSE = ("alice", "bob", "olivia")
ENDED = """
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()"
    )
    print(cursor.fetchone()[0])
"""


def saved(savers):
    return sum(len(saver.acknowledged) for saver in savers)


def wait_for_saves(savers, count):
    before = saved(savers)
    until(lambda: saved(savers) >= before + count, 30)


@pytest.mark.sqlite
def test_what_is_under_way_is_finished_when_the_server_is_told_to_stop(tmp_path):
    site = make_site(tmp_path)
    site.start()
    piece = make_piece(site)
    listener = Listener(piece, "bob")

    def stopped(savers):
        wait_for_saves(savers, 10)
        assert site.stop() == 0
        time.sleep(0.3)

    savers = all_let_run(piece, WHOSE, stopped, tries=1)
    answers = {status for saver in savers for status in saver.answers}
    assert answers <= {302, 303, 503} and saved(savers) >= 10
    until(lambda: listener.ended)
    assert "retry: " in listener.text  # the browser comes back by itself
    assert "Traceback" not in site.log
    assert_kept_once(site, savers)
    site.start()
    assert Listener(piece, "bob", since=listener.last_id()).answer.status == 200
    assert site.stop() == 0


@pytest.mark.django_db
def test_saves_survive_that_postgresql_ends_their_connections(tmp_path):
    if not postgres.is_asked_for():
        return
    site = make_site(tmp_path)
    site.start()
    piece = make_piece(site)

    def cut(savers):
        for _ in range(4):
            wait_for_saves(savers, 4)
            assert int(site.run(ENDED)) >= 1

    savers = all_let_run(piece, WHOSE, cut)
    assert [failed for saver in savers for failed in saver.failed] == []
    assert {status for saver in savers for status in saver.answers} <= {302, 303, 503}
    assert_kept_once(site, savers)
    assert site.stop() == 0
