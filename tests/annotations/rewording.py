"""An article that comes in again with other words, through the real action, for tests of what stands on it."""

from newsroom import log
from newsroom.actions.revisions import make_revision, plan_revision
from newsroom.layouts import reading_of
from newsroom.models import Article, Revision, User
from newsroom.text import Draft, compose


def reword(by: User, article: Article, *edits: tuple[str, str], how: str = "import") -> Revision:
    """Give ``article`` a new wording: its blocks with words replaced, an emptied one left out. Returns the revision."""
    article.refresh_from_db()
    revision = article.current_revision
    assert revision is not None
    layout = reading_of(revision.pk, revision.uuid).layout
    drafts = []
    for block in layout.blocks:
        words = layout.text[block.start : block.end]
        for before, after in edits:
            words = words.replace(before, after)
        drafts.append(Draft(block.kind, words.strip(), (), block.attributes))
    return _stored(by, article, drafts, how)


def _stored(by: User, article: Article, drafts: list[Draft], how: str) -> Revision:
    plan = plan_revision(article, compose(drafts))
    with log.act(by=by, project=article.project, kind="article_import", token=log.make_token()) as act:
        before = log.snapshot(article)
        revision = make_revision(act, article, plan, source=None, how=how)
        article.version += 1
        article.save()
        act.changed(article, before)
    return revision
