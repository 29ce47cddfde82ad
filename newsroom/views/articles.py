"""What is known about articles: edited one by one or for several at once; removing one; its kept source."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from newsroom import access, log
from newsroom.actions.articles import edit_article, edit_articles, remove_article
from newsroom.custom_fields import told
from newsroom.forms.articles import ArticleForm, ArticlesForm
from newsroom.forms.facts import LANGUAGES
from newsroom.models import Article, Membership, Outlet, Source
from newsroom.sources import source_bytes
from newsroom.views.imports import posted_action

MOST_TOGETHER = 200
OFFERED_OUTLETS = 500
SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"


@require_http_methods(["GET", "POST"])
def article_edit(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Edit one article's facts; another title or standfirst makes a revision."""
    membership = access.editor(request, project)
    article = access.article(membership, uuid)
    form = ArticleForm.of(article, request.POST or None)
    if request.method == "GET" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return _edit_page(request, membership, article, form, status=status)
    values, version = form.changes(), form.cleaned_data["version"]
    token = log.make_token(form.cleaned_data["action"], {"article": str(uuid), "version": version, **values})
    try:
        edit_article(by=membership.user, article=article, version=version, values=values, token=token)
    except log.Conflict as conflict:
        return _edit_conflict(request, membership, uuid, form, str(conflict))
    messages.success(request, _("Saved.") if values else _("Nothing was changed."))
    return redirect("article_read", project, uuid)


@require_http_methods(["GET", "POST"])
def articles_edit(request: HttpRequest, project: str) -> HttpResponse:
    """Give the articles that were ticked in the library the same facts; only what is ticked here changes."""
    membership = access.editor(request, project)
    articles = ticked(request, membership)
    if not articles:
        messages.warning(request, _("Tick the articles that you want to edit first."))
        return redirect("library", project)
    form = ArticlesForm(request.POST or None, project=membership.project, initial={"action": uuid4()})
    if request.method == "GET" or not form.is_valid():
        return _together_page(request, membership, articles, form, 422 if request.method == "POST" else 200)
    pairs = [(article, version_seen(request, article)) for article in articles]
    changed = [article for article, version in pairs if article.version != version]
    token = _together_token(form, pairs)
    try:
        edit_articles(
            by=membership.user, project=membership.project, articles=pairs, values=form.changes(), token=token
        )
    except log.Conflict as conflict:
        return _together_page(request, membership, articles, form, 409, str(conflict), changed)
    text = ngettext("%(count)d article was changed.", "%(count)d articles were changed.", len(articles))
    messages.success(request, text % {"count": len(articles)})
    return redirect("library", project)


@require_POST
def article_remove(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Take an article out of the library; the answer offers the way back."""
    membership = access.editor(request, project)
    action = posted_action(request)
    article = _still_there(membership, uuid, action)
    sent = request.POST.get("version", "")
    version = int(sent) if sent.isdecimal() and len(sent) < 10 else -1
    token = log.make_token(action, {"remove": str(uuid), "version": version})
    remove_article(by=membership.user, article=article, version=version, token=token)
    context = {"project": membership.project, "article": article, "action": uuid4(), "undo": action}
    return render(request, "newsroom/article_removed.html", context)


@require_GET
def source_show(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Hand out what came in, byte for byte, as a file that no browser opens in our name."""
    membership = access.member(request, project)
    article = access.article(membership, uuid)
    source = Source.objects.filter(project=membership.project, revisions=article.current_revision_id).first()
    if source is None:
        raise Http404
    return hand_out(source, article)


def hand_out(source: Source, article: Article) -> HttpResponse:
    """Answer with the bytes of a source that belongs to ``article``; who may have them was asked by then."""
    response = HttpResponse(source_bytes(source), content_type="application/octet-stream")
    filename = source.filename or f"{article.uuid}.txt"
    response["Content-Disposition"] = content_disposition_header(True, filename.replace("\n", " ")) or "attachment"
    response["Content-Security-Policy"] = SANDBOX
    return response


def _edit_page(
    request: HttpRequest, membership: Membership, article: Article, form: ArticleForm, **more: object
) -> HttpResponse:
    status = more.pop("status", 200)
    context = _context(membership) | {"article": article, "form": form, "action": uuid4(), **more}
    context["is_blind"] = article.is_blind_in(membership.project)
    context["has_source"] = Source.objects.filter(revisions=article.current_revision_id).exists()
    return render(request, "newsroom/article_edit.html", context, status=int(str(status)))


def _edit_conflict(
    request: HttpRequest, membership: Membership, uuid: UUID, form: ArticleForm, message: str
) -> HttpResponse:
    article = access.article(membership, uuid)
    return _edit_page(
        request, membership, article, form.over(article), status=409, message=message, differences=form.against(article)
    )


def ticked(request: HttpRequest, membership: Membership) -> list[Article]:
    """Return the articles that a form or address names as ``article``; 404 for others than the project's."""
    sent = request.POST if request.method == "POST" else request.GET
    try:
        uuids = [UUID(text) for text in sent.getlist("article")]
    except ValueError as error:
        raise Http404 from error
    if len(uuids) > MOST_TOGETHER:
        raise log.Conflict(_("At most %(count)d articles can be edited together.") % {"count": MOST_TOGETHER})
    found = Article.objects.in_project(membership.project).filter(uuid__in=uuids).select_related("outlet__merged_into")
    if len(found) != len(set(uuids)):
        raise Http404
    return list(found.order_by("title", "id"))


def version_seen(request: HttpRequest, article: Article) -> int:
    """Return the version of an article that was on the page; 0 where the form does not say."""
    sent = request.POST.get(f"version-{article.uuid}", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


def _together_token(form: ArticlesForm, pairs: list[tuple[Article, int]]) -> log.Token:
    payload = {"articles": [[str(article.uuid), version] for article, version in pairs], **form.changes()}
    return log.make_token(form.cleaned_data["action"], payload)


def _together_page(
    request: HttpRequest,
    membership: Membership,
    articles: list[Article],
    form: ArticlesForm,
    status: int,
    message: str = "",
    changed: list[Article] | None = None,
) -> HttpResponse:
    context = _context(membership) | {
        "articles": articles,
        "rows": _as_they_stand(form, articles),
        "form": form,
        "message": message,
        "changed": changed,
    }
    context["action"] = uuid4()
    return render(request, "newsroom/articles_edit.html", context, status=status)


def _as_they_stand(form: ArticlesForm, articles: list[Article]) -> list[tuple[Article, list[tuple[str, str]]]]:
    """Return each article with what it says in the project's own fields now."""
    return [(article, told(form.custom_fields, article.custom)) for article in articles]


def _context(membership: Membership) -> dict[str, object]:
    names = Outlet.objects.current().filter(project=membership.project).order_by("folded")
    return {
        "project": membership.project,
        "membership": membership,
        "outlets": list(names.values_list("name", flat=True)[:OFFERED_OUTLETS]),
        "languages": list(dict.fromkeys([*membership.project.languages, *LANGUAGES])),
    }


def _still_there(membership: Membership, uuid: UUID, action: UUID) -> Article:
    """Return the article; one that this very request removed before is found again, so that trying twice is safe."""
    done = membership.project.actions.filter(uuid=action, by=membership.user, kind="article_remove")
    removed = Article.objects.filter(project=membership.project, uuid=uuid) if done.exists() else Article.objects.none()
    found = removed.first() or access.article(membership, uuid)
    found.project = membership.project
    return found
