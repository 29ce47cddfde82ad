"""offsets.js and snapping.js alone, in a real browser: what they count is what Python counts."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

CASES = json.loads((Path(__file__).parents[1] / "data" / "offset_cases.json").read_text(encoding="utf-8"))

# Builds an article of paragraphs; some of their text in marks and links, and things in between that are not text.
PAGE = """
async (texts) => {
  const offsets = await import("/static/js/offsets.js");
  const snapping = await import("/static/js/snapping.js");
  const root = document.createElement("article");
  let start = 0;
  texts.forEach((text, index) => {
    const block = document.createElement("p");
    Object.assign(block.dataset, { block: index, start });
    const skipped = document.createElement("a");
    skipped.dataset.skip = "";
    skipped.textContent = "Tag 12";
    const half = offsets.units(text, Math.floor(offsets.points(text) / 2));
    const mark = document.createElement("mark");
    mark.append(text.slice(half));
    block.append(skipped.cloneNode(true), text.slice(0, half), mark, skipped);
    root.append(block);
    start += offsets.points(text) + 2;
  });
  document.body.replaceChildren(root);
  Object.assign(window, { offsets, snapping, root });
}
"""


@pytest.fixture
def article(page: Page):
    """A page on which `root` holds the given paragraphs and the modules are at hand."""
    page.goto("/account/login/")

    def make(*texts: str) -> Page:
        page.evaluate(PAGE, list(texts))
        return page

    return make


def test_code_points_and_units_agree_with_python_on_every_text(article):
    page = article("x")
    sent = [[case["text"], [span["utf16"] for span in case["spans"]]] for case in CASES]
    counted = page.evaluate(
        "cases => cases.map(([text, spans]) => [offsets.points(text),"
        " spans.map(span => span.map(unit => offsets.points(text, unit)))])",
        sent,
    )
    expected = [[len(case["text"]), [span["cp"] for span in case["spans"]]] for case in CASES]
    assert counted == expected
    back = page.evaluate(
        "cases => cases.map(([text, spans]) => spans.map(span => span.map(point => offsets.units(text, point))))",
        [[case["text"], [span["cp"] for span in case["spans"]]] for case in CASES],
    )
    assert back == [[span["utf16"] for span in case["spans"]] for case in CASES]


def test_a_range_comes_back_from_offsets_with_the_same_words(article):
    chosen = [case for case in CASES if case["text"].strip()][:150]
    texts = [case["text"] for case in chosen]
    page = article(*texts)
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 2)
    places = [[starts[i] + cp for cp in span["cp"]] for i, case in enumerate(chosen) for span in case["spans"]]
    whole = "\n\n".join(texts)
    found = page.evaluate(
        "places => places.map(([start, end]) => {"
        " const back = offsets.toOffsets(root, offsets.toRange(root, {start, end}));"
        " return [back?.start, back?.end, offsets.slice(root, start, end)]; })",
        places,
    )
    assert found == [[start, end, whole[start:end]] for start, end in places]


def test_a_range_over_paragraphs_counts_the_blank_line(article):
    page = article("One 🧑🏻‍🔧 two", "𝔘nter den Linden", "Three")
    whole = "One 🧑🏻‍🔧 two\n\n𝔘nter den Linden\n\nThree"
    found = page.evaluate(
        "() => { const range = document.createRange();"
        " range.setStart(root.children[0].lastElementChild.previousSibling.lastChild, 0);"
        " range.setEnd(root.children[2], 0); return offsets.toOffsets(root, range); }"
    )
    assert whole[found["start"] : found["end"]].endswith("𝔘nter den Linden")
    assert page.evaluate("() => offsets.slice(root, 0, 1000)") == whole


def test_a_triple_click_that_ends_in_the_next_paragraph_takes_one(article):
    page = article("First paragraph.", "Second.")
    page.evaluate(
        "() => { const range = document.createRange(); range.setStart(root.children[0].childNodes[1], 0);"
        " range.setEnd(root.children[1], 0); window.range = range; }"
    )
    assert page.evaluate("() => offsets.toOffsets(root, range)") == {"start": 0, "end": 16}


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("Talks resume on Tuesday.", 8, 13, "resume"),
        ("Talks resume on Tuesday.", 5, 13, "resume"),
        ("Talks resume on Tuesday.", 8, 18, "resume on Tuesday"),
        ("He said: “No.”", 9, 14, "“No.”"),
        ("It doesn’t work", 5, 7, "doesn’t"),
        ("和平谈判今天恢复。", 2, 4, "谈判"),
        ("การเจรจาสันติภาพ", 0, 3, "การ"),
        ("A 👨‍👩‍👧 family", 3, 5, "👨‍👩‍👧"),
        ("محادثات السلام", 9, 11, "السلام"),
        ("नमस्ते दुनिया", 1, 2, "नमस्ते"),
    ],
)
def test_a_passage_grows_to_words_or_whole_characters(article, text, start, end, expected):
    page = article(text)
    place = page.evaluate("place => snapping.snap(root, place)", {"start": start, "end": end})
    assert text[place["start"] : place["end"]] == expected


def test_white_space_alone_is_no_passage(article):
    page = article("One", "Two")
    assert page.evaluate("() => snapping.snap(root, {start: 3, end: 5})") is None


def test_a_step_goes_by_character_and_by_word(article):
    text = "One, 🧑🏻‍🔧 two"
    page = article(text)
    steps = page.evaluate(
        "() => [snapping.step(root, 5, false, false), snapping.step(root, 0, false, true),"
        " snapping.step(root, 3, false, true), snapping.step(root, 13, true, true)]"
    )
    assert steps == [9, 3, 9, 10]
