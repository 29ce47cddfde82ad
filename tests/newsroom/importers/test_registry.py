"""The door of the importers: which reader a file gets, and what holds for any input at all."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from newsroom.importers import registry
from newsroom.importers.notices import Refused

DATA = Path(__file__).parents[2] / "data"
NAUGHTY = json.loads((DATA / "blns.json").read_text("utf-8"))
FILES = ["a.txt", "a.md", "a.html"]
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "layout": st.sampled_from(["automatic", "first_line", "second_line", "headers", "none"]),
        "paragraphs": st.sampled_from(["automatic", "line", "blank_line", "unwrap"]),
        "swap": st.booleans(),
        "second_is_standfirst": st.booleans(),
        "restore": st.lists(st.integers(0, 9), max_size=3),
    },
)
WORDS = st.sampled_from(
    [
        *("\n", "\n\n", " ", "Title: x", "By Jane Doe", "---", "# ", "*", "**", "> ", "- ", "|", "a", "é", "😀"),
        *("<p>", "</p>", "<b>", "<li>", "<br>", "&#0;", "e&#x301;", "[a](http://b.c)", "Read more"),
        *("\u0301", "\u00ad", "\u200b", "\x00", "\x85"),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=40).map("".join))


def check(draft):
    layout = draft.layout()
    assert layout.text and layout.text == "\n\n".join(block.text for block in draft.blocks)
    assert len(layout.blocks) == len(draft.blocks)
    for block, kept in zip(layout.blocks, draft.blocks, strict=True):
        assert layout.text[block.start : block.end] == kept.text == kept.text.strip("\n")
    assert all(0 <= span.start < span.end <= len(layout.text) for span in layout.spans)
    assert all(span.href.startswith(("http://", "https://", "mailto:")) for span in layout.spans if span.kind == "link")
    assert not [char for char in layout.text if unicodedata.category(char) in ("Cc", "Cs") and char != "\n"]
    assert unicodedata.is_normalized("NFC", layout.text)
    assert draft.title and len(draft.title) <= 500 and "\n" not in draft.title
    assert draft.title_made_up == (draft.blocks[0].kind != "title")
    json.dumps(draft.options)
    assert all(str(notice) for notice in (*draft.warnings, *draft.steps))


@pytest.mark.parametrize("filename", FILES)
@given(text=TEXTS, options=OPTIONS)
def test_any_text_gives_a_sound_article_or_a_refusal(filename, text, options):
    try:
        draft = registry.read(text.encode("utf-8", "surrogatepass"), filename=filename, options=options)
    except Refused as refused:
        assert refused.code in ("empty", "no-text", "binary")
    else:
        check(draft)


@pytest.mark.parametrize("filename", FILES)
@given(data=st.binary(max_size=300))
def test_any_bytes_give_a_sound_article_or_a_refusal(filename, data):
    try:
        check(registry.read(data, filename=filename))
    except Refused as refused:
        assert str(refused)


@pytest.mark.parametrize("filename", FILES)
def test_naughty_strings_are_read_without_harm(filename):
    for text in NAUGHTY:
        page = f"Talks resume in Geneva\n\n{text}\n\nThey met."
        draft = registry.read(page.encode("utf-8", "surrogatepass"), filename=filename)
        check(draft)
        assert "They met." in draft.layout().text or filename == "a.html"


def test_options_are_stored_and_read_again():
    data = (DATA / "macron-dialogue.txt").read_bytes()
    first = registry.read(data, filename="a.txt", options={"restore": [9], "layout": "second_line"})
    again = registry.read(data, filename="a.txt", options=json.loads(json.dumps(first.options)))
    assert first == again
    assert (first.importer, first.version, first.language, first.encoding) == ("plain_text", 1, "en", "utf-8")


@pytest.mark.parametrize("options", [{"layout": "sideways"}, {"colour": 1}, {"restore": ["x"]}, {"restore": 3}])
def test_unknown_option_is_refused(options):
    with pytest.raises(Refused) as refused:
        registry.read(b"Text", filename="", options=options)
    assert refused.value.code == "unknown-option"


@pytest.mark.parametrize(
    ("filename", "media_type", "importer"),
    [
        ("a.TXT", "", "plain_text"),
        ("a.markdown", "text/plain", "markdown"),
        ("a.b.htm", "", "html"),
        ("", "text/plain; charset=utf-8", "plain_text"),
        ("", "text/html", "html"),
        ("README", "", "plain_text"),
        ("Talks on 3. February", "", "plain_text"),
        ("C:\\x.y\\a.md", "", "markdown"),
    ],
)
def test_reader_is_picked_by_name_then_by_media_type(filename, media_type, importer):
    assert registry.read(b"# Hi <b>there</b>\n\nText", filename=filename, media_type=media_type).importer == importer


@pytest.mark.parametrize("filename", ["a.odt", "a.epub", "a.exe"])
def test_unknown_extension_is_refused_with_advice(filename):
    with pytest.raises(Refused) as refused:
        registry.read(b"text", filename=filename)
    assert refused.value.code == "unknown-extension"
    assert "paste" in str(refused.value)


def test_page_in_a_text_file_is_read_as_a_page_and_text_in_a_page_file_as_text():
    page = registry.read(b"<!DOCTYPE html><h1>Talks</h1><p>They met.</p>", filename="a.txt")
    assert (page.importer, page.title, page.warnings[0].code) == ("html", "Talks", "page-in-text-file")
    text = registry.read(b"Talks resume\n\nThey met.", filename="a.html")
    assert (text.importer, text.title, text.warnings[0].code) == ("plain_text", "Talks resume", "text-in-page-file")


def test_charset_of_the_media_type_is_used():
    draft = registry.read("Заявил".encode("koi8-r"), filename="", media_type="text/plain; charset=koi8-r")
    assert (draft.layout().text, draft.encoding) == ("Заявил", "koi8-r")


def test_run_of_a_million_marks_is_cut_and_said():
    draft = registry.read(("a" + "\u0301\u0323" * 500_000).encode(), filename="a.txt")
    assert len(draft.layout().text) <= 31
    assert "marks-cut" in [warning.code for warning in draft.warnings]
