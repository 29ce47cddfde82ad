"""Speakers: found by name or made while tagging, and corrected."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.actions.merging import fresh_row
from annotations.models import Speaker, SpeakerAlias, SpeakerKind
from newsroom import log
from newsroom.folding import fold, one_line
from newsroom.models import Action, Outlet, Project, User
from newsroom.prepared import Prepared, first

_SPEAKER = Prepared(
    lambda project, folded: (
        Speaker.objects.filter(project_id=project, folded=folded, deleted_at=None)
        .select_related("merged_into")
        .order_by(F("merged_into").asc(nulls_first=True), "id")
    )
)
_ALIAS = Prepared(
    lambda project, folded: (
        SpeakerAlias.objects.current().filter(project_id=project, folded=folded).select_related("speaker__merged_into")
    )
)


@dataclass(frozen=True, slots=True)
class SpeakerFacts:
    """What is known of a speaker today; ``outlet`` is the one whose own voice it is."""

    name: str
    kind: str
    affiliation: str = ""
    outlet: Outlet | None = None
    aliases: Sequence[str] = ()


def get_or_make_speaker(act: log.Act, wanted: Speaker | str) -> Speaker:
    """Return the speaker itself, or the one with this name or alias in any spelling, or a new one."""
    if isinstance(wanted, Speaker):
        return wanted
    name = one_line(wanted)
    return speaker_by_name(act.project, name) or make_speaker(act, name=name)


def speaker_by_name(project: Project, name: str) -> Speaker | None:
    """Return the speaker of this name in any spelling, by alias too, or the one into which that was merged."""
    values = {"project": project.pk, "folded": fold(name)}
    named: Speaker | None = first(_SPEAKER.objects(**values))
    if named is not None and named.merged_into_id is None:
        return named
    other: SpeakerAlias | None = first(_ALIAS.objects(**values))
    if other is not None:
        return other.speaker.shown
    return named and named.shown


def make_speaker(act: log.Act, *, name: str, kind: str = SpeakerKind.PERSON, affiliation: str = "") -> Speaker:
    """Make a speaker inside an action under way."""
    speaker = Speaker.objects.create(
        project=act.project, name=name, folded=fold(name), kind=kind, affiliation=affiliation, created_by=act.by
    )
    act.made(speaker)
    return speaker


def edit_speaker(*, by: User, speaker: Speaker, version: int, facts: SpeakerFacts, token: log.Token) -> Speaker:
    """Change what is known of a speaker. Raises ``log.Conflict`` where a name or an outlet's voice is another one's."""
    with log.act(by=by, project=speaker.project, kind="speaker_edit", token=token) as act:
        if act.is_repeated:
            return speaker
        fresh: Speaker = fresh_row(act, speaker, version)
        if fresh.merged_into_id is not None:
            raise log.Conflict(_("“%(name)s” is merged into another speaker.") % {"name": fresh.name})
        before = log.snapshot(fresh)
        fresh.name = one_line(facts.name)
        fresh.folded, fresh.kind, fresh.affiliation = fold(fresh.name), facts.kind, facts.affiliation
        fresh.outlet = facts.outlet
        refuse_taken(fresh, [fresh.name, *facts.aliases])
        has_changed = _keep_aliases(act, fresh, facts.aliases)
        if has_changed or log.snapshot(fresh) != before:
            fresh.version += 1
            _store(fresh)
            act.changed(fresh, before)
        act.answer = {"speaker": str(fresh.uuid)}
    return fresh


def refuse_taken(speaker: Speaker, names: Sequence[str]) -> None:
    """Raise ``log.Conflict`` where another speaker of the project is found by one of these names already."""
    for name in names:
        known = speaker_by_name(speaker.project, name)
        if known is not None and known.pk != speaker.pk:
            raise log.Conflict(
                _("“%(written)s” is how “%(name)s” is found already.") % {"written": name, "name": known.name}
            )


def speaker_of_repeat(*, by: User, project: Project, token: log.Token) -> Speaker | None:
    """Return the speaker that this very request changed when it came before; None where it is new."""
    done = Action.objects.filter(project=project, uuid=token.uuid, by=by, digest=token.digest).first()
    uuid = done.answer.get("speaker") if done else None
    return Speaker.objects.get(project=project, uuid=uuid) if uuid else None


def _keep_aliases(act: log.Act, speaker: Speaker, names: Sequence[str]) -> bool:
    """Make the aliases those of ``names``; the name itself is none. Return whether any changed."""
    wanted = {fold(name): name for name in names if fold(name) != speaker.folded}
    known = {alias.folded: alias for alias in speaker.aliases.filter(deleted_at=None)}
    changed = [_keep(act, alias, wanted.get(folded)) for folded, alias in known.items()]
    missing = sorted(wanted.keys() - known.keys())
    for folded in missing:
        alias = SpeakerAlias.objects.create(project=act.project, speaker=speaker, name=wanted[folded], folded=folded)
        act.made(alias)
    return any(changed) or bool(missing)


def _keep(act: log.Act, alias: SpeakerAlias, name: str | None) -> bool:
    before = log.snapshot(alias)
    alias.name = name or alias.name
    alias.deleted_at = None if name else timezone.now()
    alias.save()
    return act.changed(alias, before)


def _store(speaker: Speaker) -> None:
    try:
        speaker.save()
    except IntegrityError as error:
        raise log.Conflict(
            _("The name “%(name)s” or the outlet is another speaker's already.") % {"name": speaker.name}
        ) from error
