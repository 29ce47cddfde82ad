"""The codings of a project as rows of numbers, read at once: two hundred thousand of them while somebody waits.

So the database is asked as Django would ask it, but its answer is taken as it comes: dates as text where it keeps text, UUIDs
as hexadecimal digits. What is made of a value is made once.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.db.models import F, QuerySet

from annotations.agreed import among
from annotations.merged import Roots, roots, with_merged
from annotations.models import AnchorStatus, Claim, SaidPrecision, Speaker, Tagging
from annotations.sight import together
from annotations.tally import STANCES, STANDINGS, Row
from newsroom.models import Membership, Outlet, PublishedPrecision

_STANCE: Final = {stance: number for number, stance in enumerate(STANCES)}
_STANDING: Final = {standing: number for number, standing in enumerate(STANDINGS)}
_MOVED: Final = _STANDING["moved"]
_LOST: Final = _STANDING["lost"]
_FIELDS: Final = ("pk", "claim", "annotation", "speaker", "stance", "said_at", "said_precision", "annotation__author")
_ARTICLE: Final = ("pk", "outlet", "story", "published_at", "published_precision", "current_revision")
_ANCHOR: Final = ("revision", "start", "end", "is_typographic", "status")
_NAMES: Final = (
    *_FIELDS,
    *(f"annotation__article__{name}" for name in _ARTICLE),
    *(f"annotation__anchors__{name}" for name in _ANCHOR),
)


def coding_rows(
    membership: Membership, *, articles: Collection[int] | None = None, claims: Collection[int] | None = None
) -> dict[int, list[Row]]:
    """Return what the project sees together, as far as the member may see it, by the claim that counts.

    Of some articles alone, or of some claims with what was merged into them, or of all.
    """
    project = membership.project
    merged = roots(Claim, project)
    found = Tagging.objects.current().filter(together(membership), project=project)
    if articles is not None:
        found = found.filter(annotation__article__in=among(articles, "default"))
    if claims is not None:
        found = found.filter(claim__in=with_merged(merged, set(claims)))
    make = _maker(roots(Speaker, project), roots(Outlet, project))
    rows: dict[int, list[Row]] = {}
    for values in _placed(found):
        rows.setdefault(merged.get(values[1], values[1]), []).append(make(values))
    return rows


def _placed(found: QuerySet[Tagging]) -> Iterator[tuple[Any, ...]]:
    """Yield one row a tagging: where it stands in the current wording, or where it was made if it is lost there."""
    current = F("annotation__article__current_revision")
    later = found.filter(annotation__anchors__is_origin=False, annotation__anchors__revision=current)
    now = {values[0]: values for values in _answer(later) if values[-1] != AnchorStatus.LOST}
    origins = _answer(found.filter(annotation__anchors__is_origin=True))
    return (now.get(values[0], values) for values in origins) if now else origins


def _answer(found: QuerySet[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield what the database answers, as it comes."""
    sql, parameters = found.order_by().values_list(*_NAMES).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        while some := cursor.fetchmany(5_000):
            yield from some


def _maker(speakers: Roots, outlets: Roots) -> Callable[[tuple[Any, ...]], Row]:
    """Return what makes a row of a database's answer."""
    stories = _Stories()
    said_month, published_month = SaidPrecision.MONTH.value, PublishedPrecision.MONTH.value

    def make(values: tuple[Any, ...]) -> Row:
        (_pk, _claim, annotation, speaker, stance, said_at, said_precision, author) = values[:8]
        article, outlet, story, published_at, precision, current, revision, start, end, typographic, status = values[8:]
        is_month = said_precision == said_month if said_at else precision == published_month
        return Row(
            article,
            revision,
            speakers.get(speaker, speaker) or 0,
            start or 0,
            end or 0,
            annotation,
            _STANCE[stance],
            author,
            outlets.get(outlet, outlet) or 0,
            stories[story] if story else article,
            published_at.toordinal() if published_at else 0,
            said_at.toordinal() if said_at else 0,
            int(is_month),
            _LOST if revision != current else _MOVED if typographic else _STANDING[status],
        )

    return make


class _Stories(dict[Any, int]):
    """Numbers of stories, none of them the key of an article."""

    def __missing__(self, story: Any) -> int:
        self[story] = (story if isinstance(story, UUID) else UUID(hex=story)).int >> 66 | 1 << 62
        return self[story]
