"""XML from outside: parsed without entities, external files or network, in bounded depth and size.

lxml resolves nothing here (``resolve_entities=False``, ``no_network``, ``load_dtd=False``) and stops at libxml2's own
bounds (``huge_tree=False``: depth 256). A document that declares entities of its own is refused all the same: news
formats have no use for them.

>>> [named.text for named in named(parse(b"<a xmlns='urn:x'><b>Talks</b></a>"), "b")]
['Talks']
"""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from newsroom.importers.notices import Refused, gettext_noop

Element = etree._Element
LARGEST: Final = 20_000_000
_BAD_BYTES: Final = re.compile(r"not proper UTF-8|Invalid bytes in character encoding")
_DECLARATION: Final = re.compile(r"^[\s\ufeff]*<\?xml[^>]{0,200}\?>")


def parse(data: bytes) -> Element:
    """Return the root element. Raises ``Refused`` for what is no XML, or tries to be more than a document."""
    if len(data) > LARGEST:
        raise Refused("too-large", gettext_noop("It is larger than %(limit)d MB."), limit=LARGEST // 1_000_000)
    if not data.strip():
        raise Refused(
            "empty", gettext_noop("There is no text in it. Look whether it is the right file, or paste its text.")
        )
    try:
        root = _parsed(data, recover=False)
    except etree.XMLSyntaxError as error:
        root = _second_try(data, error)
    _refuse_entities(root)
    return root


def named(root: Element, *names: str) -> Iterator[Element]:
    """Yield the elements below ``root`` with one of these local names, in document order, whatever their namespace."""
    for element in root.iterdescendants():
        if isinstance(element.tag, str) and local(element) in names:
            yield element


def at(root: Element, path: str) -> Iterator[Element]:
    """Yield the elements at a path of local names below ``root``: ``contentMeta/headline``."""
    name, _slash, rest = path.partition("/")
    for child in root:
        if isinstance(child.tag, str) and local(child) == name:
            if rest:
                yield from at(child, rest)
            else:
                yield child


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def words(element: Element | None) -> str:
    """Return all text in an element with its white space collapsed; "" for None."""
    if element is None:
        return ""
    pieces = element.itertext()
    return " ".join("".join(str(piece) for piece in pieces).split())


def first_words(root: Element, *paths: str) -> str:
    """Return the text of the first element at any of the paths that has some."""
    return next((text for path in paths for element in at(root, path) if (text := words(element))), "")


def _parsed(data: bytes, *, recover: bool) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    root = etree.fromstring(data, parser)
    if root is None:
        raise Refused("xml-damaged", gettext_noop("It is no XML that can be read."))
    return root


def _second_try(data: bytes, error: etree.XMLSyntaxError) -> Element:
    """Read what is wrong in a way that makers of such files are known for; raise ``Refused`` for all else."""
    if "Namespace prefix" in str(error):  # undeclared: seen in examples of the standards' own makers
        return _recovered(data)
    if not _BAD_BYTES.search(str(error)):
        raise _damaged(error) from error
    text = _DECLARATION.sub("", data.decode("cp1252", "replace"), count=1)
    try:
        return _parsed(text.encode(), recover=False)
    except etree.XMLSyntaxError as other:
        raise _damaged(other) from other


def _recovered(data: bytes) -> Element:
    try:
        return _parsed(data, recover=True)
    except etree.XMLSyntaxError as error:
        raise _damaged(error) from error


def _damaged(error: etree.XMLSyntaxError) -> Refused:
    message = gettext_noop("Its XML is damaged at line %(line)d. Ask for the file again, or paste the text.")
    return Refused("xml-damaged", message, line=int(error.lineno or 0))


def _refuse_entities(root: Element) -> None:
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        message = gettext_noop("It declares entities of its own, which Margin does not read. Save it without them.")
        raise Refused("xml-entities", message)
