"""What can be chosen while tagging: the project's claims and speakers, most useful first.

Pages hold the whole list, so that choosing needs no server. The number of queries is the same for every project.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Coalesce

from annotations.claim_examples import first_words
from annotations.claim_order import Node, in_tree
from annotations.models import ALIAS_HEAD, SPEAKER_SHOWN, Annotation, Claim, Preference, Speaker, SpeakerAlias, Tagging
from annotations.uses import claim_uses
from newsroom.models import Article, Membership, Project

MOST: Final = 2000
"""Options of each list; the rest is found by typing its full name."""
KEYS: Final = 9
"""Recent claims that have a number key."""
LOOK_BACK: Final = 100
"""One's latest annotations that are read for recent claims."""


@dataclass(frozen=True, slots=True)
class ClaimOption:
    """A claim to choose. ``uses`` counts the taggings that the user may see; ``recent`` is its number key or 0."""

    uuid: UUID
    label: str
    folded: str
    statement: str
    slot: int
    uses: int
    recent: int
    is_pinned: bool
    example: str = ""
    """The words of a passage that is an example of it, on one line."""
    order: int = 0
    """Its place in the codebook from 1 on, where somebody put that in an order by hand; else 0."""


@dataclass(frozen=True, slots=True)
class SpeakerOption:
    """A speaker to choose; ``is_here`` says that the article has passages by or through this speaker."""

    uuid: UUID
    name: str
    folded: str
    is_here: bool


def claim_options(membership: Membership) -> list[ClaimOption]:
    """Return the claims in use in the member's project, most used first; what is used as much in the order of the codebook."""
    pinned = _pinned(membership)
    keys = _keys(membership, pinned)
    uses, aliases = claim_uses(membership), _aliases(membership)
    usable = Claim.objects.usable().filter(project=membership.project).annotate(above=CLAIM_ABOVE)
    rows = usable.order_by("label").values_list("pk", *_CLAIM, "above", "rank")
    order, examples = _order(rows), first_words(membership)
    most = sorted(rows, key=lambda row: (-uses[row[0]], order.get(row[0], 0)))[:MOST]
    return [
        ClaimOption(
            uuid,
            label,
            "\n".join((folded, *aliases[pk])),
            statement,
            slot,
            uses[pk],
            keys.get(uuid, 0),
            str(uuid) in pinned,
            examples.get(pk, ""),
            order.get(pk, 0),
        )
        for pk, uuid, label, folded, statement, slot, *_where in most
    ]


def _order(rows: Sequence[Any]) -> dict[int, int]:
    """Return by key the place of each claim in the tree; nothing where nobody put any by hand."""
    if not any(row[-1] for row in rows):
        return {}
    nodes = [Node(pk, folded, above, rank) for pk, _uuid, _label, folded, _statement, _slot, above, rank in rows]
    return {pk: number for number, (pk, _depth) in enumerate(in_tree(nodes), start=1)}


def _aliases(membership: Membership) -> dict[int, list[str]]:
    """Return the old labels of what was merged, folded, by the claim that stands for it: typing one finds it."""
    found: dict[int, list[str]] = defaultdict(list)
    merged = Claim.objects.filter(project=membership.project, merged_into__isnull=False, deleted_at=None)
    for pk, folded in merged.order_by("folded").values_list("merged_into", "folded"):
        found[pk].append(folded)
    return found


def speaker_options(membership: Membership, article: Article) -> list[SpeakerOption]:
    """Return the speakers of the member's project: those of ``article`` first, then by name."""
    here = speakers_here(membership, article)
    rows = Speaker.objects.current().filter(project=membership.project).order_by("folded")
    found = list(rows.filter(pk__in=here).values_list(*_SPEAKER))
    count = len(found)
    found += rows.exclude(pk__in=here).values_list(*_SPEAKER)[:MOST]
    others = other_names(membership.project, [row[0] for row in found])
    return [
        SpeakerOption(uuid, name, "\n".join((folded, *others.get(pk, ()))), place < count)
        for place, (pk, uuid, name, folded) in enumerate(found)
    ]


def other_names(project: Project, keys: Collection[int]) -> dict[int, list[str]]:
    """Return, folded, the aliases and merged names by which these speakers are found, too: one query."""
    found: dict[int, list[str]] = defaultdict(list)
    old = Speaker.objects.filter(project=project, merged_into__isnull=False, deleted_at=None)
    aliases = SpeakerAlias.objects.current().filter(project=project).annotate(head=ALIAS_HEAD)
    pairs = old.values_list("merged_into", "folded").union(aliases.values_list("head", "folded"))
    for pk, folded in sorted(pairs, key=lambda pair: pair[1]):
        found[pk].append(folded)
    return {pk: found[pk] for pk in keys if pk in found}


def speakers_here(membership: Membership, article: Article) -> set[int]:
    """Return the keys of the speakers whom annotations of ``article`` that the member may see name."""
    shown = Annotation.objects.shown_to(membership).filter(article=article)
    found = Tagging.objects.current().filter(annotation__in=shown)
    pairs = found.values_list(SPEAKER_SHOWN, Coalesce("via__merged_into", "via")).distinct()
    return {key for pair in pairs for key in pair if key is not None}


CLAIM_ABOVE: Final = Coalesce("parent__merged_into", "parent")
_CLAIM: Final = ("uuid", "label", "folded", "statement", "slot")
_SPEAKER: Final = ("pk", "uuid", "name", "folded")


def _pinned(membership: Membership) -> Sequence[str]:
    found = Preference.objects.filter(user=membership.user, project=membership.project)
    names = found.values_list("pinned_claims", flat=True).first() or []
    heads = _heads([name for name in names if _is_uuid(name)])
    return list(dict.fromkeys(heads.get(str(name), str(name)) for name in names))


def _heads(names: Sequence[str]) -> dict[str, str]:
    """Return the claims that stand for merged ones, as pinned claims are written."""
    if not names:
        return {}
    merged = Claim.objects.filter(uuid__in=names, merged_into__isnull=False).values_list("uuid", "merged_into__uuid")
    return {str(uuid): str(into) for uuid, into in merged}


def number_keys(membership: Membership) -> dict[UUID, int]:
    """Return the number keys of the claims that the member pinned: two queries."""
    names = _pinned(membership)[:KEYS]
    return {UUID(name): number for number, name in enumerate(names, start=1) if _is_uuid(name)}


def _keys(membership: Membership, pinned: Sequence[str]) -> dict[UUID, int]:
    """Return the number keys by claim: pinned ones in their order, then what this user gave last."""
    latest = (
        Annotation.objects.filter(project=membership.project, author=membership.user, deleted_at=None)
        .order_by("-id")
        .values("pk")[:LOOK_BACK]
    )
    given = (
        Tagging.objects.current()
        .filter(annotation__in=latest, claim__archived_at=None, claim__deleted_at=None)
        .annotate(shown=Coalesce("claim__merged_into__uuid", "claim__uuid"))
        .order_by(F("created_at").desc(), "-id")
        .values_list("shown", flat=True)
    )
    chosen = dict.fromkeys([UUID(name) for name in pinned if _is_uuid(name)] + list(given))
    return {uuid: number for number, uuid in enumerate(list(chosen)[:KEYS], start=1)}


def _is_uuid(name: str) -> bool:
    try:
        UUID(str(name))
    except ValueError:
        return False
    return True
