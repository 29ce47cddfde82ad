"""Speakers: found by name or made while tagging."""

from annotations.models import Speaker, SpeakerKind
from newsroom import log
from newsroom.folding import fold
from newsroom.prepared import Prepared, first

_SPEAKER = Prepared(lambda project, folded: Speaker.objects.current().filter(project_id=project, folded=folded))


def get_or_make_speaker(act: log.Act, wanted: Speaker | str) -> Speaker:
    """Return the speaker itself, or the one with this name in any spelling, or a new one."""
    if isinstance(wanted, Speaker):
        return wanted
    name = " ".join(wanted.split())
    known: Speaker | None = first(_SPEAKER.objects(project=act.project.pk, folded=fold(name)))
    return known or make_speaker(act, name=name)


def make_speaker(act: log.Act, *, name: str, kind: str = SpeakerKind.PERSON, affiliation: str = "") -> Speaker:
    """Make a speaker inside an action under way."""
    speaker = Speaker.objects.create(
        project=act.project, name=name, folded=fold(name), kind=kind, affiliation=affiliation, created_by=act.by
    )
    act.made(speaker)
    return speaker
