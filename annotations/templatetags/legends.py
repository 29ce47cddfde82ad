"""The lines of the legend beside an article, drawn by a stencil: there are as many as claims and colleagues."""

from typing import Final

from django import template
from django.template import Context

from annotations.cards import card_words
from annotations.legend import Entry
from newsroom.stencils import Filled, Stencil

register = template.Library()

ENTRY: Final = Stencil("annotations/_legend_entry.html", lambda: {"words": card_words()})


@register.simple_tag(takes_context=True)
def legend_entry(context: Context, entry: Entry) -> Filled:
    """Draw one line: what it counts, and the ways to bring it out or set it back."""
    facts = {
        "is_claim": entry.kind == "claim",
        "slot": entry.slot,
        "label": entry.label,
        "count": entry.count,
        "is_out": entry.is_out,
        "is_only": entry.is_only,
        "toggle": entry.toggle,
        "only": entry.only,
    }
    return ENTRY.fill({"entry": facts, "article_url": context["article_url"]})
