"""Articles as rows: text, blocks, links, sentences and the facts that an import would have stored."""

import random
from datetime import timedelta

from bench.cast import START, Cast
from bench.prose import Prose
from newsroom.intake import Wording, wording_of
from newsroom.layouts import stored
from newsroom.models import Article, PublishedPrecision, Revision
from newsroom.text import RULE, Draft, Span, compose


class Writer:
    """Makes articles and their first revisions; keys go on from project to project."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.prose = Prose(seed)
        self.key = Article.objects.count()

    def write(self, cast: Cast, number: int, of: int, words: int) -> tuple[Article, Revision, Wording]:
        """Return article ``number`` (from 0, the oldest) of ``of`` with about so many words, unsaved."""
        self.key += 1
        drafts = [Draft("title", self.prose.headline()), Draft("standfirst", self.prose.sentence())]
        drafts += [self._paragraph(text) for text in self.prose.paragraphs(words)]
        wording = wording_of(compose(drafts), "en")
        at = START + timedelta(minutes=number * 540 * 24 * 60 // of)
        article = Article(
            id=self.key,
            project=cast.project,
            title=drafts[0].text,
            outlet=self.random.choice(cast.outlets) if self.random.random() < 0.97 else None,
            byline=f"By {self.prose.name()}",
            url=f"https://daily.example/{cast.project.key}/{number}",
            language="en",
            words=wording.words.count,
            words_unit=wording.words.unit,
            added_by=cast.owner,
            created_at=at,
            updated_at=at,
        )
        if number % 50:
            article.published_at, article.published_precision = at, PublishedPrecision.MINUTE
        revision = self._revision(cast, article, wording)
        return article, revision, wording

    def _revision(self, cast: Cast, article: Article, wording: Wording) -> Revision:
        revision = Revision(
            id=article.pk,
            project=cast.project,
            article=article,
            number=1,
            rule=RULE,
            sha256=wording.sha256,
            body_sha256=wording.body_sha256,
            by=cast.owner,
            created_at=article.created_at,
            **stored(wording.layout, wording.sentences),
        )
        article.current_revision = revision
        return revision

    def _paragraph(self, text: str) -> Draft:
        """Return a paragraph, with a link or an emphasis in one of three."""
        if self.random.random() > 1 / 3:
            return Draft("paragraph", text)
        start = text.index(" ") + 1
        end = text.find(" ", start + 12)
        end = len(text) if end < 0 else end
        is_link = self.random.random() < 0.5
        span = Span("link", start, end, "https://example.org/more") if is_link else Span("emphasis", start, end)
        return Draft("paragraph", text, (span,))
