"""Word documents to articles, by mammoth: what a style names Title is the title, pictures are left out.

A Nexis download is a Word document with many articles; ``split`` takes it apart.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, Final
from xml.parsers.expat import ExpatError

from lxml.html import HtmlElement

from newsroom.importers import document_head, nexis, xml_safe
from newsroom.importers.body import without_boilerplate
from newsroom.importers.bounds import check_zip, damaged, read_member
from newsroom.importers.draft import ArticleDraft, Facts, Record, assemble, check_count
from newsroom.importers.fragments import element_of
from newsroom.importers.html_blocks import blocks
from newsroom.importers.language import declared
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.text import Draft

VERSION: Final = 1
_PARTS: Final = (".xml", ".rels")
_MAIN: Final = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
_OLD_WORD: Final = b"\xd0\xcf\x11\xe0"
_DECLARES: Final = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_STYLES: Final = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p.standfirst:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='caption'] => figure > figcaption:fresh
p[style-name='Caption'] => figure > figcaption:fresh
"""
# What mammoth raises on documents that are not what they say; it has no exception of its own for that.
_FAILURES: Final = (
    *(zipfile.BadZipFile, ExpatError, LookupError, ValueError, AttributeError, TypeError, OSError),
    *(RuntimeError, NotImplementedError),
)


def read(data: bytes, options: Options) -> ArticleDraft:
    """Read one document. Raises ``Refused`` for what is damaged, protected or no Word document."""
    parts = _checked(data)
    record = Record("docx", VERSION, options)
    root = _as_html(data)
    title, standfirst = _styled(root, "title"), _styled(root, "standfirst")
    found = list(blocks(root))
    check_count(len(found))
    head = document_head.take(found, record, title=title, standfirst=standfirst)
    properties = _properties(parts.get("docProps/core.xml", b""))
    facts = Facts(
        title=head.title,
        standfirst=head.standfirst,
        byline=head.byline or document_head.author_property(properties.get("creator", ""), record),
        language=declared(properties.get("language", "")),
        published=head.published,
    )
    document_head.note_made(properties.get("created", ""), record)
    return assemble(facts, without_boilerplate(head.body, record), record)


def split(file: BinaryIO, *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Yield the articles of a Nexis download; any other document is one article. Raises ``Refused``."""
    data = file.read()
    lines = paragraphs(data)
    if nexis.is_nexis(lines):
        yield from nexis.pieces_of(lines, name=name, options=options)
    else:
        yield Piece(name, data, options=options.as_mapping())


def paragraphs(data: bytes) -> list[str]:
    """Return the texts of all paragraphs of a document, empty ones too. Raises ``Refused``."""
    main = next((text for name, text in _checked(data).items() if _MAIN.fullmatch(name)), b"")
    return ["".join(_texts(each)) for each in xml_safe.named(xml_safe.parse(main), "p")] if main else []


def _texts(paragraph: xml_safe.Element) -> Iterator[str]:
    for element in xml_safe.named(paragraph, "t", "tab", "br"):
        yield str(element.text or "") if xml_safe.local(element) == "t" else " "


def _checked(data: bytes) -> dict[str, bytes]:
    """Return the parts with markup, which are all that is unpacked. Raises ``Refused``."""
    if data.startswith(_OLD_WORD):
        message = gettext_noop(
            "It is protected by a password, or made by a Word older than 2007. Save it as .docx without a password."
        )
        raise Refused("old-word", message)
    file = io.BytesIO(data)
    members = [each for each in check_zip(file, suffixes=_PARTS) if each.filename.lower().endswith(_PARTS)]
    if sum(each.file_size for each in members) > xml_safe.LARGEST:
        message = gettext_noop("Its text has more than %(limit)d MB. Cut it into several files.")
        raise Refused("too-large", message, limit=xml_safe.LARGEST // 1_000_000)
    with zipfile.ZipFile(file) as opened:
        parts = {member.filename: read_member(opened, member) for member in members}
    if any(sign in text for text in parts.values() for sign in _DECLARES):
        raise Refused("entities", gettext_noop("It declares entities, as no Word document does. It was not read."))
    if not any(name.startswith("word/") for name in parts):
        raise Refused("no-word", gettext_noop("It is no Word document, whatever its name says. Look at what it is."))
    return parts


def _as_html(data: bytes) -> HtmlElement:
    import mammoth  # type: ignore[import-untyped]

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=lambda _image: [],
            external_file_access=False,
        )
    except _FAILURES as error:
        raise damaged() from error
    root = element_of(result.value)
    if root is None:
        raise Refused(
            "empty", gettext_noop("There is no text in it. Look whether it is the right file, or paste its text.")
        )
    for back in root.xpath(".//a[starts-with(@href, '#footnote-ref') or starts-with(@href, '#endnote-ref')]"):
        back.drop_tree()
    return root


def _styled(root: HtmlElement, style: str) -> Draft | None:
    """Take the first element of a style out of the page and return its words."""
    element = root.find(f".//*[@class='{style}']")
    if element is None:
        return None
    element.drop_tree()
    words = next(blocks(element), None)
    return words and replace(words, attributes={})


def _properties(core: bytes) -> dict[str, str]:
    """Read who made the document and when (ECMA-376 part 2, 11); nothing where they cannot be read."""
    try:
        root = xml_safe.parse(core)
    except Refused:
        return {}
    found = {xml_safe.local(each): tidy(xml_safe.words(each))[:200] for each in root if isinstance(each.tag, str)}
    return {name: found[name] for name in ("creator", "created", "language") if found.get(name)}
