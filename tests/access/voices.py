"""The speakers of the world, and what was merged in it."""

from typing import Any

from annotations.actions.claims import create_claim
from annotations.actions.contradictions import contradict
from annotations.actions.speaker_merging import merge_speaker
from annotations.actions.speakers import make_speaker
from annotations.models import Claim, Speaker
from newsroom import log
from newsroom.models import Project, User


def speaker(project: Project, mark: str) -> Speaker:
    """Return who makes the claim of the analyst's highlight."""
    return Speaker.objects.get(project=project, name=f"Speaker {mark}")


def merged(world: Any, kind: str) -> Any:
    """Return a claim, an outlet or a speaker that was merged into another one."""
    if kind == "speaker":
        return Speaker.objects.exclude(merged_into=None).get(project=world.project)
    return world.merged_claim if kind == "claim" else world.merged


def make_merged(project: Project, by: User, mark: str) -> None:
    """Merge one speaker into another, beside the one who makes the claim."""
    names = (f"Twin speaker {mark}", f"Into speaker {mark}")
    with log.act(by=by, project=project, kind="speaker_add", token=log.make_token()) as act:
        twin, into = (make_speaker(act, name=name) for name in names)
    merge_speaker(by=by, speaker=twin, version=1, into=into, token=log.make_token())


def make_contradicted(claim: Claim, by: User, mark: str) -> None:
    """Mark a new claim as contradicting ``claim``."""
    other = create_claim(by=by, project=claim.project, label=f"Contradicted {mark}", token=log.make_token())
    contradict(by=by, claim=claim, other=other, token=log.make_token())


def contradicted(world: Any) -> Claim:
    """Return the claim that contradicts the world's."""
    return Claim.objects.get(project=world.project, label__startswith="Contradicted ")
