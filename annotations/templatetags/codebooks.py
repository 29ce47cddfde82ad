"""The buttons that move a claim in the tree of the codebook, drawn by a stencil: a page has those of hundreds of claims."""

from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django import template
from django.template import Context
from django.urls import reverse

from annotations.codebook import Entry
from annotations.models import Claim
from newsroom.stencils import Filled, Stencil

register = template.Library()

MOVES: Final = Stencil("annotations/_claim_moves.html")
_NOWHERE: Final = UUID(int=0)


@lru_cache(maxsize=64)
def _addresses(project: str) -> tuple[str, str]:
    move, shift = (reverse(name, args=[project, _NOWHERE]) for name in ("claim_move", "claim_shift"))
    return move, shift


@register.simple_tag(takes_context=True)
def claim_moves(context: Context, entry: Entry) -> Filled:
    """Draw the form that puts a claim before or after a sibling, under one, or out of the one above it."""
    claim, uuid = entry.claim, str(entry.claim.uuid)
    move, shift = (address.replace(str(_NOWHERE), uuid) for address in _addresses(context["project"].key))
    facts = {
        "move": move,
        "shift": shift,
        "next": f"{context['request'].get_full_path()}#claim-{uuid}",
        "csrf_token": str(context.get("csrf_token") or ""),
        "label": claim.label,
        "version": str(claim.version),
        "may_order": context["membership"].can_add_claims,
        "parent": claim.parent.shown.label if claim.parent else "",
        "outside": str(entry.outside.uuid) if entry.outside else "",
        "before": _other(entry.before),
        "after": _other(entry.after),
        "above": _other(entry.above),
    }
    return MOVES.fill(facts)


def _other(claim: Claim | None) -> dict[str, Any] | None:
    return {"uuid": str(claim.uuid), "label": claim.label} if claim else None
