"""Sites that lie, bomb, drip or fall silent: every one ends in time, in bounds and with one of a few words."""

import gzip
import socket
import ssl
import threading
import time
import tracemalloc

import pytest

from newsroom.fetching import Unfetched, fetch, guard
from newsroom.fetching.door import Rules
from tests.newsroom.fetching.site import drip

START = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def refusal(url, rules):
    began = time.monotonic()
    with pytest.raises(Unfetched) as refused:
        fetch(url, rules=rules)
    assert time.monotonic() - began < 5
    return refused.value.code


def raw(data):
    def write(connection):
        connection.sendall(data)

    return write


def test_a_dripping_body_ends_with_the_deadline(site, rules):
    url = site.does("/a", drip(START + b"Content-Length: 100000\r\n\r\n"))
    assert refusal(url, rules(total=0.6)) == "slow"


def test_a_dripping_body_without_a_length_is_not_taken_for_a_whole_one(site, rules):
    url = site.does("/a", drip(START + b"\r\n"))
    assert refusal(url, rules(total=0.6)) == "slow"


def test_dripping_headers_end_with_the_deadline(site, rules):
    assert refusal(site.does("/a", drip(START)), rules(total=0.6)) == "slow"


def test_an_endless_chunked_body_ends(site, rules):
    url = site.does("/a", drip(START + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"))
    assert refusal(url, rules(total=0.6)) == "slow"


def test_silence_ends(site, rules):
    url = site.does("/a", lambda connection: time.sleep(4))
    assert refusal(url, rules(read=0.3)) in ("unreachable", "slow")


def test_endless_interim_answers_end(site, rules):
    url = site.does("/a", drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.005))
    assert refusal(url, rules(total=0.6)) == "slow"


def test_a_body_over_the_bound_is_refused_by_its_length(site, rules):
    url = site.does("/a", raw(START + b"Content-Length: 99999999\r\n\r\n"))
    assert refusal(url, rules()) == "large"


def test_a_body_over_the_bound_is_refused_as_it_comes(site, rules):
    url = site.does("/a", drip(START + b"\r\n", b"x" * 100_000, pause=0))
    assert refusal(url, rules(limit=1_000_000, total=4)) == "large"


def test_a_gzip_bomb_stops_at_the_bound(site, rules):
    bomb = gzip.compress(b"\0" * 200_000_000, 9)
    url = site.says("/a", bomb, Content_Encoding="gzip")
    tracemalloc.start()
    try:
        assert refusal(url, rules(total=4)) == "large"
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "body", (b"no gzip at all", gzip.compress(b"x" * 5000)[:-20], b"\x1f\x8b\x08\x00"), ids=("none", "cut", "head")
)
def test_damaged_gzip_is_no_page(site, rules, body):
    assert refusal(site.says("/a", body, Content_Encoding="gzip"), rules()) == "broken"


def test_a_body_that_ends_early_is_no_page(site, rules):
    assert refusal(site.does("/a", raw(START + b"Content-Length: 100\r\n\r\nshort")), rules()) == "broken"
    chunked = START + b"Transfer-Encoding: chunked\r\n\r\n64\r\nshort"
    assert refusal(site.does("/b", raw(chunked)), rules()) == "broken"


def test_a_body_that_goes_on_after_its_length_is_cut_there(site, rules):
    found = fetch(site.does("/a", raw(START + b"Content-Length: 5\r\n\r\nshort and more")), rules=rules())
    assert found.data == b"short"


@pytest.mark.parametrize(
    "answer",
    (
        b"",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"+PONG\r\n",
        b"220 mail.example.org ESMTP\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/9.9 200 OK\r\n\r\n",
        START + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nshort",
        START + b"Content-Length: -1\r\n\r\n",
        START + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nshort",
        START + b"X: " + b"y" * 70_000 + b"\r\n\r\n",
        START + b"".join(b"X-%d: 1\r\n" % number for number in range(100_000)) + b"\r\n",
        START + b"Content-Length: 0\r\n\r\n",
        b"\x00" * 1000,
    ),
    ids=lambda answer: ascii(answer[:40]),
)
def test_what_is_no_good_answer_is_refused(site, rules, answer):
    assert refusal(site.does("/a", raw(answer)), rules()) in ("broken", "unreachable")


def closed_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_nothing_tells_a_closed_port_from_a_refused_address_or_an_unknown_name(rules):
    def unknown(host, port, seconds):
        raise OSError("no such name")

    def inside(host, port, seconds):
        return ["10.0.0.1"]

    def never(host, port, seconds):
        raise TimeoutError("resolver")

    port = closed_port()
    closed = rules(f"127.0.0.1:{port}")
    messages = set()
    for url, chosen in (
        (f"http://127.0.0.1:{port}/", closed),
        ("http://example.org/", Rules(resolve=unknown, pause=0)),
        ("http://example.org/", Rules(resolve=inside, pause=0)),
        ("http://example.org/", Rules(resolve=never, pause=0)),
    ):
        with pytest.raises(Unfetched) as refused:
            fetch(url, rules=chosen)
        messages.add((refused.value.code, str(refused.value.notice), refused.value.retry_after))
    assert len(messages) == 1


class Flipping:
    """A name that is public when it is checked and inside when it is asked again."""

    def __init__(self):
        self.calls = 0

    def __call__(self, host, port, seconds):
        self.calls += 1
        return ["93.184.216.34"] if self.calls == 1 else ["127.0.0.1"]


def test_a_name_is_resolved_once_and_the_checked_address_is_the_one(monkeypatch):
    connected = []

    def connect(self, address):
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr("socket.socket.connect", connect)
    flipping = Flipping()
    with pytest.raises(Unfetched):
        fetch("http://example.org/", rules=Rules(resolve=flipping, pause=0))
    assert flipping.calls == 1
    assert connected == [("93.184.216.34", 80)]


def test_a_connection_that_ended_elsewhere_is_not_used(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        real = socket.socket.connect
        monkeypatch.setattr("socket.socket.connect", lambda self, address: real(self, listener.getsockname()))
        with pytest.raises(Unfetched) as refused:
            fetch("http://example.org/", rules=Rules(resolve=lambda *_: ["93.184.216.34"], pause=0))
        assert refused.value.code == "unreachable"
        accepted, _address = listener.accept()
        with accepted:
            assert accepted.recv(100) == b""


def test_a_redirect_to_a_name_inside_is_refused(site):
    def mapped(host, port, seconds):
        return {"news.example.org": ["127.0.0.1"], "inside.example.org": ["127.0.0.1"]}[host]

    rules = Rules(private=frozenset({f"news.example.org:{site.port}"}), resolve=mapped, pause=0)
    site.leads("/a", f"http://inside.example.org:{site.port}/b")
    assert refusal(f"http://news.example.org:{site.port}/a", rules) == "redirects"
    site.leads("/a", "http://inside.example.org/b")
    assert refusal(f"http://news.example.org:{site.port}/a", rules) == "unreachable"
    assert site.connections == 2


def test_a_resolver_that_hangs_does_not_hold_anybody_up(monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **more: time.sleep(1) or [])
    began = time.monotonic()
    with pytest.raises(OSError, match="in time"):
        guard.resolve("example.org", 80, 0.2)
    assert time.monotonic() - began < 0.8


def test_a_certificate_that_nobody_signed_is_refused(rules):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        origin = f"127.0.0.1:{listener.getsockname()[1]}"
        thread = threading.Thread(target=_plain_greeting, args=(listener,), daemon=True)
        thread.start()
        assert refusal(f"https://{origin}/", rules(origin)) in ("unreachable", "broken")


def _plain_greeting(listener):
    accepted, _address = listener.accept()
    with accepted:
        accepted.recv(100)
        accepted.sendall(b"HTTP/1.1 200 OK\r\n\r\n")


def test_certificates_are_checked_with_their_names():
    from newsroom.fetching.connections import certificates

    context = certificates()
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname
