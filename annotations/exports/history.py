"""A project as it was at an earlier time: the log walked backwards."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from annotations.exports.facts import claims_of, speakers_of
from newsroom.models import Article, Event, Outlet, Project, Revision

KINDS: Final = ("annotation", "anchor", "tagging", "correction", "claim", "speaker", "article", "outlet")
TIMES: Final = ("published_at", "said_at", "updated_at", "deleted_at")

Changes = dict[tuple[str, str], dict[str, Any] | None]
"""By kind and UUID the fields as they were, or None for what was not there yet."""


def changes_since(project: Project, time: datetime, using: str) -> Changes:
    """Return what has to be put back to see the project as it was at ``time``."""
    found: Changes = {}
    events = Event.objects.using(using).filter(project=project, action__created_at__gt=time, object_kind__in=KINDS)
    values = events.order_by("-sequence").values_list("object_kind", "object_uuid", "before")
    for kind, uuid, before in values.iterator(chunk_size=2000):
        key = (kind, str(uuid))
        if not before:
            found[key] = None
        else:
            found[key] = {**(found.get(key) or {}), **{name: _typed(name, value) for name, value in before.items()}}
    return found


def _typed(name: str, value: Any) -> Any:
    return datetime.fromisoformat(value) if name in TIMES and value else value


class History:
    """A project as it was: answers with the fields of one object at that time, None where it did not exist."""

    def __init__(self, project: Project, time: datetime, using: str) -> None:
        self.project, self.using, self.time = project, using, time
        self.changes = changes_since(project, time, using)
        self.claims = {fact.key: fact for fact in self._facts(claims_of(project, using), "claim")}
        self.speakers = {fact.key: fact for fact in self._facts(speakers_of(project, using), "speaker")}
        self.revisions: dict[str, tuple[int, int, str]] = {}
        self.outlets: dict[str, dict[str, Any]] = {}

    def then(self, kind: str, uuid: str, now: dict[str, Any]) -> dict[str, Any] | None:
        """Return ``now`` with the fields as they were; None for what was made since or was removed then."""
        if (kind, uuid) not in self.changes:
            fields = now
        else:
            before = self.changes[kind, uuid]
            if before is None:
                return None
            fields = {**now, **before}
        return None if fields.get("deleted_at") else fields

    def _facts(self, now: dict[int, Any], kind: str) -> Iterator[Any]:
        """Yield claims or speakers as they were, known by UUID; removed ones stay, for passages that carry them."""
        uuids = {pk: fact.uuid for pk, fact in now.items()}
        for fact in now.values():
            links = {name: uuids.get(getattr(fact, name)) for name in ("parent", "merged_into") if hasattr(fact, name)}
            before = self.changes.get((kind, fact.uuid), {})
            kept = {name: value for name, value in (before or {}).items() if hasattr(fact, name)}
            if before is not None:
                yield replace(fact, key=fact.uuid, **{**links, **kept})

    def revision(self, uuid: str) -> tuple[int, int, str]:
        """Return key, number and sha256 of a revision."""
        if uuid not in self.revisions:
            if len(self.revisions) > 5_000:
                self.revisions.clear()
            found = Revision.objects.using(self.using).values_list("pk", "number", "sha256").get(uuid=uuid)
            self.revisions[uuid] = found
        return self.revisions[uuid]

    def article(self, pk: int) -> dict[str, Any] | None:
        """Return an article's fields; outlet and current revision as UUIDs."""
        names = ("uuid", "title", "outlet__uuid", "byline", "url", "published_at", "published_precision")
        names += ("language", "story", "current_revision__uuid", "custom", "deleted_at")
        now = Article.objects.using(self.using).values(*names).get(pk=pk)
        now["outlet"] = text_of(now.pop("outlet__uuid"))
        now["current_revision"] = text_of(now.pop("current_revision__uuid"))
        return self.then("article", str(now["uuid"]), now)

    def outlet(self, uuid: str | None) -> tuple[str, str]:
        """Return name and domain of an outlet, or of the one into which it was merged by then."""
        if not uuid:
            return "", ""
        fields = self._outlet(self.standing_for(uuid))
        return fields["name"], fields["domain"]

    def standing_for(self, uuid: str) -> str:
        """Return the UUID of the outlet that stood for this one; its own where none did."""
        return str(self._outlet(uuid)["merged_into"] or uuid)

    def _outlet(self, uuid: str) -> dict[str, Any]:
        if uuid not in self.outlets:
            now = Outlet.objects.using(self.using).values("name", "domain", "merged_into__uuid").get(uuid=uuid)
            now["merged_into"] = text_of(now.pop("merged_into__uuid"))
            self.outlets[uuid] = {**now, **(self.changes.get(("outlet", uuid)) or {})}
        return self.outlets[uuid]


def text_of(uuid: Any) -> str | None:
    """Return a UUID as text, None for none."""
    return str(uuid) if uuid else None
