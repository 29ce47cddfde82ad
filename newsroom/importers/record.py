"""One row of a table, or one record of an archive, as JSON: fields become facts by a mapping of columns.

>>> draft = read(b'{"Headline": "Talks", "Text": "They met."}')
>>> draft.title, draft.body[0].text
('Talks', 'They met.')
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from newsroom.importers import json_safe
from newsroom.importers.body import without_boilerplate, without_repeats
from newsroom.importers.columns import Columns, Row, all_names, guess, is_enough, values
from newsroom.importers.draft import ArticleDraft, Facts, More, Record, assemble, warn_about_fields
from newsroom.importers.fragments import blocks_of, has_markup, paragraphs_of
from newsroom.importers.language_names import tag
from newsroom.importers.links import web_address
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.partial import note_cut, note_no_body, without_count
from newsroom.importers.record_values import domain_of, long_text, moment, names, one_line, unescaped
from newsroom.text import Draft

VERSION: Final = 1
SHORTEST_ID: Final = 9
LONGEST_ID: Final = 240


@dataclass(frozen=True, slots=True)
class Shape:
    """How the records of one archive are read: ``columns`` by fact, ``outlet`` where it is always the same one, and
    what changes the finished facts."""

    importer: str
    version: int
    columns: Columns
    outlet: str = ""
    finish: Callable[[Row, Facts], Facts] = field(default=lambda row, facts: facts)


def read(data: bytes, options: Options | None = None) -> ArticleDraft:
    """Read a row by ``options.columns``, or by guessed ones where none are given. Raises ``Refused``."""
    choices = options or Options()
    row = row_of(data)
    columns = choices.columns or guess(all_names([row]), [row])
    return read_row(row, Shape("record", VERSION, columns), choices)


def row_of(data: bytes) -> Row:
    """Parse one record. Raises ``Refused`` if it is no JSON object."""
    row = json_safe.parse(data)
    if not isinstance(row, Mapping):
        raise Refused("no-record", gettext_noop("It is not a record with named fields."))
    return row


def read_row(row: Row, shape: Shape, options: Options) -> ArticleDraft:
    """Make a draft of a record. Raises ``Refused`` where it has neither title nor text."""
    record = Record(shape.importer, shape.version, options)
    if not is_enough(shape.columns):
        message = gettext_noop("No column is known to hold the title or the text. Choose the columns.")
        raise Refused("no-columns", message)
    facts = _facts(row, shape, record)
    text = _first(long_text, row, shape.columns, "body")
    body = _body(text, facts, record)
    facts = shape.finish(row, facts)
    more = replace(facts.more, is_partial=_is_partial(text, body, record))
    return assemble(replace(facts, more=more), body, record)


def _facts(row: Row, shape: Shape, record: Record) -> Facts:
    found = {fact: _first(one_line, row, shape.columns, fact) for fact in _LINES}
    outlet = (found["outlet"] or shape.outlet)[:200]
    facts = Facts(
        title=Draft("title", found["title"]) if found["title"] else None,
        standfirst=Draft("standfirst", found["standfirst"])
        if found["standfirst"] not in ("", found["title"])
        else None,
        byline=_first(lambda value: ", ".join(names(value)), row, shape.columns, "byline")[:500],
        outlet=outlet,
        url=web_address(found["url"]),
        language=tag(found["language"]),
        published=_first(moment, row, shape.columns, "published"),
        more=More(
            external_id=_telling(found["id"], shape),
            section=found["section"][:200],
            subjects=_subjects(row, shape.columns),
            domain=domain_of(outlet),
        ),
    )
    warn_about_fields(facts, {"url": found["url"], "language": found["language"]}, record)
    return facts


_LINES: Final = ("title", "standfirst", "outlet", "url", "language", "id", "section")


def _first(read: Callable[[Any], str], row: Row, columns: Columns, fact: str) -> str:
    """Return the first text among the columns of a fact that is not empty."""
    return next((text for text in map(read, values(row, columns.get(fact, ()))) if text.strip()), "")


def _telling(identity: str, shape: Shape) -> str:
    """Return an id by which an article is known again. The row numbers of two tables are alike: they are none."""
    if len(identity) < SHORTEST_ID or len(identity) > LONGEST_ID:
        return ""
    return f"{shape.importer}:{identity}" if identity.isdecimal() and shape.importer != "record" else identity


def _subjects(row: Row, columns: Columns) -> tuple[str, ...]:
    found = [name for each in values(row, columns.get("tags", ())) for name in names(each)]
    return tuple(dict.fromkeys(found))


def _body(text: str, facts: Facts, record: Record) -> list[Draft]:
    is_html, text = has_markup(text), without_count(text)
    blocks = blocks_of(text, facts.url) if is_html else paragraphs_of(unescaped(text))
    if blocks:
        record.step("body-kind", _BODY_KINDS[is_html])
    repeated = (facts.title.text if facts.title else "", facts.standfirst.text if facts.standfirst else "")
    return without_boilerplate(without_repeats(blocks, *repeated) or blocks, record)


_BODY_KINDS: Final = (
    gettext_noop("The text is plain: blank lines or lines divide its paragraphs."),
    gettext_noop("The text is HTML: its elements became paragraphs."),
)


def _is_partial(text: str, body: Sequence[Draft], record: Record) -> bool:
    if not body:
        note_no_body(record)
        return True
    if "\ufffd" in text:
        message = gettext_noop("Characters that could not be read: %(count)d. They are shown as “\ufffd”.")
        record.warn("unreadable-characters", message, count=text.count("\ufffd"))
    return note_cut(_TAGS.sub("", text[-_TAIL:]).strip() if has_markup(text) else text.strip(), record)


_TAGS: Final = re.compile(r"<[^<>]*>")
_TAIL: Final = 2_000
