"""The pages where there is no script, little room, no colour of ours, or paper."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import make_piece

PAGES = ("", "passages/", "claims/")


@pytest.fixture
def piece(site):
    return make_piece(site)


def test_a_passage_is_tagged_without_javascript(new_context, page, piece):
    piece.open(page)
    plain = new_context(java_script_enabled=False, storage_state=page.context.storage_state()).new_page()
    plain.goto(piece.path)
    expect(plain.locator("mark.hl").first).to_be_visible()
    plain.locator("#b4 .tagit").click()
    plain.locator("[name=claim_label]").fill("Talks are welcome")
    plain.locator("input[name=stance][value=asserts]").check(force=True)
    plain.locator("main form button[type=submit]").first.click()
    expect(plain.locator("#cards")).to_contain_text("Talks are welcome")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_phone(new_context, page, piece, accessible, scheme):
    piece.open(page)
    state = page.context.storage_state()
    phone = new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme, storage_state=state).new_page()
    for path in (piece.path, *(f"/p/{piece.name}/{name}" for name in PAGES)):
        phone.goto(path)
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        accessible(phone)


def test_marks_stay_readable_in_forced_colours(new_context, page, piece):
    piece.open(page)
    state = page.context.storage_state()
    forced = new_context(forced_colors="active", storage_state=state).new_page()
    forced.goto(piece.path)
    ink, paper = forced.locator("mark.hl").first.evaluate(
        "(mark) => [getComputedStyle(mark).color, getComputedStyle(mark).backgroundColor]"
    )
    assert ink != paper
    assert paper != "rgba(0, 0, 0, 0)"


def test_on_paper_the_text_stands_with_its_notes_and_without_controls(page, piece):
    piece.open(page)
    page.emulate_media(media="print")
    expect(page.locator("#prose")).to_be_visible()
    expect(page.locator("#cards .card").first).to_be_visible()
    for control in ("#bar", "#readbar", "#rail", ".card .acts"):
        expect(page.locator(control).first).to_be_hidden()
    assert page.pdf(format="A4").startswith(b"%PDF")
