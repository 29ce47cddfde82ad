"""Undo and redo of one's own actions."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations.left_words import said_of
from annotations.models import Annotation
from annotations.views.changes import changes
from annotations.views.returning import back
from newsroom import access, log
from newsroom.actions.undo import latest_redoable, latest_undoable, undo
from newsroom.models import Action, Article, Membership


@require_POST
def action_undo(request: HttpRequest, project: str) -> HttpResponse:
    """Take back the action ``undo``, or with ``latest`` the newest of one's own (on ``article``, if given).

    With ``redo`` as well, the newest undo is taken back, where nothing else was done since.

    ``action`` is the client's name for this request. Undoing an undo is a redo.
    """
    membership = access.member(request, project)
    sent = {name: request.POST.get(name, "") for name in ("undo", "latest", "article", "redo")}
    token = log.make_token(_uuid(request.POST.get("action", "")) or uuid4(), {"kind": "undo", **sent})
    article = access.article(membership, _uuid(sent["article"]) or _no_such()) if sent["article"] else None
    target = _target(membership, token, _uuid(sent["undo"]), article, bool(sent["redo"]))
    try:
        done = undo(by=membership.user, membership=membership, action_uuid=target, token=token).action
    except Action.DoesNotExist as error:
        raise Http404 from error
    assert done is not None
    return _answer(request, membership, article, done)


def _target(
    membership: Membership, token: log.Token, wanted: UUID | None, article: Article | None, redoes: bool
) -> UUID:
    if wanted is not None:
        return wanted
    # A second try of the same request is not an order to undo one more.
    done = Action.objects.filter(project=membership.project, uuid=token.uuid, by=membership.user)
    known = done.exclude(undoes=None).select_related("undoes").first()
    if known is not None and known.undoes is not None:
        return known.undoes.uuid
    scope = article.pk if article else None
    find = latest_redoable if redoes else latest_undoable
    latest = find(by=membership.user, project=membership.project, article_id=scope)
    if latest is None:
        nothing = (
            _("There is nothing of yours to redo here.") if redoes else _("There is nothing of yours to undo here.")
        )
        raise log.Conflict(nothing)
    return latest.uuid


def _answer(request: HttpRequest, membership: Membership, article: Article | None, done: Action) -> HttpResponse:
    events = done.events.all()
    named = {event.object_uuid for event in events}
    is_here = article is not None and all(
        event.object_kind in ("annotation", "anchor", "tagging", "response", "reply", "claim", "speaker")
        for event in events
    )
    if not request.headers.get("HX-Request"):
        messages.success(request, said_of(done, _("Undone.")))
        home = reverse("library", args=[membership.project.key])
        return back(request, _page(membership, article) if article else home)
    if not is_here or article is None:
        # A fact of the article or a reading state: the whole page says it.
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    about = Q(uuid__in=named) | Q(taggings__uuid__in=named) | Q(replies__uuid__in=named)
    about |= Q(responses__uuid__in=named)
    touched = Annotation.objects.filter(about, article=article).distinct()
    return changes(request, membership, article, list(touched), action=done.uuid)


def _page(membership: Membership, article: Article) -> str:
    return reverse("article_read", args=[membership.project.key, article.uuid])


def _no_such() -> UUID:
    raise Http404


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
