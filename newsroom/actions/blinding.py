"""Blind mode: an article made blind or revealed, and the blindfold of an owner or editor."""

from django.utils import timezone

from newsroom import log
from newsroom.models import Article, Membership, Project, User


def set_article_blind(*, by: User, article: Article, is_blind: bool | None, token: log.Token) -> Article:
    """Make an article blind, reveal it (False), or let it follow its project again (None). The last press wins."""
    with log.act(by=by, project=article.project, kind="article_blind", token=token) as act:
        if act.is_repeated:
            return article
        fresh = Article.objects.get(pk=article.pk)
        before = log.snapshot(fresh)
        if fresh.is_blind != is_blind:
            fresh.is_blind, fresh.version, fresh.updated_at = is_blind, fresh.version + 1, timezone.now()
            fresh.save(update_fields=["is_blind", "version", "updated_at"])
            act.changed(fresh, before)
        if is_blind:
            Project.objects.filter(pk=article.project_id, has_blind_articles=False).update(has_blind_articles=True)
        act.answer = {"article": str(article.uuid)}
    return fresh


def set_blindfold(*, by: User, membership: Membership, is_on: bool, token: log.Token) -> None:
    """Put oneself under the blind as an owner or editor, or see everything again."""
    with log.act(by=by, project=membership.project, kind="member_blindfold", token=token) as act:
        if act.is_repeated:
            return
        fresh = Membership.objects.get(pk=membership.pk)
        before = log.snapshot(fresh)
        fresh.is_blindfolded = is_on
        fresh.save(update_fields=["is_blindfolded"])
        act.changed(fresh, before)
