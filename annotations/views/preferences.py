"""How somebody likes to read: whose highlights, quietly or not, with single keys or not, and the pinned claims."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations.choices import preference_of
from annotations.models import Claim, Preference, Show
from annotations.views.returning import back
from newsroom import access
from newsroom.models import Membership
from newsroom.refusals import refusal

PINS = 9
"""As many as there are number keys."""
SWITCHES = {"quiet": "is_quiet", "keys": "has_single_keys"}


@require_POST
def preference_set(request: HttpRequest, project: str) -> HttpResponse:
    """Remember what was chosen: any of ``show``, ``quiet``, ``keys``, ``pin`` and ``unpin``; then go back."""
    membership = access.member(request, project)
    preference = preference_of(membership)
    chosen = _chosen(membership, preference, request.POST)
    if chosen is None:
        return refusal(request, _("There is no such choice."), 422)
    key = {"project": membership.project, "user_id": membership.user_id}
    Preference.objects.update_or_create(**key, defaults=chosen, create_defaults={"show": preference.show, **chosen})
    if "pinned_claims" in chosen and request.headers.get("HX-Request"):
        return HttpResponse(status=204)
    return back(request, reverse("library", args=[project]))


def _chosen(membership: Membership, preference: Preference, sent: QueryDict) -> dict[str, Any] | None:
    """Return the fields to change; None where something makes no sense."""
    chosen: dict[str, Any] = {}
    if "show" in sent:
        if sent["show"] not in Show.values:
            return None
        chosen["show"] = sent["show"]
    for name, field in SWITCHES.items():
        if name in sent:
            if sent[name] not in ("0", "1"):
                return None
            chosen[field] = sent[name] == "1"
    if "pin" in sent or "unpin" in sent:
        chosen["pinned_claims"] = _pins(membership, preference, sent.get("pin", ""), sent.get("unpin", ""))
    return chosen or None


def _pins(membership: Membership, preference: Preference, pin: str, unpin: str) -> list[str]:
    held = [uuid for uuid in preference.pinned_claims if uuid not in (pin, unpin)]
    claim = Claim.objects.current().filter(project=membership.project, uuid=_uuid(pin)).first() if pin else None
    return [*held, str(claim.uuid)][-PINS:] if claim else held


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
