"""Imports that wait in a preview: kept, corrected, read again, saved or put away."""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from newsroom import log
from newsroom.actions.articles import KNOWN, SAME_ADDRESS, Outcome, import_articles
from newsroom.actions.intake import ImportPlan, plan_imports
from newsroom.corrections import corrected
from newsroom.importers.draft import ArticleDraft
from newsroom.importers.notices import Refused
from newsroom.intake import Prepared, prepare
from newsroom.models import Article, ItemStatus, Project, Source, User
from newsroom.previews import Row
from newsroom.sources import draft_of, note
from newsroom.storing import insert, update
from newsroom.verdicts import Choice

AWAY, REFUSED = "away", "refused"
NEW: Final = (ItemStatus.ADDED, ItemStatus.REVISED)
CHOICE: Final = Choice()
PIECE: Final = 50
"""Articles that are stored in one transaction: nobody waits long for an import."""
SECONDS: Final = 4.0
"""After so long a request stops between two pieces; the page goes on with the next one."""

Items = Sequence[tuple[Source, Prepared]]


def keep_batch(*, by: User, project: Project, batch: UUID, sources: Sequence[Source]) -> None:
    """Keep what came in at one time, for one preview; the same ``batch`` a second time changes nothing."""
    for source in sources:
        source.project, source.by, source.batch = project, by, batch
    with transaction.atomic():
        lock(project)
        if not Source.objects.filter(project=project, batch=batch).exists():
            insert(sources)


def reread_source(*, source: Source, draft: ArticleDraft) -> None:
    """Keep the options with which a source was read anew, what was found that way, and its corrections."""
    note(source, draft).save(update_fields=["options", "importer", "dropped", "found", "facts", "drafted"])


def correct_sources(*, sources: Sequence[Source]) -> None:
    """Keep the ``facts`` that a person wrote in a preview."""
    Source.objects.bulk_update(sources, ["facts"], batch_size=200)


def put_away(*, sources: Sequence[Source]) -> None:
    """Close a preview without an article; the sources stay kept."""
    _settle([(source, {"status": AWAY}) for source in sources])


def import_rows(
    *,
    by: User,
    project: Project,
    rows: Sequence[Row],
    apart: frozenset[UUID] = frozenset(),
    force: frozenset[UUID] = frozenset(),
    action: UUID,
) -> None:
    """Store the rows of a preview that have no problem.

    ``apart`` names sources that are other articles whatever their address says, ``force`` those that are new wordings
    however unlike. Stops between two pieces after ``SECONDS``; the rest goes on waiting.
    """
    _settle([(row.source, _line(KNOWN, row.known)) for row in rows if row.known])
    good = [row for row in rows if row.is_good or (row.is_only_address and row.source.uuid in apart | force)]
    deadline = monotonic() + SECONDS
    for start in range(0, len(good), PIECE):
        piece = good[start : start + PIECE]
        for choice in (Choice(), Choice(apart=True), Choice(force=True)):
            items = _prepared([row for row in piece if _choice(row, apart, force) == choice])
            if items:
                chosen = {"apart": choice.apart, "force": choice.force}
                import_sources(by=by, project=project, items=items, token=_token(action, items), **chosen)
        if monotonic() > deadline:
            return


def _choice(row: Row, apart: frozenset[UUID], force: frozenset[UUID]) -> Choice:
    is_apart = row.source.uuid in apart
    return Choice(apart=is_apart, force=not is_apart and row.source.uuid in force)


def import_sources(
    *, by: User, project: Project, items: Items, apart: bool = False, force: bool = False, token: log.Token
) -> list[Outcome]:
    """Store previewed sources as articles in one action and note with each what became of it.

    One whose address is here with wholly other words goes on waiting (``SAME_ADDRESS``), unless it is ``apart`` (another
    article) or ``force`` (a wording all the same). What was settled meanwhile is left out of the answer.
    """
    choice = Choice(apart, force)
    plan: ImportPlan | None = plan_imports(project, _turned(items), choice)
    with transaction.atomic():
        lock(project)
        waiting = _waiting(items)
        if not waiting:
            return []
        plan, items = (plan if len(waiting) == len(items) else None), waiting
        outcomes = import_articles(
            by=by, project=project, items=_turned(items), apart=apart, force=force, plan=plan, token=token
        )
        pairs = zip(items, outcomes, strict=True)
        done = [(source, outcome) for (source, _), outcome in pairs if outcome.status != SAME_ADDRESS]
        _settle([(source, _line(outcome.status, outcome.article)) for source, outcome in done])
    return outcomes


def import_files(
    *,
    by: User,
    project: Project,
    items: Items,
    choice: Choice = CHOICE,
    plan: ImportPlan | None = None,
    token: log.Token | None = None,
) -> list[Outcome]:
    """Keep sources and store them as articles in one action, without a preview; those known already are not kept.

    Whoever calls this inside a transaction makes the ``plan`` before it begins (``plan_of``).
    """
    plan = plan or plan_of(project, items, choice)
    with transaction.atomic():
        lock(project)
        verdicts = zip(items, plan.verdicts, strict=True)
        fresh = [source for (source, _), verdict in verdicts if verdict.status in NEW]
        for source in fresh:
            source.project, source.by, source.settled_at, source.drafted = project, by, timezone.now(), {}
        insert(fresh)
        values = {"apart": choice.apart, "force": choice.force, "how": choice.how, "plan": plan}
        token = token or log.make_token()
        outcomes = import_articles(by=by, project=project, items=_turned(items), token=token, **values)
        _forget_unused(items, outcomes)
    return outcomes


def plan_of(project: Project, items: Items, choice: Choice = CHOICE) -> ImportPlan:
    """Work out what becomes of sources, outside of any transaction."""
    return plan_imports(project, _turned(items), choice)


def keep_for_preview(*, by: User, project: Project, batch: UUID, sources: Sequence[Source]) -> None:
    """Add sources to a batch that waits in a preview; for use inside the transaction that makes sure it is done once."""
    for source in sources:
        source.project, source.by, source.batch = project, by, batch
    insert(sources)


def _forget_unused(items: Items, outcomes: Sequence[Outcome]) -> None:
    """Of an article that was there in these very words, or waits for a decision, no second source is kept."""
    keys = [source.pk for (source, _), outcome in zip(items, outcomes, strict=True) if outcome.status not in NEW]
    if keys := [key for key in keys if key is not None]:
        Source.objects.filter(pk__in=keys).delete()


def lock(project: Project) -> None:
    """Take the project's lock first, as every writer does."""
    Project.objects.select_for_update().only("pk").get(pk=project.pk)


def _turned(items: Items) -> list[tuple[Prepared, Source | None]]:
    return [(prepared, source) for source, prepared in items]


def _waiting(items: Items) -> list[tuple[Source, Prepared]]:
    """Leave out what another request saved or put away meanwhile."""
    keys = [source.pk for source, _ in items]
    waiting = set(Source.objects.waiting().filter(pk__in=keys).values_list("pk", flat=True))
    return [(source, prepared) for source, prepared in items if source.pk in waiting]


def _prepared(rows: Sequence[Row]) -> list[tuple[Source, Prepared]]:
    """Read the sources again and do all that takes time; what cannot be read any more is settled as refused."""
    items = []
    for row in rows:
        try:
            draft = draft_of(row.source)
        except Refused as refused:
            _settle([(row.source, {"status": REFUSED, "why": refused.notice.message})])
            continue
        items.append((row.source, prepare(corrected(draft, row.form.cleaned_data))))
    return items


def _token(action: UUID, items: Items) -> log.Token:
    """One action of the browser is several here: each piece has a UUID that follows from it."""
    payload = {str(source.uuid): prepared.sha256 for source, prepared in items}
    return log.make_token(uuid5(action, " ".join(payload)), payload)


def _line(status: str, article: Article) -> dict[str, str]:
    return {"status": status, "article": str(article.uuid)}


def _settle(outcomes: Sequence[tuple[Source, Mapping[str, str]]]) -> None:
    now = timezone.now()
    for source, outcome in outcomes:
        source.outcome, source.settled_at, source.drafted = dict(outcome), now, {}
    update([source for source, _ in outcomes], ("outcome", "settled_at", "drafted"))
