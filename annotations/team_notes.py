"""The team note of an article, as pages show it."""

from collections.abc import Collection
from typing import Any

from annotations.mentions import pieces
from annotations.models import TeamNote
from annotations.people import names_in
from newsroom.models import Article, Membership
from newsroom.prepared import Prepared, first

_NOTE = Prepared(
    lambda article: TeamNote.objects.filter(article_id=article).select_related("by", "holder", "holder__user")
)


def team_note_of(article: Article) -> TeamNote | None:
    """Return the note of an article with who wrote it and who has the article in hand."""
    found: TeamNote | None = first(_NOTE.objects(article=article.pk))
    return found


def team_note_context(membership: Membership, article: Article) -> dict[str, Any]:
    """Return what the head of an article needs: the note, and its text cut at the names of people."""
    note = team_note_of(article)
    text = note.text if note else ""
    return {"team_note": note, "team_note_pieces": list(pieces(text, names_in(membership.project, [text])))}


def team_notes_of(articles: Collection[int]) -> dict[int, TeamNote]:
    """Return the notes of several articles, by article: one query."""
    found = TeamNote.objects.filter(article__in=articles).select_related("holder__user")
    return {note.article_id: note for note in found}
