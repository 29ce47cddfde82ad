"""Merging speakers who are one, and taking them apart again."""

from django.utils.translation import gettext as _

from annotations.actions.merging import fresh_row, point, separate
from annotations.actions.speakers import speaker_by_name
from annotations.models import Speaker, SpeakerKind
from newsroom import log
from newsroom.models import User


def merge_speaker(*, by: User, speaker: Speaker, version: int, into: Speaker, token: log.Token) -> Speaker:
    """Let ``into`` stand for ``speaker`` from now on: no passage is rewritten, and undo takes it back.

    Raises ``log.Conflict``, also where ``into`` is the speaker itself or one of the two is the voice of an outlet
    and the other is not.
    """
    with log.act(by=by, project=speaker.project, kind="speaker_merge", token=token) as act:
        if act.is_repeated:
            return Speaker.objects.get(uuid=act.answer["speaker"])
        fresh: Speaker = fresh_row(act, speaker, version)
        if reason := merging_refused(fresh, into):
            raise log.Conflict(reason)
        point(act, fresh, into)
        act.answer = {"speaker": str(into.uuid)}
    return into


def separate_speaker(*, by: User, speaker: Speaker, version: int, token: log.Token) -> Speaker:
    """Let a merged speaker stand for themselves again. Raises ``log.Conflict`` where the name is another one's by now."""
    with log.act(by=by, project=speaker.project, kind="speaker_separate", token=token) as act:
        if act.is_repeated:
            return speaker
        fresh: Speaker = fresh_row(act, speaker, version)
        taken = speaker_by_name(act.project, fresh.name)
        if taken is not None and taken.pk not in (fresh.pk, fresh.merged_into_id):
            raise log.Conflict(
                _("The name “%(name)s” was taken meanwhile. Rename the other one first.") % {"name": fresh}
            )
        separate(act, fresh)
        act.answer = {"speaker": str(fresh.uuid)}
    return fresh


def merging_refused(speaker: Speaker, into: Speaker) -> str:
    """Return why ``speaker`` cannot be merged into ``into``, empty where it can."""
    names = {"name": speaker.name, "into": into.name}
    if speaker.pk == into.pk:
        return _("“%(name)s” cannot be merged into itself.") % names
    if speaker.merged_into_id is not None:
        return _("“%(name)s” is merged into another speaker already.") % names
    if into.merged_into_id is not None:
        return _("“%(into)s” is merged into another speaker itself.") % names
    if (speaker.kind == SpeakerKind.OUTLET) != (into.kind == SpeakerKind.OUTLET):
        return _("The voice of an outlet is neither a person nor an organisation that it quotes.")
    return ""
