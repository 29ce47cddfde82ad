"""PDF files to articles: the words that are printed, in reading order. What is only a picture of words is refused."""

from typing import Final

from newsroom.importers import document_head
from newsroom.importers.body import same_words, without_boilerplate
from newsroom.importers.draft import ArticleDraft, Dropped, Facts, Record, assemble, check_count
from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.pdf_layout import Part, body_size, paragraphs, without_heads
from newsroom.importers.pdf_lines import Printed, printed
from newsroom.text import Draft

VERSION: Final = 1
LARGER: Final = 1.15
"""How much larger than the text a heading is printed."""
LONGEST_HEADING: Final = 250
LONGEST_BOLD_HEADING: Final = 100
FEWEST_CHARACTERS: Final = 20
"""On a page with fewer there is no text layer."""
RTL_LOOK: Final = 20
HEADS_FROM: Final = 1_000_000
"""``Dropped.where`` of running heads counts from here, so that it never meets a block's number."""


def read(data: bytes, options: Options) -> ArticleDraft:
    """Read one PDF. Raises ``Refused`` for a scan and for what is damaged, protected or beyond the bounds."""
    if b"%PDF-" not in data[:1024]:
        message = gettext_noop("It is no PDF, whatever its name says. Look at what it is, or paste its text.")
        raise Refused("no-pdf", message)
    record = Record("pdf", VERSION, options)
    found = printed(data)
    _check_text(found, record)
    blocks, title = _blocks(found, record)
    head = document_head.take(blocks, record, title=title)
    properties = found.properties
    facts = Facts(
        title=head.title,
        standfirst=head.standfirst,
        byline=head.byline or document_head.author_property(properties.get("author", ""), record),
        published=head.published,
    )
    made = properties.get("made", "")
    document_head.note_made(f"{made[2:6]}-{made[6:8]}-{made[8:10]}", record)
    record.warn(
        "pdf-compare", gettext_noop("A PDF holds printed lines, not paragraphs: compare the text with the original.")
    )
    if any(_is_rtl(block.text) for block in blocks[:RTL_LOOK]):
        message = gettext_noop(
            "Text written from the right often comes out of a PDF in the wrong order. Compare it word by word."
        )
        record.warn("pdf-rtl", message)
    return assemble(facts, without_boilerplate(head.body, record), record)


def _is_rtl(text: str) -> bool:
    return any("\u0590" <= character <= "\u08ff" for character in text)


def _check_text(found: Printed, record: Record) -> None:
    """Refuse a scan; name single pages without words."""
    empty = [
        number
        for number, lines in enumerate(found.pages, start=1)
        if sum(len(line.text) for line in lines) < FEWEST_CHARACTERS
    ]
    if (
        len(empty) == len(found.pages)
        and sum(len(line.text) for page in found.pages for line in page) < 2 * FEWEST_CHARACTERS
    ):
        message = gettext_noop(
            "It is a scan: its pages are pictures without a text layer. Run text recognition (OCR) over it, or paste its text."
        )
        raise Refused("pdf-scan", message)
    if found.unread:
        message = gettext_noop("Damaged pages, of which text may be missing: %(pages)s.")
        record.warn("pdf-unread-pages", message, pages=", ".join(str(number) for number in found.unread[:20]))
    empty = [number for number in empty if number not in found.unread]
    if empty and len(empty) < len(found.pages):
        message = gettext_noop("Pages without text, perhaps pictures: %(pages)s.")
        record.warn("pdf-empty-pages", message, pages=", ".join(str(number) for number in empty[:20]))


def _blocks(found: Printed, record: Record) -> tuple[list[Draft], Draft | None]:
    """Return the blocks without the title, and the title: the largest heading of the first page with words."""
    restored = frozenset(where - HEADS_FROM for where in record.options.restore if where >= HEADS_FROM)
    pages, heads = without_heads(found.pages, found.heights, restored)
    _note_heads(heads, restored, record)
    size = body_size(pages)
    parts = [part for part in paragraphs(pages) if part.text.strip()]
    check_count(len(parts))
    title = _title(parts, size)
    blocks = [_block(part, size) for part in parts if part is not title]
    if title is None:
        return blocks, None
    record.step("pdf-title", gettext_noop("Headline: the largest print on the first page."))
    return [block for block in blocks if not same_words(block.text, title.text)], Draft("title", title.text)


def _note_heads(heads: list[str], restored: frozenset[int], record: Record) -> None:
    reason = Notice("running-head", gettext_noop("A page number, or a line that most pages repeat"))
    for number, text in enumerate(heads):
        if number not in restored:
            record.dropped.append(Dropped(HEADS_FROM + number, text, reason))


def _title(parts: list[Part], size: float) -> Part | None:
    first = [part for part in parts if part.page == parts[0].page and len(part.text) <= LONGEST_HEADING]
    largest = max(first, key=lambda part: part.size, default=None)
    return largest if largest is not None and largest.size > LARGER * size and len(parts) > 1 else None


def _block(part: Part, size: float) -> Draft:
    if part.bullet:
        return Draft("list_item", part.text, attributes={"level": 1, "ordered": False, "number": 1, "group": 1})
    large = part.size > LARGER * size and len(part.text) <= LONGEST_HEADING
    bold = part.bold and len(part.text) <= LONGEST_BOLD_HEADING and not part.text.endswith((".", ",", ";"))
    return Draft("heading", part.text, attributes={"level": 2}) if large or bold else Draft("paragraph", part.text)
