"""A saved web page to an article.

trafilatura decides which words are the article; the page's own markup supplies blocks and spans. Nothing is fetched,
no markup is kept: blocks and spans from a closed list come out.

>>> draft = read("<title>Talks</title><article><p>They <b>met</b>.</p></article>")
>>> draft.title, draft.body[0].text
('Talks', 'They met.')
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from newsroom.importers import html_base, html_dates, html_facts, html_trim
from newsroom.importers.draft import ArticleDraft, Facts, Record, assemble, check_count, is_visible
from newsroom.importers.html_blocks import Found, all_blocks
from newsroom.importers.html_choose import Choice, choose
from newsroom.importers.html_page import Page, parse
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.text import Draft
from newsroom.words import count_words

VERSION: Final = 1
FEWEST_WORDS: Final = 40
SURE: Final = 0.7
"""Below this agreement of the two extractors a person should look."""
_CUT: Final = ("…", "...", "[...]", "[…]", "...]", "…]")


def read(text: str, options: Options | None = None) -> ArticleDraft:
    """Read a page given as text. Raises ``Refused`` if it has no text at all."""
    record = Record("html", VERSION, options or Options())
    page = parse(text)
    _warn_about_page(page, record)
    known = html_facts.read(page, record.options.url or html_base.saved_from(text))
    _warn_about_date(known, record)
    found = _found(page, known.base)
    if record.options.method in ("whole", "picked"):
        return _by_hand(page, known, found, record)
    choice = choose(page, found, known, record)
    known = html_facts.completed(known, page, choice.found, choice.kept)
    if not choice.kept:
        message = gettext_noop(
            "This page has no text of its own (a script may load it). Copy the article and paste it."
        )
        raise Refused("no-text", message)
    body = html_trim.trimmed(choice, known.facts, known.wordings, record)
    _warn_about_choice(choice, body, record)
    return assemble(_with_text(known.facts, choice, body, record), body, record)


def page_blocks(text: str) -> list[Draft]:
    """Return every block of a page in its order, for a person to pick from: ``Options.picked`` holds their indexes.

    Raises ``Refused`` as ``read`` does.
    """
    return [found.draft for found in _found(parse(text), "")]


def _found(page: Page, base: str) -> list[Found]:
    found = []
    for each in all_blocks(page.body, base):
        if is_visible(each.draft.text):
            found.append(each)
            check_count(len(found))
    return found


def _by_hand(page: Page, known: html_facts.Known, found: Sequence[Found], record: Record) -> ArticleDraft:
    """The whole page, or the blocks that a person picked."""
    picked = record.options.picked
    chosen = [at for at in range(len(found)) if record.options.method == "whole" or at in picked]
    if not chosen:
        raise Refused("no-text", gettext_noop("No paragraph of the page is picked. Pick some, or paste the text."))
    known = html_facts.completed(known, page, found, chosen)
    body = [found[at].draft for at in chosen]
    if record.options.method == "whole":
        record.step("whole-page", gettext_noop("The whole page was read."))
        return assemble(replace(known.facts, standfirst=None), body, record)
    record.step("picked", gettext_noop("The text is what was picked from the page."))
    repeats = html_trim.repeats(body, known.facts)
    return assemble(known.facts, [block for at, block in enumerate(body) if at not in repeats] or body, record)


def _warn_about_page(page: Page, record: Record) -> None:
    if page.is_deep:
        record.warn("deep-nesting", gettext_noop("The page is nested so deeply that text may be missing. Compare it."))
    if page.is_huge:
        message = gettext_noop("The page is very large: it was read by its own marks alone. Compare the text.")
        record.warn("huge-page", message)
    if page.is_cut:
        message = gettext_noop(
            "The file ends before the page does. If its last words are missing, save the page again."
        )
        record.warn("page-cut", message)


def _warn_about_date(known: html_facts.Known, record: Record) -> None:
    told = known.facts.published
    if known.is_date_printed:
        message = gettext_noop("The page does not declare its date: %(date)s was found in its text. Check it.")
        record.warn("date-printed", message, date=told)
    if day := html_dates.other_day(told, known.facts.url):
        message = gettext_noop(
            "The page says %(date)s, its address says %(day)s: it may have been published then and dated anew. Check it."
        )
        record.warn("date-in-address", message, date=told, day=day)


def _warn_about_choice(choice: Choice, body: Sequence[Draft], record: Record) -> None:
    if choice.confidence is not None and choice.confidence < SURE:
        message = gettext_noop(
            "It is not certain where the article begins and ends (%(percent)d %% sure). Compare the text; "
            "another way of reading, or picking its paragraphs, may give a better one."
        )
        record.warn("not-sure", message, percent=round(100 * choice.confidence))
    length = sum(count_words(block.text).count for block in body)
    if length < FEWEST_WORDS:
        message = gettext_noop("The page has little text (%(count)d words). If some is missing, copy and paste it.")
        record.warn("little-text", message, count=length)


def _with_text(facts: Facts, choice: Choice, body: Sequence[Draft], record: Record) -> Facts:
    """Add to the facts what only the chosen text shows: how sure it is, and whether it is cut."""
    paragraphs = [block.text.rstrip() for block in body if block.kind == "paragraph"]
    is_cut = bool(paragraphs) and paragraphs[-1].endswith(_CUT)
    is_partial = facts.more.is_partial or is_cut
    if is_partial:
        message = gettext_noop(
            "Part of this article may be missing: the page is for subscribers or its text ends early. Compare it; "
            "if text is missing, open the whole article, save that page and import it, or paste the text."
        )
        record.warn("partial", message)
    return replace(facts, more=replace(facts.more, is_partial=is_partial, confidence=choice.confidence))
