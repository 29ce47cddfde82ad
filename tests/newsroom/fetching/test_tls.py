"""https: the connection goes to the checked address, the certificate must be good and name the host."""

import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsroom.fetching import Unfetched, connections, fetch
from newsroom.fetching.door import Rules

CERTIFICATE = Path(__file__).parents[2] / "data" / "tls_site.pem"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 4\r\n\r\nGood"


class SecureSite:
    """Answers over TLS and remembers for which names it was asked."""

    def __init__(self, listener):
        self.listener = listener
        self.port = listener.getsockname()[1]
        self.names = []
        self.requests = []
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(CERTIFICATE)
        self.context.sni_callback = lambda connection, name, context: self.names.append(name)

    def serve(self):
        while True:
            try:
                accepted, _address = self.listener.accept()
            except OSError:
                return
            try:
                with self.context.wrap_socket(accepted, server_side=True) as connection:
                    self.requests.append(connection.recv(10_000).decode())
                    connection.sendall(ANSWER)
            except OSError:
                continue


@pytest.fixture
def secure() -> Iterator[SecureSite]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        site = SecureSite(listener)
        threading.Thread(target=site.serve, daemon=True).start()
        yield site
        listener.shutdown(socket.SHUT_RDWR)


def rules(site, host):
    private = frozenset({f"{host}:{site.port}"})
    return Rules(private=private, resolve=lambda *asked: ["127.0.0.1"], pause=0, total=3)


@pytest.fixture
def trusted(monkeypatch):
    """The site's certificate counts as signed."""
    context = ssl.create_default_context(cafile=str(CERTIFICATE))
    monkeypatch.setattr(connections, "certificates", lambda: context)


def test_the_name_stays_for_the_certificate_and_the_host(secure, trusted):
    found = fetch(f"https://news.example.org:{secure.port}/a", rules=rules(secure, "news.example.org"))
    assert found.data == b"Good"
    assert secure.names == ["news.example.org"]
    assert f"Host: news.example.org:{secure.port}" in secure.requests[0]


def test_a_certificate_for_another_name_is_refused(secure, trusted):
    with pytest.raises(Unfetched) as refused:
        fetch(f"https://other.example.org:{secure.port}/", rules=rules(secure, "other.example.org"))
    assert refused.value.code == "unreachable"
    assert secure.requests == []


def test_a_certificate_that_nobody_signed_is_refused(secure):
    with pytest.raises(Unfetched) as refused:
        fetch(f"https://news.example.org:{secure.port}/", rules=rules(secure, "news.example.org"))
    assert refused.value.code == "unreachable"
    assert secure.requests == []
