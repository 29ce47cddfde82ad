"""The parts of an Excel workbook (ECMA-376 part 1, 18): its sheets, its strings, which of its styles are dates.

Sheets and strings are read as a stream: a workbook of any length takes little more memory than its different texts.
"""

import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Final

from lxml import etree

from newsroom.importers import xml_safe
from newsroom.importers.bounds import damaged, read_member
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.workbook_cells import EPOCH, EPOCH_1904, is_date_format, text_of

BOOK: Final = "xl/workbook.xml"
_DATE_IDS: Final = frozenset((*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)))
"""Formats of dates and times that need no declaration (18.8.30)."""
Parts = Mapping[str, zipfile.ZipInfo]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook that is open: ``sheets`` are their names with their parts, ``dates`` the styles that show a moment."""

    packed: zipfile.ZipFile
    sheets: Sequence[tuple[str, zipfile.ZipInfo]]
    strings: Sequence[str]
    dates: frozenset[int]
    epoch: datetime


def book_of(packed: zipfile.ZipFile) -> Book:
    """Read what all sheets need. Raises ``Refused``."""
    parts = {each.filename.replace("\\", "/").lstrip("/").lower(): each for each in packed.infolist()}
    name = _target(packed, parts, "_rels/.rels", "/officeDocument") or BOOK
    root = _xml(packed, parts, name)
    folder, _slash, file = name.rpartition("/")
    related = _related(packed, parts, f"{folder}/_rels/{file}.rels", folder)
    one = next((each for each in root if xml_safe.local(each) == "workbookPr"), None)
    is_1904 = one is not None and one.get("date1904") in ("1", "true")
    return Book(
        packed,
        list(_sheets(root, related, parts)),
        _strings(packed, parts, related),
        _dates(packed, parts, related),
        EPOCH_1904 if is_1904 else EPOCH,
    )


def rows_in(book: Book, part: zipfile.ZipInfo) -> Iterator[etree._Element]:
    """Yield the rows of a sheet as elements, each forgotten when the next one is asked for. Raises ``Refused``."""
    with book.packed.open(part) as stream:
        for element in _streamed(stream, "row", "sheetData"):
            if xml_safe.local(element) == "sheetData":
                return
            yield element


def _sheets(
    root: etree._Element, related: Mapping[str, tuple[str, str]], parts: Parts
) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    for sheet in xml_safe.named(root, "sheet"):
        identity = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        kind, part = related.get(str(identity), ("/worksheet", ""))
        if kind.endswith("/worksheet"):
            yield str(sheet.get("name") or ""), _found(parts, part)


def _strings(packed: zipfile.ZipFile, parts: Parts, related: Mapping[str, tuple[str, str]]) -> list[str]:
    name = _of_kind(related, "/sharedStrings")
    if not name:
        return []
    with packed.open(_found(parts, name)) as stream:
        return [text_of(element) for element in _streamed(stream, "si")]


def _dates(packed: zipfile.ZipFile, parts: Parts, related: Mapping[str, tuple[str, str]]) -> frozenset[int]:
    name = _of_kind(related, "/styles")
    if not name:
        return frozenset()
    root = _xml(packed, parts, name)
    own = {each.get("numFmtId"): str(each.get("formatCode") or "") for each in xml_safe.at(root, "numFmts/numFmt")}
    used = [str(each.get("numFmtId") or "") for each in xml_safe.at(root, "cellXfs/xf")]
    return frozenset(at for at, number in enumerate(used) if _is_date(number, own.get(number)))


def _is_date(number: str, code: str | None) -> bool:
    return is_date_format(code) if code is not None else number.isdecimal() and int(number[:9]) in _DATE_IDS


def _streamed(stream: IO[bytes], *names: str) -> Iterator[etree._Element]:
    """Yield elements by local name when they are whole; what was yielded before is forgotten."""
    tags = [f"{{*}}{name}" for name in names]
    found = etree.iterparse(
        stream,
        events=("end",),
        tag=tags,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    is_first = True
    for _event, element in found:
        if is_first and element.getroottree().docinfo.doctype:
            raise Refused("xml-entities", gettext_noop("It declares a document type, as no workbook of Excel does."))
        is_first = False
        yield element
        element.clear()
        while (before := element.getprevious()) is not None and (parent := element.getparent()) is not None:
            parent.remove(before)


def _related(packed: zipfile.ZipFile, parts: Parts, name: str, folder: str) -> dict[str, tuple[str, str]]:
    """Return kind and part of each relationship by its id; those that lead out of the file have no part."""
    if name.lower() not in parts:
        return {}
    found = {}
    for each in xml_safe.named(_xml(packed, parts, name), "Relationship"):
        target = str(each.get("Target") or "")
        is_outside = each.get("TargetMode") == "External"
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[str(each.get("Id") or "")] = (str(each.get("Type") or ""), "" if is_outside else path)
    return found


def _target(packed: zipfile.ZipFile, parts: Parts, name: str, kind: str) -> str:
    return _of_kind(_related(packed, parts, name, ""), kind)


def _of_kind(related: Mapping[str, tuple[str, str]], kind: str) -> str:
    return next((part for type_, part in related.values() if type_.endswith(kind)), "")


def _xml(packed: zipfile.ZipFile, parts: Parts, name: str) -> etree._Element:
    try:
        return xml_safe.parse(read_member(packed, _found(parts, name)))
    except Refused as error:
        raise damaged() from error


def _found(parts: Parts, name: str) -> zipfile.ZipInfo:
    part = parts.get(name.lower())
    if part is None:
        raise damaged()
    return part
