"""Fetching from a site on this machine: what is taken, what is followed, what is refused."""

import gzip
import logging

import pytest

from newsroom.fetching import FEEDS, Unfetched, fetch
from newsroom.fetching.door import retry_after

PAGE = "<p>They met – again.</p>"


def refusal(url, **options):
    with pytest.raises(Unfetched) as refused:
        fetch(url, **options)
    return refused.value


def test_a_page_comes_as_it_is(site, rules):
    url = site.says("/a", PAGE, ETag='"1"', Last_Modified="Tue, 03 Feb 2026 09:30:00 GMT", Cache_Control="max-age=60")
    found = fetch(url + "#top", rules=rules())
    assert (found.url, found.status, found.data.decode()) == (url, 200, PAGE)
    assert found.media_type == "text/html; charset=utf-8"
    assert (found.etag, found.last_modified, found.max_age) == ('"1"', "Tue, 03 Feb 2026 09:30:00 GMT", 60)
    assert (found.permanent_url, found.not_modified) == ("", False)


def test_it_says_who_asks_and_nothing_else(site, rules, settings):
    fetch(site.says("/a", PAGE), rules=rules())
    lines = site.requests[0].lower().split("\r\n")
    assert lines[0] == "get /a http/1.1"
    names = {line.partition(":")[0] for line in lines[1:] if line}
    assert names == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert f"user-agent: margin/{settings.VERSION} (+{settings.BASE_URL})" in lines
    assert "accept-encoding: gzip, identity" in lines


def test_the_version_is_that_of_the_project(settings):
    with open("pyproject.toml", encoding="utf-8") as file:
        assert f'version = "{settings.VERSION}"' in file.read()


def test_no_proxy_of_the_environment_is_used(site, rules, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert fetch(site.says("/a", PAGE), rules=rules()).status == 200


def test_cookies_are_not_kept(site, rules):
    fetch(site.says("/a", PAGE, Set_Cookie="id=1; Path=/"), rules=rules())
    fetch(site.url("/a"), rules=rules())
    assert "cookie" not in site.requests[1].lower()


def test_what_did_not_change_is_not_sent_again(site, rules):
    site.answers["/a"] = b'HTTP/1.1 304 Not Modified\r\nETag: "2"\r\n\r\n'
    found = fetch(site.url("/a"), etag='"1"', last_modified="Tue, 03 Feb 2026 09:30:00 GMT", rules=rules())
    assert (found.not_modified, found.data, found.etag) == (True, b"", '"2"')
    assert 'If-None-Match: "1"' in site.requests[0]
    assert "If-Modified-Since: Tue, 03 Feb 2026 09:30:00 GMT" in site.requests[0]


def test_a_stored_header_that_was_tampered_with_is_not_sent(site, rules):
    fetch(site.says("/a", PAGE), etag='"1"\r\nX-Evil: 1', rules=rules())
    assert "X-Evil" not in site.requests[0]
    assert "If-None-Match" not in site.requests[0]


@pytest.mark.parametrize("status", (204, 205, 206, 304, 300, 400, 418, 103))
def test_an_answer_that_is_no_whole_page_is_refused(site, rules, status):
    site.answers["/a"] = f"HTTP/1.1 {status} Odd\r\nContent-Type: text/html\r\nContent-Length: 0\r\n\r\n".encode()
    assert refusal(site.url("/a"), rules=rules()).code == "answer"


@pytest.mark.parametrize(
    ("status", "code"),
    (
        (401, "closed"),
        (403, "closed"),
        (451, "closed"),
        (404, "missing"),
        (410, "gone"),
        (500, "failing"),
        (502, "failing"),
    ),
)
def test_a_refusal_of_the_site_is_said_in_words(site, rules, status, code):
    site.says("/a", "secret words", status=f"{status} No")
    refused = refusal(site.url("/a"), rules=rules())
    assert refused.code == code
    assert "secret" not in str(refused.notice)
    assert refused.is_passing is (code == "failing")


@pytest.mark.parametrize("status", (429, 503))
def test_a_site_that_asks_for_patience_gets_it(site, rules, status):
    site.says("/a", "", status=f"{status} Later", Retry_After="120")
    refused = refusal(site.url("/a"), rules=rules())
    assert (refused.code, refused.retry_after) == ("busy", 120)
    again = refusal(site.url("/a"), rules=rules())
    assert again.code == "busy"
    assert 100 < again.retry_after <= 120
    assert len(site.requests) == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    (("120", 120), ("0", 0), ("99999999999", 86_400), ("Tue, 03 Feb 2015 09:30:00 GMT", 0), ("soon", None), ("", None)),
)
def test_how_long_to_wait_is_read(value, seconds):
    assert retry_after(value) == seconds


def test_a_year_beyond_the_calendar_says_nothing():
    assert retry_after("Tue, 03 Feb 99999 09:30:00 GMT") is None


@pytest.mark.parametrize("media_type", ("image/png", "application/octet-stream", "video/mp4", "text/css"))
def test_what_is_no_page_is_not_read(site, rules, media_type):
    refused = refusal(site.says("/a", b"x" * 100, Content_Type=media_type), rules=rules())
    assert refused.code == "type"
    assert media_type in str(refused.notice)


def test_a_page_without_a_type_is_taken(site, rules):
    assert fetch(site.says("/a", PAGE, Content_Type=None), rules=rules()).media_type == ""


def test_feeds_are_taken_where_feeds_are_asked_for(site, rules):
    url = site.says("/feed", "<rss/>", Content_Type="application/rss+xml")
    assert fetch(url, accept=FEEDS, rules=rules()).data == b"<rss/>"
    assert refusal(url, rules=rules()).code == "type"


def test_gzip_is_unpacked(site, rules):
    url = site.says("/a", gzip.compress(PAGE.encode()), Content_Encoding="gzip")
    assert fetch(url, rules=rules()).data.decode() == PAGE


@pytest.mark.parametrize("encoding", ("br", "zstd", "deflate", "compress", "gzip, gzip", "x-unknown"))
def test_other_ways_of_packing_are_refused(site, rules, encoding):
    assert refusal(site.says("/a", b"xxxx", Content_Encoding=encoding), rules=rules()).code == "packed"


@pytest.mark.parametrize("status", (301, 302, 303, 307, 308))
def test_a_redirect_is_followed(site, rules, status):
    target = site.says("/b", PAGE)
    found = fetch(site.leads("/a", "/b", status), rules=rules())
    assert (found.url, found.data.decode()) == (target, PAGE)
    assert found.permanent_url == (target if status in (301, 308) else "")


def test_only_a_chain_that_is_permanent_from_its_start_moves_an_address(site, rules):
    site.says("/c", PAGE)
    site.leads("/b", "/c", 302)
    found = fetch(site.leads("/a", "/b", 301), rules=rules())
    assert (found.url, found.permanent_url) == (site.url("/c"), site.url("/b"))


def test_an_address_in_utf_8_is_followed(site, rules):
    site.says("/stra%C3%9Fe", PAGE)
    site.answers["/a"] = "HTTP/1.1 302 X\r\nLocation: /straße\r\nContent-Length: 0\r\n\r\n".encode()
    assert fetch(site.url("/a"), rules=rules()).url == site.url("/stra%C3%9Fe")


def test_five_redirects_are_enough(site, rules):
    for number in range(6):
        site.leads(f"/{number}", f"/{number + 1}")
    site.says("/6", PAGE)
    assert fetch(site.url("/1"), rules=rules()).url == site.url("/6")
    assert refusal(site.url("/0"), rules=rules()).code == "redirects"


def test_a_loop_ends(site, rules):
    site.leads("/a", "/b")
    site.leads("/b", "/a")
    assert refusal(site.url("/a"), rules=rules()).code == "redirects"
    assert len(site.requests) == 2


@pytest.mark.parametrize("status", (301, 302, 303, 307, 308))
@pytest.mark.parametrize(
    "inside",
    (
        *("http://127.0.0.1/", "http://127.0.0.1:22/", "http://169.254.169.254/latest/", "http://localhost/"),
        *("http://[::1]/", "file:///etc/passwd", "gopher://127.0.0.1:6379/_X", "http://0x7f.1/", "//10.0.0.1/"),
        *("http://user:pass@example.com/", "http://example.com:25/", "javascript:alert(1)", "", "http://[::1"),
    ),
)
def test_a_redirect_to_inside_is_not_followed(site, rules, status, inside):
    refused = refusal(site.leads("/a", inside, status), rules=rules())
    assert refused.code in ("redirects", "unreachable")
    assert site.connections == 1


def test_refresh_is_not_followed(site, rules):
    page = f'<meta http-equiv="refresh" content="0;url={site.url("/b")}">'
    found = fetch(site.says("/a", page, Refresh=f"0; url={site.url('/b')}"), rules=rules())
    assert found.url == site.url("/a")
    assert site.paths == ["/a"]


def test_it_can_be_switched_off(site, rules, settings):
    settings.FETCHING = False
    assert refusal(site.says("/a", PAGE), rules=rules()).code == "off"
    assert site.connections == 0


def test_private_addresses_need_the_setting(site, settings):
    settings.FETCH_PRIVATE, settings.FETCH_PAUSE = [], 0
    assert refusal(site.says("/a", PAGE)).code == "address"
    settings.FETCH_PRIVATE = [site.origin]
    assert fetch(site.url("/a")).status == 200


def test_the_log_has_the_host_and_no_path(site, rules, caplog):
    caplog.set_level(logging.INFO)
    refusal(site.url("/secret?token=abc"), rules=rules())
    assert "127.0.0.1" in caplog.text
    assert "secret" not in caplog.text
    assert "abc" not in caplog.text
