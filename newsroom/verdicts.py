"""What becomes of a text on its way in: a new article, a new wording of one that is here, or nothing new.

Asked outside of any transaction, because texts are compared; inside it is enough that the same articles are there with
the same current wordings (``Known.signature``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Q

from newsroom.heads import HEAD, head_of, with_head
from newsroom.intake import Prepared, body_of
from newsroom.known import BIG, Known, Signature
from newsroom.layouts import reading_of
from newsroom.models import Article, Release, Revision, Source
from newsroom.text import Layout
from newsroom.wordings import is_other_article

ADDED, KNOWN, REVISED, SAME_ADDRESS = "added", "known", "revised", "same_address"
OTHER_ARTICLE, OTHER_LANGUAGE = "other_article", "other_language"
PUBLISHED: Final = "published"
"""Under this name a revision's ``changes`` keep the published headline and standfirst where a person's stand in the text."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody decided about what comes in. ``apart``: it is another article, whatever the address says; ``force``: it
    is a wording of the article that is here, however unlike; ``how`` it came: import, check or feed."""

    apart: bool = False
    force: bool = False
    how: str = "import"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``article`` is the one that is here; ``layout`` its next wording where there is one; ``reason`` says why a text under
    its address was not taken for one."""

    status: str
    signature: Signature
    article: Article | None = None
    layout: Layout | None = None
    reason: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)


def judge(prepared: Prepared, source: Source | None, known: Known, choice: Choice) -> Verdict:
    """Say what becomes of a text, by what the project has."""
    rests_on = known.signature(prepared)
    found = [] if choice.apart else [_against(article, prepared, source, choice) for article in known.same(prepared)]
    for status in (KNOWN, REVISED, SAME_ADDRESS):
        for verdict in found:
            if verdict.status == status:
                return _resting(verdict, rests_on)
    if twins := known.twins(prepared):
        return Verdict(KNOWN, rests_on, twins[-1])
    return Verdict(ADDED, rests_on)


def _resting(verdict: Verdict, signature: Signature) -> Verdict:
    return Verdict(verdict.status, signature, verdict.article, verdict.layout, reason=verdict.reason, more=verdict.more)


def _against(article: Article, prepared: Prepared, source: Source | None, choice: Choice) -> Verdict:
    """Judge a text against one article that carries its id or address."""
    current = article.current_revision
    assert current is not None
    now = reading_of(current.pk, current.uuid).layout
    published = _published_head(article, current, now)
    layout = _with_kept_head(prepared.layout, now, published)
    if layout.text == now.text or _says_nothing_new(article, prepared, now, source, choice):
        return Verdict(KNOWN, frozenset(), article)
    if not choice.force and not article.is_partial and is_other_article(now, layout):
        return Verdict(SAME_ADDRESS, frozenset(), article, reason=_reason(article, prepared))
    theirs = head_of(prepared.layout)
    more = {PUBLISHED: theirs} if head_of(layout) != theirs else {}
    return Verdict(REVISED, frozenset(), article, layout, more=more)


def _says_nothing_new(article: Article, prepared: Prepared, now: Layout, source: Source | None, choice: Choice) -> bool:
    """Tell whether other words are no new wording: a notice that kills, a bare headline, a cut text, a file that was read before."""
    if choice.force:
        return False
    body, old_body = body_of(prepared.layout), body_of(now)
    if prepared.more.release == Release.KILLED or (not body and old_body):
        return True
    if prepared.more.is_partial and (not article.is_partial or old_body.startswith(body.rstrip(" .…"))):
        return True
    return choice.how == "import" and source is not None and not source.url and _was_read(article, prepared, source)


def _was_read(article: Article, prepared: Prepared, source: Source) -> bool:
    """Whether the same file brought the same text before: to import it again does not make it the newest."""
    same = Q(body_sha256=prepared.body_sha256, source__sha256=source.sha256)
    return article.revisions.filter(same).exists()


def _published_head(article: Article, current: Revision, now: Layout) -> dict[str, str]:
    """Return headline and standfirst as they were last published; a person may have written others over them."""
    revision: Revision | None = current
    if _is_edit(current):
        before = article.revisions.filter(number__lt=current.number).defer(*BIG).order_by("-number")
        revision = next((one for one in before if not _is_edit(one)), None)
    if revision is None:
        return head_of(now)
    if PUBLISHED in revision.changes:
        return dict(revision.changes[PUBLISHED])
    return head_of(now if revision is current else reading_of(revision.pk, revision.uuid).layout)


def _is_edit(revision: Revision) -> bool:
    return revision.how == "edit" or (not revision.how and revision.number > 1)


def _with_kept_head(layout: Layout, now: Layout, published: Mapping[str, str]) -> Layout:
    """Keep a headline or standfirst that a person wrote for as long as the published one stays as it was."""
    ours, theirs = head_of(now), head_of(layout)
    kept = {kind: ours[kind] for kind in HEAD if theirs[kind] == published[kind] != ours[kind]}
    return with_head(layout, kept) if kept else layout


def _reason(article: Article, prepared: Prepared) -> str:
    tags = [tag.split("-")[0].lower() for tag in (article.language, prepared.language)]
    return OTHER_LANGUAGE if all(tags) and tags[0] != tags[1] else OTHER_ARTICLE
