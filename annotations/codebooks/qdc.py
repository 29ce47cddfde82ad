"""Codebooks in REFI-QDA's exchange format (.qdc), which NVivo, MAXQDA, ATLAS.ti, QualCoder and others read.

REFI-QDA standard 1.0, codebook: ``CodeBook/Codes/Code`` with guid, name, isCodable and color, nested ``Code`` and one
``Description``; archived claims stand in a ``Set``. The standard has one field for words, so what Margin keeps apart
stands in it under headings, by which it is read again.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from annotations.codebooks.entry import BadCodebook, CodeEntry, bounded
from newsroom.importers import xml_safe
from newsroom.importers.notices import Refused

SPACE: Final = "urn:QDA-XML:codebook:1.0"
COLOURS: Final = ("#C2417F", "#1F7A5C", "#2C63B8", "#6D4BC3", "#96640B", "#5C7A14", "#C4512D", "#0F7C8A")
"""By slot, from 1 on."""
HEADINGS: Final = {
    "statement": "Statement:",
    "definition": "Definition:",
    "when_to_use": "When to use:",
    "when_not": "When not:",
    "examples": "Examples:",
}
ARCHIVED: Final = "Archived"
ARCHIVED_ID: Final = "7d1f7a1e-0000-4000-8000-000000000001"
_HEADED: Final = re.compile(rf"^({'|'.join(HEADINGS.values())})[ \t]*\n?", re.MULTILINE)


def to_qdc(entries: Iterable[CodeEntry]) -> bytes:
    """Return a codebook; children stand inside their parents."""
    entries = list(entries)
    known = {entry.id for entry in entries}
    root = etree.Element(_tag("CodeBook"), nsmap={None: SPACE}, origin="Margin")
    nodes = {"": etree.SubElement(root, _tag("Codes"))}
    waiting: dict[str, list[CodeEntry]] = {}
    for entry in entries:
        waiting.setdefault(entry.parent if entry.parent in known else "", []).append(entry)
    ready = [""]
    while ready:
        parent = ready.pop()
        for entry in waiting.get(parent, ()):
            nodes[entry.id] = _code(nodes[parent], entry)
            ready.append(entry.id)
    _archived(root, [entry.id for entry in entries if entry.archived])
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _code(parent: "etree._Element", entry: CodeEntry) -> "etree._Element":
    node = etree.SubElement(parent, _tag("Code"), guid=entry.id, name=entry.label, isCodable="true")
    if entry.colour:
        node.set("color", COLOURS[(entry.colour - 1) % len(COLOURS)])
    words = [f"{heading}\n{getattr(entry, name)}" for name, heading in HEADINGS.items() if getattr(entry, name)]
    if words:
        etree.SubElement(node, _tag("Description")).text = "\n\n".join(words)
    return node


def _archived(root: "etree._Element", ids: list[str]) -> None:
    if ids:
        held = etree.SubElement(etree.SubElement(root, _tag("Sets")), _tag("Set"), guid=ARCHIVED_ID, name=ARCHIVED)
        for id in ids:
            etree.SubElement(held, _tag("MemberCode"), guid=id)


def from_qdc(data: bytes) -> list[CodeEntry]:
    """Read the codes of a codebook or of a whole project. Raises ``BadCodebook``."""
    try:
        root = xml_safe.parse(data)
    except Refused as error:
        raise BadCodebook("This is no codebook in REFI-QDA's format: %(why)s", why=error) from error
    codes = next(xml_safe.named(root, "Codes"), None)
    if codes is None:
        raise BadCodebook("There are no codes in this file.")
    archived = {
        member.get("guid", "").lower()
        for held in xml_safe.named(root, "Set")
        if held.get("guid") == ARCHIVED_ID
        for member in xml_safe.named(held, "MemberCode")
    }
    return bounded(list(_entries(codes, archived)))


def _entries(codes: "etree._Element", archived: set[str]) -> Iterator[CodeEntry]:
    places: Counter[str] = Counter()
    for code in xml_safe.named(codes, "Code"):
        label, id = " ".join((code.get("name") or "").split()), (code.get("guid") or "").strip("{}").lower()
        if not label:
            raise BadCodebook("There is a claim without a label.")
        above = code.getparent()
        parent = (above.get("guid") or "").strip("{}").lower() if above is not None and above is not codes else ""
        colour = (code.get("color") or "").upper()
        slot = COLOURS.index(colour) + 1 if colour in COLOURS else 0
        places[parent] += 1
        yield CodeEntry(id, label, parent, **_words(code), colour=slot, archived=id in archived, order=places[parent])


def _words(code: "etree._Element") -> dict[str, str]:
    node = next(xml_safe.at(code, "Description"), None)
    text = "".join(node.itertext()).strip() if node is not None else ""
    before, *parts = _HEADED.split(text)
    names = {heading: name for name, heading in HEADINGS.items()}
    found = {names[heading]: words.strip() for heading, words in zip(parts[::2], parts[1::2], strict=True)}
    if before.strip():
        found["definition"] = "\n\n".join(filter(None, (before.strip(), found.get("definition", ""))))
    return found


def _tag(name: str) -> str:
    return f"{{{SPACE}}}{name}"
