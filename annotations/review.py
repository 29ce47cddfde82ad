"""What is to be looked at after articles were edited: annotations whose words changed, went, or stand in a changed sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import F, Q
from django.utils.translation import gettext as _, gettext_lazy

from annotations.compare_markup import Mark, Words, earlier, later
from annotations.desk import Drawn
from annotations.models import Anchor, AnchorStatus, Annotation, Decision, Tagging
from annotations.models.anchor import AnchorQuerySet
from annotations.word_diff import words_edited
from newsroom.models import Article, Membership, Project, User

PAGE: Final = 20
COUNTED: Final = 100
"""More than so many are not counted in a badge."""
STATUSES: Final = ("changed", "lost", "resaid")


def to_review(project: Project, author: User) -> AnchorQuerySet:
    """Return the anchors of one's own annotations, in current revisions, that nobody has decided about."""
    mine = Anchor.objects.filter(project=project, annotation__author=author, annotation__deleted_at=None)
    return mine.undecided()


def count_to_review(membership: Membership, article: Article | None = None) -> int:
    """Count what the member has to look at, in one article or in all; COUNTED at most."""
    if not membership.can_annotate:
        return 0
    found = to_review(membership.project, membership.user)
    if article is not None:
        found = found.filter(article=article)
    return found.order_by()[:COUNTED].count()


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the review list is asked for."""

    status: str = ""
    article: UUID | None = None
    everybody: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One annotation to look at: how it stood when somebody last answered for it, and how it stands now."""

    anchor: Anchor
    settled: Anchor
    taggings: Sequence[Tagging]
    was: Drawn
    now: Drawn
    is_mine: bool

    @property
    def annotation(self) -> Annotation:
        """The annotation itself."""
        return self.anchor.annotation

    @property
    def percent(self) -> int:
        """How alike the words are, 99 at most where they are not the same."""
        return int(self.anchor.score * 100)

    @property
    def what(self) -> str:
        """What became of the words."""
        return what_became(self.anchor)


@dataclass(frozen=True, slots=True)
class Cases:
    """A page of the review list; ``next`` is the annotation after which the next page begins."""

    cases: Sequence[Case]
    total: int
    next: str


def cases_of(membership: Membership, choice: Choice, after: UUID | None) -> Cases:
    """Return one page of what is to be looked at: the same queries however many."""
    found = _chosen(membership, choice)
    total = found.order_by().count()
    if after is not None:
        edge = Annotation.objects.filter(project=membership.project, uuid=after).values_list("article_id", "pk").first()
        if edge:
            found = found.filter(Q(article__gt=edge[0]) | Q(article=edge[0], annotation__gt=edge[1]))
    rows = found.select_related("annotation__author", "article__outlet__merged_into", "revision").order_by(
        "article", "annotation"
    )
    anchors = list(_light(rows)[: PAGE + 1])
    shown = anchors[:PAGE]
    return Cases(_cases(membership, shown), total, str(shown[-1].annotation.uuid) if len(anchors) > PAGE else "")


def case_of(membership: Membership, annotation: Annotation) -> Case | None:
    """Return one annotation as the review list shows it; None where it has no anchor in the current revision."""
    found = Anchor.objects.filter(annotation=annotation, revision=F("article__current_revision"))
    rows = found.select_related("annotation__author", "article__outlet__merged_into", "revision")
    cases = _cases(membership, list(_light(rows)))
    return cases[0] if cases else None


def _chosen(membership: Membership, choice: Choice) -> AnchorQuerySet:
    found = Anchor.objects.filter(project=membership.project).undecided().shown_to(membership)
    if not (choice.everybody and membership.can_edit):
        found = found.filter(annotation__author=membership.user)
    if choice.article:
        found = found.filter(article__uuid=choice.article)
    if choice.status == "resaid":
        return found.filter(status=AnchorStatus.MOVED)
    return found.filter(status=choice.status) if choice.status else found


def _light(found: AnchorQuerySet) -> AnchorQuerySet:
    return found.defer(*(f"revision__{name}" for name in ("text", "blocks", "spans", "sentences")))


def _cases(membership: Membership, anchors: Sequence[Anchor]) -> list[Case]:
    settled = settled_before(anchors)
    taggings: dict[int, list[Tagging]] = {}
    found = Tagging.objects.current().once().filter(annotation__in=[anchor.annotation_id for anchor in anchors])
    for tagging in found.with_names().order_by("position", "id"):
        taggings.setdefault(tagging.annotation_id, []).append(tagging)
    return [
        _case(membership, anchor, settled[anchor.annotation_id], taggings.get(anchor.annotation_id, []))
        for anchor in anchors
    ]


def settled_before(anchors: Iterable[Anchor]) -> dict[int, Anchor]:
    """Return, by annotation, the wording that its author last answered for: the origin, or what was accepted since."""
    current = {anchor.annotation_id: anchor.revision.number for anchor in anchors}
    answered = Q(is_origin=True) | Q(decision__in=(Decision.ACCEPTED, Decision.PLACED))
    rows = _light(Anchor.objects.filter(answered, annotation__in=current).select_related("revision"))
    found: dict[int, Anchor] = {}
    for row in rows.order_by("revision__number"):
        if row.is_origin or row.revision.number < current[row.annotation_id]:
            found[row.annotation_id] = row
    return found


def _case(membership: Membership, anchor: Anchor, settled: Anchor, taggings: Sequence[Tagging]) -> Case:
    look = f"c{taggings[0].shown_claim.slot} {taggings[0].stance}" if taggings else "c0"
    was, now = side_by_side(settled, anchor, look)
    is_mine = anchor.annotation.author_id == membership.user_id and membership.can_annotate
    return Case(anchor, settled, taggings, was, now, is_mine)


def side_by_side(settled: Anchor, anchor: Anchor, look: str) -> tuple[Drawn, Drawn]:
    """Draw the sentence as it was and as it is, the passage marked in both; nothing where the words are gone."""
    words = diff_words()
    before, after = settled.sentence, anchor.sentence
    old, new = (0, len(before)), (0, len(after))
    edits = words_edited(before, after, old, new) if anchor.start is not None else []
    was = earlier(before, edits, old, words, _mark(settled, look))
    now = later(after, edits, new, words, _mark(anchor, look)) if anchor.start is not None else ""
    return Drawn(was), Drawn(now)


def _mark(anchor: Anchor, look: str) -> Mark:
    start = (anchor.start or 0) - (anchor.sentence_start or 0)
    return Mark(start, start + len(anchor.quote), look)


def diff_words() -> Words:
    """Return what is spoken before words that were taken out or put in."""
    return Words(_("taken out:"), _("put in:"))


BECAME: Final = {
    AnchorStatus.EXACT: gettext_lazy("same words, same surroundings"),
    AnchorStatus.MOVED: gettext_lazy("same words, other place"),
    AnchorStatus.CHANGED: gettext_lazy("words changed"),
    AnchorStatus.LOST: gettext_lazy("words are gone"),
}


def what_became(anchor: Anchor) -> str:
    """Say in a few words what became of an annotation's words in another wording."""
    if anchor.is_typographic:
        return _("only typography or space changed")
    if anchor.is_resaid:
        return _("same words in a changed sentence")
    return str(BECAME[AnchorStatus(anchor.status)])
