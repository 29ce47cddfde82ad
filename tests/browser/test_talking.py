"""Replies on the page: named people from a list, sent at once, and nothing that axe objects to."""

import re

import pytest

from tests.browser.desk import make_piece, wait_saved


@pytest.fixture(scope="module")
def piece(site):
    return make_piece(site)


def reply_field(page, key):
    page.locator(f"#a-{key} .by").first.click()
    page.locator(f"#a-{key} .reply-form summary").click()
    return page.locator(f"#a-{key} .reply-form textarea")


def test_somebody_is_named_from_the_list_and_the_reply_is_sent(page, piece):
    piece.open(page)
    key = piece.keys[0]
    field = reply_field(page, key)
    field.press_sequentially("Ask @bo")
    page.wait_for_selector("#people-options [aria-selected=true]")
    assert "Bob" in page.locator("#people-options").inner_text()
    field.press("Enter")
    assert re.fullmatch(r"Ask @bob-desk-\w+ ", field.input_value())
    assert page.locator("#people-options").is_hidden()
    page.locator(f"#a-{key} .reply-form button").click()
    wait_saved(page)
    assert page.locator(f"#a-{key} .thread .mention").inner_text() == "@Bob"


def test_a_name_of_nobody_is_said_to_be_plain_text_before_one_sends(page, piece):
    piece.open(page)
    field = reply_field(page, piece.keys[1])
    field.press_sequentially("Ask @zz")
    page.wait_for_selector("#people-options .nobody")
    assert "stays plain text" in page.locator("#people-options").inner_text()
    field.press("Escape")
    assert page.locator("#people-options").is_hidden()
    assert field.input_value() == "Ask @zz"


def test_what_was_said_is_open_to_everybody(page, piece, accessible):
    piece.open(page)
    for name in ("inbox/", "hand-over/"):
        page.goto(f"/p/{piece.name}/{name}")
        accessible(page)
    page.goto(piece.path + "team-note/")
    accessible(page)
    page.goto(piece.path)
    page.locator(".card .thread a").first.click()
    accessible(page)


def test_a_reply_is_written_and_sent_without_the_mouse(page, piece):
    piece.open(page)
    key = piece.keys[2]
    page.locator(f"#a-{key} .by").first.click()
    page.locator(f"#a-{key} .reply-form summary").press("Enter")
    page.wait_for_function("document.activeElement.matches('.reply-form textarea')")
    page.keyboard.type("Read on.")
    page.keyboard.press("Control+Enter")
    wait_saved(page)
    assert page.locator(f"#a-{key} .thread .says").last.inner_text() == "Read on."
