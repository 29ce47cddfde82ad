"""What an importer hands over: an article on its way in, not yet stored.

>>> facts = Facts(title=Draft("title", "Talks"))
>>> draft = assemble(facts, [Draft("paragraph", "They met.")], Record("plain_text", 1))
>>> draft.title, draft.layout().text
('Talks', 'Talks\\n\\nThey met.')
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from newsroom.importers.notices import Notice, Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.text import Draft, Layout, compose

MADE_UP_LENGTH: Final = 80
LONGEST_TITLE: Final = 500
LONGEST_QUIET_BLOCK: Final = 20_000
MOST_BLOCKS: Final = 50_000


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text that was left out. ``where`` is its place in the input (plain text: the line, from 0; otherwise
    the block, from 0); the same number in ``Options.restore`` keeps it."""

    where: int
    text: str
    reason: Notice


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about the article beside its body. Title and standfirst are blocks, or None."""

    title: Draft | None = None
    standfirst: Draft | None = None
    byline: str = ""
    outlet: str = ""
    url: str = ""
    language: str = ""
    published: str = ""
    more: "More" = field(default_factory=lambda: More())


@dataclass(frozen=True, slots=True)
class More:
    """What only some formats know. ``release`` is "", withheld or killed, and counts for an
    article that is here already where the format ``states_release``; ``embargo`` and ``published`` are ISO 8601 as
    found; ``domain`` and ``country`` (ISO 3166-1 alpha-2) are the outlet's; ``confidence`` from 0 to 1 says how sure the
    importer is that it found the article and nothing else, None where it need not guess."""

    external_id: str = ""
    release: str = ""
    states_release: bool = False
    embargo: str = ""
    section: str = ""
    subjects: tuple[str, ...] = ()
    domain: str = ""
    country: str = ""
    is_partial: bool = False
    confidence: float | None = None


@dataclass(slots=True)
class Record:
    """What an importer notes down while it works; the lists grow."""

    importer: str
    version: int
    options: Options = field(default_factory=Options)
    dropped: list[Dropped] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)
    steps: list[Notice] = field(default_factory=list)

    def step(self, code: str, message: str, **params: str | int) -> None:
        self.steps.append(Notice(code, message, params))

    def warn(self, code: str, message: str, **params: str | int) -> None:
        self.warnings.append(Notice(code, message, params))


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article as read from a file. ``blocks`` start with title and standfirst where the text has them;
    a made-up title is not in the blocks. ``byline`` and ``published`` are as found (see bylines, dates)."""

    title: str
    title_made_up: bool
    standfirst: str
    byline: str
    outlet: str
    url: str
    language: str
    published: str
    blocks: tuple[Draft, ...]
    dropped: tuple[Dropped, ...]
    warnings: tuple[Notice, ...]
    steps: tuple[Notice, ...]
    importer: str
    version: int
    options: Mapping[str, Any]
    encoding: str = ""
    more: More = field(default_factory=More)

    def layout(self) -> Layout:
        """Return the revision's text with its blocks and spans, offsets in code points."""
        return compose(self.blocks)

    @property
    def body(self) -> tuple[Draft, ...]:
        """The blocks after title and standfirst."""
        return tuple(block for block in self.blocks if block.kind not in ("title", "standfirst"))


def assemble(facts: Facts, body: Sequence[Draft], record: Record) -> ArticleDraft:
    """Apply the options that every format shares and build the draft. Raises ``Refused`` if nothing is left."""
    body = [block for block in body if is_visible(block.text)]
    facts, body = _second_is_standfirst(facts, body, record)
    facts = _swapped(facts, record)
    facts, body = _without_long_title(facts, body, record)
    head = [block for block in _head(facts) if is_visible(block.text)]
    blocks = (*head, *body)
    if not blocks:
        raise Refused(
            "empty", gettext_noop("There is no text in it. Look whether it is the right file, or paste its text.")
        )
    check_count(len(blocks))
    _warn_about_size(head, body, record)
    made_up = not head or head[0].kind != "title"
    return ArticleDraft(
        title=_made_up_title(blocks[0].text, record) if made_up else head[0].text,
        title_made_up=made_up,
        standfirst=next((block.text for block in head if block.kind == "standfirst"), ""),
        byline=facts.byline,
        outlet=facts.outlet,
        url=facts.url,
        language=facts.language,
        published=facts.published,
        blocks=blocks,
        dropped=tuple(record.dropped),
        warnings=tuple(record.warnings),
        steps=tuple(record.steps),
        importer=record.importer,
        version=record.version,
        options=record.options.as_mapping(),
        more=facts.more,
    )


def warn_about_fields(facts: Facts, fields: Mapping[str, str], record: Record) -> None:
    """Say which address or language of a header could not be used, so that nothing is lost silently."""
    for name, used in (("url", facts.url), ("language", facts.language)):
        if fields.get(name) and not used:
            message = gettext_noop("The field “%(name)s” was left empty: “%(value)s” cannot be used.")
            record.warn("field-not-used", message, name=name, value=fields[name][:200])


def check_count(count: int) -> None:
    """Raise ``Refused`` for more blocks than a page can show."""
    if count > MOST_BLOCKS:
        message = gettext_noop("It has more than %(limit)d paragraphs. Cut it into several files.")
        raise Refused("too-many-blocks", message, limit=MOST_BLOCKS)


def is_visible(text: str) -> bool:
    """Say whether a reader would see anything: not only spaces, joiners and marks."""
    return any(character.isprintable() and not character.isspace() and character not in _JOINERS for character in text)


_JOINERS: Final = "\u034f\u115f\u1160\u3164\u200c\u200d\ufe0e\ufe0f\uffa0"


def _head(facts: Facts) -> list[Draft]:
    """Title and standfirst as blocks; a title is one line (a line feed becomes a space, so spans hold)."""
    title = facts.title and replace(facts.title, kind="title", text=facts.title.text.replace("\n", " "))
    standfirst = facts.standfirst and replace(facts.standfirst, kind="standfirst")
    return [block for block in (title, standfirst) if block is not None]


def _second_is_standfirst(facts: Facts, body: list[Draft], record: Record) -> tuple[Facts, list[Draft]]:
    if not record.options.second_is_standfirst or facts.standfirst or not body:
        return facts, body
    record.step("paragraph-to-standfirst", gettext_noop("The first paragraph was made the standfirst."))
    return replace(facts, standfirst=Draft("standfirst", body[0].text, body[0].spans)), body[1:]


def _swapped(facts: Facts, record: Record) -> Facts:
    if not record.options.swap or facts.title is None or facts.standfirst is None:
        return facts
    if len(facts.standfirst.text) > LONGEST_TITLE:
        message = gettext_noop("The standfirst is too long to be the title (more than %(limit)d characters).")
        record.warn("not-swapped", message, limit=LONGEST_TITLE)
        return facts
    record.step("swapped", gettext_noop("Title and standfirst were swapped."))
    return replace(facts, title=facts.standfirst, standfirst=facts.title)


def _without_long_title(facts: Facts, body: list[Draft], record: Record) -> tuple[Facts, list[Draft]]:
    """A title that is too long is no title, but its words stay: as the first paragraph."""
    if facts.title is None or len(facts.title.text) <= LONGEST_TITLE:
        return facts, body
    message = gettext_noop("The title has %(length)d characters, more than %(limit)d: it was kept as a paragraph.")
    record.warn("title-too-long", message, length=len(facts.title.text), limit=LONGEST_TITLE)
    return replace(facts, title=None), [Draft("paragraph", facts.title.text, facts.title.spans), *body]


def _made_up_title(text: str, record: Record) -> str:
    message = gettext_noop(
        "No headline was found: the title is the first %(length)d characters and is not in the text."
    )
    record.step("title-made-up", message, length=MADE_UP_LENGTH)
    return " ".join(text[: 4 * MADE_UP_LENGTH].split())[:MADE_UP_LENGTH].strip() or text.strip()[:MADE_UP_LENGTH]


def _warn_about_size(head: Sequence[Draft], body: Sequence[Draft], record: Record) -> None:
    if not body:
        record.warn("no-body", gettext_noop("There is a headline but no text below it."))
    longest = max(len(block.text) for block in (*head, *body))
    if longest > LONGEST_QUIET_BLOCK:
        message = gettext_noop("One paragraph has %(length)d characters: pages that show it will be slow.")
        record.warn("long-paragraph", message, length=longest)
