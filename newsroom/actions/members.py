"""Who is in a project: invited, let in, given another role, let go. There is always an owner."""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import log
from newsroom.invitations import is_vouched_for
from newsroom.models import Invitation, Membership, Project, Role, User


def digest(secret: str) -> str:
    """Return what is kept of an invitation's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def invite(*, by: User, project: Project, role: str, email: str = "", token: log.Token) -> tuple[Invitation, str]:
    """Make an invitation; return it with its secret, which is told this once and not kept.

    A repeated request makes the same invitation's secret anew, so that the page can show a link again.
    """
    secret = secrets.token_urlsafe(32)
    with log.act(by=by, project=project, kind="invitation_make", token=token) as act:
        if act.is_repeated:
            invitation = Invitation.objects.get(project=project, uuid=act.answer["invitation"])
            if invitation.is_open:
                invitation.digest = digest(secret)
                invitation.save(update_fields=["digest"])
            return invitation, secret
        invitation = Invitation.objects.create(project=project, role=role, email=email, by=by, digest=digest(secret))
        act.made(invitation)
        act.answer = {"invitation": str(invitation.uuid)}
    return invitation, secret


def send_invitation(invitation: Invitation, address: str) -> None:
    """Send the link by e-mail. Raises ``OSError`` where no mail goes out."""
    context = {"invitation": invitation, "address": address, "site": settings.BASE_URL}
    subject = _("%(name)s invites you to “%(project)s” on Margin") % {
        "name": invitation.by.name,
        "project": invitation.project.name,
    }
    send_mail(" ".join(subject.split()), render_to_string("newsroom/invitation.txt", context), None, [invitation.email])


def revoke(*, by: User, invitation: Invitation, token: log.Token) -> None:
    """Make an invitation useless; one that was used stays as it is."""
    with log.act(by=by, project=invitation.project, kind="invitation_revoke", token=token) as act:
        if act.is_repeated:
            return
        fresh = Invitation.objects.get(pk=invitation.pk)
        if fresh.used_at:
            raise log.Conflict(_("This invitation was used already."))
        _change(act, fresh, {"revoked_at": timezone.now()})


def accept(*, user: User, invitation: Invitation) -> Membership:
    """Let ``user`` in by an invitation, once. Raises ``log.Conflict`` where it cannot be used any more, or not by them.

    Somebody who is in already keeps the higher role.
    """
    with log.act(by=user, project=invitation.project, kind="invitation_accept", token=log.make_token()) as act:
        fresh = Invitation.objects.select_related("project").get(pk=invitation.pk)
        if not fresh.is_open:
            raise log.Conflict(_("This invitation was used, taken back or has expired. Ask for another one."))
        if not is_vouched_for(fresh):
            raise log.Conflict(_("Whoever sent this invitation does not own the project any more."))
        if fresh.email and fresh.email.casefold() != user.email.casefold():
            raise log.Conflict(_("This invitation is for another e-mail address than yours."))
        membership = _let_in(act, user, fresh.role)
        _change(act, fresh, {"used_at": timezone.now(), "used_by": user})
    return membership


def change_role(*, by: User, membership: Membership, role: str, token: log.Token) -> None:
    """Give a member another role. Raises ``log.Conflict`` for the last owner, or a member who has left."""
    with log.act(by=by, project=membership.project, kind="member_role", token=token) as act:
        if act.is_repeated:
            return
        fresh = _fresh(act, membership)
        if fresh.role == Role.OWNER and role != Role.OWNER:
            _refuse_last_owner(fresh)
        _change(act, fresh, {"role": role})


def end_membership(*, by: User, membership: Membership, token: log.Token) -> None:
    """Let a member go, or leave; the work stays, under their name. Raises ``log.Conflict`` for the last owner."""
    with log.act(by=by, project=membership.project, kind="member_end", token=token) as act:
        if act.is_repeated:
            return
        fresh = _fresh(act, membership)
        if fresh.role == Role.OWNER:
            _refuse_last_owner(fresh)
        _change(act, fresh, {"ended_at": timezone.now()})


def _let_in(act: log.Act, user: User, role: str) -> Membership:
    ranks = list(Role.values)
    membership = Membership.objects.current().filter(project=act.project, user=user).first()
    if membership is None:
        membership = Membership.objects.create(project=act.project, user=user, role=role)
        act.made(membership)
    elif ranks.index(role) < ranks.index(membership.role):
        _change(act, membership, {"role": role})
    return membership


def _change(act: log.Act, row: Any, values: Mapping[str, Any]) -> None:
    before = log.snapshot(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    act.changed(row, before)


def _fresh(act: log.Act, membership: Membership) -> Membership:
    """Read the membership again under the project's lock: whoever was faster has committed by now."""
    fresh = Membership.objects.current().filter(pk=membership.pk).select_related("user").first()
    if fresh is None:
        raise log.Conflict(_("This member has left meanwhile."))
    fresh.project = act.project
    return fresh


def _refuse_last_owner(membership: Membership) -> None:
    if not Membership.objects.owners(membership.project).exclude(pk=membership.pk).exists():
        raise log.Conflict(_("A project always has an owner. Make somebody else an owner first."))
