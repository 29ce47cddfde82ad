"""What a reading page draws: the marks that a member may see, whose they are, and what each claim looks like.

Marks come as tuples in text order; only the notes that are shown are fetched whole (``annotations.cards``). The number
of queries is the same for one highlight and for thousands.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast, Coalesce
from django.http import QueryDict

from annotations import sight
from annotations.models import CLAIM_SHOWN, Anchor, Claim, Decision, ReadingState, Show, State, Tagging
from annotations.models.anchor import AnchorQuerySet
from annotations.page_keys import key_of_text
from annotations.segments import Highlight, Layer
from newsroom.models import Article, Membership, User
from newsroom.prepared import Prepared, first


class Mark(NamedTuple):
    """One annotation's place in the current revision, in code points; no place where its words are gone."""

    annotation_id: int
    uuid_text: str
    """As the database writes it: a page of thousands asks for few of them."""
    author_id: int
    start: int
    end: int
    block: int
    last_block: int
    key: str
    """The annotation's page key."""
    status: str = "exact"
    decision: str | None = None
    """What its author decided, where its words changed in a later wording."""

    @property
    def is_placed(self) -> bool:
        """Whether it is drawn in the text: its words are there, and its author did not keep it on an older wording."""
        return self.start is not None and self.decision != Decision.KEPT

    @property
    def is_worth_telling(self) -> bool:
        """Whether its note may have to say what became of its words."""
        return self.decision is not None or self.status not in ("exact", "")

    @property
    def uuid(self) -> UUID:
        """The annotation's UUID."""
        return UUID(self.uuid_text)


class Tag(NamedTuple):
    """One tagging, as far as the text shows it."""

    claim_id: int
    stance: str


class Look(NamedTuple):
    """One claim, as far as text and legend show it."""

    uuid: UUID
    label: str
    slot: int


@dataclass(frozen=True, slots=True)
class Focus:
    """What the address brings out (``solo``) or sets back (``dim``): pairs of "claim" and a UUID, or "person" and a name.

    The names are those to log in with; ``keys`` are the keys of these people.
    """

    solo: tuple[tuple[str, str], ...] = ()
    dim: tuple[tuple[str, str], ...] = ()
    keys: tuple[tuple[str, int], ...] = ()

    def query(self) -> str:
        """Return the query string that says the same, empty for nothing."""
        pairs = [("solo", ":".join(pair)) for pair in self.solo] + [("dim", ":".join(pair)) for pair in self.dim]
        return f"?{urlencode(pairs)}" if pairs else ""

    def dims(self, claim: str, author_id: int) -> bool:
        """Whether a tagging of this claim by this person is set back."""
        person = next((name for name, key in self.keys if key == author_id), "")
        if any(pair in (("claim", claim), ("person", person)) for pair in self.dim):
            return True
        claims = [value for kind, value in self.solo if kind == "claim"]
        people = [value for kind, value in self.solo if kind == "person"]
        return bool(claims and claim not in claims) or bool(people and person not in people)


def focus_of(query: QueryDict) -> Focus:
    """Read ``?solo=claim:UUID&dim=person:NAME``; what makes no sense is left out."""
    solo, dim = (tuple(_pairs(query.getlist(name))) for name in ("solo", "dim"))
    names = {name for kind, name in (*solo, *dim) if kind == "person"}
    keys = User.objects.filter(username__in=names).values_list("username", "pk") if names else ()
    return Focus(solo, dim, tuple(keys))


def _pairs(values: Sequence[str]) -> Iterator[tuple[str, str]]:
    for value in values[:50]:
        kind, _colon, name = value.partition(":")
        if kind in ("claim", "person") and name:
            yield kind, name[:150]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The marks of an article, in text order, with what is needed to draw them."""

    marks: list[Mark]
    tags: Mapping[int, list[Tag]]
    """Taggings by annotation, in their order; untagged annotations are missing."""
    looks: Mapping[int, Look]
    lost: list[Mark] = field(default_factory=list)
    """Annotations whose words are not in the current revision, or that are kept on an older one."""

    def numbers(self) -> dict[str, int]:
        """Return the note numbers, from 1 in text order, by page key."""
        return {mark.key: number for number, mark in enumerate(self.marks, start=1)}

    def labels(self) -> dict[str, str]:
        """Return what each note number is called, by page key: the labels of its claims."""
        names = {pk: look.label for pk, look in self.looks.items()}
        return {
            mark.key: ", ".join([names[tag.claim_id] for tag in self.tags[mark.annotation_id]])
            for mark in self.marks
            if mark.annotation_id in self.tags
        }

    def highlights(self, focus: Focus) -> list[Highlight]:
        """Return the marks as the text draws them."""
        layers = _Layers(self.looks, focus)
        return [
            Highlight(mark.key, mark.start, mark.end, layers.of(mark, self.tags.get(mark.annotation_id, ())))
            for mark in self.marks
        ]


class _Layers:
    """Layers by look; each combination is made once for a page."""

    def __init__(self, looks: Mapping[int, Look], focus: Focus) -> None:
        self._looks = looks
        self._focus = focus
        self._made: dict[tuple[int, str, int], Layer] = {}

    def of(self, mark: Mark, tags: Iterable[Tag]) -> tuple[Layer, ...]:
        """Return the layers of an annotation, those that are set back last."""
        layers = tuple([self._layer(claim, stance, mark.author_id) for claim, stance in tags])
        if not layers:
            return (self._layer(0, "", mark.author_id),)
        return tuple(sorted(layers, key=_is_dim)) if len(layers) > 1 else layers

    def _layer(self, claim: int, stance: str, author: int) -> Layer:
        made = self._made.get((claim, stance, author))
        if made is None:
            look = self._looks.get(claim)
            dim = self._focus.dims(str(look.uuid) if look else "none", author)
            made = self._made[claim, stance, author] = Layer(look.slot if look else 0, stance, dim)  # type: ignore[arg-type]
        return made


def _is_dim(layer: Layer) -> bool:
    return layer.dim


_STATE = Prepared(lambda article, user: ReadingState.objects.filter(article_id=article, user_id=user))
_PLACE = ("annotation_id", "uuid_text", "annotation__author_id", "start", "end", "block", "last_block")
_PLACE += ("status", "decision")


def _marks(user: int, revision: int) -> AnchorQuerySet:
    marks = Anchor.objects.in_revision(revision).filter(sight.plainly_seen(user, "annotation__"))
    return marks.order_by("start", "-end", "annotation_id").annotate(uuid_text=Cast("annotation__uuid", TextField()))


_ALL = Prepared(lambda user, revision: _marks(user, revision).values_list(*_PLACE))
_MINE = Prepared(lambda user, revision: _marks(user, revision).filter(annotation__author=user).values_list(*_PLACE))
_NEAR = Prepared(lambda user, revision, start, end: _marks(user, revision).touching(start, end).values_list(*_PLACE))
_MINE_NEAR = Prepared(
    lambda user, revision, start, end: (
        _marks(user, revision).filter(annotation__author=user).touching(start, end).values_list(*_PLACE)
    )
)


def state_of(user: User, article: Article) -> ReadingState:
    """Return how far ``user`` is with an article; untouched (then unsaved) where nothing was said yet."""
    mark: ReadingState | None = first(_STATE.objects(article=article.pk, user=user.pk))
    return mark or ReadingState(project=article.project, article=article, user=user, state=State.UNTOUCHED)


def sheet_of(article: Article, member: Membership, show: str, blocks: Collection[int] | None = None) -> Sheet:
    """Return what ``member`` may see on the current revision of an article: three queries, one more where it is blind.

    ``show`` is one of Show; ``blocks`` (indexes) leaves out what does not touch them, at a cost that stays the same.
    """
    if show == Show.NONE or (blocks is not None and not blocks):
        return Sheet([], {}, {})
    key = {"user": member.user_id, "revision": article.current_revision_id}
    is_mine = show == Show.MINE or sight.covers(member, article)
    if blocks is None:
        rows = (_MINE if is_mine else _ALL).rows(**key)
    else:
        near = _MINE_NEAR if is_mine else _NEAR
        rows = [row for start, end in runs(blocks) for row in near.rows(**key, start=start, end=end)]
        rows = sorted(set(rows), key=_in_text_order)
    marks = [Mark(*row[:7], key_of_text(row[1]), *row[7:]) for row in rows]
    placed = [mark for mark in marks if mark.is_placed]
    lost = [mark for mark in marks if not mark.is_placed]
    if blocks is not None:
        return Sheet(placed, *_tags_near([mark.annotation_id for mark in marks]), lost)
    tags = _tags_of(article)
    return Sheet(placed, tags, _looks_of({tag.claim_id for held in tags.values() for tag in held}), lost)


def runs(blocks: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last of each run of blocks that follow each other."""
    start = end = None
    for index in sorted(blocks):
        if end is not None and index == end + 1:
            end = index
            continue
        if start is not None and end is not None:
            yield start, end
        start = end = index
    if start is not None and end is not None:
        yield start, end


def _in_text_order(row: tuple[Any, ...]) -> tuple[int, int, int]:
    return (row[3] or 0, -(row[4] or 0), row[0])


_SHOWN = {
    f"shown_{name}": Coalesce(f"claim__merged_into__{name}", f"claim__{name}") for name in ("uuid", "label", "slot")
}
_TAGS_NEAR = Prepared(
    lambda annotations: (
        Tagging.objects.current()
        .once()
        .filter(annotation__in=annotations)
        .annotate(shown=CLAIM_SHOWN, **_SHOWN)
        .order_by("position", "id")
        .values_list("annotation_id", "shown", "stance", *_SHOWN)
    )
)
_TAGS = Prepared(
    lambda article: (
        Tagging.objects.current()
        .once()
        .filter(annotation__article_id=article, annotation__deleted_at=None)
        .annotate(shown=CLAIM_SHOWN)
        .order_by("position", "id")
        .values_list("annotation_id", "shown", "stance")
    )
)


def _tags_near(annotations: Collection[int]) -> tuple[dict[int, list[Tag]], dict[int, Look]]:
    """Return taggings and claims of a few annotations: one query."""
    tags: dict[int, list[Tag]] = {}
    looks: dict[int, Look] = {}
    for annotation, claim, stance, *look in _TAGS_NEAR.rows(annotations=list(annotations)) if annotations else ():
        tags.setdefault(annotation, []).append(Tag(claim, stance))
        looks[claim] = Look(*look)
    return tags, looks


def _tags_of(article: Article) -> dict[int, list[Tag]]:
    """Return the taggings of all annotations of an article, whoever may see them."""
    tags: dict[int, list[Tag]] = {}
    for annotation, claim, stance in _TAGS.rows(article=article.pk):
        tags.setdefault(annotation, []).append(Tag(claim, stance))
    return tags


_LOOKS = Prepared(lambda claims: Claim.objects.filter(pk__in=claims).values_list("pk", "uuid", "label", "slot"))


def _looks_of(claims: Collection[int]) -> dict[int, Look]:
    rows = _LOOKS.rows(claims=list(claims)) if claims else []
    return {pk: Look(uuid, label, slot) for pk, uuid, label, slot in rows}
