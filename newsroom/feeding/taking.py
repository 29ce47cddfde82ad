"""What a feed brought: compared with what was seen of it before, read, stored in small pieces, and noted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Final

from django.utils import timezone

from newsroom.actions.articles import ADDED, KNOWN, REVISED
from newsroom.actions.imports import import_files
from newsroom.feeding.leases import Lease
from newsroom.feeding.reading import Bad, Ready, from_feed, from_page, needs_page
from newsroom.importers.feed_document import Entry
from newsroom.importers.notices import Notice, gettext_noop
from newsroom.known import known
from newsroom.models import Article, FeedEntry, FeedText
from newsroom.verdicts import Choice

PIECE: Final = 10
MOST_PAGES: Final = 50
"""Pages that one run fetches; the others wait for the next one."""
MOST_TRIES: Final = 3
_OTHER: Final = gettext_noop(
    "Under its address is an article with quite another text. If it is one, import the page as a separate article."
)

_STOPPED: Final = gettext_noop(
    "Margin stopped while it read this. Paste its text, and tell whoever looks after Margin."
)


@dataclass(slots=True)
class Counts:
    """What became of the entries of one run; ``left`` are those that wait for the next one."""

    added: int = 0
    revised: int = 0
    known: int = 0
    refused: int = 0
    left: int = 0

    def as_json(self) -> dict[str, int]:
        return asdict(self)


@dataclass(slots=True)
class Taking:
    """One run. ``is_wanted`` says, between two pages, whether the worker is wanted elsewhere."""

    lease: Lease
    is_wanted: Callable[[], bool]
    counts: Counts = field(default_factory=Counts)
    pages: int = 0
    _seen: dict[str, FeedEntry] = field(default_factory=dict)

    def take(self, entries: Sequence[Entry]) -> Counts:
        """Take in what is new or was changed, the oldest first. Raises ``leases.Lost``."""
        self._seen = {row.key: row for row in self._rows(entries)}
        waiting = [entry for entry in reversed(entries) if self._is_new(entry)]
        for start in range(0, len(waiting), PIECE):
            if not self._take_piece(waiting[start : start + PIECE]):
                self.counts.left += len(waiting[start + PIECE :])
                break
            self.lease.write()
        return self.counts

    def _rows(self, entries: Sequence[Entry]) -> Iterable[FeedEntry]:
        keys = [entry.key for entry in entries]
        return FeedEntry.objects.filter(feed=self.lease.feed, key__in=keys).select_related("article")

    def _is_new(self, entry: Entry) -> bool:
        row = self._seen.get(entry.key)
        if row is None:
            return True
        is_given_up = not row.sha256 and row.tries >= MOST_TRIES
        return row.sha256 != entry.sha256 and not is_given_up

    def _take_piece(self, piece: Sequence[Entry]) -> bool:
        """Read and store a few entries; False where the run ends here."""
        ready: list[Ready] = []
        rows: list[FeedEntry] = []
        goes_on = True
        for number, entry in enumerate(piece):
            if self.is_wanted() or self.pages >= MOST_PAGES:
                self.counts.left += len(piece) - number
                goes_on = False
                break
            if self.lease.feed.failures > 1:
                self._note_try(entry)
            read = self._read(entry)
            if isinstance(read, Ready):
                ready.append(read)
            else:
                rows.append(self._refused(read))
        self._keep([*rows, *self._store(ready)])
        return goes_on

    def _note_try(self, entry: Entry) -> None:
        """Count the try before it is made: the last run did not end well, perhaps because of this entry."""
        row = self._row(entry, "", Notice("stopped", _STOPPED), self._article(entry))
        row.tries = self._tries(entry) + 1
        self._keep([row])

    def _read(self, entry: Entry) -> Ready | Bad:
        feed = self.lease.feed
        if not needs_page(feed, entry):
            return from_feed(feed, entry)
        self.pages += 1
        page = from_page(feed, entry)
        if isinstance(page, Ready) or feed.text_from == FeedText.PAGE or self._article(entry):
            return page
        if page.is_passing and self._tries(entry) + 1 < MOST_TRIES:
            return page
        summary = from_feed(feed, entry)
        return summary if isinstance(summary, Ready) else page

    def _store(self, ready: Sequence[Ready]) -> list[FeedEntry]:
        """Store the articles of a piece; a summary never takes the place of a whole text that is here."""
        rows, whole, growing = [], [], []
        here = known(self.lease.feed.project, [one.prepared for one in ready])
        for one in ready:
            there = next(iter(here.same(one.prepared)), None)
            if there is not None and one.is_partial and not there.is_partial:
                rows.append(self._settled(one.entry, KNOWN, there))
            elif there is not None and there.is_partial and not one.is_partial:
                growing.append(one)
            else:
                whole.append(one)
        return [*rows, *self._import(whole, force=False), *self._import(growing, force=True)]

    def _import(self, ready: Sequence[Ready], *, force: bool) -> list[FeedEntry]:
        if not ready:
            return []
        feed = self.lease.feed
        items = [(one.source, one.prepared) for one in ready]
        choice = Choice(force=force, how="feed")
        outcomes = import_files(by=feed.by, project=feed.project, items=items, choice=choice)
        pairs = zip(ready, outcomes, strict=True)
        return [self._settled(one.entry, outcome.status, outcome.article) for one, outcome in pairs]

    def _settled(self, entry: Entry, status: str, article: Article) -> FeedEntry:
        names = {ADDED: "added", REVISED: "revised", KNOWN: "known"}
        name = names.get(status, "refused")
        setattr(self.counts, name, getattr(self.counts, name) + 1)
        notice = None if status in names else Notice("other-text", _OTHER)
        return self._row(entry, entry.sha256, notice, article)

    def _refused(self, bad: Bad) -> FeedEntry:
        """Note why; without a digest the entry is looked at again the next time."""
        self.counts.refused += 1
        tries = self._tries(bad.entry) + 1
        is_left = bad.is_passing and tries < MOST_TRIES
        self.counts.left += is_left
        row = self._row(bad.entry, "" if is_left else bad.entry.sha256, bad.notice, self._article(bad.entry))
        row.tries = tries
        return row

    def _row(self, entry: Entry, sha256: str, notice: Notice | None, article: Article | None) -> FeedEntry:
        return FeedEntry(
            feed=self.lease.feed,
            key=entry.key,
            sha256=sha256,
            url=entry.url[:2000],
            title=entry.title[:500],
            article=article,
            why=[notice.code, notice.message, dict(notice.params)] if notice else [],
            seen_at=timezone.now(),
        )

    def _article(self, entry: Entry) -> Article | None:
        row = self._seen.get(entry.key)
        return row.article if row else None

    def _tries(self, entry: Entry) -> int:
        row = self._seen.get(entry.key)
        return row.tries if row else 0

    def _keep(self, rows: Sequence[FeedEntry]) -> None:
        names = ["sha256", "url", "title", "article", "why", "tries", "seen_at"]
        FeedEntry.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["feed", "key"], update_fields=names, batch_size=PIECE
        )
