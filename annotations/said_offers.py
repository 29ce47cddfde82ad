"""The times that an article's own sentences name, to be offered where something in them is tagged."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from django.template.defaultfilters import date as format_date
from django.utils.translation import gettext as _

from annotations.saying import MONTH, MOST, Offer, find
from newsroom.layouts import Reading
from newsroom.models import Article, PublishedPrecision


@dataclass(frozen=True, slots=True)
class SaidOffer:
    """A time named in the sentence from ``start`` to ``end`` (code points)."""

    start: int
    end: int
    offer: Offer

    @property
    def title(self) -> str:
        """The time in words."""
        if self.offer.precision == MONTH:
            return _("said in %(month)s") % {"month": format_date(self.offer.day, "F Y")}
        return _("said %(day)s") % {"day": format_date(self.offer.day, "D j M Y")}


def published_day(article: Article) -> date | None:
    """Return the day of publication in UTC, None where it is not known to the day."""
    if article.published_at is None or article.published_precision == PublishedPrecision.MONTH:
        return None
    return article.published_at.astimezone(UTC).date()


def said_offers(article: Article, reading: Reading, start: int = 0, end: int | None = None) -> Iterator[SaidOffer]:
    """Yield what the sentences that touch ``start`` to ``end`` name; all sentences where no end is given."""
    text, day = reading.layout.text, published_day(article)
    for first, last in _sentences(reading):
        if end is None or (first < end and start < last):
            for offer in find(text[first:last], day, article.language or "en")[:MOST]:
                yield SaidOffer(first, last, offer)


def _sentences(reading: Reading) -> Iterator[tuple[int, int]]:
    found: Any = reading.sentences
    yield from ((int(first), int(last)) for first, last in found)
