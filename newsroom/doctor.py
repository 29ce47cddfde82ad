"""What must hold in every database, asked of a live one: ``manage.py doctor``.

A check yields the rows for which something does not hold. Each app has its checks in a module of this name and
makes them known with ``check``; ``all_checks`` finds them. Nothing is written: the checks run on the alias for long
reads.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db import connections, models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import Lag
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from newsroom.intake import digest
from newsroom.models import Article, Event, Project, Revision


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: what, and the row as its model and its UUID (or key, where it has none)."""

    what: str
    kind: str
    row: str


Check = Callable[[str], Iterable[Fault]]
"""Takes the database alias to ask; the first line of its docstring says what must hold."""

CHECKS: Final[list[Check]] = []


def check(function: Check) -> Check:
    """Make a check known to ``all_checks`` (a decorator)."""
    CHECKS.append(function)
    return function


def all_checks() -> list[Check]:
    """Return the checks of every installed app."""
    autodiscover_modules("doctor")
    return list(CHECKS)


def faults(using: str) -> Iterator[Fault]:
    """Run every check on a database."""
    for one in all_checks():
        yield from one(using)


def fault(what: str, row: models.Model) -> Fault:
    """Return the fault of a row."""
    return Fault(what, row._meta.model_name or "", str(getattr(row, "uuid", row.pk)))


@check
def links_stay_in_a_project(using: str) -> Iterator[Fault]:
    """Two rows joined by a link belong to one project."""
    for model, link in links():
        astray = model._default_manager.using(using).exclude(**{link.name: None})
        for row in _bare(astray.exclude(**{f"{link.name}__project_id": F("project_id")})):
            yield fault(_("%(link)s is in another project") % {"link": link.name}, row)


def links() -> Iterator[tuple[type[models.Model], models.ForeignKey[Any, Any]]]:
    """Yield every foreign key, with its model, that joins two models of a project."""
    for model in filter(_has_project, apps.get_models()):
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and _has_project(field.related_model):
                yield model, field


def _has_project(model: Any) -> bool:
    return any(
        isinstance(field, models.ForeignKey) and field.name == "project" for field in model._meta.concrete_fields
    )


@check
def articles_have_their_own_wording(using: str) -> Iterator[Fault]:
    """Every article has a current revision, and it is one of its own."""
    articles = Article.objects.using(using)
    for row in _bare(articles.filter(current_revision=None)):
        yield fault(_("has no current revision"), row)
    others = articles.exclude(current_revision=None).exclude(current_revision__article=F("pk"))
    for row in _bare(others):
        yield fault(_("its current revision belongs to another article"), row)


@check
def revisions_are_whole(using: str) -> Iterator[Fault]:
    """A revision's text has its stored length and digest, and its blocks lie in it in order."""
    revisions = Revision.objects.using(using).only("uuid", "text", "blocks", "length", "sha256", "rule")
    for row in revisions.order_by("pk").iterator(chunk_size=200):
        if row.length != len(row.text) or row.sha256 != digest(row.text):
            yield fault(_("its text is not the one that was stored"), row)
        if not _in_order([(start, end) for _kind, start, end, *_more in row.blocks], row.length):
            yield fault(_("its blocks do not lie in its text in order"), row)


def _in_order(ranges: list[tuple[int, int]], length: int) -> bool:
    edges = [0, *(edge for bounds in ranges for edge in bounds), length]
    return edges == sorted(edges) and all(start < end for start, end in ranges)


@check
def titles_mirror_the_wording(using: str) -> Iterator[Fault]:
    """The title of an article is the title block of its current revision; where there is none, Margin made it up."""
    articles = Article.objects.using(using).exclude(current_revision=None).select_related("current_revision")
    for row in articles.order_by("pk").iterator(chunk_size=200):
        revision = row.current_revision
        assert revision is not None
        found = next((revision.text[start:end] for kind, start, end, *_ in revision.blocks if kind == "title"), None)
        if row.is_title_made_up != (found is None) or (found is not None and row.title != found[:500]):
            yield fault(_("its title is not the one in its text"), row)


@check
def numbers_rise(using: str) -> Iterator[Fault]:
    """Events of a project have numbers of their own, in the order of their actions, none beyond the counter."""
    events = Event.objects.using(using)
    window: dict[str, Any] = {"partition_by": F("project_id"), "order_by": [F("sequence").asc(), F("pk").asc()]}
    told = events.annotate(
        earlier_action=Window(Lag("action_id"), **window), earlier_number=Window(Lag("sequence"), **window)
    )
    for event in told.filter(Q(earlier_action__gt=F("action_id")) | Q(earlier_number=F("sequence"))):
        yield Fault(_("its number is not after those of earlier actions"), "event", _named(event))
    for event in events.filter(sequence__gt=F("project__sequence")):
        yield Fault(_("its number is beyond the project's counter"), "event", _named(event))


@check
def actions_are_told_by_their_events(using: str) -> Iterator[Fault]:
    """The article that an event names is that of an article's own event."""
    own = Article.objects.using(using).filter(uuid=OuterRef("object_uuid"), pk=OuterRef("article_id"))
    for event in Event.objects.using(using).filter(~Exists(own), object_kind="article"):
        yield Fault(_("it names another article than its own"), "event", _named(event))


@check
def search_index_is_complete(using: str) -> Iterator[Fault]:
    """The full-text index holds every article, and nothing else."""
    column = "rowid" if connections[using].vendor == "sqlite" else "article_id"
    with connections[using].cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM newsroom_search")  # noqa: S608 - one of two constants
        indexed = {key for (key,) in cursor.fetchall()}
    articles = dict(Article.objects.using(using).values_list("pk", "uuid"))
    for key in articles.keys() - indexed:
        yield Fault(_("is not in the search index"), "article", str(articles[key]))
    for key in indexed - articles.keys():
        yield Fault(_("the search index holds an article that is not there"), "newsroom_search", str(key))


@check
def file_is_sound(using: str) -> Iterator[Fault]:
    """SQLite finds its file whole and every foreign key kept. PostgreSQL keeps watch itself."""
    if connections[using].vendor != "sqlite":
        return
    with connections[using].cursor() as cursor:
        for (line,) in cursor.execute("PRAGMA integrity_check").fetchall():
            if line != "ok":
                yield Fault(line, "database", using)
        for table, row, parent, _number in cursor.execute("PRAGMA foreign_key_check").fetchall():
            yield Fault(_("points to a row of %(table)s that is not there") % {"table": parent}, table, str(row))


@check
def projects_have_an_owner(using: str) -> Iterator[Fault]:
    """Somebody owns every project."""
    owned = Q(memberships__role="owner", memberships__ended_at=None)
    for row in _bare(Project.objects.using(using).exclude(pk__in=Project.objects.using(using).filter(owned))):
        yield fault(_("has no owner"), row)


def _bare(rows: QuerySet[Any]) -> Iterable[Any]:
    """Fetch keys alone: a fault names a row, it does not show what is in it."""
    names = {field.name for field in rows.model._meta.concrete_fields}
    return rows.only(*({"pk", "uuid"} & (names | {"pk"}))).order_by("pk").iterator(chunk_size=2000)


def _named(event: Event) -> str:
    return f"{event.sequence} {event.object_kind} {event.object_uuid}"
