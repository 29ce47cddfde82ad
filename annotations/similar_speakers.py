"""The speakers of a project who may be one: found once for a state of the names, and kept."""

import hashlib
from dataclasses import dataclass
from typing import Final

from django.core.cache import cache

from annotations.models import Speaker, SpeakerKind
from annotations.near_claims import Pair
from annotations.near_people import near
from newsroom.folding import drawn
from newsroom.models import Project

SECONDS: Final = 3_600
MOST: Final = 100
"""Pairs that are offered."""


@dataclass(frozen=True, slots=True)
class Twins:
    """Two speakers who may be one."""

    first: Speaker
    second: Speaker


def similar(project: Project) -> list[Twins]:
    """Return pairs who may be one, the most alike first: two queries. The voice of an outlet is nobody else."""
    rows = Speaker.objects.current().filter(project=project).exclude(kind=SpeakerKind.OUTLET).order_by("pk")
    pairs = _near(project, [(pk, drawn(folded)) for pk, folded in rows.values_list("pk", "folded")])
    speakers = Speaker.objects.in_bulk({key for pair in pairs for key in (pair.first, pair.second)})
    return [Twins(speakers[pair.first], speakers[pair.second]) for pair in pairs]


def _near(project: Project, names: list[tuple[int, str]]) -> list[Pair]:
    digest = hashlib.sha256(repr(names).encode()).hexdigest()[:32]
    key = f"similar-speakers-{project.uuid}-{digest}"
    found: list[Pair] | None = cache.get(key)
    if found is None:
        found = near(names)[:MOST]
        cache.set(key, found, SECONDS)
    return found
