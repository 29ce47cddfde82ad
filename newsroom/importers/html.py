"""A saved web page to an article, the simple road: the page's own article element, its own metadata.

Nothing is fetched, no markup is kept: blocks and spans from a closed list come out.

>>> page = "<title>Talks</title><article><p>They <b>met</b>.</p></article>"
>>> draft = read(page)
>>> draft.title, draft.body[0].text
('Talks', 'They met.')
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from newsroom.importers import html_facts
from newsroom.importers.body import same_words, without_boilerplate, without_repeats
from newsroom.importers.draft import ArticleDraft, Facts, Record, assemble, check_count
from newsroom.importers.html_blocks import DROPPED, blocks
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.text import Draft
from newsroom.words import count_words

VERSION: Final = 1
FEWEST_WORDS: Final = 40
_DEEPEST: Final = 253
_TEXT_ROOTS: Final = ("article", "main")


def read(text: str, options: Options | None = None) -> ArticleDraft:
    """Read a page given as text. Raises ``Refused`` if it has no text at all."""
    record = Record("html", VERSION, options or Options())
    page = _parse(text)
    _warn_about_depth(page, record)
    root = _root(page, record)
    facts = html_facts.read(page, root)
    body = list(_counted(blocks(root, facts.url)))
    if not body:
        message = gettext_noop(
            "This page has no text of its own (a script may load it). Copy the article and paste it."
        )
        raise Refused("no-text", message)
    facts = _checked_standfirst(facts, body, record)
    repeated = (facts.title.text if facts.title else "", facts.standfirst.text if facts.standfirst else "")
    body = without_boilerplate(without_repeats(body, *repeated), record)
    _warn_about_little_text(body, record)
    return assemble(facts, body, record)


def _parse(text: str) -> HtmlElement:
    # Bytes, because lxml refuses a str that starts with an XML declaration; the encoding here is ours alone.
    data = tidy(text).encode("utf-8")
    parser = HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return document_fromstring(data, parser=parser)
    except etree.ParserError as error:
        raise Refused("empty", gettext_noop("There is no text in it.")) from error


def _warn_about_depth(page: HtmlElement, record: Record) -> None:
    depth = deepest = 0
    for event, _ in etree.iterwalk(page, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    if deepest >= _DEEPEST:
        record.warn("deep-nesting", gettext_noop("The page is nested so deeply that text may be missing. Compare it."))


def _root(page: HtmlElement, record: Record) -> HtmlElement:
    """Return the fullest <article>, else <main>, else <body>; a teaser is no article if the page has far more."""
    body = page.find("body")
    whole = body if body is not None else page
    for name in _TEXT_ROOTS:
        found = max(page.iter(name), key=_weight, default=None)
        if found is not None and _weight(found) >= max(1, _weight(whole) // 4):
            record.step("page-part", gettext_noop("The text is the page's <%(name)s> element."), name=name)
            return found
    record.step("whole-page", gettext_noop("The page does not mark its article: the whole page was read."))
    return whole


def _weight(element: HtmlElement) -> int:
    """Count the characters of the paragraphs that are not in navigation and the like."""
    total = 0
    walk = etree.iterwalk(element, events=("start",))
    for _, child in walk:
        if child.tag in DROPPED:
            walk.skip_subtree()
        elif child.tag in ("p", "li", "blockquote") or child is element:
            total += len((child.text or "").strip()) + sum(len((inner.tail or "").strip()) for inner in child)
    return total


def _counted(found: Iterator[Draft]) -> Iterator[Draft]:
    for count, block in enumerate(found, start=1):
        check_count(count)
        yield block


def _checked_standfirst(facts: Facts, body: list[Draft], record: Record) -> Facts:
    """A description that only begins the first paragraph, was cut, or says the title again is no standfirst."""
    if facts.standfirst is None:
        return facts
    text = " ".join(facts.standfirst.text.split())
    title = facts.title.text if facts.title else ""
    first = next((" ".join(block.text.split()) for block in body if not same_words(block.text, title)), "")
    repeats = len(first) > len(text) and first.casefold().startswith(text.casefold())
    if repeats or text.endswith(("…", "...")) or same_words(text, title):
        return replace(facts, standfirst=None)
    record.step("description", gettext_noop("Standfirst: the page's description of itself."))
    return facts


def _warn_about_little_text(body: list[Draft], record: Record) -> None:
    length = sum(count_words(block.text).count for block in body)
    if length < FEWEST_WORDS:
        message = gettext_noop("The page has little text (%(count)d words). If some is missing, copy and paste it.")
        record.warn("little-text", message, count=length)
