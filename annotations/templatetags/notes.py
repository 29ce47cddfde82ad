"""The note beside a highlight, drawn by a stencil: a page has many of them, and each is sent again when it changes."""

from collections.abc import Mapping
from typing import Any, Final

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from annotations.beside import Beside, Said
from annotations.cards import Card, Line, card_words
from newsroom.stencils import Filled, Stencil

register = template.Library()

AGREED: Final = Stencil("annotations/_agreed.html")
CARD: Final = Stencil("annotations/_card.html", lambda: {"words": card_words()})


@register.simple_tag(takes_context=True)
def note_card(context: Context, card: Card, is_lost: bool = False) -> Filled:
    """Draw the note of an annotation. What few notes have is drawn as it is and put in."""
    desk, member = context["desk"], context["membership"]
    facts = {
        "card": _card(context, card),
        "desk": {"source": desk.source},
        "base_url": context["base_url"],
        "membership": {"can_annotate": member.can_annotate},
        "is_lost": is_lost,
        "csrf_token": str(context.get("csrf_token") or ""),
    }
    return CARD.fill(facts)


@register.simple_tag
def agreed(beside: Beside, key: str) -> Filled:
    """Draw how many analysts marked a place and whether they differ; hidden where there is nothing to tell."""
    count = len(beside.analysts)
    told = ngettext("%(n)s analyst", "%(n)s analysts", count) % {"n": count} if count else ""
    facts = {"key": key, "is_contested": beside.is_contested, "analysts": told, "names": ", ".join(beside.analysts)}
    return AGREED.fill(facts)


def _card(context: Context, card: Card) -> dict[str, Any]:
    beside, talk = card.beside or Beside(), card.talk
    return {
        "key": card.key,
        "slot": card.slot,
        "is_dim": card.is_dim,
        "is_private": card.is_private,
        "is_mine": card.is_mine,
        "mark": {"uuid": str(card.mark.uuid)},
        "start": card.start,
        "end": card.end,
        "block": card.block,
        "version": card.version,
        "author": {"username": card.author.username, "name": card.author.name},
        "urls": dict(card.urls),
        "stamp": card.stamp,
        "when": card.when,
        "exact": card.exact,
        "number": card.number,
        "note": card.note,
        "pieces": _pieces(context, card),
        "lines": tuple([_line(context, line) for line in card.lines]),
        "has_several": len(card.lines) > 1,
        "standing": _part(context, "_standing", standing=card.standing, card=card) if card.standing else "",
        "agreed": agreed(beside, card.key),
        "answers": _part(context, "_card_answers", beside=beside) if beside.told else "",
        "corrected": _corrected(context, card) if card.corrected else "",
        "beside": {"urls": dict(beside.urls) if beside.urls else None, "mine": _mine(beside.mine)},
        "thread": _part(context, "_thread", card=card) if talk.count else "",
        "talk": {"count": False, "reply_url": talk.reply_url, "people_url": talk.people_url},
    }


def _line(context: Context, line: Line) -> dict[str, Any]:
    return {
        "claim": line.claim,
        "claim_url": line.claim_url,
        "edit_url": line.edit_url,
        "slot": line.slot,
        "stance": line.stance,
        "stance_label": line.stance_label,
        "speaker": line.speaker,
        "more": line.more,
        "readback": line.readback,
        "custom": _part(context, "_custom", custom=line.custom) if line.custom else "",
    }


def _mine(said: Said | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {"own": bool(said.own), "remove_url": said.remove_url, "version": said.version}


def _pieces(context: Context, card: Card) -> str:
    """Return the note, with the names of people in it drawn as such."""
    found = card.talk.note
    return _part(context, "_pieces", pieces=found) if any(piece.name for piece in found) else card.note


def _corrected(context: Context, card: Card) -> SafeString:
    version = card.version if card.is_mine else ""
    return _part(context, "_corrected", corrected=card.corrected, author=card.author.name, version=version)


def _part(context: Context, name: str, **values: Any) -> SafeString:
    """Draw a part of the note with what the page knows."""
    known: Mapping[str, Any] = context.flatten()
    return get_template(f"annotations/{name}.html").render({**known, **values})
