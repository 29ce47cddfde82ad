"""Plain text to an article, by a rule that says each of its steps.

1. Clean. 2. Header lines. 3. Cut at blank lines, undo hard wrapping. 4. A first block of one to four lines above a
blank line is the head: headline, standfirst, byline, date. 5. Without any blank line the first line is the headline.
6. Otherwise the title is made up. 7. Closing phrases of the page are dropped, listed and restorable.

>>> draft = read("Talks resume\\n\\nThey met.\\nThey left.")
>>> draft.title, [block.text for block in draft.body]
('Talks resume', ['They met.', 'They left.'])
"""

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from newsroom.importers import boilerplate, bylines, dates, headers, headline, paragraphs
from newsroom.importers.draft import (
    LONGEST_TITLE,
    ArticleDraft,
    Dropped,
    Facts,
    Record,
    assemble,
    check_count,
    warn_about_fields,
)
from newsroom.importers.language import declared
from newsroom.importers.links import web_address
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Notice, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.paragraphs import Group, Line
from newsroom.text import Draft

VERSION: Final = 1
HEAD_LINES: Final = 4
_FOLLOWING_HEAD: Final = 3


@dataclass(slots=True)
class Head:
    """The lines above the body, sorted by what they are."""

    title: str = ""
    standfirst: list[str] = field(default_factory=list)
    byline: str = ""
    published: str = ""


def read(text: str, options: Options | None = None) -> ArticleDraft:
    """Read a text. Raises ``Refused`` if it is empty or has too many paragraphs."""
    record = Record("plain_text", VERSION, options or Options())
    lines = [line.strip() for line in tidy(text).split("\n")]
    header = headers.read(lines) if record.options.layout in ("automatic", "headers") else None
    fields = dict(header.fields) if header else {}
    check_count(sum(1 for line in lines if line))
    kept = _kept_lines(lines, header, record)
    blocks = paragraphs.groups(kept)
    head = _take_head(blocks, fields, record)
    body = _body(blocks, record)
    return assemble(_facts(head, fields, record), [Draft("paragraph", text) for text in body], record)


def _kept_lines(lines: list[str], header: headers.Header | None, record: Record) -> list[Line]:
    start = header.end if header else 0
    kept = [Line(number, lines[number]) for number in range(start, len(lines)) if lines[number]]
    unknown = _unknown_headers(lines, header, record) if header else []
    return [*unknown, *_without_boilerplate(kept, record)]


def _unknown_headers(lines: list[str], header: headers.Header, record: Record) -> list[Line]:
    """Header lines that Margin has no field for are dropped, unless the person wants them back."""
    reason = Notice("unknown-header", gettext_noop("A line at the top that Margin has no field for"))
    restored: list[Line] = []
    for number in header.unknown:
        if number in record.options.restore:
            restored.append(Line(number, lines[number]))
        else:
            record.dropped.append(Dropped(number, lines[number], reason))
    return restored


def _without_boilerplate(kept: list[Line], record: Record) -> list[Line]:
    phrases = boilerplate.PHRASES if record.options.boilerplate is None else record.options.boilerplate
    restored: list[Line] = []
    rest = list(kept)
    dropped: list[Dropped] = []
    reason = Notice("boilerplate", gettext_noop("A closing phrase of the page"))
    while len(rest) > 1 and boilerplate.matches(rest[-1].text, phrases):
        line = rest.pop()
        if line.where in record.options.restore:
            restored.append(line)
        else:
            dropped.append(Dropped(line.where, line.text, reason))
    if dropped:
        record.dropped.extend(reversed(dropped))
        record.step("boilerplate", gettext_noop("Closing phrases dropped: %(count)d."), count=len(dropped))
    return rest + restored[::-1]


def _take_head(blocks: list[Group], fields: dict[str, str], record: Record) -> Head:
    """Remove the head from the blocks and return it; what is no head stays in the blocks."""
    layout = record.options.layout
    if fields:
        names = ", ".join(sorted(fields))
        record.step("header-fields", gettext_noop("Read from the lines at the top: %(fields)s."), fields=names)
    elif layout == "headers":
        record.warn("no-headers", gettext_noop("There are no header lines such as “Title: …” at the top."))
    if fields.get("title") or layout in ("headers", "none") or not blocks:
        return Head()
    head = _chosen_head(blocks, record) if layout in ("first_line", "second_line") else _found_head(blocks, record)
    if head.title:
        _take_following(blocks, head, record)
    return head


def _found_head(blocks: list[Group], record: Record) -> Head:
    if len(blocks) == 1:
        return _first_line_head(blocks, record)
    if len(blocks[0]) > HEAD_LINES:
        return Head()
    lines = _head_lines(blocks)
    details = _details(lines)
    candidates = [line for line in lines if line not in details]
    at = headline.choose([line.text for line in candidates])
    if at is None:
        return Head()
    title = candidates[at]
    del blocks[0]
    return _head(title, [line for line in lines if line is not title], record)


def _head_lines(blocks: list[Group]) -> Group:
    """The lines of the first block; a headline that was wrapped with the text is one line again."""
    first, columns = blocks[0], paragraphs.wrapped_width(blocks)
    if not columns or len(first) == 1 or len(paragraphs.unwrap(first, columns)) > 1:
        return first
    forced = all(
        headline.width(before.text) + 1 + headline.width(after.text.split(maxsplit=1)[0]) > columns
        for before, after in pairwise(first)
    )
    return [Line(first[0].where, paragraphs.join([line.text for line in first]))] if forced else first


def _first_line_head(blocks: list[Group], record: Record) -> Head:
    """No blank line at all: the first line is the headline if it can be one and more lines follow."""
    first = blocks[0]
    if len(first) < 2 or not headline.qualifies(first[0].text):
        return Head()
    return _head(first.pop(0), [], record)


def _chosen_head(blocks: list[Group], record: Record) -> Head:
    """The person said which line is the title; the other lines of a short first block are the standfirst."""
    number = 1 if record.options.layout == "second_line" else 0
    lines = [line for block in blocks[:2] for line in block]
    if len(lines) <= number or len(lines[number].text) > LONGEST_TITLE:
        message = gettext_noop(
            "Line %(line)d cannot be the title: it is missing or has more than %(limit)d characters."
        )
        record.warn("line-is-no-title", message, line=number + 1, limit=LONGEST_TITLE)
        return Head()
    title = lines[number]
    short = len(blocks) > 1 and len(blocks[0]) <= HEAD_LINES
    above = lines[:number]
    below = [line for line in blocks[0] if line not in above and line is not title]
    taken = [*above, *(below if short else [])]
    for block in blocks[:2]:
        block[:] = [line for line in block if line is not title and line not in taken]
    blocks[:] = [block for block in blocks if block]
    return _head(title, taken, record)


def _head(title: Line, others: list[Line], record: Record) -> Head:
    record.step("title-line", gettext_noop("Headline: line %(line)d."), line=title.where + 1)
    details = _details(others)
    head = Head(title.text, [line.text for line in others if line not in details])
    if head.standfirst:
        message = gettext_noop("Standfirst: the other lines beside the headline.")
        record.step("standfirst-lines", message)
    for line in details:
        _note_detail(head, line.text, record)
    return head


def _take_following(blocks: list[Group], head: Head, record: Record) -> None:
    """A byline or date of its own right below the head is not a paragraph; the last block always is."""
    for _ in range(_FOLLOWING_HEAD):
        if len(blocks) < 2 or len(blocks[0]) > 2 or _details(blocks[0]) != blocks[0]:
            return
        for line in blocks.pop(0):
            _note_detail(head, line.text, record)


def _details(lines: list[Line]) -> list[Line]:
    """Return the lines that are a byline or a date, at most one of each."""
    byline = next((line for line in lines if bylines.is_byline(line.text)), None)
    date = next((line for line in lines if dates.parse(line.text).precision in ("minute", "day")), None)
    return [line for line in lines if line is byline or line is date]


def _note_detail(head: Head, text: str, record: Record) -> None:
    if bylines.is_byline(text):
        head.byline = f"{head.byline}, {text}" if head.byline else text
        record.step("byline-line", gettext_noop("Byline: “%(text)s”."), text=text)
    else:
        head.published = head.published or text
        record.step("date-line", gettext_noop("Date: “%(text)s”."), text=text)


def _body(blocks: list[Group], record: Record) -> list[str]:
    choice = record.options.paragraphs
    columns = paragraphs.wrapped_width(blocks) if choice == "automatic" else 0
    if columns:
        message = gettext_noop("Lines were wrapped at about %(width)d characters and are joined again.")
        record.step("unwrapped", message, width=columns)
        parts = [part for block in blocks for part in paragraphs.unwrap(block, columns)]
        return [paragraphs.join([line.text for line in part]) for part in parts]
    if choice in ("blank_line", "unwrap"):
        record.step("blank-lines", gettext_noop("A blank line ends a paragraph."))
        glue = paragraphs.join if choice == "unwrap" else "\n".join
        return [glue([line.text for line in block]) for block in blocks]
    record.step("one-line", gettext_noop("Each line is a paragraph."))
    return [line.text for block in blocks for line in block]


def _facts(head: Head, fields: dict[str, str], record: Record) -> Facts:
    title = fields.get("title") or head.title
    standfirst = "\n".join(part for part in (fields.get("standfirst", ""), *head.standfirst) if part)
    facts = Facts(
        byline=", ".join(part for part in (fields.get("byline", ""), head.byline) if part),
        outlet=fields.get("outlet", ""),
        url=web_address(fields.get("url", "")),
        language=declared(fields.get("language", "")),
        published=fields.get("published") or head.published,
    )
    warn_about_fields(facts, fields, record)
    return replace(
        facts,
        title=Draft("title", title) if title else None,
        standfirst=Draft("standfirst", standfirst) if standfirst else None,
    )
