"""The common drawing, made into that of somebody whose own highlights are in it: their notes are drawn anew, the rest is as it was.

Who has nothing there but plain work on highlights of their own, which everybody sees, sees what onlookers see, and own notes with
the means to change them. Whoever has more of a part in it is drawn for by themselves (``annotations.live.telling``).
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any, Final

from django.template import Context

from annotations.live.drawing import Drawing, told_of
from annotations.live.news import News, Touch
from annotations.templatetags.notes import note_card
from annotations.threads import with_talk
from annotations.views.reading import page_of
from newsroom.models import Article, Membership

PLAIN: Final = frozenset({"annotation", "anchor", "tagging"})
"""Kinds of events that are work on a highlight itself."""


def authors_in(news: News, drawing: Drawing) -> frozenset[int]:
    """Return the people who did nothing of it but plain work on own highlights, all of which is in the drawing."""
    drawn = {touch.annotation.pk for touch in drawing.touches}
    hands = {person for touch in news.touches for person in _hands(touch)}
    more = {person for touch in news.touches for person in _hands(touch) if not _is_plain(touch, person, drawn)}
    return frozenset(hands - more)


def for_author(drawing: Drawing, membership: Membership, article: Article) -> dict[str, Any]:
    """Return the values of the message for one of ``authors_in``."""
    assert drawing.desk is not None
    html = str(drawing.values["html"])
    own = [card for card in drawing.cards if card.mark.author_id == membership.user_id]
    mine = [replace(card, is_mine=membership.can_annotate, beside=_not_answered(card.beside)) for card in own]
    context = Context(page_of(membership, article) | {"desk": replace(drawing.desk, membership=membership)})
    for card in with_talk(membership, mine):
        html = html.replace(drawing.notes[card.key], note_card(context, card), 1)
    return {**drawing.values, "html": html, **told_of(membership, drawing)}


def _hands(touch: Touch) -> set[int]:
    return {touch.annotation.author_id, *(line.by for line in touch.lines)}


def _is_plain(touch: Touch, person: int, drawn: Collection[int]) -> bool:
    is_own = {person} == _hands(touch) and touch.annotation.pk in drawn
    return is_own and all(line.kind in PLAIN for line in touch.lines)


def _not_answered(beside: Any) -> Any:
    """One does not answer one's own highlight."""
    return replace(beside, urls=None) if beside is not None else None
