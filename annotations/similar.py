"""The claims of a project that may be one: found once for a state of the codebook, and kept."""

import hashlib
from dataclasses import dataclass
from typing import Final

from django.core.cache import cache

from annotations.models import Claim
from annotations.near_claims import Name, Pair, near, near_to
from newsroom.folding import drawn, fold
from newsroom.models import Project

SECONDS: Final = 3_600
MOST: Final = 100
"""Pairs that are offered."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Two claims that may be one."""

    first: Claim
    second: Claim
    score: int


def similar(project: Project) -> list[Twins]:
    """Return pairs that may be one, the most alike first: two queries."""
    names = _names(project)
    pairs = _near(project, names)[:MOST]
    claims = Claim.objects.in_bulk({key for pair in pairs for key in (pair.first, pair.second)})
    return [Twins(claims[pair.first], claims[pair.second], pair.score) for pair in pairs]


def similar_to(project: Project, label: str, statement: str) -> list[Claim]:
    """Return the claims that a new one would be like, the most alike first, five at most."""
    found = near_to(Name(0, drawn(fold(label)), fold(statement)), _names(project))[:5]
    claims = Claim.objects.in_bulk([pair.second for pair in found])
    return [claims[pair.second] for pair in found]


def _names(project: Project) -> list[Name]:
    rows = Claim.objects.current().filter(project=project).order_by("pk").values_list("pk", "folded", "statement")
    return [Name(pk, drawn(folded), fold(statement)) for pk, folded, statement in rows]


def _near(project: Project, names: list[Name]) -> list[Pair]:
    digest = hashlib.sha256(repr(names).encode()).hexdigest()[:32]
    key = f"similar-claims-{project.uuid}-{digest}"
    found: list[Pair] | None = cache.get(key)
    if found is None:
        found = near(names)
        cache.set(key, found, SECONDS)
    return found
