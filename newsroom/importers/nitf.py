"""NITF 3.x: one article a file (IPTC, News Industry Text Format 3.6; mapping by local names, whatever the namespace).

>>> draft = read(b"<nitf><body><body.head><hedline><hl1>Talks</hl1></hedline></body.head>"
...              b"<body.content><p>They met.</p></body.content></body></nitf>")
>>> draft.title, draft.body[0].text
('Talks', 'They met.')
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

from lxml import etree

from newsroom.importers.body import without_boilerplate, without_repeats
from newsroom.importers.draft import ArticleDraft, Facts, More, Record, assemble
from newsroom.importers.iptc import release_of
from newsroom.importers.iptc_markup import body_blocks
from newsroom.importers.language import declared
from newsroom.importers.links import web_address
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.importers.xml_safe import LARGEST, Element, first_words, local, named, parse, words
from newsroom.text import Draft

VERSION: Final = 1
MEDIA_TYPE: Final = "application/xml"


def read(data: bytes, options: Options | None = None) -> ArticleDraft:
    """Read one article. Raises ``Refused`` for what is no NITF, or has neither headline nor text."""
    record = Record("nitf", VERSION, options or Options())
    root = parse(data)
    nitf = root if local(root) == "nitf" else next(named(root, "nitf"), None)
    if nitf is None:
        raise Refused("no-nitf", gettext_noop("There is no <nitf> element in it."))
    return draft_of(nitf, facts_of(nitf), record)


def split(file: BinaryIO, *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Give out each <nitf> element of a file as a piece."""
    root = parse(file.read(LARGEST + 1))
    found = [root] if local(root) == "nitf" else list(named(root, "nitf"))
    if not found:
        raise Refused("no-nitf", gettext_noop("There is no <nitf> element in it."))
    for number, nitf in enumerate(found, start=1):
        place = f"item {number}" if len(found) > 1 else ""
        yield Piece(name, _bytes(nitf), MEDIA_TYPE, place, options=options.as_mapping())


def draft_of(nitf: Element, facts: Facts, record: Record) -> ArticleDraft:
    """Build the draft of an article from its facts and the body of its <nitf>."""
    body: list[Draft] = []
    for content in named(nitf, "body.content"):
        body += body_blocks(content, facts.url)
    repeated = (facts.title.text if facts.title else "", facts.standfirst.text if facts.standfirst else "")
    return assemble(facts, without_boilerplate(without_repeats(body, *repeated), record), record)


def facts_of(nitf: Element) -> Facts:
    """Return what the head of the document and of its body say."""
    headline = first_words(nitf, "body/body.head/hedline/hl1", "body.head/hedline/hl1", "head/title")
    standfirst = first_words(nitf, "body/body.head/abstract", "body/body.head/hedline/hl2")
    return Facts(
        title=Draft("title", tidy(headline)) if headline else None,
        standfirst=Draft("standfirst", tidy(standfirst)) if standfirst else None,
        byline=tidy(first_words(nitf, "body/body.head/byline")),
        outlet=tidy(_outlet(nitf)),
        url=web_address(_attribute(nitf, "pubdata", "ex-ref")),
        language=declared(_language(nitf)),
        published=_published(nitf),
        more=_more(nitf),
    )


def _more(nitf: Element) -> More:
    release, issue = _attribute(nitf, "date.release", "norm"), _attribute(nitf, "date.issue", "norm")
    return More(
        external_id=tidy(_attribute(nitf, "doc-id", "id-string")),
        release=release_of(_attribute(nitf, "docdata", "management-status")),
        states_release=True,
        embargo=release if issue and release > issue else "",
        section=tidy(_attribute(nitf, "pubdata", "position.section")),
        subjects=tuple(dict.fromkeys(_subjects(nitf))),
    )


def _published(nitf: Element) -> str:
    places = (
        ("date.release", "norm"),
        ("date.issue", "norm"),
        ("pubdata", "date.publication"),
        ("story.date", "norm"),
    )
    return next((found for element, name in places if (found := _attribute(nitf, element, name))), "")


def _outlet(nitf: Element) -> str:
    return (
        _attribute(nitf, "pubdata", "name")
        or first_words(nitf, "body/body.head/distributor")
        or _attribute(nitf, "doc.copyright", "holder")
        or _attribute(nitf, "doc-id", "regsrc")
    )


def _language(nitf: Element) -> str:
    return nitf.get("{http://www.w3.org/XML/1998/namespace}lang") or nitf.get("baselang") or _body_language(nitf)


def _body_language(nitf: Element) -> str:
    body = next(named(nitf, "body", "body.content"), None)
    return (body.get("{http://www.w3.org/XML/1998/namespace}lang") or "") if body is not None else ""


def _subjects(nitf: Element) -> Iterator[str]:
    for subject in named(nitf, "tobject.subject"):
        kinds = ("tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type", "tobject.subject.refnum")
        text = next((found for kind in kinds if (found := subject.get(kind))), "")
        if text.strip():
            yield tidy(" ".join(text.split()))
    for keyword in named(nitf, "keyword"):
        if text := keyword.get("key") or words(keyword):
            yield tidy(" ".join(text.split()))


def _attribute(nitf: Element, name: str, attribute: str) -> str:
    """Return the attribute of the first element of that name that has it."""
    return next((value.strip() for element in named(nitf, name) if (value := element.get(attribute))), "")


def _bytes(element: Element) -> bytes:
    return bytes(etree.tostring(element, encoding="utf-8", with_tail=False))
