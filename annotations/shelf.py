"""What one page of the library says about its articles: states, counts and strips, a few queries for all of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, F, FilteredRelation, IntegerField, Max, Q, QuerySet
from django.db.models.functions import Cast, Coalesce

from annotations import sight
from annotations.models import Anchor, ReadingState, State, TeamNote
from annotations.strips import BUCKETS, Bar, lay_out, outlines
from annotations.team_notes import team_notes_of
from newsroom.models import Article, Membership, Project, User
from newsroom.stories import carried


@dataclass(slots=True)
class Line:
    """One article of the library with what is known about the work on it."""

    article: Article
    mine: str = State.UNTOUCHED
    reason: str = ""
    read_by: list[User] = field(default_factory=list)
    coded_by: list[User] = field(default_factory=list)
    annotations: int = 0
    claims: int = 0
    strip: list[Bar] = field(default_factory=list)
    copies: int = 0
    """Other articles of the same story."""
    carriers: list[str] = field(default_factory=list)
    """A few of the outlets that carry them."""
    team_note: TeamNote | None = None

    @property
    def outlines(self) -> list[tuple[int, str]]:
        """The strip as SVG paths, one a colour slot."""
        return outlines(self.strip)


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of lines; ``members`` counts those who read in the project."""

    lines: list[Line]
    members: int


def shelf(member: Membership, articles: Sequence[Article]) -> Shelf:
    """Return the lines for ``articles`` in their order: seven queries at most, however many articles."""
    lines = {article.pk: Line(article) for article in articles}
    people = _people(member.project)
    _add_states(lines, people, member)
    _add_counts(lines, member)
    _add_strips(lines, member)
    _add_copies(lines, member.project)
    for article, note in team_notes_of(lines).items():
        lines[article].team_note = note
    return Shelf(list(lines.values()), len(people))


def _people(project: Project) -> dict[int, User]:
    current = Membership.objects.current().filter(project=project).select_related("user").order_by("id")
    return {membership.user_id: membership.user for membership in current}


def _add_states(lines: dict[int, Line], people: dict[int, User], member: Membership) -> None:
    states = (
        ReadingState.objects.filter(sight.states(member), article__in=lines)
        .exclude(state=State.UNTOUCHED)
        .order_by("id")
    )
    for article, person, state, reason in states.values_list("article_id", "user_id", "state", "reason"):
        line = lines[article]
        if person == member.user_id:
            line.mine, line.reason = state, reason
        if person in people and state in (State.READ, State.CODED):
            line.read_by.append(people[person])
            if state == State.CODED:
                line.coded_by.append(people[person])


def _anchors(lines: dict[int, Line], member: Membership) -> QuerySet[Anchor]:
    """The visible highlights in the current revisions; ``carried`` are their taggings, nulls where one has none."""
    current = FilteredRelation("annotation__taggings", condition=Q(annotation__taggings__deleted_at=None))
    return Anchor.objects.annotate(carried=current).filter(
        sight.seen(member, "annotation__"),
        revision__in=[line.article.current_revision_id for line in lines.values()],
        start__isnull=False,
    )


def _add_counts(lines: dict[int, Line], member: Membership) -> None:
    counts = _anchors(lines, member).values("article_id").order_by()
    counts = counts.annotate(
        annotations=Count("annotation", distinct=True),
        claims=Count(Coalesce("carried__claim__merged_into", "carried__claim"), distinct=True),
    )
    for row in counts:
        line = lines[row["article_id"]]
        line.annotations, line.claims = row["annotations"], row["claims"]


def _add_strips(lines: dict[int, Line], member: Membership) -> None:
    bucket = Cast(F("start") * BUCKETS / F("revision__length"), IntegerField())
    last = Cast(F("end") * BUCKETS / F("revision__length"), IntegerField())
    drawn = _anchors(lines, member).annotate(first=bucket)
    slot = Coalesce("carried__claim__merged_into__slot", "carried__claim__slot")
    rows = drawn.annotate(slot=slot).values_list("article_id", "first", "slot").order_by()
    notes: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for article, first, colour, end in rows.annotate(until=Max(last)):
        notes[article].append((first, end + 1, colour or 0))
    for article, found in notes.items():
        lines[article].strip = lay_out(found)


def _add_copies(lines: dict[int, Line], project: Project) -> None:
    stories = {line.article.story for line in lines.values() if line.article.story}
    found = carried(project, stories) if stories else {}
    for line in lines.values():
        if line.article.story:
            outlet = line.article.outlet.shown.name if line.article.outlet else ""
            line.copies, line.carriers = found[line.article.story].others(outlet)
