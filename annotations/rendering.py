"""The HTML of a revision's text with its highlights: blocks, marks, note numbers.

Pure: standard library only. The text is escaped here and nowhere else; the only tags that come out are those
written in this module and in ``annotations.markup``. There is never white space between a block's tag and its
text: the text of a block element, without what carries ``data-skip``, is the block's text.

>>> from newsroom.text import Draft, compose
>>> layout = compose([Draft("paragraph", "Prices < wages")])
>>> render_block(layout, 0, [Highlight("k", 0, 6, (Layer(3, "asserts"),))], Notes({"k": 1}, {"k": "Dear"}))
'<p class="block" id="b0" data-block="0" data-start="0" dir="auto"><a class="pn" href="#b0" data-n="1" data-skip \
tabindex="-1" aria-hidden="true"></a><mark class="hl c3 asserts" data-a="k">Prices</mark><a class="ref c3 asserts" \
id="r-k" data-skip href="#a-k" data-n="1" aria-label="Note 1: Dear"></a> &lt; wages</p>'
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from annotations.markup import Inline, block_tags, escape, escape_attribute, paragraph_numbers
from annotations.segments import Highlight, Layer, Segment, segments, shares
from newsroom.text import Block, Layout, Span

RULES: Final = 3
"""How many rules are drawn under one passage; the keys of all the others stay in ``data-a``."""


@dataclass(frozen=True, slots=True)
class Notes:
    """What a page says beside the text: by page key the number and the label of each note; the words are translated.

    Without ``tag_url`` there is no "Tag" link. A key without a number draws its passage and no note number,
    one with 0 a note number that the page's script fills in. Without
    ``note_label`` the numbers have no spoken names: with thousands of notes these are a tenth of the page's bytes.

    Blocks in ``light`` (indexes) are drawn light: passages are marked by their innermost look, and no more. They are drawn again in
    full when the reader comes near, together with their notes; keys and numbers are most of a large page's bytes.
    """

    numbers: Mapping[str, int] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    note_label: str = "Note"
    tag_url: str = ""
    tag_label: str = "Tag"
    light: Container[int] = ()


def render_block(layout: Layout, index: int, highlights: Sequence[Highlight], notes: Notes) -> str:
    """Return the element ``#b<index>`` alone, without its list, table or quotation around it.

    ``highlights`` may hold more than touch the block; what lies outside is left out.
    """
    block = layout.blocks[index]
    touching = [highlight for highlight in highlights if highlight.start < block.end and highlight.end > block.start]
    spans = [span for span in layout.spans if span.start < block.end and span.end > block.start]
    number = paragraph_numbers(layout.blocks).get(index)
    return draw_block(layout, index, spans, touching, notes, number)


def draw_blocks(layout: Layout, highlights: Sequence[Highlight], notes: Notes) -> list[str]:
    """Return the elements of all blocks in order; as ``render_block`` of each, in one pass."""
    ranges = [(block.start, block.end) for block in layout.blocks]
    marks = shares(highlights, ranges)
    wraps = shares(layout.spans, ranges)
    numbers = paragraph_numbers(layout.blocks)
    return [
        draw_block(layout, index, wraps.get(index, ()), marks.get(index, ()), notes, numbers.get(index))
        for index in range(len(ranges))
    ]


def draw_block(
    layout: Layout, index: int, spans: Sequence[Span], highlights: Sequence[Highlight], notes: Notes, number: int | None
) -> str:
    """Return one block element; ``number`` is the paragraph's, if it has one."""
    block = layout.blocks[index]
    if index in notes.light:
        content = _light(layout.text, block, spans, highlights)
    else:
        content = _content(layout.text, block, spans, highlights, notes, _reach(layout.blocks, index))
    opening, closing = block_tags(block, index, "\n" in layout.text[block.start : block.end])
    gutter = ""
    if number:
        gutter = f'<a class="pn" href="#b{index}" data-n="{number}" data-skip tabindex="-1" aria-hidden="true"></a>'
    elif block.kind == "preformatted" and content.startswith("\n"):
        gutter = "\n"  # the HTML parser drops the first line feed of a <pre>
    return f"{opening}{gutter}{content}{_tag_link(index, notes)}{closing}"


def render_excerpt(text: str, start: int, end: int, layer: Layer) -> str:
    """Return a sentence with one marked passage, ``start`` and ``end`` counted in code points of ``text``.

    >>> render_excerpt("A & B met.", 4, 5, Layer(2, "disputes"))
    'A &amp; <mark class="hl c2 disputes">B</mark> met.'
    """
    start, end = max(0, start), min(len(text), end)
    marked = f'<mark class="hl {_LOOKS[layer]}">{escape(text[start:end])}</mark>' if start < end else ""
    return f"{escape(text[:start])}{marked}{escape(text[max(start, end) :])}"


def _reach(blocks: Sequence[Block], index: int) -> int:
    """Return up to where a highlight may end and still have its last words in this block."""
    return blocks[index + 1].start if index + 1 < len(blocks) else blocks[index].end


def _tag_link(index: int, notes: Notes) -> str:
    if not notes.tag_url:
        return ""
    url = escape_attribute(notes.tag_url)
    return f'<a class="tagit" data-skip href="{url}?block={index}">{escape(notes.tag_label)}</a>'


def _content(
    text: str, block: Block, spans: Sequence[Span], highlights: Sequence[Highlight], notes: Notes, reach: int
) -> str:
    source = text[block.start : block.end]
    escaped = escape(source)
    if not spans and not highlights:
        return escaped
    is_plain = len(escaped) == len(source)  # nothing to escape: pieces can be taken as they are
    refs = {mark.key: ref for mark in highlights if mark.end <= reach and (ref := _ref(mark, notes))}
    inline = Inline()
    out: list[str] = []
    for segment in segments(block.start, block.end, spans, highlights):
        inline.move_to(segment.spans, out)
        piece = text[segment.start : segment.end]
        out.append(_marked(segment, piece if is_plain else escape(piece)))
        if refs and segment.highlights:
            inline.after(_refs_of(segment, block.end, refs), out)
    inline.move_to((), out)
    return "".join(out)


def _light(text: str, block: Block, spans: Sequence[Span], highlights: Sequence[Highlight]) -> str:
    """Return what is inside a block that is drawn light: the innermost look alone, alike neighbours in one mark."""
    inline = Inline()
    out: list[str] = []
    pieces = segments(block.start, block.end, spans, highlights)
    for (wraps, look), run in groupby(pieces, key=lambda piece: (piece.spans, _innermost(piece))):
        held = list(run)
        inline.move_to(wraps, out)
        words = escape(text[held[0].start : held[-1].end])
        out.append(f'<mark class="hl {look}">{words}</mark>' if look else words)
    inline.move_to((), out)
    return "".join(out)


def _innermost(segment: Segment) -> str:
    return _LOOKS[(segment.highlights[0].layers or _UNTAGGED)[0]] if segment.highlights else ""


def _marked(segment: Segment, text: str) -> str:
    marks = segment.highlights
    if not marks:
        return text
    looks = _looks(marks)
    keys = marks[0].key if len(marks) == 1 else " ".join([mark.key for mark in marks])
    if len(looks) == 1:
        return f'<mark class="hl {looks[0]}" data-a="{keys}">{text}</mark>'
    opening = "".join([f'<i class="{look}">' for look in looks[1:]])
    return f'<mark class="hl {looks[0]}" data-a="{keys}">{opening}{text}{"</i>" * (len(looks) - 1)}</mark>'


def _looks(marks: Sequence[Highlight]) -> list[str]:
    """Return the classes of the first RULES taggings, innermost first."""
    return [_LOOKS[layer] for mark in marks[:RULES] for layer in mark.layers or _UNTAGGED][:RULES]


_UNTAGGED: Final = (Layer(0),)
_LOOKS: Final[dict[Layer, str]] = {
    Layer(slot, stance, dim): " ".join(filter(None, (f"c{slot}", stance, "dim" if dim else "")))
    for slot in range(9)
    for stance in ("asserts", "disputes", "questions", "none", "")
    for dim in (False, True)
}


def _refs_of(segment: Segment, block_end: int, refs: Mapping[str, tuple[int, str]]) -> str:
    """Return the note numbers of the highlights whose last words are in ``segment``, in the order of the numbers."""
    end = segment.end
    if end == block_end:
        ending = [refs[mark.key] for mark in segment.highlights if mark.key in refs]
    else:
        ending = [refs[mark.key] for mark in segment.highlights if mark.end == end and mark.key in refs]
    if len(ending) > 1:
        ending.sort()
    return "".join([ref for _, ref in ending])


def _ref(mark: Highlight, notes: Notes) -> tuple[int, str] | None:
    number = notes.numbers.get(mark.key)
    if number is None:
        return None
    look, key, label = _LOOKS[(mark.layers or _UNTAGGED)[0]], mark.key, notes.labels.get(mark.key)
    spoken = f"{notes.note_label} {number}: {label}" if label else f"{notes.note_label} {number}"
    name = f' aria-label="{escape_attribute(spoken)}"' if notes.note_label else ""
    shown = f' data-n="{number}"' if number else ""
    return number, f'<a class="ref {look}" id="r-{key}" data-skip href="#a-{key}"{shown}{name}></a>'
