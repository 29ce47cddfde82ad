"""The codebook: making, editing and archiving claims."""

from django.db import IntegrityError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from annotations.claim_lock import locked
from annotations.claim_tree import is_under, rank_beside
from annotations.models import Claim
from annotations.models.claim import SLOTS
from newsroom import log
from newsroom.folding import fold, one_line
from newsroom.models import Action, ClaimsBy, Membership, Project, Role, User


def get_or_make_claim(act: log.Act, wanted: Claim | str) -> Claim:
    """Return the claim itself, or the one with this label in any spelling, or a new one in the next colour.

    Raises ``log.Conflict`` where the claim is archived: it must be taken back into use first.
    """
    claim = wanted if isinstance(wanted, Claim) else claim_by_label(act.project, wanted)
    if claim is None:
        assert isinstance(wanted, str)
        if not _may_add(act):
            raise log.Conflict(locked(act.project))
        return make_claim(act, label=wanted)
    if claim.archived_at:
        raise log.Conflict(
            _("The claim “%(label)s” is archived. Take it back into use first.") % {"label": claim.label}
        )
    return claim


def make_claim(act: log.Act, *, label: str, slot: int = 0, parent: Claim | None = None, **words: str) -> Claim:
    """Make a claim inside an action under way. Raises ``log.Conflict`` where the label is taken."""
    if not _may_add(act):
        raise log.Forbidden(locked(act.project))
    label = one_line(label)
    claim = Claim(
        project=act.project,
        label=label,
        folded=fold(label),
        slot=slot or next_slot(act.project),
        parent=parent,
        created_by=act.by,
        **words,
    )
    store_claim(act, claim)
    return claim


def store_claim(act: log.Act, claim: Claim) -> None:
    """Store a new claim inside an action under way. Raises ``log.Conflict`` where the label is taken."""
    _store(claim)
    act.made(claim)


def _may_add(act: log.Act) -> bool:
    """Whether the project lets whoever acts add a claim; asked of the database only where editors alone may."""
    if act.project.claims_by == ClaimsBy.ANALYSTS:
        return True
    members = Membership.objects.current().filter(project=act.project, user=act.by)
    return members.filter(role__in=(Role.OWNER, Role.EDITOR)).exists()


def create_claim(
    *,
    by: User,
    project: Project,
    label: str,
    statement: str = "",
    definition: str = "",
    slot: int = 0,
    parent: Claim | None = None,
    when_to_use: str = "",
    when_not: str = "",
    token: log.Token,
) -> Claim:
    """Add a claim to the codebook. Raises ``log.Conflict`` where the label is there in any spelling."""
    with log.act(by=by, project=project, kind="claim_add", token=token) as act:
        if act.is_repeated:
            return Claim.objects.get(uuid=act.answer["claim"])
        words = {"statement": statement, "definition": definition, "when_to_use": when_to_use, "when_not": when_not}
        claim = make_claim(act, label=label, slot=slot, parent=parent, **words)
        act.answer = {"claim": str(claim.uuid)}
    return claim


def edit_claim(
    *,
    by: User,
    claim: Claim,
    version: int,
    label: str,
    statement: str,
    definition: str,
    slot: int,
    parent: Claim | None,
    when_to_use: str = "",
    when_not: str = "",
    token: log.Token,
) -> Claim:
    """Change a claim's words, colour or place in the tree. Raises ``log.Conflict``."""
    label = one_line(label)
    rank = claim.rank if parent == claim.parent else ""
    return _change(
        by,
        claim,
        version,
        "claim_edit",
        token,
        label=label,
        folded=fold(label),
        statement=statement,
        definition=definition,
        when_to_use=when_to_use,
        when_not=when_not,
        slot=slot,
        parent=parent,
        rank=rank,
    )


def move_claim(*, by: User, claim: Claim, version: int, parent: Claim | None, token: log.Token) -> Claim:
    """Put a claim under another one, or on top, there by its label. Raises ``log.Conflict`` for one under itself."""
    rank = claim.rank if parent == claim.parent else ""
    return _change(by, claim, version, "claim_move", token, parent=parent, rank=rank)


def shift_claim(*, by: User, claim: Claim, version: int, beside: Claim, is_after: bool, token: log.Token) -> Claim:
    """Put a claim right before or after one of its siblings; the others stay as they are.

    Raises ``log.Conflict`` where the two are no siblings (any more).
    """

    def rank(fresh: Claim) -> str:
        return rank_beside(fresh, beside, is_after=is_after)

    return _change(by, claim, version, "claim_shift", token, rank=rank)


def archive_claim(*, by: User, claim: Claim, version: int, token: log.Token) -> Claim:
    """Put a claim out of use; its passages keep it."""
    return _change(by, claim, version, "claim_archive", token, archived_at=timezone.now())


def restore_claim(*, by: User, claim: Claim, version: int, token: log.Token) -> Claim:
    """Take an archived claim back into use."""
    return _change(by, claim, version, "claim_restore", token, archived_at=None)


def next_slot(project: Project) -> int:
    """Return the colour slot of the next new claim, 1 to 8, round robin."""
    return Claim.objects.filter(project=project).count() % SLOTS + 1


def claim_by_label(project: Project, label: str) -> Claim | None:
    """Return the claim with this label in any spelling, or the one into which a claim with this label was merged."""
    named = Claim.objects.filter(project=project, folded=fold(label), deleted_at=None).select_related("merged_into")
    found = named.order_by(F("merged_into").asc(nulls_first=True), "pk").first()
    return found.shown if found else None


def _change(by: User, claim: Claim, version: int, kind: str, token: log.Token, **values: object) -> Claim:
    """Set fields of a claim as one action; what can be called is asked for the value inside the transaction."""
    with log.act(by=by, project=claim.project, kind=kind, token=token) as act:
        if act.is_repeated:
            return claim
        fresh = Claim.objects.current().filter(pk=claim.pk, version=version).first()
        if fresh is None:
            raise log.Conflict(_("This claim was changed meanwhile. Look at it again before you save."))
        before = log.snapshot(fresh)
        for name, value in values.items():
            setattr(fresh, name, value(fresh) if callable(value) else value)
        if values.get("parent") is not None and is_under(fresh.parent, fresh):
            raise log.Conflict(_("A claim cannot stand under itself, nor under a claim that stands under it."))
        fresh.version, fresh.updated_at = version + 1, timezone.now()
        _store(fresh)
        act.changed(fresh, before)
        act.answer = {"claim": str(fresh.uuid)}
    return fresh


def _store(claim: Claim) -> None:
    try:
        claim.save()
    except IntegrityError as error:
        raise log.Conflict(_("There is a claim “%(label)s” already.") % {"label": claim.label}) from error


def claim_of_repeat(*, by: User, project: Project, token: log.Token) -> Claim | None:
    """Return the claim that this very request made or changed when it came before; None where it is new.

    Asked before a form is checked: by then the label is taken, by the first try itself.
    """
    done = Action.objects.filter(project=project, uuid=token.uuid, by=by, digest=token.digest).first()
    uuid = done.answer.get("claim") if done else None
    return Claim.objects.get(project=project, uuid=uuid) if uuid else None
