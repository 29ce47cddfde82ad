"""Addresses: what is refused before a name is asked for or a byte is sent."""

import json
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from newsroom.environment import Environment, SettingError
from newsroom.fetching import Unfetched, fetch, guard
from newsroom.fetching.door import Rules
from newsroom.fetching.places import follow, place

HOSTILE = json.loads((Path(__file__).parents[2] / "data" / "hostile_addresses.json").read_text())["addresses"]
HOSTILE.append(f"http://{'a' * 70_000}/")
NAMES = {
    "metadata.google.internal": ["169.254.169.254"],
    "inside.example.org": ["10.0.0.7"],
    "one-of-two.example.org": ["93.184.216.34", "127.0.0.1"],
    "six-of-two.example.org": ["2606:2800:220:1:248:1893:25c8:1946", "::1"],
    "none.example.org": [],
    "127.0.0.1.nip.io": ["127.0.0.1"],
    "example.com": ["93.184.216.34"],
}


class Asked:
    """A resolver that knows a few names, counts, and fails for all others."""

    def __init__(self):
        self.hosts = []

    def __call__(self, host, port, seconds):
        self.hosts.append(host)
        if host not in NAMES:
            raise OSError("no such name")
        return NAMES[host]


@pytest.fixture
def no_connections(monkeypatch):
    """Any attempt to connect fails the test."""

    def refuse(self, address):
        pytest.fail(f"connected to {address}")

    monkeypatch.setattr("socket.socket.connect", refuse)


def test_there_are_enough_hostile_addresses():
    assert len(HOSTILE) >= 100
    assert len(HOSTILE) == len(set(HOSTILE))


@pytest.mark.parametrize("url", HOSTILE, ids=lambda url: ascii(url)[:60])
def test_a_hostile_address_is_refused_before_a_byte_is_sent(url, no_connections):
    with pytest.raises(Unfetched) as refused:
        fetch(url, rules=Rules(resolve=Asked(), pause=0))
    assert refused.value.code in ("address", "unreachable")


@pytest.mark.parametrize("name", [name for name in NAMES if name != "example.com"])
def test_every_address_of_a_name_must_be_public(name, no_connections):
    with pytest.raises(Unfetched) as refused:
        fetch(f"https://{name}/", rules=Rules(resolve=Asked(), pause=0))
    assert refused.value.code in ("address", "unreachable")


@pytest.mark.parametrize(
    "address",
    (
        *("0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.254", "169.254.169.254"),
        *("168.63.129.16", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.88.99.1", "192.168.1.1"),
        *("198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:0:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1"),
        *("64:ff9b:1::a00:1", "100::1", "2001::1", "2001:db8::1", "2002:7f00:1::", "3fff::1", "5f00::1", "fc00::1"),
        *("fd00:ec2::254", "fe80::1", "fe80::1%lo", "fec0::1", "ff02::1", "", "localhost", "127.1"),
    ),
)
def test_these_are_not_of_the_public_internet(address):
    assert not guard.is_public(address)


@pytest.mark.parametrize("address", ("8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450::1"))
def test_these_are(address):
    assert guard.is_public(address)


@pytest.mark.parametrize(
    ("url", "plain"),
    (
        ("https://Example.ORG", "https://example.org/"),
        ("http://example.org:80/a?b=1#c", "http://example.org/a?b=1"),
        ("https://example.org:443/", "https://example.org/"),
        ("http://example.org:443/", "http://example.org:443/"),
        ("https://example.org./x", "https://example.org/x"),
        ("https://müller.de/straße", "https://xn--mller-kva.de/stra%C3%9Fe"),
        ("https://straße.de/", "https://xn--strae-oqa.de/"),
        ("https://example.org/a%20b?q=%2F", "https://example.org/a%20b?q=%2F"),
        ("http://93.184.216.34/", "http://93.184.216.34/"),
        ("https://[2606:2800:220:1::1]/x", "https://[2606:2800:220:1::1]/x"),
    ),
)
def test_a_good_address_has_one_plain_form(url, plain):
    found = place(url)
    assert found is not None
    assert found.url == plain
    assert place(found.url) == found


@given(st.text(max_size=80))
def test_any_text_is_a_place_with_a_plain_form_or_none(text):
    for url in (text, "http://" + text, "https://example.org/" + text):
        found = place(url)
        assert found is None or place(found.url) == found


@pytest.mark.parametrize("port", (21, 22, 25, 81, 3306, 6379, 8000, 8080, 65535))
def test_only_the_two_ports_of_the_web(port):
    assert place(f"http://example.org:{port}/") is None


def test_what_an_operator_names_is_allowed_with_its_port_alone():
    private = frozenset({"127.0.0.1:8080", "archive:81"})
    assert place("http://127.0.0.1:8080/x", private) is not None
    assert place("http://archive:81/", private) is not None
    assert place("http://127.0.0.1/", private) is None
    assert place("http://archive:82/", private) is None
    assert place("ftp://archive:81/", private) is None


def test_a_redirect_is_checked_like_an_address():
    here = place("https://example.org/a/b")
    assert follow(here, "../c").url == "https://example.org/c"
    assert follow(here, "//other.example.com/x").url == "https://other.example.com/x"
    for location in ("http://example.org/a", "//127.0.0.1/", "file:///etc/passwd", "/a\r\nb", "https://[::1", "/a b"):
        assert follow(here, location) is None


def test_private_hosts_are_read_from_the_environment():
    found = Environment({"FETCH_PRIVATE": "Archive.example.org:8080, [::1]:81"}).origins("FETCH_PRIVATE", "a:1")
    assert found == ["archive.example.org:8080", "[::1]:81"]
    assert Environment({}).origins("FETCH_PRIVATE", "a:1") == []


@pytest.mark.parametrize("value", ("archive", "archive:", "http://archive:80", "archive:80/x", "a@b:80", ":80"))
def test_a_private_host_without_a_port_stops_the_start(value):
    with pytest.raises(SettingError, match="FETCH_PRIVATE"):
        Environment({"FETCH_PRIVATE": value}).origins("FETCH_PRIVATE", "a:1")
