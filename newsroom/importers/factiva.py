"""Factiva's articles saved as HTML.

The language of Factiva's pages changes labels and dates, so the lines above a text are told by their place: section and
byline stand before the number of words; date, time, source, its code, edition, page, language and copyright after it.

>>> page = ('<div class="article enArticle"><div id="hd"><span class="enHeadline">Talks</span></div><div>808 words</div>'
...         '<div>13 November 2017</div><div>The Times</div><p class="articleParagraph">They <b>met</b>.</p></div>')
>>> draft = read(page.encode(), Options())
>>> draft.title, draft.outlet, draft.published, draft.body[0].spans
('Talks', 'The Times', '13 November 2017', ())
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO, Final

from lxml import etree
from lxml.html import HtmlElement

from newsroom.importers import bylines
from newsroom.importers.archive_text import date_in, line_of, text_of, whole
from newsroom.importers.body import without_boilerplate
from newsroom.importers.draft import ArticleDraft, Facts, More, Record, assemble
from newsroom.importers.fragments import element_of
from newsroom.importers.html_blocks import blocks
from newsroom.importers.language_names import tag
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.partial import note_cut, note_no_body
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.text import Draft

VERSION: Final = 1
_ARTICLE: Final = re.compile(r"""<div\b[^<>]*\bclass=["']?article [a-z]{2,4}Article\b[^<>]*>""", re.IGNORECASE)
_WORDS: Final = re.compile(r"\d[\d.,  \u202f']*\s?[^\W\d]{1,12}\.?", re.UNICODE)
_TIME: Final = re.compile(r"\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s+\w{2,4})?", re.IGNORECASE)
_CODE: Final = re.compile(r"[A-Z0-9]{2,10}")
_DOCUMENT: Final = re.compile(r"^\w+ ([A-Z]{4,10}\d{8}[a-z0-9]{6,14})$")
_COPYRIGHT: Final = re.compile(r"©|\(c\)|copyright", re.IGNORECASE)


def read(data: bytes, options: Options) -> ArticleDraft:
    """Read the first article of a page. Raises ``Refused`` where there is none."""
    root = element_of(text_of(data, options, html=True))
    article = next(_articles(root), None) if root is not None else None
    if article is None:
        raise _none()
    record = Record("factiva", VERSION, options)
    etree.strip_tags(article, "b", "mark")  # search hits
    body, identity = _body(article)
    lines = _lines(article)
    facts = _facts(lines, _headline(article))
    kept = without_boilerplate(body, record)
    if not kept:
        note_no_body(record)
    is_partial = not kept or note_cut(kept[-1].text, record)
    return assemble(replace(facts, more=replace(facts.more, external_id=identity, is_partial=is_partial)), kept, record)


def split(file: BinaryIO, *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Yield the articles of a page, cut where the next one begins. Raises ``Refused`` where there is none."""
    text = text_of(whole(file), options, html=True)
    starts = [found.start() for found in _ARTICLE.finditer(text)]
    if not starts:
        raise _none()
    choices = replace(options, importer="factiva", encoding="utf-8").as_mapping()
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), start=1):
        yield Piece(name, text[start:end].encode("utf-8", "replace"), "text/html", f"record {number}", options=choices)


def _articles(root: HtmlElement) -> Iterator[HtmlElement]:
    for element in root.iter("div"):
        names = (element.get("class") or "").split()
        if "article" in names and any(name.endswith("Article") for name in names):
            yield element


def _headline(article: HtmlElement) -> str:
    for element in article.iter("span", "div"):
        if (element.get("class") or "").endswith("Headline") or element.get("id") == "hd":
            return line_of(str(element.text_content()))
    return ""


def _lines(article: HtmlElement) -> list[str]:
    """Return the texts of the divs without a name between headline and text, in order."""
    found = []
    for element in article.iter("div"):
        is_named = element.get("id") or element.get("class") or element is article
        if not is_named and element.find(".//div") is None and element.find(".//p") is None:
            found.append(line_of(str(element.text_content())))
    return [line for line in found if line]


def _facts(lines: Sequence[str], title: str) -> Facts:
    at = next((number for number, line in enumerate(lines) if _is_count(lines, number, line)), None)
    above, below = (lines[:at], list(lines[at + 1 :])) if at is not None else ([], list(lines))
    byline = next((line for line in above if bylines.is_byline(line)), above[1] if len(above) > 1 else "")
    section = next((line for line in above if line != byline), "")
    published = below.pop(0) if below else ""
    if below and _TIME.fullmatch(below[0]):
        published = f"{published} {below.pop(0)}"
    outlet = below.pop(0) if below else ""
    language = next((code for code in map(tag, _candidates(below)) if code), "")
    return Facts(
        title=Draft("title", title) if title else None,
        byline=byline[:500],
        outlet=outlet[:200],
        language=language,
        published=date_in(published),
        more=More(section=section[:200]),
    )


def _is_count(lines: Sequence[str], number: int, line: str) -> bool:
    """ "808 words", "1.285 Wörter" or "8165 字", with a date (a year) right below it."""
    following = " ".join(lines[number + 1 : number + 2])
    return bool(_WORDS.fullmatch(line)) and bool(re.search(r"\d{4}", following))


def _candidates(lines: Sequence[str]) -> list[str]:
    """Return the lines that may name the language: no code of a source, no page, no copyright."""
    return [line for line in lines if len(line) <= 30 and not _CODE.fullmatch(line) and not _COPYRIGHT.search(line)]


def _body(article: HtmlElement) -> tuple[list[Draft], str]:
    """Return the blocks of the paragraphs, and the id that the last one gives."""
    found: list[Draft] = []
    identity = ""
    for element in article.iter("p", "pre"):
        is_ours = "articleparagraph" in (element.get("class") or "").lower() or element.tag == "pre"
        document = _DOCUMENT.match(line_of(str(element.text_content()))) if is_ours else None
        if document:
            identity = f"factiva:{document[1]}"
        elif is_ours:
            tail, element.tail = element.tail, None
            found.extend(blocks(element))
            element.tail = tail
    return found, identity


def _none() -> Refused:
    return Refused(
        "no-rows", gettext_noop("No article of Factiva was found in it. Save it as HTML in the article format.")
    )
