"""Imports that wait in a preview: kept, corrected, read again, saved or put away."""

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from newsroom import log
from newsroom.actions.articles import KNOWN, SAME_ADDRESS, Outcome, import_articles
from newsroom.corrections import corrected
from newsroom.importers.draft import ArticleDraft
from newsroom.importers.notices import Refused
from newsroom.intake import Prepared, prepare
from newsroom.models import Article, Project, Source, User
from newsroom.previews import Row
from newsroom.sources import draft_of, here, note

AWAY, REFUSED = "away", "refused"
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
        _lock(project)
        if not Source.objects.filter(project=project, batch=batch).exists():
            Source.objects.bulk_create(sources, batch_size=PIECE)


def reread_source(*, source: Source, draft: ArticleDraft) -> None:
    """Keep the options with which a source was read anew, what was found that way, and its corrections."""
    note(source, draft).save(update_fields=["options", "importer", "dropped", "found", "facts"])


def correct_sources(*, sources: Sequence[Source]) -> None:
    """Keep the ``facts`` that a person wrote in a preview."""
    Source.objects.bulk_update(sources, ["facts"], batch_size=200)


def put_away(*, sources: Sequence[Source]) -> None:
    """Close a preview without an article; the sources stay kept."""
    _settle([(source, {"status": AWAY}) for source in sources])


def import_rows(*, by: User, project: Project, rows: Sequence[Row], apart: frozenset[UUID], action: UUID) -> None:
    """Store the rows of a preview that have no problem; ``apart`` names sources that are other articles.

    Stops between two pieces after ``SECONDS``; the rest goes on waiting.
    """
    _settle([(row.source, _line(KNOWN, row.known)) for row in rows if row.known])
    good = [row for row in rows if row.is_good or (row.is_only_address and row.source.uuid in apart)]
    deadline = monotonic() + SECONDS
    for start in range(0, len(good), PIECE):
        piece = good[start : start + PIECE]
        for is_apart in (False, True):
            items = _prepared([row for row in piece if (row.source.uuid in apart) is is_apart])
            if items:
                import_sources(by=by, project=project, items=items, apart=is_apart, token=_token(action, items))
        if monotonic() > deadline:
            return


def import_sources(*, by: User, project: Project, items: Items, apart: bool = False, token: log.Token) -> list[Outcome]:
    """Store previewed sources as articles in one action and note with each what became of it.

    One whose address is here with other words goes on waiting (``SAME_ADDRESS``), unless ``apart``. What was
    settled meanwhile is left out of the answer.
    """
    with transaction.atomic():
        _lock(project)
        items = _waiting(items)
        if not items:
            return []
        turned = [(prepared, source) for source, prepared in items]
        outcomes = import_articles(by=by, project=project, items=turned, apart=apart, token=token)
        pairs = zip(items, outcomes, strict=True)
        done = [(source, outcome) for (source, _), outcome in pairs if outcome.status != SAME_ADDRESS]
        _settle([(source, _line(outcome.status, outcome.article)) for source, outcome in done])
    return outcomes


def import_files(*, by: User, project: Project, items: Items, apart: bool = False) -> list[Outcome]:
    """Keep sources and store them as articles in one action, without a preview; those known already are not kept."""
    prepared = [item for _, item in items]
    with transaction.atomic():
        _lock(project)
        known = here(project, {item.sha256 for item in prepared}, None if apart else {item.url for item in prepared})
        fresh = [source for source, item in items if item.sha256 not in known.texts and not known.at(item.url)]
        for source in fresh:
            source.project, source.by, source.settled_at = project, by, timezone.now()
        Source.objects.bulk_create(fresh, batch_size=PIECE)
        turned = [(item, source) for source, item in items]
        return import_articles(by=by, project=project, items=turned, apart=apart, token=log.make_token())


def _lock(project: Project) -> None:
    Project.objects.select_for_update().only("pk").get(pk=project.pk)


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
        source.outcome, source.settled_at = dict(outcome), now
    Source.objects.bulk_update([source for source, _ in outcomes], ["outcome", "settled_at"], batch_size=200)
