"""Importing articles and editing what is known about them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import log, web_addresses
from newsroom.actions.intake import ImportPlan, Items, Outcome, carry_out, plan_imports
from newsroom.actions.outlets import get_or_make_outlet
from newsroom.actions.revisions import RevisionPlan, make_revision, plan_revision, with_plan
from newsroom.custom_fields import merged
from newsroom.heads import with_head
from newsroom.intake import Prepared
from newsroom.layouts import reading_of
from newsroom.models import Article, Project, Source, User
from newsroom.verdicts import ADDED, KNOWN, REVISED, SAME_ADDRESS, Choice

__all__ = [
    "ADDED",
    "KNOWN",
    "REVISED",
    "SAME_ADDRESS",
    "Outcome",
    "edit_article",
    "edit_articles",
    "import_article",
    "import_articles",
    "remove_article",
]


def import_article(
    *,
    by: User,
    project: Project,
    prepared: Prepared,
    source: Source | None = None,
    apart: bool = False,
    force: bool = False,
    how: str = "import",
    token: log.Token,
) -> Outcome:
    """Store one article with its first revision, or a new wording of one that is here; see ``import_articles``."""
    options = {"apart": apart, "force": force, "how": how}
    return import_articles(by=by, project=project, items=[(prepared, source)], token=token, **options)[0]


def import_articles(
    *,
    by: User,
    project: Project,
    items: Items,
    apart: bool = False,
    force: bool = False,
    how: str = "import",
    plan: ImportPlan | None = None,
    token: log.Token,
) -> list[Outcome]:
    """Store articles in one action, in order.

    The same text twice is recognised ("known"). An article that is here by its id or address gets a new wording
    ("revised"), unless the text is so unlike that it is another article ("same_address": nothing is stored, until somebody
    says with ``apart`` that it is one, or with ``force`` that it is not). ``how`` it came: import, check or feed.
    Whoever calls this inside a transaction makes the ``plan`` before it begins (``plan_imports``, ``Choice``).
    """
    choice = Choice(apart, force, how)
    plans = [plan] if plan else []

    def carried(planned: ImportPlan) -> list[Outcome]:
        with log.act(by=by, project=project, kind="article_import", token=token) as act:
            if act.is_repeated:
                return _again(act)
            outcomes = carry_out(act, planned, items, choice)
            act.answer = {
                "articles": [str(outcome.article.uuid) for outcome in outcomes],
                "outcomes": [[one.status, str(one.article.uuid), one.reason] for one in outcomes],
            }
        return outcomes

    return with_plan(project, lambda: plans.pop() if plans else plan_imports(project, items, choice), carried)


def _again(act: log.Act) -> list[Outcome]:
    """Return what an import answered when it came before."""
    articles = Article.objects.in_bulk(act.answer["articles"], field_name="uuid")
    by_text = {str(key): article for key, article in articles.items()}
    return [Outcome(status, by_text[uuid], *reason) for status, uuid, *reason in act.answer["outcomes"]]


def edit_article(*, by: User, article: Article, version: int, values: Mapping[str, Any], token: log.Token) -> Article:
    """Change what is known about an article.

    ``values`` may hold title, standfirst, outlet (a name), byline, authors, url, published_at,
    published_precision, published_zone, language and story; custom for all fields of the project, or own for some. Another title or standfirst makes a revision.
    Raises ``log.Conflict`` where somebody was faster.
    """

    def edited(plan: RevisionPlan | None) -> Article:
        with log.act(by=by, project=article.project, kind="article_edit", token=token) as act:
            if not act.is_repeated:
                _edit(act, article, version, values, plan)
                act.answer = {"article": str(article.uuid)}
        return article

    return with_plan(article.project, lambda: _rewording(article, values), edited)


def edit_articles(
    *, by: User, project: Project, articles: Sequence[tuple[Article, int]], values: Mapping[str, Any], token: log.Token
) -> None:
    """Give several articles the same facts in one action: pairs of article and the version that the user saw."""

    def edited(plans: Sequence[RevisionPlan | None]) -> None:
        with log.act(by=by, project=project, kind="article_edit", token=token) as act:
            if not act.is_repeated:
                for (article, version), plan in zip(articles, plans, strict=True):
                    _edit(act, article, version, values, plan)
                act.answer = {"articles": [str(article.uuid) for article, _version in articles]}

    with_plan(project, lambda: [_rewording(article, values) for article, _version in articles], edited)


def _rewording(article: Article, values: Mapping[str, Any]) -> RevisionPlan | None:
    """Plan the revision that another title or standfirst needs; None where the words stay the same."""
    revision = article.current_revision
    if revision is None or not {"title", "standfirst"} & values.keys():
        return None
    now = reading_of(revision.pk, revision.uuid).layout
    layout = with_head(now, values)
    return None if layout.text == now.text else plan_revision(article, layout)


def _edit(act: log.Act, article: Article, version: int, values: Mapping[str, Any], plan: RevisionPlan | None) -> None:
    """Change one article inside an action under way. Raises ``actions.revisions.Outdated``."""
    fresh = _fresh(act, article, version)
    before = log.snapshot(fresh)
    facts = {name: value for name, value in values.items() if name not in ("title", "standfirst", "outlet", "own")}
    if "own" in values:
        facts["custom"] = merged(fresh.custom, values["own"])
    for name, value in facts.items():
        setattr(fresh, name, value)
    if "url" in facts:
        fresh.address_key = web_addresses.key(facts["url"])
    if "outlet" in values:
        fresh.outlet = get_or_make_outlet(act, values["outlet"])
    if plan is not None:
        make_revision(act, fresh, plan, source=plan.before.source, how="edit")
    if log.snapshot(fresh) != before:
        fresh.version, fresh.updated_at = version + 1, timezone.now()
        fresh.save()
        act.changed(fresh, before)
    _copy(fresh, article)


def remove_article(*, by: User, article: Article, version: int, token: log.Token) -> Article:
    """Take an article out of the library; its highlights stay with it, and undo brings all back."""
    with log.act(by=by, project=article.project, kind="article_remove", token=token) as act:
        if act.is_repeated:
            return article
        fresh = _fresh(act, article, version)
        before = log.snapshot(fresh)
        fresh.deleted_at = timezone.now()
        fresh.version = version + 1
        fresh.save(update_fields=["deleted_at", "version"])
        act.changed(fresh, before)
        act.answer = {"article": str(article.uuid)}
        _copy(fresh, article)
    return article


def _fresh(act: log.Act, article: Article, version: int) -> Article:
    """Read the article again under the project's lock: whoever was faster has committed by now."""
    big = ("text", "blocks", "spans", "sentences")
    rows = Article.objects.select_related("outlet__merged_into", "current_revision")
    fresh = rows.defer(*(f"current_revision__{name}" for name in big)).get(pk=article.pk)
    if fresh.version != version or fresh.deleted_at:
        raise log.Conflict(_("This article was changed meanwhile. Look at it again before you save."))
    fresh.project = act.project
    return fresh


def _copy(fresh: Article, article: Article) -> None:
    for field in Article._meta.concrete_fields:
        setattr(article, field.attname, getattr(fresh, field.attname))
    article.current_revision = fresh.current_revision
    article.outlet = fresh.outlet
