"""Steps of ``anything`` with speakers and with claims that contradict each other."""

from collections.abc import Callable
from typing import Final

from annotations.actions.contradictions import contradict, stop_contradicting
from annotations.actions.speaker_merging import merge_speaker, separate_speaker
from annotations.actions.speakers import SpeakerFacts, edit_speaker
from annotations.models import Claim, ClaimRelation, Speaker
from tests.annotations.room import Newsroom


def _edit(room: Newsroom) -> None:
    speaker = room.one(Speaker.objects.current().filter(project=room.project))
    if speaker is not None:
        facts = SpeakerFacts(room.word(), "organisation", room.word(), aliases=[room.word(), f"Alias {room.word()}"])
        edit_speaker(by=room.editor, speaker=speaker, version=speaker.version, facts=facts, token=room.token())


def _merge(room: Newsroom) -> None:
    found = Speaker.objects.current().filter(project=room.project)
    speaker, into = room.one(found), room.one(found)
    if speaker is not None:
        merge_speaker(by=room.editor, speaker=speaker, version=speaker.version, into=into, token=room.token())


def _separate(room: Newsroom) -> None:
    speaker = room.one(Speaker.objects.filter(project=room.project, deleted_at=None, merged_into__isnull=False))
    if speaker is not None:
        separate_speaker(by=room.editor, speaker=speaker, version=speaker.version, token=room.token())


def _contradict(room: Newsroom) -> None:
    found = Claim.objects.current().filter(project=room.project)
    claim, other = room.one(found), room.one(found)
    if claim is not None:
        contradict(by=room.editor, claim=claim, other=other, token=room.token())


def _reconcile(room: Newsroom) -> None:
    relation = room.one(ClaimRelation.objects.current().filter(project=room.project))
    if relation is not None:
        stop_contradicting(by=room.editor, relation=relation, token=room.token())


STEPS: Final[dict[str, Callable[[Newsroom], None]]] = {
    "speaker_edit": _edit,
    "speaker_merge": _merge,
    "speaker_separate": _separate,
    "claim_contradict": _contradict,
    "claim_reconcile": _reconcile,
}
"""By kind of action."""
