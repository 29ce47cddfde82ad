"""NewsML 1.x: news items with nested components (IPTC, NewsML 1.2; NewsManagement says what may be published, and when).

>>> draft = read(b"<NewsML><NewsItem><NewsComponent><NewsLines><HeadLine>Talks</HeadLine></NewsLines><ContentItem>"
...              b"<DataContent><p>They met.</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>")
>>> draft.title, draft.body[0].text
('Talks', 'They met.')
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

from lxml import etree

from newsroom.importers import nitf
from newsroom.importers.body import without_boilerplate, without_repeats
from newsroom.importers.draft import ArticleDraft, Facts, More, Record, assemble
from newsroom.importers.fragments import body_of
from newsroom.importers.iptc import no_text, notice_no_text, release_of
from newsroom.importers.iptc_markup import body_blocks
from newsroom.importers.language import declared
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.importers.xml_safe import LARGEST, Element, local, named, parse, words
from newsroom.text import Draft

VERSION: Final = 1
_NAME: Final = "FormalName"


def read(data: bytes, options: Options | None = None) -> ArticleDraft:
    """Read one news item. Raises ``Refused`` for what is no text, or has neither headline nor text."""
    record = Record("newsml_1", VERSION, options or Options())
    item = next(_items(parse(data)), None)
    if item is None:
        raise _no_item()
    facts, body = _facts(item), _body(item)
    if not body and (kind := _other_kind(item)):
        raise no_text(kind)
    repeated = (facts.title.text if facts.title else "", facts.standfirst.text if facts.standfirst else "")
    return assemble(facts, without_boilerplate(without_repeats(body, *repeated), record), record)


def split(file: BinaryIO, *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Give out each news item; those without any text are named and left out."""
    items = list(_items(parse(file.read(LARGEST + 1))))
    if not items:
        raise _no_item()
    for number, item in enumerate(items, start=1):
        place = f"item {number}" if len(items) > 1 else ""
        kind = _other_kind(item)
        if kind and not _body(item):
            yield BadPiece(name, notice_no_text(kind), place)
            continue
        data = bytes(etree.tostring(item, encoding="utf-8", with_tail=False))
        yield Piece(name, data, nitf.MEDIA_TYPE, place, options=options.as_mapping())


def _items(root: Element) -> Iterator[Element]:
    if local(root) == "NewsItem":
        yield root
    else:
        yield from named(root, "NewsItem")


def _no_item() -> Refused:
    return Refused("no-news-item", gettext_noop("There is no <NewsItem> in it."))


def _other_kind(item: Element) -> str:
    """Return the media type of an item that names one and has no text among its contents."""
    kinds = [(element.get(_NAME) or "").strip() for element in named(item, "MediaType")]
    return "" if not kinds or any(kind.lower() in ("text", "complextext") for kind in kinds) else kinds[0]


def _body(item: Element) -> list[Draft]:
    """The first content that has words: NITF, XHTML, bare paragraphs or text."""
    for content in named(item, "DataContent"):
        inner = next(named(content, "body.content"), None)
        page = inner if inner is not None else next(named(content, "body"), None)
        if page is not None:
            found = body_blocks(page)
        elif len(content):
            found = body_blocks(content)
        else:
            found = body_of(content.text or "")
        if found:
            return found
    return []


def _facts(item: Element) -> Facts:
    inner = next(named(item, "nitf"), None)
    said = nitf.facts_of(inner) if inner is not None else Facts()
    headline, standfirst = _words(item, "HeadLine"), _words(item, "SubHeadLine")
    return Facts(
        title=Draft("title", tidy(headline)) if headline else said.title,
        standfirst=Draft("standfirst", tidy(standfirst)) if standfirst else said.standfirst,
        byline=tidy(_words(item, "ByLine")) or said.byline,
        outlet=tidy(_outlet(item)) or said.outlet,
        language=declared(_formal(item, "Language")) or said.language,
        published=_words(item, "FirstCreated") or _words(item, "ThisRevisionCreated") or said.published,
        more=More(
            external_id=tidy(_words(item, "PublicIdentifier") or _words(item, "NewsItemId")),
            release=release_of(_formal(item, "Status")),
            states_release=True,
            embargo=_embargo(item) or said.more.embargo,
            section=tidy(_formal(item, "Genre")),
            subjects=tuple(dict.fromkeys(_subjects(item))),
        ),
    )


def _embargo(item: Element) -> str:
    """Return until when an embargoed item is held back: the status says that it will be usable then."""
    if _formal(item, "Status").lower() not in ("embargoed", "embargo"):
        return ""
    for change in named(item, "StatusWillChange"):
        if release_of(_formal(change, "FutureStatus")) == "":
            return _words(change, "DateAndTime")
    return ""


def _outlet(item: Element) -> str:
    for name in ("Provider", "Source", "ProviderId"):
        for element in named(item, name):
            party = next(named(element, "Party"), None)
            if party is not None and party.get(_NAME):
                return str(party.get(_NAME))
            if name == "ProviderId" and words(element):
                return words(element)
    return ""


def _subjects(item: Element) -> Iterator[str]:
    for code in named(item, "SubjectCode"):
        for part in code:
            if isinstance(part.tag, str) and (text := part.get(_NAME)):
                yield tidy(text)


def _words(item: Element, name: str) -> str:
    return next((text for element in named(item, name) if (text := words(element))), "")


def _formal(item: Element, name: str) -> str:
    return next((text.strip() for element in named(item, name) if (text := element.get(_NAME))), "")
