"""What a split did, for the page on which one comes out after it: how many passages went where, with the ways there."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _, ngettext

from annotations.left_words import said_of
from annotations.models import Claim, ClaimSplit
from newsroom.models import Action, Membership


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, links beside it (words and address), and the page that is still there when it is undone."""

    said: str
    said_links: list[tuple[str, str]] = field(default_factory=list)
    undone_url: str = ""

    def as_context(self) -> dict[str, Any]:
        """Return it as ``newsroom/_done.html`` takes it."""
        return {"said": self.said, "said_links": self.said_links, "undone_url": self.undone_url}


def told_of(membership: Membership, done: Action | None) -> Told:
    """Return what the page of a claim says of the action that was just done."""
    split = _split(done) if done is not None and done.kind == "claim_split" else None
    if split is None or done is None:
        return Told(said_of(done, _("Done.")))
    count = split.passages - done.left
    said = ngettext(
        "%(count)s passage went from “%(label)s” to “%(into)s”.",
        "%(count)s passages went from “%(label)s” to “%(into)s”.",
        count,
    ) % {"count": count, "label": split.from_claim.label, "into": split.into_claim.label}
    before, key = _page(membership, split.from_claim), membership.project.key
    links = [
        (_("What is still “%(label)s”") % {"label": split.from_claim.label}, before),
        (
            _("All passages of “%(into)s”") % {"into": split.into_claim.label},
            f"{reverse('passages_list', args=[key])}?claim={split.into_claim.uuid}",
        ),
    ]
    return Told(said_of(done, said), links, before)


def _split(done: Action) -> ClaimSplit | None:
    made = done.events.filter(object_kind="claim_split").values("object_uuid")
    return ClaimSplit.objects.filter(uuid__in=made).select_related("from_claim", "into_claim").first()


def _page(membership: Membership, claim: Claim) -> str:
    return reverse("claim_show", args=[membership.project.key, claim.uuid])
