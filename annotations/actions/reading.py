"""How far an analyst is with an article."""

from uuid import uuid4

from django.utils import timezone

from annotations.models import ReadingState, State
from newsroom import log
from newsroom.models import Article, User


def set_state(*, by: User, article: Article, state: str, reason: str = "", token: log.Token) -> ReadingState:
    """Mark an article untouched, read, coded, or skipped with a reason, for oneself.

    The last press wins: it is one's own mark. The reason is kept only where the article is skipped.
    """
    with log.act(by=by, project=article.project, kind="reading_state", token=token) as act:
        mark, _made = ReadingState.objects.get_or_create(
            article=article, user=by, defaults={"project": article.project, "uuid": uuid4()}
        )
        if act.is_repeated:
            return mark
        before = log.snapshot(mark)
        mark.state, mark.reason = state, reason if state == State.SKIPPED else ""
        if (mark.state, mark.reason) != (before["state"], before["reason"]):
            mark.version, mark.updated_at = mark.version + 1, timezone.now()
            if mark.state == State.CODED:
                mark.opened_at = mark.opened_at or mark.updated_at
            mark.save()
        act.changed(mark, before)
        act.answer = {"reading_state": str(mark.uuid)}
    return mark
