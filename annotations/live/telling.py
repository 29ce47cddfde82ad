"""Who is told what of the news about an article: most readers the same, drawn once; who has a part in it, by themselves.

See ``annotations.live.onlookers`` for who is which.
"""

import json
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _

from annotations.choices import shows_of
from annotations.desk import shown_by
from annotations.live.authors import authors_in, for_author
from annotations.live.drawing import Drawing, Shared, draw
from annotations.live.news import News, news_of
from annotations.live.onlookers import Audience, audience_of, hands_in, onlooker, with_a_part
from annotations.models import Preference
from annotations.sight import covers
from newsroom import access
from newsroom.models import Article, Membership
from newsroom.prepared import first
from newsroom.serving.grants import Message, Reader, Watch

Told = list[tuple[Reader, Sequence[Message]]]


@dataclass(slots=True)
class _Story:
    """What happened on one article up to ``newest``, read once for all who had been told the same."""

    article: Article
    newest: int
    shared: Shared = field(default_factory=dict)
    _news: dict[int, News] = field(default_factory=dict)

    def since(self, sequence: int) -> News:
        """Return the news after a number."""
        if sequence not in self._news:
            self._news[sequence] = news_of(self.article, sequence, self.newest)
        return self._news[sequence]


def tell(readers: Sequence[Reader], newest: int) -> Iterator[Told]:
    """Yield what open pages of one article are told, each since the number on its watch, all up to ``newest``.

    Those come first who are told the same; then, one after the other, those who are drawn for by themselves.
    """
    member, uuid = readers[0].membership, UUID(readers[0].watch.article)
    article: Article | None = first(access.ARTICLE.objects(project=member.project_id, uuid=uuid))
    if article is None:
        yield [(reader, [_gone(reader)]) for reader in readers]
        return
    article.project = member.project
    story = _Story(article, newest)
    together, alone = _sorted(readers, article)
    for audience, some in together.items():
        apart = yield from _tell_together(story, audience, some)
        alone += apart
    for reader in alone:
        with translation.override(reader.grant.language):
            yield [(reader, _tell_one(story, reader))]


def _sorted(readers: Sequence[Reader], article: Article) -> tuple[dict[Audience, list[Reader]], list[Reader]]:
    """Part those who may be told the same from those who are drawn for by themselves."""
    shows = shows_of([reader.membership for reader in readers])
    together: dict[Audience, list[Reader]] = {}
    alone: list[Reader] = []
    for reader in readers:
        member, watch = reader.membership, reader.watch
        watch.is_covered = covers(member, article)
        show = shown_by(QueryDict(watch.view), shows[member.user_id])
        audience = audience_of(member, watch, show, reader.grant.language)
        if audience is None or watch.is_lost:
            alone.append(reader)
        else:
            together.setdefault(audience, []).append(reader)
    return together, alone


def _tell_together(story: _Story, audience: Audience, readers: Sequence[Reader]) -> Generator[Told, None, list[Reader]]:
    """Yield what onlookers among the readers are told, then authors of what happened; returns the others."""
    if len(readers) < 2:
        return list(readers)
    news = story.since(audience.since)
    nobody = onlooker(readers[0].membership)
    chosen = Preference(project=nobody.project, user=nobody.user, show=audience.show)
    with translation.override(audience.language):
        messages, drawing = _messages(story, nobody, readers[0].watch, news, chosen)
    hands, authors = hands_in(news), authors_in(news, drawing)
    more = with_a_part(story.article, drawing.blocks, drawing.shown) if drawing.blocks else set()
    yield [(reader, messages) for reader in readers if reader.membership.user_id not in hands | more]
    for reader in readers:
        if reader.membership.user_id in authors - more:
            with translation.override(audience.language):
                yield [(reader, _tell_author(story, reader, drawing))]
    return [reader for reader in readers if reader.membership.user_id in (hands - authors) | more]


def _tell_author(story: _Story, reader: Reader, drawing: Drawing) -> Sequence[Message]:
    if not drawing.values:
        return []
    return [_message("changes", reader.watch, **for_author(drawing, reader.membership, story.article))]


def _tell_one(story: _Story, reader: Reader) -> Sequence[Message]:
    watch = reader.watch
    if watch.is_lost:
        watch.is_lost = False
        return [_stale(watch, "lost", _("This page is out of date."))]
    return _messages(story, reader.membership, watch, story.since(watch.sequence))[0]


def _messages(
    story: _Story, membership: Membership, watch: Watch, news: News, preference: Preference | None = None
) -> tuple[Sequence[Message], Drawing]:
    if news.is_other_wording:
        return [_stale(watch, "wording", _("This article has a new wording."))], Drawing()
    if news.is_many and not watch.is_covered:
        return [_stale(watch, "many", _("Much has changed here."))], Drawing()
    if not news.touches and not news.claims:
        return [], Drawing()
    drawing = draw(membership, story.article, watch.view, news, story.shared, preference)
    return [_message("changes", watch, **drawing.values)] if drawing.values else [], drawing


def _gone(reader: Reader) -> Message:
    with translation.override(reader.grant.language):
        return _stale(reader.watch, "removed", _("This article was removed."))


def _stale(watch: Watch, why: str, text: str) -> Message:
    return _message("stale", watch, why=why, text=text)


def _message(event: str, watch: Watch, **values: Any) -> Message:
    return Message(event, json.dumps({"article": watch.article, "view": watch.view, **values}, ensure_ascii=False))
