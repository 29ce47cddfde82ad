"""Pages that a person saved: where they came from, and where their relative links lead."""

import pytest

from newsroom.importers.html_base import saved_from
from tests.newsroom.importers.html_pages import ADDRESS, around, page, read

CHROME = f"<!-- saved from url=({len(ADDRESS):04d}){ADDRESS} -->"
SINGLE_FILE = f"<!--\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: Sat Nov 28 2026\n-->"


def links(draft):
    return [span.href for block in draft.body for span in block.spans if span.kind == "link"]


def paragraph(address):
    return page(
        around(f"<p>The mediator spoke of <a href='{address}'>a common paper</a> that nobody else had seen yet.</p>")
    )


@pytest.mark.parametrize("note", [CHROME, SINGLE_FILE])
def test_page_that_a_browser_saved_tells_its_address_and_keeps_its_relative_links(note):
    draft = read(paragraph("paper").replace("<html", f"{note}\n<html", 1))
    assert (draft.url, draft.more.domain) == (ADDRESS, "daily.example")
    assert links(draft) == ["https://daily.example/world/paper"]


def test_address_that_a_person_gives_comes_before_the_note_in_the_page():
    draft = read(paragraph("paper").replace("<html", f"{CHROME}\n<html", 1), url="https://other.example/a/b")
    assert (draft.url, links(draft)) == ("https://other.example/a/b", ["https://other.example/a/paper"])


@pytest.mark.parametrize(
    "note", ["<!-- saved from url=(0019)javascript:alert(1) -->", "<!-- saved from url=(0000) -->", CHROME[4:]]
)
def test_note_without_an_address_of_the_web_tells_nothing(note):
    assert saved_from(note) == ""


def test_note_that_stands_deep_in_the_text_of_a_page_is_not_its_own():
    assert saved_from("x" * 30_000 + CHROME) == ""


@pytest.mark.parametrize(
    ("base", "link"),
    [
        ("/archive/2026/", "https://daily.example/archive/2026/paper"),
        ("https://static.example/", "https://static.example/paper"),
        ("javascript:alert(1)", "https://daily.example/world/paper"),
        ("#top", "https://daily.example/world/paper"),
    ],
)
def test_relative_links_are_relative_to_the_base_of_the_page(base, link):
    markup = paragraph("paper").replace("<head>", f"<head><base href='{base}'>", 1)
    assert links(read(markup, url=ADDRESS)) == [link]


def test_base_alone_gives_links_their_address_where_the_page_has_none():
    markup = paragraph("paper").replace("<head>", "<head><base target='_blank'><base href='https://daily.example/'>", 1)
    assert links(read(markup)) == ["https://daily.example/paper"]
