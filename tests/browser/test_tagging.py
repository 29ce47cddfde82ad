"""The popover's form: finding and making claims and speakers, proposals, reading back, several claims on one passage."""

import pytest

from tests.browser.desk import TEXT, drag, field, make_piece, opened, painted, place_of, wait_saved


@pytest.fixture
def piece(site):
    return make_piece(site)


@pytest.fixture
def form(page, piece):
    """The form, open for the Kremlin's sentence."""
    piece.open(page)
    drag(page, piece, "resume talks as positive")
    page.wait_for_selector("#popover:popover-open")
    return page


def coded(piece, words):
    start, end = place_of(piece, words)
    return [row["taggings"] for row in piece.facts() if (row["start"], row["end"]) == (start, end)]


def options(page, name="claim"):
    return page.locator(f"#{name}-input-list [role=option]").all_inner_texts()


def test_a_digit_and_enter_tag(form, piece):
    label = form.locator("#claim-options [data-recent='1']").get_attribute("data-label")
    form.keyboard.press("1")
    assert field(form, "claim_label") == label
    form.keyboard.press("Enter")
    assert not opened(form)
    wait_saved(form)
    assert coded(piece, "resume talks as positive") == [[[label, "asserts", "The Kremlin", "indirect", ""]]]


def test_digits_are_text_once_something_is_typed(form, piece):
    form.keyboard.type("Plan 1")
    assert field(form, "claim_label") == "Plan 1"
    assert field(form, "claim") == ""


def test_typing_finds_a_claim_by_the_beginnings_of_its_words(form, piece):
    form.keyboard.type("wil")
    assert "No real willingness" in options(form)[0]
    assert "New claim “wil”" in options(form)[-1]
    assert form.locator("#claim-input").get_attribute("aria-activedescendant")
    form.keyboard.press("Enter")
    assert field(form, "claim_label") == "No real willingness"
    form.keyboard.press("Enter")
    wait_saved(form)
    assert coded(piece, "resume talks as positive")[0][0][0] == "No real willingness"


def test_a_claim_that_is_not_there_is_made(form, piece):
    form.keyboard.type("Moscow welcomes calls")
    form.keyboard.press("Enter")
    form.keyboard.press("Enter")
    wait_saved(form)
    assert coded(piece, "resume talks as positive")[0][0][0] == "Moscow welcomes calls"
    assert form.locator("#claim-options [data-label='Moscow welcomes calls']").count() == 1


def test_the_same_claim_in_other_letters_is_the_same_claim(form, piece):
    form.keyboard.type("NO REAL WILLINGNESS")
    form.keyboard.press("Tab")
    assert field(form, "claim") == form.locator("#claim-options [data-label='No real willingness']").get_attribute(
        "data-value"
    )


def test_escape_first_empties_the_field_and_then_closes(form):
    form.keyboard.type("wil")
    form.keyboard.press("Escape")
    assert opened(form) and field(form, "claim_label") == ""
    form.keyboard.press("Escape")
    assert not opened(form)


def test_arrows_walk_the_list_and_home_stays_in_the_text(form):
    form.keyboard.press("ArrowDown")
    first = form.locator("#claim-input").get_attribute("aria-activedescendant")
    form.keyboard.press("ArrowDown")
    assert form.locator("#claim-input").get_attribute("aria-activedescendant") != first
    form.keyboard.press("ArrowUp")
    assert form.locator("#claim-input").get_attribute("aria-activedescendant") == first
    form.keyboard.press("Home")
    assert form.locator("#claim-input").get_attribute("aria-activedescendant") == first


def test_the_nearest_speaker_is_proposed_and_backspace_clears_it(form):
    assert field(form, "speaker_label") == "The Kremlin"
    assert "proposed" in form.locator("#speaker-input").get_attribute("class")
    form.focus("#speaker-input")
    form.keyboard.press("Backspace")
    assert (field(form, "speaker_label"), field(form, "speaker")) == ("", "")


def test_the_form_of_speech_is_guessed_from_quotation_marks(page, piece):
    piece.open(page)
    drag(page, piece, "I think it would be useful")
    page.wait_for_selector("#popover:popover-open")
    assert field(page, "form") == "direct"
    assert field(page, "speaker_label") == "Emmanuel Macron"


def test_one_line_reads_the_coding_back_while_choosing(form):
    form.keyboard.type("No real")
    form.keyboard.press("Enter")
    assert form.inner_text("#readback") == "The Kremlin asserts: No real willingness"
    form.locator(".seg label:has([value=disputes])").click()
    assert form.inner_text("#readback") == "The Kremlin disputes: No real willingness"
    form.keyboard.press("Alt+h")
    assert field(form, "certainty") == "hedged"
    assert form.inner_text("#readback") == "The Kremlin disputes, with a hedge: No real willingness"


def test_an_example_of_the_claim_is_shown_and_takes_no_key(form):
    line = form.locator("#claim-eg")
    assert line.is_hidden()
    form.evaluate("document.querySelector('#claim-options [data-label^=\"No real\"]').dataset.example = 'not willing'")
    form.keyboard.type("No real")
    assert line.locator("q").inner_text() == "not willing" and line.evaluate("node => node.clientHeight") < 40
    form.keyboard.press("Enter")
    assert line.is_visible() and field(form, "claim_label") == "No real willingness"
    form.focus("#claim-input")
    form.keyboard.press("Escape")
    assert line.is_hidden()


def test_a_new_speaker_is_made(form, piece):
    form.keyboard.press("1")
    form.fill("#speaker-input", "Dmitry Peskov")
    form.keyboard.press("Enter")
    form.locator("#annotation-form .btn.pri").click()
    wait_saved(form)
    assert coded(piece, "resume talks as positive")[0][0][2] == "Dmitry Peskov"


def test_shift_enter_tags_and_asks_for_another_claim_with_its_own_speaker(form, piece):
    form.keyboard.type("No real")
    form.keyboard.press("Shift+Enter")
    form.wait_for_selector("#annotation-form[action*='taggings']", state="attached")
    assert opened(form)
    assert painted(form, "pending") == ["resume talks as positive"]
    form.keyboard.type("Another claim")
    form.keyboard.press("Enter")
    form.fill("#speaker-input", "Emmanuel Macron")
    form.keyboard.press("Enter")
    form.locator("#annotation-form .btn.pri").click()
    wait_saved(form)
    assert [tagging[:3] for tagging in coded(piece, "resume talks as positive")[0]] == [
        ["No real willingness", "asserts", "The Kremlin"],
        ["Another claim", "asserts", "Emmanuel Macron"],
    ]


def test_enter_alone_makes_a_plain_highlight(form, piece):
    form.keyboard.press("Enter")
    wait_saved(form)
    assert coded(piece, "resume talks as positive") == [[]]


def test_the_highlight_is_on_screen_before_the_server_answers(form, piece):
    form.route("**/annotations/", lambda route: (form.wait_for_timeout(400), route.continue_()))
    form.keyboard.press("1")
    form.keyboard.press("Enter")
    assert painted(form, "saving") == ["resume talks as positive"]
    wait_saved(form)
    assert painted(form, "saving") == []
    assert form.locator("mark", has_text="resume talks as positive").count() == 1


def test_a_tagging_is_changed_in_place(page, piece):
    piece.open(page)
    card = page.locator(f"#a-{piece.keys[0]}")
    card.locator(".sp").first.click()
    card.get_by_text("Change", exact=True).click()
    page.wait_for_selector("#popover:popover-open")
    assert field(page, "claim_label") == "Europe should reopen channels"
    page.locator(".seg label:has([value=questions])").click()
    page.locator("#annotation-form .btn.pri").click()
    wait_saved(page)
    assert coded(piece, "preparations are under way")[0][0][1] == "questions"


def test_the_form_has_no_barriers(form, accessible):
    form.keyboard.type("No")
    accessible(form)


def test_a_time_that_the_sentence_names_is_offered_and_taken_over_by_a_press(page, site):
    piece = make_piece(site, TEXT.replace("said on Tuesday", "said on 3 February 2026"))
    piece.open(page)
    drag(page, piece, "preparations are under way")
    page.wait_for_selector("#popover:popover-open")
    offer = page.locator("#said-offers button")
    assert offer.text_content() == "said Tue 3 Feb 2026?" and field(page, "said_at") == ""
    offer.click()
    assert (field(page, "said_at"), offer.get_attribute("aria-pressed")) == ("2026-02-03", "true")
    offer.click()
    assert (field(page, "said_at"), offer.get_attribute("aria-pressed")) == ("", "false")
    offer.focus()
    page.keyboard.press("Space")
    assert field(page, "said_at") == "2026-02-03"
    page.keyboard.press("Escape")
    drag(page, piece, "resume talks as positive")
    page.wait_for_selector("#popover:popover-open")
    assert not offer.count() and field(page, "said_at") == ""
