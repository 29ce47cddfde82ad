"""Addresses: two ways to write one page meet, two pages never do."""

import pytest
from hypothesis import assume, given, strategies as st

from newsroom.web_addresses import domain, key, normal

SEGMENT = st.text("abcXYZ0189-_.~%é日/", max_size=8)
NAME = st.text("abcdeidpqs_", min_size=1, max_size=5)
QUERY = st.lists(st.tuples(NAME, st.text("abc019%+ü;", max_size=5)), max_size=4)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("HTTPS://Example.org:443/a/../b?utm_source=x&id=3#top", "https://example.org/b?id=3"),
        ("http://example.org", "http://example.org/"),
        ("http://example.org:80/", "http://example.org/"),
        ("https://example.org:8443/a", "https://example.org:8443/a"),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("https://example.org./a/./b//c", "https://example.org/a/b//c"),
        ("https://bücher.example/ä?q=ö", "https://xn--bcher-kva.example/%C3%A4?q=%C3%B6"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://example.org/%7euser/%2f%c3%a4", "https://example.org/~user/%2F%C3%A4"),
        ("https://example.org/?b=2&a=1&a=0", "https://example.org/?a=1&a=0&b=2"),
        ("https://example.org/#!/story/7", "https://example.org/#!/story/7"),
        ("https://example.org/a?gclid=1&fbclid=2&xtor=3&CMP=4&smid=5", "https://example.org/a"),
        ("https://example.org/a?at_medium=x&at_campaign=y&ns_mchannel=z&spm=1.2", "https://example.org/a"),
        ("https://example.org/a;jsessionid=1F2?PHPSESSID=9", "https://example.org/a"),
        ("https://example.org/articles/talks?mod=hp_lead&partner=feed", "https://example.org/articles/talks"),
        ("https://example.org/forum.php?mod=viewthread&tid=7", "https://example.org/forum.php?mod=viewthread&tid=7"),
        ("https://[2001:DB8::1]/a", "https://[2001:db8::1]/a"),
        ("  https://example.org/a\n", "https://example.org/a"),
    ],
)
def test_an_address_gets_its_normal_form(written: str, expected: str) -> None:
    assert normal(written) == expected


@pytest.mark.parametrize(
    "text",
    ["", "javascript:alert(1)", "mailto:a@example.org", "ftp://example.org/", "/a", "https://", "https:///a"]
    + ["https://exa mple.org/", "https://a:99999/", "https://[::1/", "https://<b>.org/", "https://..", "talks"],
)
def test_what_is_no_web_address_has_no_normal_form(text: str) -> None:
    assert normal(text) == ""
    assert key(text) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/index.php?article=55", "https://example.org/index.php?article=56"),
        ("https://example.org/?p=1", "https://example.org/"),
        ("https://example.org/Talks", "https://example.org/talks"),
        ("https://example.org/a", "https://example.org/a/"),
        ("https://m.example.org/a", "https://example.org/a"),
        ("https://example.org/a?amp=1", "https://example.org/a"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/?a=1&a=2", "https://example.org/?a=2&a=1"),
        ("https://straße.example/", "https://strasse.example/"),
        ("https://example.org/?attention=1", "https://example.org/"),
        ("https://example.org/?ref=7", "https://example.org/?ref=8"),
        ("https://example.org:8000/", "https://example.org/"),
    ],
)
def test_two_pages_are_never_one(one: str, other: str) -> None:
    assert normal(one) != normal(other)
    assert key(one) != key(other)


def test_a_page_is_the_same_with_and_without_encryption() -> None:
    assert key("http://example.org/a?utm_medium=rss") == key("https://EXAMPLE.org/a")
    assert len(key("http://example.org/")) == 32


@given(st.lists(SEGMENT, max_size=4), QUERY, st.sampled_from(["", "#x", "#!x"]))
def test_normalising_twice_changes_nothing(path: list[str], query: list[tuple[str, str]], fragment: str) -> None:
    written = "https://Example.org/" + "/".join(path) + "?" + "&".join(f"{a}={b}" for a, b in query) + fragment
    once = normal(written)
    assert once
    assert normal(once) == once


@given(st.lists(SEGMENT, max_size=3), QUERY, st.integers(0, 999), st.integers(0, 999))
def test_another_id_is_always_another_page(path: list[str], query: list[tuple[str, str]], one: int, two: int) -> None:
    assume(one != two)
    before = "https://example.org/" + "/".join(path) + "?" + "&".join(f"{a}={b}" for a, b in query)
    assert key(f"{before}&id={one}") != key(f"{before}&id={two}")


@given(st.text(max_size=80))
def test_nothing_makes_it_fail(text: str) -> None:
    for written in (text, f"https://{text}", f"https://example.org/{text}", f"https://example.org/?{text}"):
        assert normal(normal(written)) == normal(written)
        domain(written)


def test_the_domain_of_an_address_or_of_a_bare_name() -> None:
    assert domain("https://www.Example.org/a?b") == domain("www.example.org") == domain("EXAMPLE.org") == "example.org"
    assert domain("Harbour Radio") == domain("") == domain("localhost") == domain("//[x") == ""
