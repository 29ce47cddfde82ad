"""NewsML-G2: news items and messages of them (IPTC, NewsML-G2 2.x). Packages name other items and hold no text.

>>> draft = read(b"<newsItem guid='urn:x:1'><itemMeta><itemClass qcode='ninat:text'/></itemMeta><contentMeta><headline>"
...              b"Talks</headline></contentMeta><contentSet><inlineXML><html><body><p>They met.</p></body></html>"
...              b"</inlineXML></contentSet></newsItem>")
>>> draft.title, draft.body[0].text, draft.more.external_id
('Talks', 'They met.', 'urn:x:1')
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final

from lxml import etree

from newsroom.importers import nitf
from newsroom.importers.body import without_boilerplate, without_repeats
from newsroom.importers.draft import ArticleDraft, Facts, More, Record, assemble
from newsroom.importers.fragments import body_of
from newsroom.importers.iptc import no_text, notice_no_text, release_of, tail
from newsroom.importers.iptc_markup import body_blocks
from newsroom.importers.language import declared
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.importers.xml_safe import LARGEST, Element, at, first_words, local, named, parse, words
from newsroom.text import Draft

VERSION: Final = 1
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_KILL: Final = ("kill", "mandatorykill", "cancel", "withdraw")


def read(data: bytes, options: Options | None = None) -> ArticleDraft:
    """Read one news item. Raises ``Refused`` for a picture, a package, or what has neither headline nor text."""
    record = Record("newsml_g2", VERSION, options or Options())
    root = parse(data)
    item = root if local(root) == "newsItem" else next(named(root, "newsItem"), None)
    if item is None:
        raise _no_item(root)
    if kind := _other_kind(item):
        raise no_text(kind)
    return _draft(item, record)


def split(file: BinaryIO, *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Give out each news item of a file or message; pictures and the like are named and left out."""
    root = parse(file.read(LARGEST + 1))
    items = [root] if local(root) == "newsItem" else list(named(root, "newsItem"))
    if not items:
        raise _no_item(root)
    for number, item in enumerate(items, start=1):
        place = f"item {number}" if len(items) > 1 else ""
        if kind := _other_kind(item):
            yield BadPiece(name, notice_no_text(kind), place)
        elif not _has_anything(item):
            yield BadPiece(
                name,
                Notice(
                    "empty",
                    gettext_noop("There is no text in it. Look whether it is the right file, or paste its text."),
                ),
                place,
            )
        else:
            data = bytes(etree.tostring(item, encoding="utf-8", with_tail=False))
            yield Piece(name, data, nitf.MEDIA_TYPE, place, options=options.as_mapping())


def _no_item(root: Element) -> Refused:
    if local(root) == "packageItem" or next(named(root, "packageItem"), None) is not None:
        message = gettext_noop("It is a package: a list of items, not their texts. Import the items themselves.")
        return Refused("package", message)
    return Refused("no-news-item", gettext_noop("There is no <newsItem> in it."))


def _other_kind(item: Element) -> str:
    """Return what the item is if it is no text: picture, video, graphic; "" for text or what does not say."""
    for element in at(item, "itemMeta/itemClass"):
        kind = tail(element.get("qcode") or element.get("uri") or "")
        return "" if kind in ("", "text") else kind
    return ""


def _has_anything(item: Element) -> bool:
    return bool(first_words(item, "contentMeta/headline", "itemMeta/title", "contentSet"))


def _draft(item: Element, record: Record) -> ArticleDraft:
    facts = _facts(item)
    inner = next(named(item, "nitf"), None)
    if inner is not None:
        facts = _with_nitf(facts, nitf.facts_of(inner))
        return nitf.draft_of(inner, facts, record)
    body = list(_body(item, facts.url))
    repeated = (facts.title.text if facts.title else "", facts.standfirst.text if facts.standfirst else "")
    return assemble(facts, without_boilerplate(without_repeats(body, *repeated), record), record)


def _body(item: Element, base: str) -> Iterator[Draft]:
    """The first rendering of the content that has words: XML inside, or text with its type."""
    for content in at(item, "contentSet/inlineXML"):
        page = next(named(content, "body"), content)
        if found := body_blocks(page, base):
            yield from found
            return
    for content in at(item, "contentSet/inlineData"):
        if found := body_of("".join(str(piece) for piece in content.itertext()), base):
            yield from found
            return


def _facts(item: Element) -> Facts:
    headline = first_words(item, "contentMeta/headline", "itemMeta/title")
    standfirst = _standfirst(item)
    return Facts(
        title=Draft("title", tidy(headline)) if headline else None,
        standfirst=Draft("standfirst", tidy(standfirst)) if standfirst else None,
        byline=tidy(_byline(item)),
        outlet=tidy(_outlet(item)),
        language=declared(_attribute(item, "contentMeta/language", "tag") or item.get(_LANGUAGE) or ""),
        published=first_words(item, "contentMeta/contentCreated", "itemMeta/firstCreated", "itemMeta/versionCreated"),
        more=_more(item),
    )


def _more(item: Element) -> More:
    release = release_of(_attribute(item, "itemMeta/pubStatus", "qcode", "uri"))
    signals = [tail(each.get("qcode") or each.get("uri") or "").lower() for each in at(item, "itemMeta/signal")]
    return More(
        external_id=tidy(item.get("guid") or ""),
        release="killed" if any(signal in _KILL for signal in signals) else release,
        states_release=True,
        embargo=first_words(item, "itemMeta/embargoed"),
        section=tidy(first_words(item, "contentMeta/genre/name")),
        subjects=tuple(dict.fromkeys(_subjects(item))),
    )


def _standfirst(item: Element) -> str:
    for element in at(item, "contentMeta/description"):
        if tail(element.get("role") or "") not in ("caption", "keyword", "note") and words(element):
            return words(element)
    return ""


def _byline(item: Element) -> str:
    printed = first_words(item, "contentMeta/by")
    return printed or ", ".join(text for each in at(item, "contentMeta/creator/name") if (text := words(each)))


def _outlet(item: Element) -> str:
    named_so = first_words(
        item, "itemMeta/provider/name", "rightsInfo/copyrightHolder/name", "contentMeta/infoSource/name"
    )
    return (
        named_so
        or _attribute(item, "itemMeta/provider", "literal")
        or tail(_attribute(item, "itemMeta/provider", "qcode"))
        or _attribute(item, "rightsInfo/copyrightHolder", "literal")
    )


def _subjects(item: Element) -> Iterator[str]:
    for subject in at(item, "contentMeta/subject"):
        text = first_words(subject, "name") or subject.get("literal") or tail(subject.get("qcode") or "")
        if text:
            yield tidy(" ".join(text.split()))


def _with_nitf(facts: Facts, inner: Facts) -> Facts:
    """Fill what the item does not say from the NITF inside it."""
    return replace(
        facts,
        title=facts.title or inner.title,
        standfirst=inner.standfirst or facts.standfirst,
        byline=inner.byline or facts.byline,
        outlet=facts.outlet or inner.outlet,
        language=facts.language or inner.language,
        published=facts.published or inner.published,
    )


def _attribute(item: Element, path: str, *names: str) -> str:
    for element in at(item, path):
        for name in names:
            if value := element.get(name):
                return value
    return ""
