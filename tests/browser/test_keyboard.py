"""The reading page with the keyboard alone."""

import pytest

from tests.browser.desk import field, make_piece, opened, painted, place_of, wait_saved


@pytest.fixture(scope="module")
def piece(site):
    return make_piece(site)


def sentence_at_cursor(page):
    return painted(page, "cursor")


def test_j_and_k_walk_the_sentences_and_take_the_focus_along(page, piece):
    piece.open(page)
    page.keyboard.press("j")
    assert sentence_at_cursor(page) == ["Talks may resume, Macron says"]
    page.keyboard.press("j")
    assert sentence_at_cursor(page) == [
        "French President Emmanuel Macron said on Tuesday that preparations are under way."
    ]
    assert "French President" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("k")
    assert sentence_at_cursor(page) == ["Talks may resume, Macron says"]


def test_the_cursor_is_spoken(page, piece):
    piece.open(page)
    page.keyboard.press("j")
    page.wait_for_function("() => document.getElementById('live').textContent.includes('Talks may resume')")


def test_enter_tags_the_sentence_without_a_mouse(page, site):
    piece = make_piece(site)
    piece.open(page)
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    page.wait_for_selector("#popover:popover-open")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    wait_saved(page)
    start, end = place_of(piece, "French President Emmanuel Macron said on Tuesday that preparations are under way.")
    made = [row for row in piece.facts() if (row["start"], row["end"]) == (start, end)]
    assert len(made) == 1 and made[0]["taggings"][0][1] == "asserts"
    assert "French President" in page.evaluate("document.activeElement.textContent")


def test_a_small_window_takes_what_is_typed_into_its_sheet(new_context, piece):
    page = new_context(viewport={"width": 640, "height": 430}).new_page()
    piece.open(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#popover:popover-open")
    page.keyboard.type("nego")
    assert page.input_value("#claim-input") == "nego"


def test_shift_extends_by_sentence_and_takes_back(page, piece):
    piece.open(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+J")
    both = piece.text[place_of(piece, "French President")[0] : place_of(piece, "a ceasefire.")[1]]
    assert painted(page, "pending") == [both]
    page.keyboard.press("Shift+K")
    assert painted(page, "pending") == [both.split(" He added")[0]]
    page.keyboard.press("Escape")
    assert painted(page, "pending") == []


def test_a_passage_grows_word_by_word(page, piece):
    piece.open(page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("w")
    assert painted(page, "pending") == ["French"]
    page.keyboard.press("Shift+W")
    page.keyboard.press("Shift+W")
    assert painted(page, "pending") == ["French President Emmanuel"]
    page.keyboard.press("Shift+B")
    assert painted(page, "pending") == ["French President"]
    page.keyboard.press("w")
    assert painted(page, "pending") == ["Emmanuel"]
    page.keyboard.press("b")
    assert painted(page, "pending") == ["President"]


def test_a_digit_opens_the_form_with_that_claim_chosen(page, piece):
    piece.open(page)
    for key in ("j", "j", "Shift+J", "1"):
        page.keyboard.press(key)
    assert opened(page)
    assert field(page, "claim_label") == page.locator("#claim-options [data-recent='1']").get_attribute("data-label")


def test_n_and_p_walk_the_highlights(page, piece):
    piece.open(page)
    page.keyboard.press("n")
    assert page.locator(".card.on").get_attribute("data-key") == piece.keys[0]
    page.keyboard.press("n")
    assert page.locator(".card.on").get_attribute("data-key") == piece.keys[1]
    assert page.evaluate("document.activeElement.id") == f"r-{piece.keys[1]}"
    page.keyboard.press("p")
    assert page.locator(".card.on").get_attribute("data-key") == piece.keys[0]
    page.keyboard.press("Escape")
    assert page.locator(".card.on").count() == 0


def test_note_links_are_not_tab_stops(page, piece):
    piece.open(page)
    assert page.locator(".ref").count() == 3
    assert page.locator(".ref:not([tabindex='-1'])").count() == 0


def test_letters_are_text_while_one_types(page, piece):
    piece.open(page)
    page.focus("#find")
    page.keyboard.type("jkn?")
    assert page.input_value("#find") == "jkn?"
    assert sentence_at_cursor(page) == []


def test_control_and_a_letter_is_the_browsers(page, piece):
    piece.open(page)
    page.keyboard.press("Control+j")
    assert sentence_at_cursor(page) == []


def test_question_mark_opens_and_closes_the_help(page, piece):
    piece.open(page)
    page.keyboard.press("?")
    assert page.locator("dialog#keys").is_visible()
    assert page.evaluate("document.activeElement.textContent") == "Close"
    page.keyboard.press("j")
    assert sentence_at_cursor(page) == []
    page.keyboard.press("Escape")
    assert not page.locator("dialog#keys").is_visible()


def test_single_keys_can_be_switched_off(page, piece):
    piece.open(page)
    page.keyboard.press("?")
    page.locator("#keys-switch button").click()
    page.wait_for_selector("#desk[data-keys=off]")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert sentence_at_cursor(page) == []
    page.locator("dialog#keys").evaluate("dialog => dialog.showModal()")
    page.locator("#keys-switch button").click()
    page.wait_for_selector("#desk[data-keys=on]")


def test_a_letter_presses_what_the_page_offers(page, piece):
    piece.open(page)
    page.keyboard.press("d")
    page.wait_for_selector("#readbar [data-key=d][aria-pressed=true]")
    page.keyboard.press("s")
    assert page.evaluate("document.activeElement.id") == "skip-reason"
    page.keyboard.press("Escape")


def test_keys_can_choose_whose_highlights_are_shown_without_losing_the_place(page, piece):
    piece.open(page)
    page.set_viewport_size({"width": 1280, "height": 400})
    page.evaluate("scrollTo(0, 100)")
    page.keyboard.press("m")
    page.wait_for_selector("#desk[data-view=mine]")
    page.wait_for_timeout(100)
    assert page.evaluate("scrollY") == 100
    assert page.locator("#article .ref").count() == 2
    page.keyboard.press("a")
    page.wait_for_selector("#desk[data-view=all]")
    assert page.locator("#article .ref").count() == 3


def test_c_copies_the_passage_with_its_source(page, piece):
    piece.open(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.keyboard.press("n")
    page.keyboard.press("c")
    plain = page.evaluate("navigator.clipboard.readText()")
    assert plain.startswith("preparations are under way\n\nTalks may resume, Macron says, no outlet, no date")
    rich = page.evaluate(
        "navigator.clipboard.read().then(items => items[0].getType('text/html')).then(blob => blob.text())"
    )
    assert "<blockquote><p>preparations are under way</p></blockquote>" in rich
    assert '<a href="http' in rich
