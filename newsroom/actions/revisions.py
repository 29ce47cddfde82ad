"""Making revisions: planned before a transaction begins, stored inside it in few statements.

    plan = plan_revision(article, layout)
    with log.act(...) as act:
        make_revision(act, article, plan, source=source, how="import")

What takes time (sentences, digests, where thousands of highlights stand now) is in the plan. Inside the transaction it
is checked that the plan still holds, and rows are inserted.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Protocol, TypeVar

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from newsroom import log, search
from newsroom.intake import Wording, wording_of
from newsroom.layouts import reading_of, stored
from newsroom.models import Article, Project, Revision, Source
from newsroom.text import RULE, Layout
from newsroom.wordings import Changes, compare_words

TRIES: Final = 3
"""How often something is planned while others go on writing, before it is planned under the lock."""

P = TypeVar("P")
T = TypeVar("T")


class Outdated(Exception):
    """What was planned rests on what is not so any more: plan again."""


class Places(Protocol):
    """Where what stands on the article goes: made by settings.MARGIN_REANCHOR."""

    def settle(self) -> Mapping[str, int]:
        """Take in what came since the plan was made; return counts by status. Raises ``Outdated``."""

    def insert(self, revision: Revision) -> None:
        """Insert the places in the new revision."""


@dataclass(frozen=True, slots=True)
class RevisionPlan:
    """A wording that is to become an article's next revision."""

    before: Revision
    wording: Wording
    changes: Changes
    places: Places
    more: Mapping[str, Any]
    """What else its ``changes`` note down."""
    prepared: Mapping[str, Any]
    """The values of the revision's columns that the wording decides."""
    words: tuple[str, str]
    """What the search index keeps of the wording before and of this one."""


def plan_revision(
    article: Article, layout: Layout, *, wording: Wording | None = None, more: Mapping[str, Any] | None = None
) -> RevisionPlan:
    """Work out all that a new wording of an article needs; ``wording`` spares deriving it from the layout again."""
    before = article.current_revision
    assert before is not None
    wording = wording or wording_of(layout, article.language)
    places: Places = import_string(settings.MARGIN_REANCHOR)(
        article=article, before=before, layout=layout, sentences=wording.sentences
    )
    old = reading_of(before.pk, before.uuid).layout
    return RevisionPlan(
        before=before,
        wording=wording,
        changes=compare_words(old, layout),
        places=places,
        more=more or {},
        prepared=stored(layout, wording.sentences),
        words=(search.document(old.text), search.document(layout.text)),
    )


def with_plan(project: Project, plan: Callable[[], P], carry_out: Callable[[P], T]) -> T:
    """Plan outside of any transaction and carry out; where somebody was faster, plan again.

    Whoever was too slow ``TRIES`` times plans under the project's lock: others then wait a moment, but it is done. Raises
    ``log.Conflict`` where the plan rests on what its maker saw and is not so any more.
    """
    for _try in range(TRIES):
        with suppress(Outdated):
            return carry_out(plan())
    try:
        with transaction.atomic():
            Project.objects.select_for_update().only("pk").get(pk=project.pk)
            return carry_out(plan())
    except Outdated as error:
        raise log.Conflict(_("This article was changed meanwhile. Look at it again before you save.")) from error


def new_revision(
    act: log.Act, article: Article, wording: Wording, number: int, source: Source | None = None, **values: Any
) -> Revision:
    """Return an immutable wording for an action under way, not stored yet."""
    columns = values.pop("prepared", None) or stored(wording.layout, wording.sentences)
    return Revision(
        project=act.project,
        article=article,
        number=number,
        rule=RULE,
        sha256=wording.sha256,
        body_sha256=wording.body_sha256,
        source=source,
        by=act.by,
        **columns,
        **values,
    )


def make_revision(act: log.Act, article: Article, plan: RevisionPlan, *, source: Source | None, how: str) -> Revision:
    """Store the planned wording as the article's current one, with the places of what stands on it; the article is not saved.

    ``article`` was read under the project's lock. Raises ``Outdated``.
    """
    if article.current_revision_id != plan.before.pk:
        raise Outdated
    changes = plan.changes.as_json() | plan.more | {"highlights": plan.places.settle()}
    last = article.revisions.order_by("-number").values_list("number", flat=True)[0]
    new = partial(new_revision, act, article, plan.wording, last + 1, source, prepared=plan.prepared)
    revision = new(change=plan.changes.kind, changes=changes, how=how)
    revision.save()
    plan.places.insert(revision)
    article.current_revision = revision
    article.words, article.words_unit = plan.wording.words.count, plan.wording.words.unit
    _take_title(article, plan.wording.layout)
    search.forget_document(act.project, article.pk, plan.words[0])
    search.index_documents(act.project, [(article.pk, plan.words[1])])
    return revision


def _take_title(article: Article, layout: Layout) -> None:
    """Let the title mirror the title block; where there is none, the one that was made up stays."""
    first = layout.blocks[0]
    article.is_title_made_up = first.kind != "title"
    if not article.is_title_made_up:
        article.title = layout.text[first.start : first.end][:500]
