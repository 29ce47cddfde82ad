"""Writing, changing and removing replies."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.models import Annotation, Reply
from newsroom import log
from newsroom.models import User


def add_reply(*, by: User, annotation: Annotation, text: str, token: log.Token) -> Reply:
    """Reply to an annotation that ``by`` may see. Raises ``log.Conflict`` where it was removed meanwhile."""
    with log.act(by=by, project=annotation.project, kind="reply_add", token=token) as act:
        if act.is_repeated:
            return Reply.objects.get(uuid=act.answer["reply"])
        _refuse_if_gone(by, annotation)
        reply = Reply.objects.create(project=annotation.project, annotation=annotation, author=by, text=text)
        act.made(reply)
        act.answer = {"reply": str(reply.uuid), "annotation": str(annotation.uuid)}
    return reply


def edit_reply(*, by: User, reply: Reply, version: int, text: str, token: log.Token) -> Reply:
    """Write one's own reply anew."""
    return _change(by, reply, version, "reply_edit", token, text=text)


def remove_reply(*, by: User, reply: Reply, version: int, token: log.Token) -> Reply:
    """Take one's own reply away; undo brings it back."""
    return _change(by, reply, version, "reply_remove", token, deleted_at=timezone.now())


def _change(by: User, reply: Reply, version: int, kind: str, token: log.Token, **values: object) -> Reply:
    with log.act(by=by, project=reply.project, kind=kind, token=token) as act:
        if act.is_repeated:
            return reply
        _refuse_if_gone(by, reply.annotation)
        before = log.snapshot(reply)
        _bump(reply, version)
        for name, value in values.items():
            setattr(reply, name, value)
        reply.save(update_fields=list(values))
        act.changed(reply, before)
        act.answer = {"reply": str(reply.uuid), "annotation": str(reply.annotation.uuid)}
    return reply


def _bump(reply: Reply, version: int) -> None:
    now = timezone.now()
    changed = reply.version == version and Reply.objects.current().filter(pk=reply.pk, version=version).update(
        version=F("version") + 1, updated_at=now
    )
    if not changed:
        raise log.Conflict(_("This reply was changed or removed meanwhile. Look at it again before you save."))
    reply.version, reply.updated_at = version + 1, now


def _refuse_if_gone(by: User, annotation: Annotation) -> None:
    """Look once more under the project's lock: whoever removed it has committed by now."""
    there = Annotation.objects.visible_to(by).filter(pk=annotation.pk)
    if not there.exists():
        raise log.Conflict(_("The highlight was removed meanwhile, so there is nothing to reply to."))
