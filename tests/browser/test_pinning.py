"""A claim that is pinned keeps a number key, and the line that reads a coding back follows the list."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import drag, make_piece


@pytest.fixture
def form(page, site):
    """The form, open for the Kremlin's sentence."""
    piece = make_piece(site)
    piece.open(page)
    drag(page, piece, "resume talks as positive")
    page.wait_for_selector("#popover:popover-open")
    return page


def test_the_line_reads_back_what_the_list_stands_on(form):
    form.keyboard.type("wil")
    expect(form.locator("#readback")).to_contain_text("No real willingness")


def test_alt_p_pins_a_claim_and_lets_it_go(form):
    form.keyboard.type("wil")
    with form.expect_response(lambda answer: "/preferences/" in answer.url) as sent:
        form.keyboard.press("Alt+p")
    assert sent.value.status == 204
    expect(form.locator("#claim-options [data-pinned]")).to_have_text("No real willingness")
    form.reload()
    first = form.locator("#claim-options [data-recent='1']")
    expect(first).to_have_text("No real willingness")
    assert first.get_attribute("data-pinned") is not None
