"""ninjs 1.x, 2.x and 3.x: news in JSON (IPTC). The versions differ in the names of properties and in their case.

>>> draft = read(b'{"uri": "urn:x:1", "headline": "Talks", "body_xhtml": "<p>They met.</p>"}')
>>> draft.title, draft.body[0].text, draft.more.external_id
('Talks', 'They met.', 'urn:x:1')
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from newsroom.importers import json_safe
from newsroom.importers.body import without_boilerplate, without_repeats
from newsroom.importers.draft import ArticleDraft, Facts, More, Record, assemble
from newsroom.importers.fragments import blocks_of, body_of, paragraphs_of
from newsroom.importers.iptc import no_text, notice_no_text, release_of
from newsroom.importers.json_safe import lines, listed, text
from newsroom.importers.language import declared
from newsroom.importers.links import web_address
from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.pieces import BadPiece, Piece
from newsroom.text import Draft

VERSION: Final = 1
_TEXT_TYPES: Final = ("", "text", "composite")
_LISTS: Final = ("items", "item", "results", "docs", "data")
_SHORT: Final = 80
_HEAD_LINES: Final = 2

Item = Mapping[str, Any]


def read(data: bytes, options: Options | None = None) -> ArticleDraft:
    """Read one item. Raises ``Refused`` for a picture, video or list, or what has neither headline nor text."""
    record = Record("ninjs", VERSION, options or Options())
    value = json_safe.parse(data)
    found = _items(value)
    if not found:
        raise Refused("no-ninjs", gettext_noop("It is no ninjs item: it has no uri."))
    item = _folded(found[0])
    if kind := _other_kind(item):
        raise no_text(kind)
    facts = _facts(item)
    repeated = (facts.title.text if facts.title else "", facts.standfirst.text if facts.standfirst else "")
    body = without_boilerplate(without_repeats(_body(item, facts, record), *repeated), record)
    return assemble(facts, body, record)


def split(file: BinaryIO, *, name: str, options: Options) -> Iterator[Piece | BadPiece]:
    """Give out each item of a file; pictures and the like are named and left out."""
    found = _items(json_safe.parse(file.read(json_safe.LARGEST + 1)))
    if not found:
        raise Refused("no-ninjs", gettext_noop("It is no ninjs item: it has no uri."))
    for number, item in enumerate(found, start=1):
        place = f"item {number}" if len(found) > 1 else ""
        folded = _folded(item)
        if kind := _other_kind(folded):
            yield BadPiece(name, notice_no_text(kind), place)
        elif not _has_anything(folded):
            yield BadPiece(
                name,
                Notice(
                    "empty",
                    gettext_noop("There is no text in it. Look whether it is the right file, or paste its text."),
                ),
                place,
            )
        else:
            data = json.dumps(item, ensure_ascii=True).encode()
            yield Piece(name, data, "application/json", place, options=options.as_mapping())


def _items(value: Any) -> list[Item]:
    """One item, a list of them, or an object that holds such a list."""
    if isinstance(value, dict) and not any(key.lower() == "uri" for key in value):
        value = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), [])
    return [item for item in listed(value) if isinstance(item, dict) and any(key.lower() == "uri" for key in item)]


def _folded(item: Item) -> dict[str, Any]:
    """Version 3 writes versionCreated where 2 writes versioncreated."""
    return {str(key).lower(): value for key, value in item.items()}


def _other_kind(item: Item) -> str:
    kind = text(item.get("type")).lower()
    return "" if kind in _TEXT_TYPES else kind


def _has_anything(item: Item) -> bool:
    return bool(_headline(item) or any(lines(value).strip() for _kind, value in _bodies(item)))


def _facts(item: Item) -> Facts:
    headline, standfirst = _headline(item), _standfirst(item)
    return Facts(
        title=Draft("title", headline) if headline else None,
        standfirst=Draft("standfirst", standfirst) if standfirst else None,
        byline=text(item.get("byline")) or text(item.get("by")),
        outlet=_outlet(item),
        url=_page(item),
        language=declared(text(item.get("language"))),
        published=_published(item),
        more=_more(item),
    )


def _more(item: Item) -> More:
    genres = [_name(genre) for genre in [*listed(item.get("genres")), *listed(item.get("genre"))]]
    subjects = [_name(each) for each in [*listed(item.get("subjects")), *listed(item.get("subject"))]]
    return More(
        external_id=text(item.get("uri")),
        release=release_of(text(item.get("pubstatus"))),
        states_release=True,
        embargo=text(item.get("embargoed")) or text(item.get("embargoeduntil")),
        section=next((genre for genre in genres if genre), ""),
        subjects=tuple(dict.fromkeys(subject for subject in subjects if subject)),
        is_partial=text(item.get("representationtype")).lower() in ("incomplete", "partial"),
    )


def _published(item: Item) -> str:
    names = ("firstcreated", "contentcreated", "versioncreated")
    return next((found for name in names if (found := text(item.get(name)))), "")


def _headline(item: Item) -> str:
    by_role = _valued(item.get("headlines"), "main")
    own = text(item.get("headline")) or by_role
    return own or next((text(item[key]) for key in item if key.startswith("headline_") and text(item[key])), "")


def _standfirst(item: Item) -> str:
    """The description that is no caption; one that is cut off says nothing that the body does not."""
    found = _valued(item.get("descriptions"), "summary", "text", "drol:summary", "")
    named = ("description_summary", "description_text", "description_xhtml", "description")
    found = found or next((text(item[name]) for name in named if text(item.get(name))), "")
    if "<" in found:
        found = " ".join(draft.text for draft in blocks_of(found))
    return "" if found.endswith(("…", "...")) or _starts_body(found, item) else found


def _starts_body(found: str, item: Item) -> bool:
    plain = found.rstrip(" .…")
    bodies = (" ".join(draft.text for draft in body_of(value)) for _kind, value in _bodies(item))
    return bool(plain) and any(plain[:200] in body[: len(plain) + 400] for body in bodies)


def _valued(values: Any, *roles: str) -> str:
    """Return the value whose role comes first in ``roles``, else the first one without the role of a caption."""
    pairs = [(text(each.get("role")).lower(), text(each.get("value"))) for each in listed(values) if _is_object(each)]
    wanted = (value for role in roles for have, value in pairs if have == role and value)
    others = (value for role, value in pairs if value and role not in ("caption", "creditline", "keyword"))
    return next(wanted, next(others, ""))


def _outlet(item: Item) -> str:
    sources = [*listed(item.get("infosources")), *listed(item.get("infosource"))]
    named = (_name(source) for source in sources if _is_object(source))
    holders = (text(item.get(key)) for key in ("copyrightholder", "source", "provider"))
    return next((name for name in (*named, *holders) if name), "")


def _page(item: Item) -> str:
    """The address at which readers find it; the uri of an item is often only its name."""
    for source in (item.get("url"), item.get("weburl"), item.get("canonicalurl")):
        if address := web_address(text(source)):
            return address
    return ""


def _name(value: Any) -> str:
    if not _is_object(value):
        return text(value)
    return text(value.get("name")) or text(value.get("literal")) or text(value.get("code"))


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _bodies(item: Item) -> list[tuple[str, str]]:
    """Kind ("html" or "text") and content of each rendering, the best first."""
    found = [("html", lines(item.get(key))) for key in ("body_xhtml", "body_html", "body_html5")]
    for body in listed(item.get("bodies")):
        if _is_object(body):
            folded = _folded(body)
            kind = "html" if "html" in text(folded.get("contenttype")).lower() else "text"
            found.append((kind, lines(folded.get("value"))))
    found += [("text", lines(item[key])) for key in item if key.startswith(("body_text", "body_main"))]
    found += [("html", lines(item[key])) for key in item if key.startswith("body_richtext")]
    return sorted((pair for pair in found if pair[1].strip()), key=lambda pair: pair[0] != "html")


def _body(item: Item, facts: Facts, record: Record) -> list[Draft]:
    for kind, value in _bodies(item):
        found = blocks_of(value, facts.url) if kind == "html" else paragraphs_of(value)
        if found:
            return _without_head(found, facts)
    if not facts.title and not facts.more.release:
        raise Refused(
            "empty", gettext_noop("There is no text in it. Look whether it is the right file, or paste its text.")
        )
    return []


def _without_head(body: list[Draft], facts: Facts) -> list[Draft]:
    """Agencies that repeat the headline put a line like "Inland TT" below it: both go."""
    title = facts.title.text if facts.title else ""
    if not title or not body or " ".join(body[0].text.split()) != title:
        return body
    rest = body[1:]
    follows = rest[0].text if rest else ""
    is_vignette = follows and len(follows) < _SHORT and not follows.rstrip().endswith((".", "!", "?", "”", '"', ":"))
    return rest[1:] if is_vignette and len(rest) > _HEAD_LINES and _ends_in_source(follows, facts) else rest


def _ends_in_source(line: str, facts: Facts) -> bool:
    return bool(facts.outlet) and line.casefold().rstrip().endswith(facts.outlet.split()[-1].casefold())
