"""Answering a colleague's highlight by keys: same here, differs, would not tag."""

import pytest

from tests.browser.desk import make_piece, wait_saved


@pytest.fixture
def piece(site):
    return make_piece(site)


def theirs(page, piece):
    """Go to Bob's note with the keys, as Alice."""
    piece.open(page)
    key = piece.keys[2]
    for _step in range(3):
        page.keyboard.press("n")
    page.wait_for_selector(f"#a-{key}.on")
    return page.locator(f"#a-{key}")


def readings(piece, quote="real willingness"):
    return [row["taggings"][0][:3] for row in piece.facts() if row["quote"] == quote]


def test_g_says_the_same_and_z_takes_it_back(page, piece, accessible):
    card = theirs(page, piece)
    assert len(readings(piece)) == 1
    page.keyboard.press("g")
    wait_saved(page)
    assert readings(piece) == [["No real willingness", "disputes", "The Kremlin"]] * 2
    assert "same here" in card.inner_text()
    accessible(page)
    page.keyboard.press("z")
    wait_saved(page)
    assert len(readings(piece)) == 1
    page.keyboard.press("Shift+Z")
    wait_saved(page)
    assert len(readings(piece)) == 2


def test_f_opens_their_reading_to_be_read_differently(page, piece):
    card = theirs(page, piece)
    page.keyboard.press("f")
    page.wait_for_selector("#popover:popover-open [name=claim_label]")
    assert page.input_value("[name=claim_label]") == "No real willingness"
    assert page.input_value("[name=speaker_label]") == "The Kremlin"
    assert page.locator("[name=stance]:checked").get_attribute("value") == "disputes"
    page.locator(".seg label:has([value=questions])").click()
    page.locator("#popover .btn.pri").click()
    wait_saved(page)
    assert sorted(stance for _claim, stance, _speaker in readings(piece)) == ["disputes", "questions"]
    assert "reads it differently" in card.inner_text()


def test_x_says_why_one_would_not_tag_it(page, piece, accessible):
    card = theirs(page, piece)
    page.keyboard.press("x")
    page.keyboard.type("a demand, no claim")
    accessible(page)
    page.keyboard.press("Enter")
    wait_saved(page)
    assert "a demand, no claim" in card.inner_text()
    assert len(readings(piece)) == 1
    card.get_by_role("button", name="Take my answer back").click()
    wait_saved(page)
    assert "a demand, no claim" not in card.inner_text()


def test_help_names_the_keys_and_own_notes_offer_no_answers(page, piece):
    piece.open(page)
    page.keyboard.press("?")
    assert "same here" in page.locator("#keys").inner_text()
    page.keyboard.press("Escape")
    own = page.locator(f"#a-{piece.keys[0]}")
    own.locator(".sp").first.click()
    assert own.get_by_role("button", name="Same here").count() == 0


def focused(page):
    return page.evaluate("document.activeElement.closest('.card')?.id ?? document.activeElement.id")


def test_escape_lets_go_of_one_thing_at_a_time(page, piece):
    card = theirs(page, piece)
    page.keyboard.press("f")
    page.wait_for_selector("#popover:popover-open [name=claim_label]")
    assert page.locator("#popover .what").inner_text() == "Read it differently than Bob"
    page.keyboard.press("Escape")
    page.wait_for_selector("#popover:not(:popover-open)", state="attached")
    assert "on" in card.get_attribute("class").split()
    assert page.evaluate("document.activeElement.textContent").startswith("Differs")
    page.keyboard.press("Escape")
    assert not page.locator(".card.on").count()
    assert focused(page) == f"r-{piece.keys[2]}"


def test_who_answers_by_keys_stays_in_the_note(page, piece):
    card = theirs(page, piece)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").split()[0] == "cl"
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    wait_saved(page)
    assert focused(page) == card.get_attribute("id")


def test_keys_say_where_no_highlight_is_left(page, piece):
    piece.open(page)
    page.wait_for_selector(".cards.placed")
    for _step in range(len(piece.keys) + 1):
        page.keyboard.press("n")
        page.wait_for_timeout(50)
    assert page.locator("#toast").inner_text() == "No highlight further down."
