"""Who is told of what: one table by the kind of action, read when the action is written.

A new kind of action that somebody is to hear of adds one line to ``TELLS``: its name and the functions that yield
notices from its events. They run inside the action's transaction, and only for kinds in the table.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final
from uuid import UUID

from django.utils import timezone

from annotations.mentions import added
from annotations.models import Anchor, Annotation, Handover, Notice, NoticeKind, Reply, Response, Tagging, TeamNote
from annotations.people import members_named, readers
from newsroom import log
from newsroom.models import Event, Membership, Project, User

Teller = Callable[[log.Act], Iterable[Notice]]
TALKERS: Final = 50
"""People of one thread who are told of a reply, the author of the annotation first."""


def told_by_note(act: log.Act) -> Iterator[Notice]:
    """Tell the members whom the note of an annotation names, once it names them."""
    for event in _events(act, "annotation"):
        if "@" not in event.after.get("note", ""):
            continue
        annotation = Annotation.objects.get(uuid=event.object_uuid)
        wanted = added(event.before.get("note", ""), event.after["note"])
        for user in _readers_named(act, annotation, wanted):
            yield _about(annotation, user, NoticeKind.MENTION)


def told_by_sight(act: log.Act) -> Iterator[Notice]:
    """Tell the members whom a note names when they may see it for the first time."""
    for event in _events(act, "annotation"):
        annotation = Annotation.objects.get(uuid=event.object_uuid)
        known = set(annotation.notices.filter(kind=NoticeKind.MENTION, reply=None).values_list("user_id", flat=True))
        for user in _readers_named(act, annotation, added("", annotation.note)):
            if user.pk not in known:
                yield _about(annotation, user, NoticeKind.MENTION)


def told_by_reply(act: log.Act) -> Iterator[Notice]:
    """Tell whom a reply names; of a new one also the annotation's author and whoever wrote in the thread."""
    for event in _events(act, "reply"):
        reply = Reply.objects.select_related("annotation").get(uuid=event.object_uuid)
        annotation = reply.annotation
        named = _readers_named(act, annotation, added(event.before.get("text", ""), event.after.get("text", "")))
        for user in named:
            yield _about(annotation, user, NoticeKind.MENTION, reply=reply)
        if not event.before:
            for user in readers(annotation, _talkers(act, annotation, named)):
                yield _about(annotation, user, NoticeKind.REPLY, reply=reply)


def told_by_team_note(act: log.Act) -> Iterator[Notice]:
    """Tell whom a team note names, and who got the article in hand."""
    for event in _events(act, "team_note"):
        note = TeamNote.objects.select_related("holder__user").get(uuid=event.object_uuid)
        wanted = added(event.before.get("text", ""), event.after.get("text", ""))
        holder = note.holder if "holder" in event.after else None
        handed = _others(act, [holder.user]) if holder is not None and holder.ended_at is None else []
        for user in handed:
            yield Notice(user=user, kind=NoticeKind.HAND, article_id=note.article_id)
        for user in _others(act, members_named(act.project, wanted)):
            if user not in handed:
                yield Notice(user=user, kind=NoticeKind.MENTION, article_id=note.article_id)


def told_by_edit(act: log.Act) -> Iterator[Notice]:
    """Tell the authors of highlights whose words a new wording changed: once an article."""
    for event in _events(act, "article"):
        if not event.before or "current_revision" not in event.after:
            continue
        changed = Anchor.objects.filter(project=act.project, article=event.article_id, annotation__deleted_at=None)
        for author in changed.undecided().order_by().values_list("annotation__author", flat=True).distinct():
            yield Notice(user_id=author, kind=NoticeKind.EDIT, article_id=event.article_id)


def told_by_correction(act: log.Act) -> Iterator[Notice]:
    """Tell authors that somebody else changed what their annotations carry: once an annotation."""
    taggings = Tagging.objects.filter(uuid__in={event.object_uuid for event in _events(act, "tagging")})
    touched = {event.object_uuid for event in _events(act, "annotation", "anchor", "standing")}
    found = Annotation.objects.filter(pk__in=taggings.values("annotation")) | Annotation.objects.filter(
        uuid__in=touched
    )
    for annotation in found.exclude(author=act.by):
        yield _about(annotation, annotation.author_id, NoticeKind.CORRECTION)


def told_by_take_back(act: log.Act) -> Iterator[Notice]:
    """Tell the person whose actions were taken back, at the first step: what they made may be gone, so it names no passage."""
    if act.answer.get("first") != str(act.token.uuid):
        return
    for user in _others(act, User.objects.filter(username=act.answer.get("person", ""))):
        yield Notice(user=user, kind=NoticeKind.CORRECTION)


def told_by_response(act: log.Act) -> Iterator[Notice]:
    """Tell the author that a colleague reads their highlight differently, or would not tag it."""
    made = Response.objects.filter(uuid__in={event.object_uuid for event in _events(act, "response")})
    for response in made.current().told_to_all().select_related("annotation"):
        for user in readers(response.annotation, [response.annotation.author]):
            yield _about(response.annotation, user, NoticeKind.RESPONSE)


def told_by_retagging(act: log.Act) -> Iterator[Notice]:
    """Tell authors that an editor corrected what they coded: once an article, by the first of its passages."""
    for author, annotation, article in act.answer["corrected"]:
        yield Notice(user_id=author, kind=NoticeKind.CORRECTION, annotation_id=annotation, article_id=article)


def told_by_handover(act: log.Act) -> Iterator[Notice]:
    """Tell the colleague of all that came, a line each; the words that went along stand in a line of their own."""
    handover = Handover.objects.get(uuid=act.answer["handover"])
    for article in act.answer["articles"]:
        yield _told(handover, article_id=article)
    for annotation in Annotation.objects.filter(pk__in=act.answer["contested"]).order_by("-pk"):
        yield _told(handover, annotation=annotation, article_id=annotation.article_id)
    for notice in Notice.objects.filter(pk__in=act.answer["mentions"]).order_by("-pk"):
        about = {name: getattr(notice, name) for name in ("annotation_id", "article_id", "reply_id")}
        yield _told(handover, **about)
    if handover.note:
        yield _told(handover)


TELLS: Final[dict[str, tuple[Teller, ...]]] = {
    "annotation_add": (told_by_note,),
    "annotation_note": (told_by_note,),
    "annotation_visibility": (told_by_sight,),
    "response_differs": (told_by_response, told_by_note),
    "response_would_not_tag": (told_by_response,),
    "reply_add": (told_by_reply,),
    "reply_edit": (told_by_reply,),
    "team_note": (told_by_team_note,),
    "handover": (told_by_handover,),
    "passages_retag": (told_by_retagging,),
    "claim_split": (told_by_retagging,),
    "article_edit": (told_by_edit,),
    "article_import": (told_by_edit,),
    "take_back": (told_by_take_back,),
}
"""By kind of action: who is told of it."""


def register() -> None:
    """Make the table known to the log; called once at start."""
    for kind, tellers in TELLS.items():
        log.tell(kind, _teller(tellers))


def read(*, by: User, project: Project, notices: Iterable[UUID] | None = None) -> int:
    """Mark some of one's own notices as opened, or all; a private mark that no history keeps. Return how many."""
    found = Notice.objects.filter(user=by, project=project).unread()
    if notices is not None:
        found = found.filter(uuid__in=notices)
    return found.update(read_at=timezone.now())


def write(act: log.Act, notices: Iterable[Notice]) -> None:
    """Store notices of an action that is written."""
    rows = list(notices)
    for row in rows:
        row.project, row.action = act.project, act.action  # type: ignore[assignment]
    Notice.objects.bulk_create(rows, batch_size=500)


def _teller(tellers: Iterable[Teller]) -> Callable[[log.Act], None]:
    return lambda act: write(act, [notice for teller in tellers for notice in teller(act)])


def _events(act: log.Act, *kinds: str) -> list[Event]:
    return [event for event in act.events if event.object_kind in kinds]


def _about(annotation: Annotation, user: User | int, kind: NoticeKind, reply: Reply | None = None) -> Notice:
    user_id = user if isinstance(user, int) else user.pk
    return Notice(user_id=user_id, kind=kind, annotation=annotation, article_id=annotation.article_id, reply=reply)


def _told(handover: Handover, **about: object) -> Notice:
    return Notice(user_id=handover.to_id, kind=NoticeKind.HAND, handover=handover, **about)


def _others(act: log.Act, people: Iterable[User]) -> list[User]:
    return [user for user in people if user.pk != act.by.pk]


def _readers_named(act: log.Act, annotation: Annotation, wanted: list[str]) -> list[User]:
    return readers(annotation, _others(act, members_named(act.project, wanted)))


def _talkers(act: log.Act, annotation: Annotation, told: Iterable[User]) -> list[User]:
    """Return the annotation's author and who wrote in its thread, as far as they are members and not told already."""
    wrote = annotation.replies.current().order_by("-id").values_list("author_id", flat=True)[:500]
    keys = [key for key in dict.fromkeys([annotation.author_id, *wrote]) if key != act.by.pk]
    known = {user.pk for user in told}
    current = Membership.objects.current().filter(project=act.project, user__in=keys[:TALKERS]).select_related("user")
    return [member.user for member in current if member.user_id not in known]
