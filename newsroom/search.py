"""Full-text search over titles and texts by the database's own index: FTS5 on SQLite, tsvector on PostgreSQL.

Both indexes get the same words, made here, so that both find the same articles: folded (NFKC, case, accents),
and every Han, kana or Thai character a word of its own, so that a search inside a run without spaces works.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from django.db import connections
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from newsroom.models import Article, Project

LONGEST_QUERY: Final = 300
MOST_BYTES: Final = 500_000
"""Words beyond this many bytes are not indexed: a tsvector holds less than 1 MiB (PostgreSQL 15, 12.11)."""
_UNSPACED: Final = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
)
_WORD: Final = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_PART: Final = re.compile(r'"([^"]*)"|(\S+)')


def words(text: str) -> list[str]:
    """Return the words of ``text`` as the index keeps them.

    >>> words("Café 停火: $5")
    ['cafe', '停', '火', '5']
    """
    plain = text if text.isascii() else _without_accents(text)
    return _WORD.findall(plain.casefold())


def _without_accents(text: str) -> str:
    text = unicodedata.normalize("NFKD", text)
    marks = {ord(char): None for char in set(text) if unicodedata.combining(char)}
    return text.translate(marks) if marks else text


def document(text: str) -> str:
    """Return what the index keeps of a text: its words. Making it takes longer than writing it."""
    return " ".join(words(text)).encode()[:MOST_BYTES].decode(errors="ignore")


def index(project: Project, rows: Iterable[tuple[int, str]], using: str = "default") -> None:
    """Put articles into the index: pairs of article key and text. A text that is known already must be forgotten first."""
    index_documents(project, [(pk, document(text)) for pk, text in rows], using)


def index_documents(project: Project, rows: Iterable[tuple[int, str]], using: str = "default") -> None:
    """Put articles into the index: pairs of article key and ``document``."""
    connection = connections[using]
    values = [(pk, project.pk, words) for pk, words in rows]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                "INSERT INTO newsroom_search(rowid, project, words) VALUES (%s, %s, %s)",
                [(pk, f"p{owner}", text) for pk, owner, text in values],
            )
        else:
            cursor.executemany(
                "INSERT INTO newsroom_search(article_id, project_id, words) VALUES (%s, %s, to_tsvector('simple', %s))",
                values,
            )


def forget(project: Project, pk: int, text: str, using: str = "default") -> None:
    """Take an article out of the index; ``text`` is the wording that was indexed (the index keeps no copy)."""
    forget_document(project, pk, document(text), using)


def forget_document(project: Project, pk: int, words: str, using: str = "default") -> None:
    """Take an article out of the index; ``words`` is the ``document`` that was indexed."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "INSERT INTO newsroom_search(newsroom_search, rowid, project, words) VALUES ('delete', %s, %s, %s)",
                [pk, f"p{project.pk}", words],
            )
        else:
            cursor.execute("DELETE FROM newsroom_search WHERE article_id = %s", [pk])


def matching(articles: QuerySet[Article], project: Project, query: str) -> QuerySet[Article]:
    """Keep the articles that hold every word of ``query``; "words in quotes" must follow each other.

    The last word may be the beginning of one. A query without any word keeps nothing.
    """
    phrases = _phrases(query[:LONGEST_QUERY])
    if not phrases:
        return articles.none()
    if connections[articles.db].vendor == "sqlite":
        terms = " AND ".join('words:"' + " ".join(phrase) + '"' + star for phrase, star in phrases)
        match = f"project:p{project.pk} AND {terms}"
        found = RawSQL("SELECT rowid FROM newsroom_search WHERE newsroom_search MATCH %s", [match])
    else:
        terms = " & ".join(_tsquery(phrase, star) for phrase, star in phrases)
        found = RawSQL(
            "SELECT article_id FROM newsroom_search WHERE project_id = %s AND words @@ to_tsquery('simple', %s)",
            [project.pk, terms],
        )
    return articles.filter(pk__in=found)


def _phrases(query: str) -> list[tuple[list[str], str]]:
    """Return the phrases of a query, each with "*" where its last word may be a beginning."""
    parts = [(words(quoted or word), not quoted) for quoted, word in _PART.findall(query)]
    phrases = [(found, is_open) for found, is_open in parts if found]
    last = len(phrases) - 1
    return [(found, "*" if is_open and number == last else "") for number, (found, is_open) in enumerate(phrases)]


def _tsquery(phrase: list[str], star: str) -> str:
    quoted = ["'" + word + "'" for word in phrase]
    return "(" + " <-> ".join([*quoted[:-1], quoted[-1] + (":*" if star else "")]) + ")"
