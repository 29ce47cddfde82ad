"""Event streams on the real server, with two processes: who gets one, what is in it, and how it ends."""

import http.client
import json
import socket
import time
from contextlib import suppress
from threading import Thread

import pytest

from tests.browser.desk import make_piece
from tests.browser.site import make_site
from tests.newsroom.test_live_server import Visitor
from tests.personas import PASSWORD

on_both = pytest.mark.django_db  # so that it runs on PostgreSQL too
PEOPLE = """
from tests.personas import make_user
from newsroom.actions.projects import add_member, create_project
from newsroom.models import Project, Role, User
project = Project.objects.get(key=NAME)
for who, role in (("rita", Role.READER), ("edgar", Role.EDITOR)):
    user = make_user(f"{who}-{NAME}", who.capitalize())
    add_member(by=user, project=project, user=user, role=role)
create_project(by=make_user(f"charlie-{NAME}"), name="Elsewhere", key=f"else-{NAME}")
"""
ACT = """
from annotations.actions.annotations import change_note, change_visibility
from annotations.models import Annotation
from newsroom import log
from newsroom.actions.members import end_membership
from newsroom.models import Membership, User
annotation = next(a for a in Annotation.objects.filter(article__uuid=PATH.split("/")[4]) if a.key == KEY)
def note(words):
    change_note(by=annotation.author, annotation=annotation, version=annotation.version, note=words, token=log.make_token())
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = make_site(tmp_path_factory.mktemp("streams"))
    site.start()
    yield site
    assert site.stop() == 0
    assert "Traceback" not in site.log


@pytest.fixture(scope="module")
def piece(site):
    piece = make_piece(site)
    site.run(f"NAME = {piece.name!r}\n{PEOPLE}")
    return piece


class Listener:
    """Holds a stream over a connection of its own, which any process may get."""

    def __init__(self, piece, who, since="", **headers):
        self.piece, self.visitor = piece, Visitor(piece.site)
        if who:
            self.visitor.send("/account/login/", login=f"{who}-{piece.name}", password=PASSWORD)
        self.text, self.ended = "", None
        self.open(since, **headers)

    def open(self, since, path="", **headers):
        cookies = "; ".join(f"{name}={value}" for name, value in self.visitor.cookies.items())
        self.connection = http.client.HTTPConnection(self.piece.site.url.removeprefix("http://"), timeout=60)
        path = path or f"{self.piece.path}live/?since={since or self.cursor()}"
        self.connection.request("GET", path, headers={"Cookie": cookies, **headers})
        self.answer = self.connection.getresponse()
        if self.answer.status == 200:
            Thread(target=self._read, daemon=True).start()

    def cursor(self):
        text = self.visitor.ask("GET", self.piece.path)[2]
        return text.partition('data-cursor="')[2].partition('"')[0] or "none"

    def _read(self):
        with suppress(AttributeError, ValueError, OSError, http.client.HTTPException):  # closed by the test
            while chunk := self.answer.read1(65536):
                self.text += chunk.decode()
        self.ended = time.monotonic()

    def messages(self, event):
        found = [part.splitlines() for part in self.text.split("\n\n") if f"event: {event}" in part]
        return [json.loads(next(line[6:] for line in lines if line.startswith("data: "))) for lines in found]

    def last_id(self):
        return [line[4:] for line in self.text.splitlines() if line.startswith("id: ")][-1]

    def close(self):
        let_go(self.connection)


def let_go(connection):
    """Close a connection from which another thread reads: it would hear of it only when the next message comes."""
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)
    connection.close()


def until(test, seconds=10.0):
    end = time.monotonic() + seconds
    while not test():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def act(piece, key, code):
    piece.site.run(f"PATH, KEY, NAME = {piece.path!r}, {key!r}, {piece.name!r}\n{ACT}\n{code}")


@pytest.mark.parametrize(
    ("who", "status"), [("", 302), ("charlie", 404), ("rita", 200), ("bob", 200), ("alice", 200), ("edgar", 200)]
)
def test_who_gets_a_stream(piece, who, status):
    listener = Listener(piece, who)
    assert listener.answer.status == status
    listener.close()


def test_a_stream_carries_the_walls_of_every_page(piece):
    listener = Listener(piece, "bob")
    headers = listener.answer.headers
    assert headers["Content-Type"] == "text/event-stream"
    assert headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    listener.close()
    foreign = Listener(piece, "bob", Host="evil.example")
    assert foreign.answer.status == 400


@on_both
def test_a_save_reaches_all_in_every_process_once_and_after_a_break_as_well(piece):
    listeners = [Listener(piece, who) for who in ("bob", "rita", "edgar", "bob", "rita", "edgar")]
    act(piece, piece.keys[0], "note('First words')")
    until(lambda: all(len(listener.messages("changes")) == 1 for listener in listeners))
    for listener in listeners:
        assert "First words" in listener.messages("changes")[0]["html"]
    seen = listeners[0].last_id()
    listeners[0].close()
    act(piece, piece.keys[0], "note('Second words')")
    again = Listener(piece, "bob", since="whatever", **{"Last-Event-ID": seen})
    until(lambda: len(again.messages("changes")) == 1)
    assert "Second words" in again.messages("changes")[0]["html"]
    for listener in [*listeners, again]:
        listener.close()


@on_both
def test_what_is_made_private_is_in_no_byte_of_a_colleagues_stream(piece):
    bob, rita = Listener(piece, "bob"), Listener(piece, "rita")
    act(
        piece,
        piece.keys[1],
        "change_visibility(by=annotation.author, annotation=annotation, "
        "version=annotation.version, visibility='private', token=log.make_token())",
    )
    until(lambda: bob.messages("changes") and rita.messages("changes"))
    act(piece, piece.keys[1], "note('qzxalone')")
    act(piece, piece.keys[0], "note('for all')")
    until(lambda: "for all" in bob.text and "for all" in rita.text)
    assert "qzxalone" not in bob.text + rita.text
    bob.close()
    rita.close()


def test_who_is_removed_or_signs_out_loses_the_stream_within_five_seconds(piece):
    removed, signed_out = Listener(piece, "rita"), Listener(piece, "edgar")
    time.sleep(0.2)
    act(
        piece,
        piece.keys[0],
        "end_membership(by=annotation.author, token=log.make_token(), "
        "membership=Membership.objects.get(user__username=f'rita-{NAME}', ended_at=None))",
    )
    signed_out.visitor.send("/account/logout/")
    began = time.monotonic()
    until(lambda: removed.ended and signed_out.ended, 6)
    assert time.monotonic() - began < 5
    removed.open("x")
    assert removed.answer.status == 404


def test_a_hundred_windows_of_one_person_cost_a_bounded_number_of_streams(piece):
    first = Listener(piece, "alice")
    answers = []
    for _ in range(100):
        first.open(first.cursor() if not answers else "x")
        answers.append((first.answer.status, first.answer.headers.get("Retry-After"), first.connection))
    refused = [after for status, after, _ in answers if status == 503]
    assert len(refused) >= 75  # two processes, twelve streams each
    assert set(refused) == {"30"}
    assert Listener(piece, "bob").answer.status == 200
    for *_, connection in answers:
        let_go(connection)


def test_a_stop_ends_the_streams_at_once(tmp_path):
    site = make_site(tmp_path)
    site.start()
    listener = Listener(make_piece(site), "bob")
    began = time.monotonic()
    assert site.stop() == 0
    assert time.monotonic() - began < 8
    until(lambda: listener.ended)
