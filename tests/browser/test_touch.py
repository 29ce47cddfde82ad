"""Touch and small windows: the form and the notes are sheets at the bottom."""

import pytest

from tests.browser.desk import field, make_piece, opened, painted, place_of, wait_saved

SELECT = """
([start, end]) => import("/static/js/offsets.js").then((offsets) => {
  const range = offsets.toRange(document.getElementById("article"), {start, end});
  range.startContainer.parentElement.scrollIntoView({block: "end"});
  getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
})
"""


@pytest.fixture
def piece(site):
    return make_piece(site)


@pytest.fixture
def phone(new_context, piece):
    page = new_context(viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True).new_page()
    piece.open(page)
    page.touchscreen.tap(5, 500)
    return page


def select(page, piece, words):
    """What a long press and its handles do: the selection changes, no mouse button is involved."""
    page.evaluate(SELECT, list(place_of(piece, words)))


def test_a_selection_opens_a_sheet_that_leaves_the_passage_in_sight(phone, piece):
    select(phone, piece, "want guarantees first")
    phone.wait_for_selector("#popover:popover-open")
    pop = phone.locator("#popover").bounding_box()
    assert pop["x"] == 0 and pop["width"] == 390
    assert pop["y"] + pop["height"] == pytest.approx(780, abs=2)
    bottom = phone.evaluate("[...CSS.highlights.get('pending')][0].getBoundingClientRect().bottom")
    assert bottom <= pop["y"]


def test_the_keyboard_of_the_phone_does_not_pop_up_by_itself(phone, piece):
    select(phone, piece, "want guarantees first")
    phone.wait_for_selector("#popover:popover-open")
    assert phone.evaluate("document.activeElement.id") != "claim-input"


def test_moving_the_handles_changes_the_passage_in_the_open_sheet(phone, piece):
    select(phone, piece, "want guarantees")
    phone.wait_for_selector("#popover:popover-open")
    select(phone, piece, "want guarantees first")
    phone.wait_for_function(
        "() => document.getElementById('annotation-form').elements.quote.value === 'want guarantees first'"
    )
    assert painted(phone, "pending") == ["want guarantees first"]


def test_a_tap_on_a_claim_and_on_tag_saves(phone, piece):
    select(phone, piece, "want guarantees first")
    phone.wait_for_selector("#claim-input-list [role=option]")
    phone.locator("#claim-input-list [role=option]").first.tap()
    assert field(phone, "claim")
    assert opened(phone)
    phone.locator("#annotation-form .btn.pri").tap()
    wait_saved(phone)
    assert "want guarantees first" in [row["quote"] for row in piece.facts()]


def test_a_tap_on_a_passage_opens_its_note_as_a_sheet(phone, piece):
    phone.locator(f"mark[data-a='{piece.keys[0]}']").first.tap()
    card = phone.locator(f"#a-{piece.keys[0]}")
    assert card.is_visible()
    assert card.bounding_box()["y"] > 300
    phone.touchscreen.tap(5, 150)
    assert not card.is_visible()


def test_a_failed_save_shows_its_card_on_a_phone(phone, piece, complaints):
    complaints.expect("Failed to load resource|net::ERR")
    select(phone, piece, "want guarantees first")
    phone.wait_for_selector("#claim-input-list [role=option]")
    phone.route("**/annotations/", lambda route: route.fulfill(status=500, body=""))
    phone.locator("#annotation-form .btn.pri").tap()
    phone.wait_for_selector(".card.unsaved")
    assert phone.locator(".card.unsaved").is_visible()
