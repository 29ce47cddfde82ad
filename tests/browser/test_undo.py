"""Undo and redo on the page: by the toast, by z."""

import pytest

from tests.browser.desk import make_piece, wait_saved


@pytest.fixture
def piece(site):
    return make_piece(site)


def marks(page, key):
    return page.locator(f"#article mark[data-a~='{key}']").count()


def remove(page, key):
    page.locator(f"#a-{key} .sp").first.click()
    page.locator(f"#a-{key}").get_by_text("Remove", exact=True).click()
    wait_saved(page)


def test_removing_is_at_once_and_z_brings_it_back(page, piece):
    piece.open(page)
    key = piece.keys[0]
    remove(page, key)
    assert (marks(page, key), page.locator(f"#a-{key}").count()) == (0, 0)
    page.keyboard.press("z")
    page.wait_for_selector(f"#a-{key}")
    wait_saved(page)
    assert marks(page, key) == 1
    assert len(piece.facts()) == 3
    page.keyboard.press("Shift+Z")
    page.wait_for_selector(f"#a-{key}", state="detached")
    wait_saved(page)
    assert len(piece.facts()) == 2


def test_a_note_that_comes_back_has_its_number(page, piece):
    piece.open(page)
    key = piece.keys[1]
    number = page.locator(f"#r-{key}").get_attribute("data-n")
    remove(page, key)
    assert page.locator(f"#r-{piece.keys[2]}").get_attribute("data-n") == "3"
    page.keyboard.press("z")
    page.wait_for_selector(f"#a-{key}")
    assert page.locator(f"#r-{key}").get_attribute("data-n") == number
    assert page.locator(f"#a-{key} .n").inner_text() == number


def test_the_toast_says_what_was_done_and_offers_undo(page, piece):
    piece.open(page)
    remove(page, piece.keys[0])
    toast = page.locator("#toast")
    assert toast.get_attribute("role") == "status"
    toast.get_by_role("button", name="Undo").click()
    page.wait_for_selector(f"#a-{piece.keys[0]}")
    wait_saved(page)
    assert toast.get_by_role("button", name="Redo").count() == 1


def test_z_without_a_toast_undoes_the_latest(page, piece):
    piece.open(page)
    remove(page, piece.keys[0])
    piece.read(page)
    page.keyboard.press("z")
    page.wait_for_selector(f"#a-{piece.keys[0]}")
    wait_saved(page)
    assert len(piece.facts()) == 3


def test_a_note_is_written_on_the_card(page, piece):
    piece.open(page)
    card = page.locator(f"#a-{piece.keys[0]}")
    card.locator(".sp").first.click()
    card.locator("summary").get_by_text("Note", exact=True).click()
    card.locator("textarea[name=note]").fill("Compare January.")
    card.get_by_role("button", name="Save note").click()
    wait_saved(page)
    assert page.locator(f"#a-{piece.keys[0]} .note").inner_text() == "Compare January."
    assert piece.facts()[0]["note"] == "Compare January."
