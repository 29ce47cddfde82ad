"""A note that was changed in another tab: both versions on the card, and a way to keep either; redo after a reload."""

import pytest

from tests.browser.desk import make_piece, wait_saved


@pytest.fixture
def piece(site):
    return make_piece(site)


def write(page, piece, words):
    fill(page, piece, words).get_by_role("button", name="Save note").click()


def fill(page, piece, words):
    card = page.locator(f"#a-{piece.keys[0]}")
    card.locator(".sp").first.click()
    card.locator("summary").get_by_text("Note", exact=True).click()
    card.locator("textarea[name=note]").fill(words)
    return card


def test_both_notes_are_shown_and_mine_can_be_kept(page, piece, accessible, complaints):
    complaints.expect("409")
    piece.open(page)
    other = page.context.new_page()
    piece.read(other)
    mine = fill(page, piece, "Compare March.")
    write(other, piece, "Compare January.")
    wait_saved(other)
    mine.get_by_role("button", name="Save note").click()
    unsaved = page.locator(".card.unsaved")
    unsaved.wait_for()
    assert "January" in unsaved.locator(".both del").inner_text()
    assert "March" in unsaved.locator(".both ins").inner_text()
    accessible(page)
    assert piece.facts()[0]["note"] == "Compare January."
    unsaved.get_by_role("button", name="Keep mine").click()
    unsaved.wait_for(state="detached")
    assert piece.facts()[0]["note"] == "Compare March."


def test_z_and_shift_z_after_a_reload(page, piece):
    piece.open(page)
    write(page, piece, "Compare January.")
    wait_saved(page)
    piece.read(page)
    page.keyboard.press("z")
    wait_saved(page)
    assert piece.facts()[0]["note"] == ""
    piece.read(page)
    page.keyboard.press("Shift+Z")
    wait_saved(page)
    assert piece.facts()[0]["note"] == "Compare January."
