"""The head of a document whose format does not say what its first lines are: headline, byline, date.

>>> record = Record("docx", 1)
>>> lines = ["Talks resume in Geneva", "By Jane Doe", "The delegations met on Monday.", "They left."]
>>> head = take([Draft("paragraph", line) for line in lines], record)
>>> head.title.text, head.byline, [block.text for block in head.body]
('Talks resume in Geneva', 'By Jane Doe', ['The delegations met on Monday.', 'They left.'])
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from newsroom.importers import bylines, dates, headline
from newsroom.importers.body import without_repeats
from newsroom.importers.draft import Record
from newsroom.importers.marks import tidy
from newsroom.importers.notices import gettext_noop
from newsroom.text import Draft

HEAD_BLOCKS: Final = 4
"""A headline stands among so many first blocks; so many below it may be byline and date."""
LEAST_NAME: Final = 2
"""Words of a name in a file's properties, from which on it is taken for a person's."""


@dataclass(slots=True)
class Head:
    """What stands above the body, and the body."""

    title: Draft | None = None
    standfirst: Draft | None = None
    byline: str = ""
    published: str = ""
    body: list[Draft] = field(default_factory=list)


def take(
    blocks: Sequence[Draft], record: Record, *, title: Draft | None = None, standfirst: Draft | None = None
) -> Head:
    """Part the head from the body; ``title`` and ``standfirst`` are given where the format names them."""
    head = Head(title, standfirst, body=list(blocks))
    at = 0
    if title is None:
        found = _headline(head.body)
        if found is not None:
            at = found
            head.title = replace(head.body.pop(at), attributes={})
            record.step("document-title", gettext_noop("Headline: “%(text)s”."), text=head.title.text[:200])
    _take_details(head, at, record)
    repeated = (head.title.text if head.title else "", head.standfirst.text if head.standfirst else "")
    head.body = without_repeats(head.body, *repeated)
    return head


def author_property(name: str, record: Record) -> str:
    """Return the author in a file's properties as a byline if it reads like a full name: often it is a computer's user."""
    name = " ".join(tidy(name).split())
    if len(name.split()) < LEAST_NAME or not bylines.is_name(name) or name.startswith("Microsoft"):
        return ""
    message = gettext_noop("Byline: the author in the file's properties, “%(name)s”. Check it.")
    record.step("author-property", message, name=name)
    return name


def note_made(day: str, record: Record) -> None:
    """Say when a file was made (ISO 8601): that is no date of publication, so it is not taken for one."""
    try:
        made = date.fromisoformat(day[:10])
    except ValueError:
        return
    message = gettext_noop("The file was made on %(day)s: that need not be the day of publication.")
    record.step("made-on", message, day=made.isoformat())


def is_detail(text: str) -> bool:
    """Say whether a line is nothing but a byline or a date."""
    return bylines.is_byline(text) or is_date(text)


def is_date(text: str) -> bool:
    """Say whether a line is nothing but a date."""
    return len(text) <= dates.LONGEST and dates.parse(text).precision in ("minute", "day")


def _headline(blocks: Sequence[Draft]) -> int | None:
    """Return where the headline is: the first heading near the top, else a first line that can be one."""
    if len(blocks) < 2:
        return None
    near = blocks[:HEAD_BLOCKS]
    heading = next((index for index, block in enumerate(near) if block.kind == "heading"), None)
    if heading is not None:
        return heading
    first = next((index for index, block in enumerate(near) if not is_detail(block.text)), None)
    if first is None or blocks[first].kind != "paragraph" or "\n" in blocks[first].text:
        return None
    return first if headline.qualifies(blocks[first].text) else None


def _take_details(head: Head, at: int, record: Record) -> None:
    """Take bylines and dates from right above and below the headline; at least one block stays."""
    above, below = head.body[:at], head.body[at : at + HEAD_BLOCKS]
    following = next((index for index, block in enumerate(below) if not is_detail(block.text)), len(below))
    for block in [*above, *below[:following]]:
        if len(head.body) < 2 or not is_detail(block.text):
            continue
        if bylines.is_byline(block.text) and not head.byline:
            head.byline = block.text
            record.step("byline-line", gettext_noop("Byline: “%(text)s”."), text=block.text)
        elif is_date(block.text) and not head.published:
            head.published = block.text
            record.step("date-line", gettext_noop("Date: “%(text)s”."), text=block.text)
        else:
            continue
        head.body.remove(block)
