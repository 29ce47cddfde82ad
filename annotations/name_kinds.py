"""How the log knows the names of speakers and the relations of claims: what may stand on them, who may undo."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _, ngettext

from annotations.actions import claim_examples
from annotations.models import ClaimRelation, ClaimSplit, Speaker, SpeakerAlias, Tagging
from newsroom import log
from newsroom.models import Event


def speaker_stands(speaker: Any, event: Event) -> str:
    """Name what uses a speaker who is about to go, or has the name of one who is about to stand alone again."""
    if not speaker.deleted_at:
        return "" if speaker.merged_into_id else _taken(speaker)
    if speaker.merged.filter(deleted_at=None).exists():
        return _("Other speakers were merged into this one.")
    if speaker.aliases.filter(deleted_at=None).exists():
        return _("Other names were given to this speaker.")
    count = Tagging.objects.current().filter(Q(speaker=speaker) | Q(via=speaker)).count()
    text = ngettext("%(count)s passage stands on this.", "%(count)s passages stand on this.", count)
    return text % {"count": count} if count else ""


def _taken(speaker: Speaker) -> str:
    """Say whose alias the name is by now."""
    named = SpeakerAlias.objects.current().filter(project=speaker.project_id, folded=speaker.folded)
    alias = named.exclude(speaker=speaker).exclude(speaker__merged_into=speaker).select_related("speaker").first()
    return (
        _("“%(name)s” is another name of “%(other)s” by now.")
        % {
            "name": speaker.name,
            "other": alias.speaker.shown.name,
        }
        if alias
        else ""
    )


def alias_stands(alias: Any, event: Event) -> str:
    """Name the speaker who is called like an alias that is about to come back."""
    if alias.deleted_at:
        return ""
    if alias.speaker.deleted_at:
        return _("“%(name)s” was taken back since.") % {"name": alias.speaker.name}
    named = Speaker.objects.current().filter(project=alias.project_id, folded=alias.folded)
    other = named.exclude(pk__in=(alias.speaker_id, alias.speaker.merged_into_id or 0)).first()
    return _("There is a speaker “%(name)s” by now.") % {"name": other.name} if other else ""


def relation_stands(relation: Any, event: Event) -> str:
    """Name the claim that is gone where a relation is about to come back."""
    gone = next((claim for claim in (relation.first, relation.second) if claim.deleted_at), None)
    if relation.deleted_at or gone is None:
        return ""
    return _("The claim “%(label)s” was taken back since.") % {"label": gone.label}


def split_stands(split: Any, event: Event) -> str:
    """Name the claim that is gone where a split is about to be done again."""
    gone = next((claim for claim in (split.from_claim, split.into_claim) if claim.deleted_at), None)
    if split.deleted_at or gone is None:
        return ""
    return _("The claim “%(label)s” was taken back since.") % {"label": gone.label}


def register() -> None:
    """Make the kinds known to the log."""
    log.register(
        log.Kind(
            "speaker",
            Speaker,
            ("name", "folded", "kind", "affiliation", "outlet", "merged_into", "version", "deleted_at"),
            article_id=lambda row: None,
            may=lambda membership, row: membership.can_annotate,
            guard=speaker_stands,
        )
    )
    log.register(
        log.Kind(
            "speaker_alias",
            SpeakerAlias,
            ("speaker", "name", "folded", "deleted_at"),
            article_id=lambda row: None,
            may=lambda membership, row: membership.can_annotate,
            guard=alias_stands,
        )
    )
    log.register(
        log.Kind(
            "claim_relation",
            ClaimRelation,
            ("first", "second", "deleted_at"),
            article_id=lambda row: None,
            may=lambda membership, row: membership.can_annotate,
            guard=relation_stands,
        )
    )
    log.register(
        log.Kind(
            "claim_split",
            ClaimSplit,
            ("from_claim", "into_claim", "passages", "deleted_at"),
            article_id=lambda row: None,
            may=lambda membership, row: membership.can_edit,
            guard=split_stands,
        )
    )
    log.register(claim_examples.kind())
