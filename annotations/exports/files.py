"""The files that leave the house: which rows, in which columns, for whom. The site and the commands take them here.

Everything is read on settings.READER_DATABASE in one transaction, so that a file shows one moment.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from typing import Any, Final

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from annotations.exports import csv_file
from annotations.exports.annotation_rows import annotation_rows
from annotations.exports.archive import archive
from annotations.exports.article_rows import article_rows
from annotations.exports.as_of import rows_as_of
from annotations.exports.columns import ARTICLES, CODES, COLUMNS, EXCEL, EXCEL_WIDE, REPLIES, WIDE
from annotations.exports.facts import ClaimFact, claims_of, survivor
from annotations.exports.history import History
from annotations.exports.options import Options
from annotations.exports.own import OwnCells
from annotations.exports.reply_rows import reply_rows
from annotations.exports.wide import wide_rows
from annotations.passage_query import ask, rows
from annotations.passages import PassageFilter
from newsroom.custom_fields import fields_of
from newsroom.models import Membership, Project

CSV: Final = "text/csv; charset=utf-8"
ZIP: Final = "application/zip"
_CLAIM: Final = COLUMNS.index("claim_id")


def filename(project: Project, kind: str, ending: str = "csv") -> str:
    """Return the name under which a file is saved: project, what it holds, the day in UTC."""
    return f"{project.key}-{kind}-{timezone.now():%Y-%m-%d}.{ending}"


@contextmanager
def one_moment(using: str) -> Iterator[None]:
    """Read everything as of one moment; SQLite's reader does so by itself once a transaction is open."""
    connection = connections[using]
    is_outermost = not connection.in_atomic_block
    with transaction.atomic(using=using):
        if is_outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def annotations_csv(
    project: Project, who: Membership | None, filter: PassageFilter, options: Options
) -> Iterator[bytes]:
    """Return annotations.csv in chunks; ``who`` is None for the operator."""
    return _annotations(project, who, filter, options, options.dialect)


def annotations_zip(
    project: Project, who: Membership | None, filter: PassageFilter, options: Options
) -> Iterator[bytes]:
    """Return annotations.csv and codes.csv in one archive, in chunks."""
    members = (
        ("annotations.csv", annotations_csv(project, who, filter, options)),
        ("codes.csv", codes_csv(project, options)),
    )
    return archive(members, timezone.now())


def codes_csv(project: Project, options: Options) -> Iterator[bytes]:
    """Return codes.csv in chunks: the codebook, removed and merged claims left out."""
    return _codes(project, options, options.dialect)


def articles_csv(project: Project, who: Membership | None, private: bool, options: Options) -> Iterator[bytes]:
    """Return articles.csv in chunks."""
    return _articles(project, who, private, options.dialect)


def replies_csv(project: Project, who: Membership | None, options: Options) -> Iterator[bytes]:
    """Return replies.csv in chunks; ``who`` is None for the operator."""
    return _replies(project, who, options.dialect)


def _annotations(
    project: Project, who: Membership | None, filter: PassageFilter, options: Options, dialect: csv_file.Dialect
) -> Iterator[bytes]:
    # The dialect comes from outside because this runs later, in a thread that knows no language.
    using = settings.READER_DATABASE
    with one_moment(using):
        if options.layout == "wide":
            yield from _wide(project, who, filter, options, dialect, using)
            return
        cells = OwnCells(fields_of(project, using=using))
        own = cells.columns
        columns, found = (*COLUMNS, *own), _long(project, who, filter, options, using)
        if options.audience == "excel":
            names = (*EXCEL, *cells.excel_columns)
            pick = itemgetter(*(columns.index(name) for name in names))
            yield from csv_file.write(names, map(pick, found), dialect, own)
        else:
            yield from csv_file.write(columns, found, dialect, own)


def _long(
    project: Project, who: Membership | None, filter: PassageFilter, options: Options, using: str
) -> Iterator[tuple[Any, ...]]:
    if options.as_of:
        return rows_as_of(project, who, filter, options.as_of, using)
    return annotation_rows(project, who, filter, using)


def _wide(
    project: Project,
    who: Membership | None,
    filter: PassageFilter,
    options: Options,
    dialect: csv_file.Dialect,
    using: str,
) -> Iterator[bytes]:
    claims = _claims_found(project, who, filter, options, using)
    ids = [claim.uuid for claim in claims]
    own = OwnCells(fields_of(project, using=using))
    names, kept = (*WIDE, *own.article_columns), own.article_columns
    found = wide_rows(_long(project, who, filter, options, using), ids, 2 * len(own.of_taggings))
    if options.audience != "excel":
        yield from csv_file.write((*names, *ids), found, dialect, kept)
        return
    chosen = (*EXCEL_WIDE, *kept)
    pick = itemgetter(*(names.index(name) for name in chosen))
    labels = [claim.label for claim in claims]
    cells = ((*pick(row), *row[len(names) :]) for row in found)
    yield from csv_file.write((*chosen, *labels), cells, dialect, kept)


def _claims_found(
    project: Project, who: Membership | None, filter: PassageFilter, options: Options, using: str
) -> list[ClaimFact]:
    """Return the claims that the rows carry, by label."""
    if options.as_of:
        by_uuid = History(project, options.as_of, using).claims
        found = {row[_CLAIM] for row in _long(project, who, filter, options, using)} - {""}
        return sorted((by_uuid[uuid] for uuid in found), key=_by_label)
    facts = claims_of(project, using)
    keys = rows(ask(project, who, filter, using)).order_by().values_list("tagging__claim_id", flat=True).distinct()
    claims = {claim.uuid: claim for key in keys if key for claim in [survivor(facts, key)]}
    return sorted(claims.values(), key=_by_label)


def _by_label(claim: ClaimFact) -> tuple[str, str]:
    return claim.label.casefold(), claim.uuid


def _codes(project: Project, options: Options, dialect: csv_file.Dialect) -> Iterator[bytes]:
    using = settings.READER_DATABASE
    with one_moment(using):
        facts = History(project, options.as_of, using).claims if options.as_of else claims_of(project, using)
        claims = sorted((fact for fact in facts.values() if not (fact.merged_into or fact.is_removed)), key=_by_label)
        parents = ((claim, survivor(facts, claim.parent).uuid if claim.parent in facts else "") for claim in claims)
        cells = ((claim.uuid, claim.label, parent, claim.statement, claim.definition) for claim, parent in parents)
        yield from csv_file.write(CODES, cells, dialect)


def _replies(project: Project, who: Membership | None, dialect: csv_file.Dialect) -> Iterator[bytes]:
    using = settings.READER_DATABASE
    with one_moment(using):
        yield from csv_file.write(REPLIES, reply_rows(project, who, using), dialect)


def _articles(project: Project, who: Membership | None, private: bool, dialect: csv_file.Dialect) -> Iterator[bytes]:
    using = settings.READER_DATABASE
    with one_moment(using):
        own = OwnCells(fields_of(project, using=using)).article_columns
        yield from csv_file.write((*ARTICLES, *own), article_rows(project, who, private, using), dialect, own)
