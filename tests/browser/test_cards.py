"""Notes beside their passages, overlaps down to the last one, and notes that come when one gets near."""

from itertools import pairwise

import pytest

from tests.browser.desk import click_words, make_piece, place_of

LONG = "\n\n".join(
    ["Many notes on a long text"]
    + [
        f"Paragraph {n} tells that thing number {n} happened, and then some more of the same was said. " * 4
        for n in range(1, 101)
    ]
)
MANY = tuple(
    ("alice", f"thing number {n} happened", "It happened", "asserts", "Emmanuel Macron") for n in range(1, 101)
) + tuple(("bob", f"Paragraph {n} tells", "", "", "") for n in range(1, 41))


@pytest.fixture(scope="module")
def piece(site):
    return make_piece(site)


@pytest.fixture(scope="module")
def long_piece(site):
    return make_piece(site, LONG, MANY)


def active(page):
    return page.locator(".card.on").evaluate_all("cards => cards.map(card => card.dataset.key)")


def test_cards_stand_level_with_their_passages_and_apart(page, piece):
    piece.open(page)
    page.wait_for_selector(".cards.placed")
    page.wait_for_timeout(400)
    tops = [page.locator(f"#a-{key}").bounding_box() for key in piece.keys]
    mark = page.locator(f"mark[data-a~='{piece.keys[0]}']").first.bounding_box()
    assert abs(tops[0]["y"] - mark["y"]) < 12
    for above, below in pairwise(tops):
        assert above["y"] + above["height"] <= below["y"] + 1


def test_a_press_on_a_passage_opens_its_card_level_with_it(page, piece):
    piece.open(page)
    click_words(page, piece, "preparations are under way")
    assert active(page) == [piece.keys[0]]
    assert page.locator(f"#a-{piece.keys[0]} .acts").is_visible()
    page.mouse.click(5, 400)
    assert active(page) == []


def test_every_note_under_a_point_can_be_reached(page, piece):
    piece.open(page)
    click_words(page, piece, "real willingness")
    assert active(page) == [piece.keys[2]]
    page.wait_for_selector("#stack:popover-open")
    listed = page.locator("#stack button").evaluate_all("all => all.map(button => button.dataset.key)")
    assert listed == [piece.keys[2], piece.keys[1]]
    page.locator("#stack button").nth(1).click()
    page.wait_for_selector(f"#a-{piece.keys[1]}.on")
    click_words(page, piece, "real willingness")
    page.wait_for_selector(f"#a-{piece.keys[2]}.on")
    page.keyboard.press("Escape")
    assert not page.locator("#stack").is_visible()


def test_number_and_passage_lead_to_each_other(page, piece):
    piece.open(page)
    page.locator(f"#r-{piece.keys[1]}").click()
    assert active(page) == [piece.keys[1]]
    assert page.evaluate("document.activeElement.closest('.card').dataset.key") == piece.keys[1]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == f"r-{piece.keys[1]}"


def test_the_address_of_a_note_opens_it(page, piece):
    piece.open(page)
    page.goto(f"{piece.path}#a-{piece.keys[2]}")
    page.wait_for_selector(f"#a-{piece.keys[2]}.on")


def test_hovering_lights_the_passage_and_its_card(page, piece):
    piece.open(page)
    page.locator(f"mark[data-a='{piece.keys[0]}']").hover()
    assert "lit" in page.locator(f"#a-{piece.keys[0]}").get_attribute("class")


def test_cards_come_when_the_reader_gets_near(page, long_piece):
    long_piece.open(page)
    page.wait_for_timeout(500)
    before = page.locator("#cards > .card").count()
    assert before < 140
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_selector(f"#a-{long_piece.keys[99]}")
    assert page.locator("#cards > .card").count() > before
    number = page.locator(f"#r-{long_piece.keys[99]}").get_attribute("data-n")
    assert page.locator(f"#a-{long_piece.keys[99]} .n").inner_text() == number


def test_the_address_of_a_note_far_down_fetches_its_card(page, long_piece):
    long_piece.open(page)
    page.goto("about:blank")
    page.goto(f"{long_piece.path}#a-{long_piece.keys[80]}")
    page.wait_for_selector(f"#a-{long_piece.keys[80]}.on")
    start, _ = place_of(long_piece, "thing number 81 happened")
    page.wait_for_timeout(300)
    assert page.locator(f"mark[data-a~='{long_piece.keys[80]}']").first.bounding_box()["y"] < 800
    assert start > 0


def test_a_save_redraws_touched_paragraphs_alone(page, site):
    piece = make_piece(site)
    piece.open(page)
    page.evaluate("for (const block of document.querySelectorAll('#article [data-block]')) block.dataset.old = '1'")
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    page.wait_for_selector("#popover:popover-open")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('#article [data-block]:not([data-old])').length === 1")
    numbers = page.locator(".ref").evaluate_all("refs => refs.map(ref => [ref.id.slice(2), ref.dataset.n])")
    assert [(piece.keys.index(key) + 1) if key in piece.keys else 4 for key, _ in numbers] == [
        int(n) for _, n in numbers
    ]


REDRAW = """
(id) => {
  const changes = document.getElementById("changes");
  const box = document.createElement("div");
  box.dataset.blocks = "";
  const copy = document.getElementById(id).cloneNode(true);
  copy.dataset.redrawn = "1";
  box.append(copy);
  changes.replaceChildren(box);
  document.dispatchEvent(new CustomEvent("htmx:afterSwap", { detail: { target: changes } }));
}
"""


def test_a_paragraph_in_which_one_is_selecting_waits(page, piece):
    piece.open(page)
    block = page.locator("#prose [data-block]").nth(2)
    name = block.get_attribute("id")
    page.keyboard.press("Shift")
    block.evaluate(
        "node => { const text = document.createTreeWalker(node, 4); let last; while (text.nextNode()) last = text.currentNode;"
        " const words = [...node.childNodes].find(child => child.nodeType === 3); getSelection().setBaseAndExtent(words, 0, words, 11); }"
    )
    page.wait_for_timeout(200)
    page.evaluate(REDRAW, name)
    assert block.get_attribute("data-redrawn") is None
    page.keyboard.press("Escape")
    page.wait_for_selector(f"#{name}[data-redrawn]")
