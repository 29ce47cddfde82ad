"""Changing where one's own highlight begins and ends."""

import pytest

from tests.browser.desk import RECT, make_piece, painted, place_of, wait_saved


@pytest.fixture
def piece(site):
    return make_piece(site)


@pytest.fixture
def ends(page, piece):
    """The handles, out for the first passage: preparations are under way."""
    piece.open(page)
    card = page.locator(f"#a-{piece.keys[0]}")
    card.locator(".sp").first.click()
    card.locator("[data-action=ends]").click()
    return page


def quotes(piece):
    return [row["quote"] for row in piece.facts()]


def test_arrows_move_an_end_by_character_and_by_word(ends, piece):
    assert painted(ends, "pending") == ["preparations are under way"]
    ends.keyboard.press("ArrowLeft")
    assert painted(ends, "pending") == ["preparations are under wa"]
    ends.keyboard.press("ArrowRight")
    ends.keyboard.press("Control+ArrowLeft")
    ends.keyboard.press("Enter")
    wait_saved(ends)
    assert quotes(piece)[0] == "preparations are under"
    assert ends.locator(f"mark[data-a='{piece.keys[0]}']").inner_text() == "preparations are under"


def test_tab_goes_to_the_other_end(ends, piece):
    ends.keyboard.press("Shift+Tab")
    ends.keyboard.press("Control+ArrowLeft")
    ends.keyboard.press("Enter")
    wait_saved(ends)
    assert quotes(piece)[0] == "that preparations are under way"


def test_escape_leaves_it_as_it_was(ends, piece):
    ends.keyboard.press("ArrowLeft")
    ends.keyboard.press("Escape")
    assert ends.locator(".end-handle").count() == 0
    assert painted(ends, "pending") == []
    assert quotes(piece)[0] == "preparations are under way"


def test_an_end_can_be_dragged(ends, piece):
    box = ends.locator(".end-handle.end").bounding_box()
    _, _, x, y = ends.evaluate(RECT, list(place_of(piece, "under way. He added")))
    box = ends.locator(".end-handle.end").bounding_box()
    ends.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    ends.mouse.down()
    ends.mouse.move(x + 1, y, steps=5)
    ends.mouse.up()
    ends.keyboard.press("Enter")
    wait_saved(ends)
    assert quotes(piece)[0] == "preparations are under way. He added"


def test_moved_ends_can_be_undone(ends, piece):
    ends.keyboard.press("Control+ArrowLeft")
    ends.keyboard.press("Enter")
    wait_saved(ends)
    ends.keyboard.press("z")
    ends.wait_for_function(
        "key => document.querySelector(`mark[data-a='${key}']`).textContent === 'preparations are under way'",
        arg=piece.keys[0],
    )
    wait_saved(ends)
    assert quotes(piece)[0] == "preparations are under way"


def test_a_colleagues_passage_has_no_handles(page, piece):
    piece.open(page)
    card = page.locator(f"#a-{piece.keys[2]}")
    card.locator(".sp").first.click()
    assert card.locator("[data-action=ends]").count() == 0
