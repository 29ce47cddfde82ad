"""An article on the desk of one reader: what is shown of it, to whom, and its HTML."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.article_markup import Rendered, render_article
from annotations.beside import Sayings
from annotations.cards import Card, cards_of, source_of
from annotations.choices import preference_of
from annotations.legend import Legend, legend_of
from annotations.models import Preference, Show
from annotations.portions import Portion, portions
from annotations.reading import Focus, Mark, Sheet, focus_of, sheet_of
from annotations.rendering import Notes, render_block
from annotations.standings import standings_of
from annotations.threads import with_talk
from newsroom.layouts import Reading, reading_of
from newsroom.models import Article, Membership, User
from newsroom.prepared import Prepared
from newsroom.text import Block

NAMED = 2_000
"""With more highlights than this the note numbers are not named by their claims: that would be most of the page."""


_PEOPLE = Prepared(lambda pks: User.objects.filter(pk__in=pks))


class Drawn(str):
    """HTML made by ``annotations.rendering``, which escapes every text; a template writes it as it is."""

    def __html__(self) -> str:
        return str(self)


@dataclass(frozen=True, slots=False)
class Desk:
    """What a reading page shows of an article; the parts are worked out when they are asked for."""

    membership: Membership
    article: Article
    preference: Preference
    show: str
    focus: Focus
    at: UUID | None
    """An annotation that somebody came for: its note is in the page from the start."""
    sheet: Sheet

    @cached_property
    def reading(self) -> Reading:
        """The layout of the current revision."""
        revision = self.article.current_revision
        assert revision is not None
        return reading_of(revision.pk, revision.uuid)

    @cached_property
    def people(self) -> dict[int, User]:
        """The authors of what is shown: one query."""
        authors = {mark.author_id for mark in (*self.sheet.marks, *self.sheet.lost)}
        return {user.pk: user for user in _PEOPLE.objects(pks=sorted(authors))} if authors else {}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The note numbers of a page that shows the whole article, by page key."""
        return self.sheet.numbers()

    @cached_property
    def portions(self) -> list[Portion]:
        """The notes, cut where they are sent on demand."""
        return portions(self.sheet.marks, len(self.reading.layout.blocks))

    @cached_property
    def legend(self) -> Legend:
        """Claims and colleagues of this article."""
        return legend_of(self.sheet, self.people, self.focus)

    @cached_property
    def source(self) -> str:
        """What a copied passage names as its source."""
        return source_of(self.article)

    @property
    def address(self) -> str:
        """The address of the page, with what it brings out or sets back."""
        page = reverse("article_read", args=[self.membership.project.key, self.article.uuid])
        return f"{page}{self.focus.query()}"

    @property
    def sentences(self) -> str:
        """The sentences as the page's script reads them, packed, in code points."""
        revision = self.article.current_revision
        assert revision is not None
        return _ranges(revision.pk, revision.uuid)

    def with_blocks(self, blocks: Collection[int]) -> "Desk":
        """Return the same desk with what touches these blocks alone."""
        return replace(self, sheet=sheet_of(self.article, self.membership, self.show, blocks))

    def rendered(self) -> Rendered:
        """Draw the whole article; light where the notes come later."""
        far = [portion for portion in self.portions if not self.is_shown(portion)]
        light = frozenset(index for portion in far for index in range(portion.first, portion.last + 1))
        notes = replace(self._notes(self.numbers), light=light)
        return render_article(self.reading.layout, self.sheet.highlights(self.focus), notes)

    def blocks(self, indexes: Collection[int], numbers: Mapping[str, int] | None = None) -> list[Drawn]:
        """Draw some blocks again, each in what it needs around it to be parsed.

        ``numbers`` by page key; without them the page's script fills in the note numbers.
        """
        highlights = self.sheet.highlights(self.focus)
        notes = self._notes({highlight.key: 0 for highlight in highlights} if numbers is None else numbers)
        layout = self.reading.layout
        return [
            Drawn(_parsable(layout.blocks[index], render_block(layout, index, highlights, notes))) for index in indexes
        ]

    def cards(self, marks: Sequence[Mark], numbers: Mapping[str, int], sayings: Sayings | None = None) -> list[Card]:
        """Return the notes of some marks; ``numbers`` by page key, those that are missing stay empty.

        ``sayings`` are what colleagues say beside them, where that is known already.
        """
        is_mine = all(mark.author_id == self.membership.user_id for mark in marks)
        people = {self.membership.user_id: self.membership.user} if is_mine else self.people
        text = self.reading.layout.text
        told = [mark.annotation_id for mark in marks if mark.is_worth_telling]
        cards = cards_of(
            self.membership,
            self.sheet,
            marks,
            people=people,
            text=text,
            numbers=numbers,
            focus=self.focus,
            standings=standings_of(told, self.article.current_revision_id),
        )
        said = sayings or self.sayings(marks)
        return with_talk(self.membership, [replace(card, beside=said.of(card.mark)) for card in cards])

    def sayings(self, marks: Sequence[Mark]) -> Sayings:
        """Return what colleagues say beside the notes of some marks."""
        return Sayings(self.membership, marks, self.sheet.marks, self.people)

    def is_shown(self, portion: Portion) -> bool:
        """Whether the notes of a portion are in the page from the start."""
        if portion.number == 1:
            return True
        return self.at is not None and any(mark.uuid == self.at for mark in portion.of(self.sheet.marks))

    def _notes(self, numbers: Mapping[str, int]) -> Notes:
        tag_url = ""
        if self.membership.can_annotate:
            tag_url = reverse("annotation_new", args=[self.membership.project.key, self.article.uuid])
        is_long = len(self.sheet.marks) > NAMED
        labels = {} if is_long else self.sheet.labels()
        return Notes(numbers, labels, note_label="" if is_long else _("Note"), tag_url=tag_url, tag_label=_("Tag"))


def desk_of(
    membership: Membership,
    article: Article,
    query: QueryDict,
    blocks: Collection[int] | None = None,
    *,
    preference: Preference | None = None,
) -> Desk:
    """Lay out an article for a member as the address asks for it; ``blocks`` (indexes) leaves out the others.

    ``preference`` is the member's, where it is known already.
    """
    preference = preference or preference_of(membership)
    at = _uuid(query.get("at", ""))
    show = shown_by(query, preference.show)
    sheet = sheet_of(article, membership, show, blocks)
    return Desk(membership, article, preference, show, focus_of(query), at, sheet)


def shown_by(query: QueryDict, chosen: str) -> str:
    """Return whose highlights a page draws: whoever follows a link to a note wants to see it, whatever they chose else."""
    return Show.ALL.value if _uuid(query.get("at", "")) else chosen


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None


@lru_cache(maxsize=24)
def _ranges(revision_id: int, revision_uuid: UUID) -> str:
    return packed(reading_of(revision_id, revision_uuid).sentences)


def packed(sentences: Sequence[tuple[int, int]]) -> str:
    """Write sentence ranges as lengths, each after a gap that is 1 unless it is named: a third of the bytes.

    >>> packed([(0, 57), (58, 119), (121, 154)])
    '57 61 2,33'
    """
    gaps = [start - end for (_start, end), (start, _end) in pairwise([(0, -1), *sentences])]
    lengths = [end - start for start, end in sentences]
    return " ".join([f"{n}" if gap == 1 else f"{gap},{n}" for gap, n in zip(gaps, lengths, strict=True)])


def _parsable(block: Block, html: str) -> str:
    """Put a list item or a table cell into what a parser wants around it; a script takes the block itself."""
    if block.kind == "list_item":
        return f"<ul>{html}</ul>"
    if block.kind == "table_cell":
        return f"<table><tbody><tr>{html}</tr></tbody></table>"
    return html
