"""The stances that somebody held, as a list of their days: a page has hundreds of them, and few different ones."""

from collections.abc import Sequence
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from annotations.claim_voices import Moment, Move
from annotations.held import Held

register = template.Library()


@register.simple_tag
def moves(held: Sequence[Held]) -> SafeString:
    """Return stances with their days, oldest first; a stance that never moved is not named."""
    has_moved, language = len(held) > 1, get_language()
    items = ((_item(one, has_moved, language),) for one in held)
    kind = "moves moved" if has_moved else "moves"
    return format_html('<ol class="{}">{}</ol>', kind, format_html_join("", "<li>{}</li>", items))


@lru_cache(maxsize=8192)
def _item(held: Held, is_named: bool, language: str | None) -> SafeString:
    move = Move.of(held)
    named = format_html("<b>{}</b> ", move.words) if is_named else ""
    if move.first == move.last:
        return format_html("{}{}", named, _time(move.first))
    return format_html("{}{} – {}", named, _time(move.first), _time(move.last))


def _time(moment: Moment) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', moment.machine, moment.short)
