"""What somebody did, as the activity page says it: one line an action kind, so that a new kind adds one line."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext as _, gettext_lazy, ngettext_lazy

from annotations.log_fields import noun
from newsroom.models import Event

VERBS: Final[dict[str, tuple[str, Any]]] = {
    "annotation_add": ("annotation", ngettext_lazy("highlighted a passage", "highlighted %d passages")),
    "annotation_note": ("annotation", ngettext_lazy("changed a note", "changed %d notes")),
    "annotation_visibility": (
        "annotation",
        ngettext_lazy("changed who sees a highlight", "changed who sees %d highlights"),
    ),
    "annotation_place": (
        "annotation",
        ngettext_lazy("moved the ends of a highlight", "moved the ends of %d highlights"),
    ),
    "annotation_remove": ("annotation", ngettext_lazy("removed a highlight", "removed %d highlights")),
    "tagging_add": ("tagging", ngettext_lazy("added a claim to a passage", "added %d claims to passages")),
    "tagging_change": ("tagging", ngettext_lazy("changed a claim on a passage", "changed %d claims on passages")),
    "tagging_remove": ("tagging", ngettext_lazy("took a claim off a passage", "took %d claims off passages")),
    "passages_retag": ("annotation", ngettext_lazy("re-tagged a passage", "re-tagged %d passages")),
    "correction_take_over": (
        "correction",
        ngettext_lazy("took an editor's correction over", "took %d corrections of editors over"),
    ),
    "response_same": ("response", ngettext_lazy("said the same of a passage", "said the same of %d passages")),
    "response_differs": ("response", ngettext_lazy("read a passage differently", "read %d passages differently")),
    "response_would_not_tag": (
        "response",
        ngettext_lazy("would not tag a passage", "would not tag %d passages"),
    ),
    "reply_add": ("reply", ngettext_lazy("replied to a highlight", "replied to highlights %d times")),
    "reply_edit": ("reply", ngettext_lazy("changed a reply", "changed %d replies")),
    "reply_remove": ("reply", ngettext_lazy("removed a reply", "removed %d replies")),
    "team_note": ("", ngettext_lazy("wrote a team note", "wrote %d team notes")),
    "handover": ("", ngettext_lazy("handed work over", "handed work over %d times")),
    "response_remove": ("response", ngettext_lazy("took an answer back", "took %d answers back")),
    "review_accepted": ("standing", ngettext_lazy("accepted a new wording", "accepted %d new wordings")),
    "review_kept": (
        "standing",
        ngettext_lazy("kept a highlight on the old wording", "kept %d highlights on the old wording"),
    ),
    "review_typography": ("standing", ngettext_lazy("accepted new typography", "accepted new typography %d times")),
    "reading_state": ("reading_state", ngettext_lazy("marked an article", "marked articles %d times")),
    "claim_add": ("claim", ngettext_lazy("made a claim", "made %d claims")),
    "claim_edit": ("claim", ngettext_lazy("changed a claim's words", "changed claims' words %d times")),
    "claim_archive": ("claim", ngettext_lazy("archived a claim", "archived %d claims")),
    "claim_restore": ("claim", ngettext_lazy("took a claim back into use", "took %d claims back into use")),
    "codebook_import": (
        "claim",
        ngettext_lazy("brought in a claim of a codebook", "brought in %d claims of a codebook"),
    ),
    "claim_move": ("claim", ngettext_lazy("moved a claim in the tree", "moved %d claims in the tree")),
    "claim_shift": (
        "claim",
        ngettext_lazy("put a claim in another place of the codebook", "put %d claims in other places of the codebook"),
    ),
    "claim_merge": ("claim", ngettext_lazy("merged a claim into another", "merged %d claims into others")),
    "claim_split": ("claim_split", ngettext_lazy("split a claim", "split %d claims")),
    "example_add": ("claim_example", ngettext_lazy("gave a claim an example", "gave claims %d examples")),
    "example_remove": (
        "claim_example",
        ngettext_lazy("took an example of a claim away", "took %d examples of claims away"),
    ),
    "claim_separate": ("claim", ngettext_lazy("took a claim apart again", "took %d claims apart again")),
    "claim_contradict": ("claim_relation", ngettext_lazy("marked a contradiction", "marked %d contradictions")),
    "claim_reconcile": ("claim_relation", ngettext_lazy("unmarked a contradiction", "unmarked %d contradictions")),
    "field_add": ("custom_field", ngettext_lazy("added a field", "added %d fields")),
    "field_edit": ("custom_field", ngettext_lazy("changed a field", "changed fields %d times")),
    "field_move": ("", ngettext_lazy("put the fields in another order", "put the fields in another order %d times")),
    "field_remove": ("custom_field", ngettext_lazy("removed a field", "removed %d fields")),
    "field_restore": ("custom_field", ngettext_lazy("brought a field back", "brought %d fields back")),
    "speaker_edit": ("speaker", ngettext_lazy("corrected a speaker", "corrected %d speakers")),
    "speaker_merge": ("speaker", ngettext_lazy("merged a speaker into another", "merged %d speakers into others")),
    "speaker_separate": ("speaker", ngettext_lazy("took a speaker apart again", "took %d speakers apart again")),
    "publication_make": ("publication", ngettext_lazy("published a claim", "published %d claims")),
    "publication_revoke": (
        "publication",
        ngettext_lazy("revoked a published link", "revoked %d published links"),
    ),
    "publication_extend": (
        "publication",
        ngettext_lazy("extended a published link", "extended %d published links"),
    ),
    "speaker_add": ("speaker", ngettext_lazy("named a speaker", "named %d speakers")),
    "article_import": ("article", ngettext_lazy("brought in an article", "brought in %d articles")),
    "article_edit": ("article", ngettext_lazy("edited an article", "edited articles %d times")),
    "article_blind": (
        "article",
        ngettext_lazy("made an article blind or revealed it", "made %d articles blind or revealed them"),
    ),
    "article_remove": ("article", ngettext_lazy("removed an article", "removed %d articles")),
    "story_join": ("article", ngettext_lazy("grouped a story", "grouped %d articles as stories")),
    "story_leave": ("article", ngettext_lazy("took an article out of its story", "took %d articles out of a story")),
    "outlet_edit": ("outlet", ngettext_lazy("edited an outlet", "edited outlets %d times")),
    "outlet_merge": ("outlet", ngettext_lazy("merged an outlet", "merged %d outlets")),
    "outlet_separate": ("outlet", ngettext_lazy("took an outlet apart again", "took %d outlets apart again")),
    "feed_add": ("feed", ngettext_lazy("added a feed", "added %d feeds")),
    "feed_edit": ("feed", ngettext_lazy("edited a feed", "edited feeds %d times")),
    "feed_pause": ("feed", ngettext_lazy("paused a feed", "paused %d feeds")),
    "feed_resume": ("feed", ngettext_lazy("took a feed up again", "took %d feeds up again")),
    "feed_remove": ("feed", ngettext_lazy("removed a feed", "removed %d feeds")),
    "member_role": ("membership", ngettext_lazy("changed a member's role", "changed %d members' roles")),
    "member_blindfold": (
        "membership",
        ngettext_lazy("put the blindfold on or off", "put the blindfold on or off %d times"),
    ),
    "member_end": ("membership", ngettext_lazy("ended a membership", "ended %d memberships")),
    "invitation_make": ("invitation", ngettext_lazy("invited somebody", "invited %d people")),
    "invitation_revoke": ("invitation", ngettext_lazy("took an invitation back", "took %d invitations back")),
    "invitation_accept": ("membership", ngettext_lazy("joined the project", "joined the project %d times")),
    "state_restore": ("", ngettext_lazy("restored an earlier state", "restored %d earlier states")),
    "take_back": ("", ngettext_lazy("took back what somebody did", "took back what somebody did, %d times")),
    "project_edit": ("project", ngettext_lazy("changed the project", "changed the project %d times")),
    "project_archive": (
        "project",
        ngettext_lazy("put the project into the archive", "put the project into the archive %d times"),
    ),
    "project_reopen": ("project", ngettext_lazy("reopened the project", "reopened the project %d times")),
    "project_remove": ("project", ngettext_lazy("removed the project", "removed the project %d times")),
    "project_bring_back": (
        "project",
        ngettext_lazy("brought the project back", "brought the project back %d times"),
    ),
}
"""By kind of action: the kind of object that is counted (none: the actions), and the words for one and for several."""
GROUPS: Final = {
    "highlights": (
        gettext_lazy("Highlights"),
        ("annotation_", "tagging_", "response_", "review_", "passages_", "correction_", "reply_"),
    ),
    "claims": (gettext_lazy("Claims and speakers"), ("claim_", "speaker_", "codebook_", "publication_", "example_")),
    "articles": (gettext_lazy("Articles"), ("article_", "story_", "outlet_", "feed_")),
    "reading": (gettext_lazy("Reading"), ("reading_", "team_note", "handover")),
    "people": (gettext_lazy("People and project"), ("member_", "invitation_", "project_", "field_")),
    "undo": (gettext_lazy("Undo and restore"), ("undo", "state_restore", "take_back")),
}
"""What the page can be filtered by: a label, and how the kinds of action begin."""


@dataclass(frozen=True, slots=True)
class Deed:
    """The kind of an action, and whether it takes another one back or does it again."""

    kind: str
    is_undo: bool
    is_redo: bool


def in_group(name: str) -> Q:
    """Return the condition for actions of a group."""
    found = Q()
    for start in GROUPS[name][1]:
        found |= Q(kind__startswith=start)
    return found


def in_groups(names: Iterable[str]) -> Q:
    """Return the condition for actions of any of the groups."""
    found = Q(pk__in=[])
    for name in names:
        found |= in_group(name)
    return found


def deed_words(deed: Deed, events: Iterable[Event]) -> str:
    """Say what one or several actions of a kind did; ``events`` are those that the reader is told."""
    if deed.is_undo:
        return _("did again what was undone") if deed.is_redo else _("took back what was done")
    events = list(events)
    if deed.kind in VERBS:
        kind, words = VERBS[deed.kind]
        several = sum(event.object_kind == kind for event in events) if kind else len({e.action_id for e in events})
        count = several or 1
        return str(words % count)
    nouns = dict.fromkeys(noun(event.object_kind) for event in events)
    return _("changed: %(nouns)s") % {"nouns": ", ".join(nouns)}
