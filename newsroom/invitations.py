"""How an invitation stands for whoever opened its link: each answer has a page that says what to do next."""

from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from newsroom.models import Invitation, Membership, Role, User


class Standing(StrEnum):
    """What became of an invitation, or what is in the way of using it."""

    OPEN = "open"
    UNKNOWN = "unknown"
    REMOVED = "removed"
    ARCHIVED = "archived"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"
    OUTRANKED = "outranked"
    """Whoever sent it does not own the project any more, so that nobody vouches for its role."""
    OTHER_ADDRESS = "other_address"
    MEMBER = "member"
    """Whoever opened it is in already, with this role or a higher one."""


def find(digest: str) -> Invitation | None:
    """Return the invitation of a link, whatever became of it."""
    found = Invitation.objects.select_related("project", "by", "used_by").filter(digest=digest)
    return found.first() if digest else None


def standing(invitation: Invitation | None, user: User | AnonymousUser) -> Standing:
    """Return how the invitation stands for ``user``."""
    if invitation is None:
        return Standing.UNKNOWN
    membership = membership_of(invitation, user)
    if membership is not None and not _raises(invitation, membership):
        return Standing.MEMBER
    return _what_became_of(invitation) or _in_the_way(invitation, user)


def membership_of(invitation: Invitation, user: User | AnonymousUser) -> Membership | None:
    """Return the membership that ``user`` has in the invitation's project already."""
    found = Membership.objects.current().filter(project=invitation.project_id, project__deleted_at=None)
    return found.filter(user=user.pk).first() if user.is_authenticated else None


def is_vouched_for(invitation: Invitation) -> bool:
    """Whether who sent it may still invite."""
    return Membership.objects.owners(invitation.project).filter(user=invitation.by_id).exists()


def _raises(invitation: Invitation, membership: Membership) -> bool:
    ranks = list(Role.values)
    return invitation.is_open and ranks.index(invitation.role) < ranks.index(membership.role)


def _what_became_of(invitation: Invitation) -> Standing | None:
    """Return why it is of no use to anybody; None where it can still be used."""
    if invitation.project.deleted_at:
        return Standing.REMOVED
    if invitation.used_at:
        return Standing.USED
    if invitation.revoked_at:
        return Standing.REVOKED
    if invitation.expires_at <= timezone.now():
        return Standing.EXPIRED
    return None


def _in_the_way(invitation: Invitation, user: User | AnonymousUser) -> Standing:
    if invitation.project.archived_at:
        return Standing.ARCHIVED
    if not is_vouched_for(invitation):
        return Standing.OUTRANKED
    is_meant = not invitation.email or not isinstance(user, User)
    if not is_meant and invitation.email.casefold() != user.email.casefold():
        return Standing.OTHER_ADDRESS
    return Standing.OPEN
