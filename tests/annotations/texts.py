"""Texts and highlights for the property tests of the pure modules: many scripts, broken characters, any overlap."""

from hypothesis import strategies as st

from annotations.segments import Highlight, Layer
from newsroom.text import BLOCK_KINDS, Draft, Layout, Span, clean, compose

PIECES = (
    "word",
    "Mr. Li",
    " ",
    "  ",
    "\n",
    ". ",
    "? ",
    "“Yes.” ",
    '"No," ',
    "<b>",
    "&amp;",
    "'\"",
    "👨‍👩‍👧",
    "🇫🇷",
    "e\u0301",
    "\u0308",
    "𝔘",
    "مرحبا؟ ",
    "שלום",
    "你好。",
    "「はい」",
    "ภาษาไทย ",
    "नमस्ते। ",
    "한국어",
    "\u200d",
    "\u202e",
)
texts = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30).map(
    lambda pieces: clean("".join(pieces))
)


@st.composite
def drafts(draw) -> Draft:
    text = draw(texts)
    kind = draw(st.sampled_from(BLOCK_KINDS[1:]))
    spans = tuple(draw(spans_of(len(text)))) if len(text) > 1 else ()
    attributes = {"group": draw(st.integers(1, 3)), "row": draw(st.integers(0, 3)), "column": draw(st.integers(0, 3))}
    attributes |= {"level": draw(st.integers(0, 9)), "ordered": draw(st.booleans()), "number": draw(st.integers(0, 9))}
    return Draft(kind, text, spans, attributes)


def spans_of(length: int) -> st.SearchStrategy[list[Span]]:
    kinds = st.sampled_from(
        (("emphasis", ""), ("strong", ""), ("link", "https://a.example/?b=1&c"), ("link", "javascript:x"))
    )
    return st.lists(
        st.tuples(kinds, st.integers(0, length - 1), st.integers(1, length)).map(
            lambda drawn: Span(drawn[0][0], min(drawn[1], drawn[2] - 1), max(drawn[1] + 1, drawn[2]), drawn[0][1])
        ),
        max_size=4,
    )


layouts = st.lists(drafts(), min_size=1, max_size=6).map(compose).filter(lambda layout: bool(layout.blocks))


@st.composite
def highlights_of(draw, layout: Layout) -> list[Highlight]:
    ends = st.integers(0, len(layout.text))
    ranges = draw(st.lists(st.tuples(ends, ends).filter(lambda pair: pair[0] != pair[1]), max_size=12))
    layers = st.lists(
        st.builds(Layer, st.integers(0, 8), st.sampled_from(("asserts", "disputes", "questions", "none", ""))),
        max_size=3,
    )
    return [Highlight(f"k{index}", min(pair), max(pair), tuple(draw(layers))) for index, pair in enumerate(ranges)]


@st.composite
def highlighted(draw) -> tuple[Layout, list[Highlight]]:
    layout = draw(layouts)
    return layout, draw(highlights_of(layout))
