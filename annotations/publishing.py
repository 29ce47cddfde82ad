"""What a published link shows of a claim, as plain values: pages of it are made of these alone, never of rows.

So nothing that is not put in here can get out: no UUID or key of the house, no name of a project, no text of an article but
the sentence around a passage. It is counted and listed as for a member of whom nothing is known (``anybody``): private work
is not in it, nor what blind mode covers, nor articles that are under an embargo today.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext_lazy

from annotations.claim_filter import ClaimFilter
from annotations.claim_places import newest_places
from annotations.claim_selection import Selection, select
from annotations.claim_timeline import timeline
from annotations.claim_voices import Move, Voice, summary, voices
from annotations.models import Claim, Reply
from annotations.place_rows import PlaceRow
from newsroom.dates import machine, published
from newsroom.models import Article, Membership, Project, Role

OPTIONS: Final = {
    "definition": gettext_lazy("The definition of the claim"),
    "analysts": gettext_lazy("Names of the analysts who coded it"),
    "notes": gettext_lazy("Notes that analysts wrote to the passages"),
    "replies": gettext_lazy("Replies under the passages"),
}
"""What is shown where somebody chooses it; each is off by default."""
MOST_PLACES: Final = 200
MOST_VOICES: Final = 40
MOST_QUOTED: Final = 500
"""Code points of a passage that leave the house: who marks a whole article does not publish it."""
MOST_AROUND: Final = 200
"""Code points of its sentence on either side."""


def anybody(project: Project) -> Membership:
    """Return a member that nobody is: what such a one sees, every analyst of the project sees."""
    return Membership(project=project, role=Role.ANALYST)


def payload(claim: Claim, options: Collection[str]) -> dict[str, Any]:
    """Return all that a page of the claim shows; JSON can hold it. A constant number of queries."""
    selection = _selection(claim)
    found = voices(selection)
    places, total = newest_places(selection, MOST_PLACES)
    replies = _replies(places) if "replies" in options else {}
    return {
        "label": claim.label,
        "statement": claim.statement,
        "slot": claim.slot,
        "definition": claim.definition if "definition" in options else "",
        "summary": [[stance, text] for stance, text in summary(selection, found)],
        "articles": selection.ledger.count("articles"),
        "total": total,
        "voices": [_voice(voice) for voice in found[:MOST_VOICES]],
        "speakers": len(found),
        "timeline": _timeline(selection),
        "places": [_place(place, options, replies) for place in places],
    }


def fingerprint(values: Mapping[str, Any]) -> str:
    """Return by what one knows that a page shows the same as when somebody looked at it."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()


def _selection(claim: Claim) -> Selection:
    project = claim.project
    selection = select(anybody(project), claim, ClaimFilter())
    waiting = Article.objects.filter(project=project, embargo_until__gt=timezone.now())
    embargoed = set(waiting.values_list("pk", flat=True))
    shown = selection.whole.only(article not in embargoed for article in selection.whole.article)
    return Selection(selection.membership, claim, selection.filter, shown, shown)


def _voice(voice: Voice) -> dict[str, Any]:
    return {
        "name": voice.speaker.name if voice.speaker else "",
        "affiliation": voice.speaker.affiliation if voice.speaker else "",
        "dots": voice.dots,
        "more": voice.more,
        "words": [[str(stance), text] for stance, text in voice.words],
        "moved": voice.has_moved,
        "moves": [_move(move) for move in voice.moves],
    }


def _move(move: Move) -> dict[str, str]:
    ends = {"first": move.first.short, "first_at": move.first.machine}
    if move.last != move.first:
        ends |= {"last": move.last.short, "last_at": move.last.machine}
    return {"words": str(move.words), **ends}


def _timeline(selection: Selection) -> dict[str, Any] | None:
    found = timeline(selection.ledger, selection.filter)
    if found is None:
        return None
    counts = [
        [count.start, count.stance, count.said, count.published, count.coarse]
        for step in found.steps
        for count in step.column.counts
    ]
    return {
        "step": found.drawing.step,
        "caption": found.caption,
        "counts": counts,
        "names": [[step.label, step.name] for step in found.steps],
        "rows": [[step.name, str(cell.label), cell.count] for step in found.filled for cell in step.cells],
    }


def _place(place: PlaceRow, options: Collection[str], replies: Mapping[int, list[str]]) -> dict[str, Any]:
    article, first = place.passage.anchor.article, place.first
    return {
        "stances": [[stance, str(word)] for stance, word in place.stances],
        "speaker": place.speaker.name if place.speaker else "",
        "via": (first.via.merged_into or first.via).name if first.via else "",
        "forms": [str(form) for form in place.forms],
        "contested": place.is_contested,
        **_quoted(place),
        "language": article.language,
        "outlet": article.outlet.shown.name if article.outlet else "",
        "published": published(article.published_at, article.published_precision),
        "published_at": machine(article.published_at, article.published_precision),
        "said": place.said,
        "address": original(article.url),
        "analysts": _names(place) if "analysts" in options else [],
        "notes": _notes(place) if "notes" in options else [],
        "replies": [text for pk in _annotations(place) for text in replies.get(pk, ())],
    }


def _quoted(place: PlaceRow) -> dict[str, str]:
    """Return the passage and the rest of its sentence, cut where they are long."""
    before, quote, after = place.passage.before, place.passage.quote, place.passage.after
    return {
        "before": before if len(before) <= MOST_AROUND else "…" + before[-MOST_AROUND:],
        "quote": quote if len(quote) <= MOST_QUOTED else quote[:MOST_QUOTED] + "…",
        "after": after if len(after) <= MOST_AROUND else after[:MOST_AROUND] + "…",
    }


def _names(place: PlaceRow) -> Sequence[str]:
    return _once(tagging.annotation.author.name for tagging in place.taggings)


def _notes(place: PlaceRow) -> Sequence[str]:
    return _once(tagging.annotation.note for tagging in place.taggings if tagging.annotation.note)


def _replies(places: Iterable[PlaceRow]) -> dict[int, list[str]]:
    """Return the replies under the places by annotation; a reply is seen exactly where its annotation is."""
    found: dict[int, list[str]] = {}
    keys = {pk for place in places for pk in _annotations(place)}
    for pk, text in (
        Reply.objects.current().filter(annotation__in=keys).order_by("pk").values_list("annotation", "text")
    ):
        found.setdefault(pk, []).append(text)
    return found


def _annotations(place: PlaceRow) -> list[int]:
    return list(dict.fromkeys(tagging.annotation_id for tagging in place.taggings))


def _once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def original(url: str) -> str:
    """Return the address of an article where a page of it can be on the web: http or https, with no password in it."""
    try:
        parts = urlsplit(url)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    return url if is_web else ""
