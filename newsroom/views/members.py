"""The people of a project: who is in, who is invited; roles, letting go and leaving."""

from collections import Counter
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from newsroom import access, log
from newsroom.actions.members import change_role, end_membership, invite, revoke, send_invitation
from newsroom.folding import drawn, fold
from newsroom.forms.members import InvitationForm, RoleForm
from newsroom.models import Invitation, Membership, Role
from newsroom.views.imports import posted_action


@require_GET
def member_list(request: HttpRequest, project: str) -> HttpResponse:
    """Show who is in the project and, to its owners, who is invited."""
    return _page(request, access.member(request, project))


@require_POST
def member_role(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Give a member another role."""
    membership = access.owner(request, project)
    changed = _member(membership, uuid)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, membership, status=422)
    role = form.cleaned_data["role"]
    token = log.make_token(posted_action(request), {"member": str(uuid), "role": role})
    change_role(by=membership.user, membership=changed, role=role, token=token)
    messages.success(request, _("Saved."))
    return redirect("member_list", project)


@require_POST
def member_end(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Let a member go, or leave oneself; what they made stays, under their name."""
    membership = access.member(request, project)
    is_own = membership.uuid == uuid
    if not is_own:
        membership = access.owner(request, project)
    token = log.make_token(posted_action(request), {"end": str(uuid)})
    end_membership(by=membership.user, membership=_member(membership, uuid), token=token)
    messages.success(request, _("You have left the project.") if is_own else _("This member has left. The work stays."))
    return redirect("project_list") if is_own else redirect("member_list", project)


@require_POST
def invitation_make(request: HttpRequest, project: str) -> HttpResponse:
    """Invite somebody, by e-mail or by a link that is shown this once."""
    membership = access.owner(request, project)
    form = InvitationForm(request.POST)
    if not form.is_valid():
        return _page(request, membership, form=form, status=422)
    values = form.cleaned_data
    token = log.make_token(values["action"], {"role": values["role"], "email": values["email"]})
    invitation, secret = invite(
        by=membership.user, project=membership.project, role=values["role"], email=values["email"], token=token
    )
    address = settings.BASE_URL + reverse("invitation_open", args=[secret])
    sent = bool(invitation.email) and _sent(invitation, address)
    return _page(request, membership, made=invitation, address=address, sent=sent)


@require_POST
def invitation_revoke(request: HttpRequest, project: str, uuid: UUID) -> HttpResponse:
    """Take an invitation back."""
    membership = access.owner(request, project)
    invitation = Invitation.objects.filter(project=membership.project, uuid=uuid).first()
    if invitation is None:
        raise Http404
    revoke(
        by=membership.user, invitation=invitation, token=log.make_token(posted_action(request), {"revoke": str(uuid)})
    )
    messages.success(request, _("The invitation was taken back."))
    return redirect("member_list", project)


def _sent(invitation: Invitation, address: str) -> bool:
    try:
        send_invitation(invitation, address)
    except OSError:
        return False
    return True


def _member(membership: Membership, uuid: UUID) -> Membership:
    found = Membership.objects.current().filter(project=membership.project, uuid=uuid).first()
    if found is None:
        raise Http404
    found.project = membership.project
    return found


def _page(request: HttpRequest, membership: Membership, status: int = 200, **more: object) -> HttpResponse:
    current = list(Membership.objects.current().filter(project=membership.project).select_related("user"))
    looks = Counter(drawn(fold(each.user.name)) for each in current)
    is_owner = membership.is_owner
    invitations = Invitation.objects.filter(project=membership.project).select_related("by").order_by("-id")
    context = {
        "project": membership.project,
        "membership": membership,
        "is_owner": is_owner,
        "members": sorted(current, key=lambda each: (list(Role.values).index(each.role), each.user.name.casefold())),
        "alike": {each.pk for each in current if looks[drawn(fold(each.user.name))] > 1},
        "invitations": list(invitations.open()) if is_owner else [],
        "form": more.pop("form", None) or InvitationForm(initial={"action": uuid4()}),
        "roles": Role.choices,
        "action": uuid4(),
        **more,
    }
    return render(request, "newsroom/members.html", context, status=status)
