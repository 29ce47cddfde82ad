"""What the rows of an export say about claims, speakers, people, articles and revisions, looked up by key.

Claims, speakers and people of a project fit into memory; articles and revisions are fetched for a batch of rows at a
time, so that memory does not grow with them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Case, When

from annotations.exports.cells import identifier, known_time
from annotations.exports.standing import Now, standing_now
from annotations.models import Claim, Speaker
from newsroom.models import Article, Project, Revision, User

PATH: Final = " > "
KEPT: Final = 500
"""Articles and revisions that are remembered; more are forgotten before the next batch."""

OUTLET: Final = tuple(
    Case(When(outlet__merged_into=None, then=f"outlet__{name}"), default=f"outlet__merged_into__{name}")
    for name in ("name", "domain")
)
"""Name and domain of an article's outlet, or of the one that it was merged into."""
NO_CLAIM: Final = ("", "", "")
NO_SPEAKER: Final = ("", "", "")


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """A claim as exports know it; keys of others are whatever the caller knows rows by."""

    key: Any
    uuid: str
    label: str
    statement: str = ""
    definition: str = ""
    parent: Any = None
    merged_into: Any = None
    deleted_at: Any = None

    @property
    def is_removed(self) -> bool:
        """Whether it was taken out of the codebook; passages may still carry it."""
        return self.deleted_at is not None


@dataclass(frozen=True, slots=True)
class SpeakerFact:
    """A speaker as exports know it."""

    key: Any
    uuid: str
    name: str
    kind: str
    merged_into: Any = None


def survivor(facts: Mapping[Any, Any], key: Any) -> Any:
    """Follow ``merged_into`` from a key to the fact that stands for it today."""
    seen = set()
    while facts[key].merged_into in facts and key not in seen:
        seen.add(key)
        key = facts[key].merged_into
    return facts[key]


def claim_path(facts: Mapping[Any, ClaimFact], claim: ClaimFact) -> str:
    """Return the labels from the topmost claim down to this one."""
    labels, seen, current = [claim.label], {claim.key}, claim
    while current.parent in facts and current.parent not in seen:
        current = survivor(facts, current.parent)
        if current.key in seen:
            break
        seen.add(current.key)
        labels.append(current.label)
    return PATH.join(reversed(labels))


def claim_cells(facts: Mapping[Any, ClaimFact]) -> dict[Any, tuple[str, str, str]]:
    """Return claim_id, claim and claim_path by key; a merged claim's are those of the one that it went into."""
    cells = {}
    for key in facts:
        claim = survivor(facts, key)
        cells[key] = (claim.uuid, claim.label, claim_path(facts, claim))
    return cells


def speaker_cells(facts: Mapping[Any, SpeakerFact]) -> dict[Any, tuple[str, str, str]]:
    """Return speaker_id, speaker and speaker_kind by key."""
    found = {key: survivor(facts, key) for key in facts}
    return {key: (speaker.uuid, speaker.name, speaker.kind) for key, speaker in found.items()}


def claims_of(project: Project, using: str) -> dict[int, ClaimFact]:
    """Return all claims of the project by primary key, removed ones included."""
    names = ("pk", "uuid", "label", "statement", "definition", "parent_id", "merged_into_id", "deleted_at")
    found = Claim.objects.using(using).filter(project=project).values_list(*names)
    return {pk: ClaimFact(pk, str(uuid), *rest) for pk, uuid, *rest in found}


def speakers_of(project: Project, using: str) -> dict[int, SpeakerFact]:
    """Return all speakers of the project by primary key, removed ones included."""
    names = ("pk", "uuid", "name", "kind", "merged_into_id")
    found = Speaker.objects.using(using).filter(project=project).values_list(*names)
    return {pk: SpeakerFact(pk, str(uuid), *rest) for pk, uuid, *rest in found}


def people_of(project: Project, using: str) -> dict[int, str]:
    """Return the user names of everybody who ever was a member, by primary key."""
    found = User.objects.using(using).filter(memberships__project=project).values_list("pk", "username")
    return dict(found)


def article_cells(project: Project, pks: Iterable[int], using: str) -> dict[int, tuple[tuple[Any, ...], int | None]]:
    """Return the cells from project to story_id, and the current revision's key, by the article's key."""
    names: tuple[Any, ...] = ("pk", "uuid", "title", *OUTLET, "byline", "url", "published_at")
    names += ("published_precision", "language", "story", "current_revision_id")
    cells: dict[int, tuple[tuple[Any, ...], int | None]] = {}
    for pk, uuid, title, outlet, domain, byline, url, at, precision, language, story, revision in (
        Article.objects.using(using).filter(pk__in=list(pks)).values_list(*names)
    ):
        facts = (project.key, str(uuid), title, outlet or "", domain or "", byline, url)
        cells[pk] = ((*facts, known_time(at, precision), precision, language, identifier(story)), revision)
    return cells


@dataclass(slots=True)
class Cache:
    """The articles and revisions of the rows at hand, and how annotations stand in current revisions."""

    project: Project
    using: str
    articles: dict[int, tuple[tuple[Any, ...], int | None]] = field(default_factory=dict)
    revisions: dict[int, tuple[int, str]] = field(default_factory=dict)

    def fill(self, articles: set[int], revisions: set[int]) -> None:
        """Fetch what is not known yet."""
        if len(self.articles) > KEPT or len(self.revisions) > KEPT:
            self.articles.clear()
            self.revisions.clear()
        if missing := articles - self.articles.keys():
            self.articles |= article_cells(self.project, missing, self.using)
        if missing := revisions - self.revisions.keys():
            found = Revision.objects.using(self.using).filter(pk__in=missing).values_list("pk", "number", "sha256")
            self.revisions |= {pk: (number, sha) for pk, number, sha in found}

    def standing(self, origins: Iterable[tuple[int, int, int]]) -> dict[int, Now]:
        """Return how those annotations stand in the current revision that were made on an older one.

        ``origins`` are triples of annotation, article and origin revision.
        """
        older = {
            annotation: current
            for annotation, article, revision in origins
            if (current := self.articles[article][1]) is not None and current != revision
        }
        return standing_now(older, self.using)
