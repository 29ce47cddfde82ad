"""Markdown (CommonMark with tables) to an article: the first top heading is the title, raw HTML stays text.

>>> draft = read("# Talks\\n\\nThey *met*.")
>>> draft.title, draft.body[0].spans
('Talks', (Span(kind='emphasis', start=5, end=8, href=''),))
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from markdown_it import MarkdownIt

from newsroom.importers import headers, plain_text
from newsroom.importers.body import without_boilerplate, without_repeats
from newsroom.importers.draft import ArticleDraft, Facts, Record, assemble, check_count, warn_about_fields
from newsroom.importers.language import declared
from newsroom.importers.links import web_address
from newsroom.importers.markdown_blocks import blocks as blocks_of
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Notice, gettext_noop
from newsroom.importers.options import Options
from newsroom.text import Draft

VERSION: Final = 1
MOST_CHARACTERS: Final = 1_000_000
LONGEST_PARAGRAPH: Final = 50_000


def read(text: str, options: Options | None = None) -> ArticleDraft:
    """Read a text. What is too large to be parsed is read as plain text, with a warning."""
    options = options or Options()
    text = tidy(text.expandtabs(4))
    if len(text) > MOST_CHARACTERS or any(len(part) > LONGEST_PARAGRAPH for part in text.split("\n\n")):
        return _as_plain_text(text, options)
    record = Record("markdown", VERSION, options)
    fields, text = _front_matter(text, record)
    found = list(_counted(blocks_of(_parser().parse(text))))
    title, rest = _title(fields, found, record)
    facts = _facts(fields, title, record)
    rest = without_repeats(rest, title.text if title else "", fields.get("standfirst", ""))
    return assemble(facts, without_boilerplate(rest, record), record)


@cache
def _parser() -> MarkdownIt:
    # html=False: tags are text, and stay visible as such.
    return MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def _as_plain_text(text: str, options: Options) -> ArticleDraft:
    draft = plain_text.read(text, options)
    message = gettext_noop("It is too large to be read as Markdown and was read as plain text.")
    return replace(draft, warnings=(*draft.warnings, Notice("too-large-for-markdown", message)))


def _front_matter(text: str, record: Record) -> tuple[dict[str, str], str]:
    """Fields between two ``---`` lines at the very top; fields that Margin does not know are named in a step."""
    lines = [line.strip() for line in text.split("\n", headers.MOST_LINES + 2)[: headers.MOST_LINES + 2]]
    header = headers.read(lines) if lines[0] == "---" else None
    if header is None:
        return {}, text
    names = ", ".join(sorted(header.fields))
    record.step("header-fields", gettext_noop("Read from the lines at the top: %(fields)s."), fields=names)
    if header.unknown:
        left = "; ".join(lines[number][:200] for number in header.unknown)
        record.step("header-left", gettext_noop("Not used from the lines at the top: %(fields)s."), fields=left)
    return dict(header.fields), "\n".join(text.split("\n")[header.end :])


def _counted(blocks: Iterator[Draft]) -> Iterator[Draft]:
    for count, block in enumerate(blocks, start=1):
        check_count(count)
        yield block


def _title(fields: Mapping[str, str], found: list[Draft], record: Record) -> tuple[Draft | None, list[Draft]]:
    if fields.get("title"):
        return Draft("title", fields["title"]), found
    for index, block in enumerate(found):
        if block.kind == "heading" and block.attributes["level"] == 1:
            record.step("heading-title", gettext_noop("Headline: the first heading of the top level."))
            return Draft("title", block.text, block.spans), found[:index] + found[index + 1 :]
    return None, found


def _facts(fields: Mapping[str, str], title: Draft | None, record: Record) -> Facts:
    facts = Facts(
        title=title,
        standfirst=Draft("standfirst", fields["standfirst"]) if fields.get("standfirst") else None,
        byline=fields.get("byline", ""),
        outlet=fields.get("outlet", ""),
        url=web_address(fields.get("url", "")),
        language=declared(fields.get("language", "")),
        published=fields.get("published", ""),
    )
    warn_about_fields(facts, fields, record)
    return facts
