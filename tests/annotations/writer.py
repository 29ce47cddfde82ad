"""An analyst at work, for tests of the actions: each step is one action, and undo takes the latest ones back."""

from typing import Any

from annotations.actions import annotations, taggings
from annotations.actions.anchors import Spot, spot
from annotations.actions.taggings import TaggingDraft
from annotations.anchoring import describe
from annotations.models import Anchor, Annotation, Claim, Speaker, Tagging
from newsroom import log
from newsroom.actions.undo import undo
from newsroom.layouts import reading_of
from newsroom.models import Action, Article, User

VERSIONS = {"version", "updated_at"}


class Writer:
    """Somebody who works on one article."""

    def __init__(self, user: User, article: Article) -> None:
        self.user = user
        self.article = article
        self.membership = user.memberships.get()

    def spot(self, start: int, end: int) -> Spot:
        """Return a place of the article's current revision."""
        revision = self.article.current_revision
        assert revision is not None
        text = reading_of(revision.pk, revision.uuid).layout.text
        return spot(self.article, revision, describe(text, start, end))

    def add(self, start: int, end: int, *claims: str, speaker: str = "") -> Annotation:
        """Highlight a passage and tag it."""
        drafts = [TaggingDraft(claim, "asserts", speaker or None) for claim in claims]
        return annotations.add_annotation(
            by=self.user, spot=self.spot(start, end), taggings=drafts, token=log.make_token()
        )

    def note(self, annotation: Annotation, note: str) -> None:
        """Replace the note."""
        annotations.change_note(**self._now(annotation), note=note)

    def hide(self, annotation: Annotation, visibility: str) -> None:
        """Change who sees it."""
        annotations.change_visibility(**self._now(annotation), visibility=visibility)

    def place(self, annotation: Annotation, start: int, end: int) -> None:
        """Move the ends."""
        annotations.change_place(**self._now(annotation), spot=self.spot(start, end))

    def remove(self, annotation: Annotation) -> None:
        """Take the highlight away."""
        annotations.remove_annotation(**self._now(annotation))

    def tag(self, annotation: Annotation, claim: str, speaker: str = "", stance: str = "asserts") -> None:
        """Put one more claim on it."""
        taggings.add_tagging(**self._now(annotation), draft=TaggingDraft(claim, stance, speaker or None))

    def retag(self, tagging: Tagging, claim: str, speaker: str = "", stance: str = "disputes") -> None:
        """Change a claim on it."""
        taggings.change_tagging(**self._tagging(tagging), draft=TaggingDraft(claim, stance, speaker or None))

    def untag(self, tagging: Tagging) -> None:
        """Take a claim off it."""
        taggings.remove_tagging(**self._tagging(tagging))

    def last(self) -> Action:
        """Return the newest action."""
        return Action.objects.filter(by=self.user).latest("pk")

    def undo(self, action: Action) -> Action:
        """Take an action back and return the action that did so; undoing that is a redo."""
        undo(by=self.user, membership=self.membership, action_uuid=action.uuid, token=log.make_token())
        return self.last()

    def _now(self, annotation: Annotation) -> dict[str, Any]:
        fresh = Annotation.objects.select_related("article", "project").get(pk=annotation.pk)
        return {"by": self.user, "annotation": fresh, "version": fresh.version, "token": log.make_token()}

    def _tagging(self, tagging: Tagging) -> dict[str, Any]:
        fresh = Tagging.objects.select_related("annotation__article", "annotation__project").get(pk=tagging.pk)
        version = fresh.annotation.version
        return {"by": self.user, "tagging": fresh, "version": version, "token": log.make_token()}


def rows() -> dict[str, list[dict[str, Any]]]:
    """Return all that is not removed, field by field; versions rise with every change and times of change apart."""
    return {
        "annotation": _plain(Annotation.objects.filter(deleted_at=None), VERSIONS),
        "anchor": _plain(Anchor.objects.filter(annotation__deleted_at=None), {"id", "created_at"}),
        "tagging": _plain(Tagging.objects.current().filter(annotation__deleted_at=None), set()),
        "claim": _plain(Claim.objects.filter(deleted_at=None), VERSIONS),
        "speaker": _plain(Speaker.objects.filter(deleted_at=None), VERSIONS),
    }


def _plain(found: Any, without: set[str]) -> list[dict[str, Any]]:
    kept = [{name: value for name, value in row.items() if name not in without} for row in found.values()]
    return sorted(kept, key=repr)
