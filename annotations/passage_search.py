"""Text search over sentences and notes of annotations, by an index that the database keeps up to date itself.

SQLite: FTS5 over three-letter groups, filled by triggers. PostgreSQL: pg_trgm. Both find any part of a word, whatever
the case, in every script (migration 0003). A word shorter than three characters is not in such an index: it is looked
for in the sentences of those articles alone that hold it as a word (``newsroom.search``), and not in notes.
"""

from typing import Any, Final

from django.db import connections
from django.db.models import Q
from django.db.models.expressions import RawSQL

from newsroom import search
from newsroom.models import Article, Project

SHORTEST: Final = 3
"""Code points that the index needs."""


def holding(project: Project, text: str, using: str) -> Q:
    """Return the condition on anchors whose sentence or whose annotation's note holds every word of ``text``.

    Words in quotation marks must follow each other just so.
    """
    found = Q()
    for term in terms(text):
        found &= _long(term, using) if len(term) >= SHORTEST else _short(project, term, using)
    return found


def terms(text: str) -> list[str]:
    """Return what is looked for: the words, and what stands in quotation marks as one.

    >>> terms('real "to negotiate" now')
    ['to negotiate', 'real', 'now']
    """
    quoted = text.split('"')
    phrases = [" ".join(part.split()) for part in quoted[1::2]]
    return [phrase for phrase in phrases if phrase] + " ".join(quoted[0::2]).split()


def _long(term: str, using: str) -> Q:
    if connections[using].vendor == "sqlite":
        quoted = '"' + term.replace('"', '""') + '"'
        anchors: Any = RawSQL("SELECT rowid FROM annotations_sentence_search WHERE sentence MATCH %s", [quoted])
        notes: Any = RawSQL("SELECT rowid FROM annotations_note_search WHERE note MATCH %s", [quoted])
    else:
        pattern = f"%{_escaped(term)}%"
        anchors = RawSQL("SELECT id FROM annotations_anchor WHERE is_origin AND sentence ILIKE %s", [pattern])
        notes = RawSQL("SELECT id FROM annotations_annotation WHERE note ILIKE %s", [pattern])
    return Q(pk__in=anchors) | Q(annotation__in=notes)


def _short(project: Project, term: str, using: str) -> Q:
    articles = search.matching(Article.objects.using(using).filter(project=project), project, f'"{term}"')
    return Q(article__in=articles.values("pk"), sentence__icontains=term)


def _escaped(term: str) -> str:
    return term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
