"""Somebody's inbox in a project: what they were told, newest first, and how much of it is unread.

Notices are written by ``annotations.actions.notices``. Whatever the reader may not see today is left out, of the
list and of the number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from annotations import sight
from annotations.mentions import Piece, pieces
from annotations.models import Anchor, Notice, NoticeKind, Response, TeamNote
from annotations.people import names_in
from annotations.review import to_review
from newsroom.models import Membership, Project
from newsroom.prepared import Prepared

PAGE: Final = 25
COUNTED: Final = 100
"""More than so many unread are not counted in the badge."""


@dataclass(frozen=True, slots=True)
class Row:
    """One notice as the inbox tells it: what happened, the words of the passage, and what was written."""

    notice: Notice
    what: str
    quote: str
    text: tuple[Piece, ...]
    place: str
    """The address that it opens."""


def count_unread(membership: Membership) -> int:
    """Count what the badge says; COUNTED at most. By the index notice_unread, which has nothing else in it."""
    if sight.is_blind(membership):
        return _unread(membership).count()
    return len(_UNREAD.rows(user=membership.user_id, project=membership.project_id))


def _unread(membership: Membership) -> QuerySet[Notice]:
    return Notice.objects.shown_to(membership).unread().order_by()[:COUNTED]


# Where nothing is blind the question depends on nothing but who asks it of which project; every page asks it.
_UNREAD = Prepared(
    lambda user, project: _unread(Membership(user_id=user, project=Project(pk=project))).values_list("pk", "kind")
)


def told(membership: Membership, kind: str = "") -> QuerySet[Notice]:
    """Return what the member was told and may see today, newest first."""
    found = Notice.objects.shown_to(membership)
    if kind:
        found = found.filter(kind=kind)
    return found.order_by("-id")


def rows_of(membership: Membership, notices: Iterable[Notice]) -> list[Row]:
    """Return notices as rows: the same queries however many."""
    found = list(notices)
    quotes = _quotes(found)
    texts = _texts(found)
    names = names_in(membership.project, texts.values())
    counts = _to_review(membership, found)
    return [
        Row(
            notice,
            _what(membership, notice, counts),
            quotes.get(notice.annotation_id or 0, ""),
            tuple(pieces(texts.get(notice.pk, ""), names)),
            place_of(membership.project, notice),
        )
        for notice in found
    ]


def place_of(project: Project, notice: Notice) -> str:
    """Return the address that a notice opens: the passage, or else its article."""
    if notice.annotation is not None:
        return reverse("annotation_show", args=[project.key, notice.annotation.uuid])
    if notice.kind == NoticeKind.CORRECTION and notice.action.kind == "take_back":
        return reverse("activity_taken", args=[project.key, notice.action.uuid])
    if notice.kind == NoticeKind.CORRECTION:
        return reverse("activity_list", args=[project.key])
    if notice.article is None:
        return reverse("library", args=[project.key])
    if notice.kind == NoticeKind.EDIT:
        return f"{reverse('review_list', args=[project.key])}?article={notice.article.uuid}"
    return reverse("article_read", args=[project.key, notice.article.uuid])


def with_facts(found: QuerySet[Notice]) -> QuerySet[Notice]:
    """Fetch along what rows and addresses need."""
    return found.select_related("action__by", "article__outlet__merged_into", "annotation", "reply", "handover")


def _quotes(notices: Sequence[Notice]) -> dict[int, str]:
    keys = {notice.annotation_id for notice in notices if notice.annotation_id}
    if not keys:
        return {}
    return dict(Anchor.objects.origins().filter(annotation__in=keys).values_list("annotation_id", "quote"))


def _texts(notices: Sequence[Notice]) -> dict[int, str]:
    """Return what was written, by notice: the reply, the annotation's note, the team note, or the words that went along."""
    articles = {notice.article_id for notice in notices if notice.annotation_id is None and notice.article_id}
    notes = dict(TeamNote.objects.filter(article__in=articles).values_list("article_id", "text")) if articles else {}
    answers = _answers(notices)
    return {notice.pk: answers.get(notice.pk) or _text(notice, notes) for notice in notices}


def _answers(notices: Sequence[Notice]) -> dict[int, str]:
    """Return why colleagues read highlights differently or would not tag them, by notice; the words are their own."""
    told = [notice for notice in notices if notice.kind == NoticeKind.RESPONSE]
    if not told:
        return {}
    found = Response.objects.current().filter(annotation__in=[notice.annotation_id for notice in told])
    rows = found.values_list("annotation_id", "by_id", "reason", "own__note")
    words = {(annotation, by): reason or note or "" for annotation, by, reason, note in rows}
    return {notice.pk: words.get((notice.annotation_id, notice.action.by_id), "") for notice in told}


def _text(notice: Notice, notes: Mapping[int, str]) -> str:
    if notice.reply is not None:
        return notice.reply.text
    if notice.annotation is not None:
        return "" if notice.kind == NoticeKind.RESPONSE else notice.annotation.note
    if notice.handover is not None and notice.article_id is None:
        return notice.handover.note
    return "" if notice.kind == NoticeKind.EDIT else notes.get(notice.article_id or 0, "")


def _to_review(membership: Membership, notices: Sequence[Notice]) -> dict[int, int]:
    """Count, by article, what is still to be looked at after an edit."""
    articles = {notice.article_id for notice in notices if notice.kind == NoticeKind.EDIT}
    if not articles:
        return {}
    found = to_review(membership.project, membership.user).filter(article__in=articles).order_by()
    return dict(found.values("article_id").annotate(count=Count("pk")).values_list("article_id", "count"))


def _what(membership: Membership, notice: Notice, counts: Mapping[int, int]) -> str:
    if notice.handover_id:
        return _("handed over to you")
    if notice.kind == NoticeKind.EDIT:
        left = counts.get(notice.article_id or 0, 0)
        text = ngettext("%(count)s highlight of yours to look at", "%(count)s highlights of yours to look at", left)
        edited = _("changed words that you highlighted")
        return f"{edited}: {text % {'count': left}}" if left else f"{edited}: {_('nothing left to look at')}"
    if notice.kind == NoticeKind.HAND:
        return _("put an article into your hands")
    if notice.kind == NoticeKind.CORRECTION:
        return _("changed what your highlight carries") if notice.annotation_id else _("took back what you did")
    if notice.kind == NoticeKind.RESPONSE:
        is_other = notice.action.kind == "response_differs"
        return _("reads your highlight differently") if is_other else _("would not tag what you highlighted")
    if notice.kind == NoticeKind.REPLY:
        is_mine = notice.annotation is not None and notice.annotation.author_id == membership.user_id
        return _("replied to your highlight") if is_mine else _("replied where you wrote")
    if notice.reply_id:
        return _("mentioned you in a reply")
    return _("mentioned you in a note") if notice.annotation_id else _("mentioned you in the team note")
