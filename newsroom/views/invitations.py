"""The other end of an invitation: the link is opened, an account is made or logged in to, the project is entered."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from newsroom import log
from newsroom.accounts import enter
from newsroom.actions.accounts import confirm_address
from newsroom.actions.members import accept, digest
from newsroom.forms.members import AccountForm
from newsroom.invitations import Standing, find, membership_of, standing
from newsroom.models import Invitation, Membership, User

SESSION = "invitation"


@login_not_required
@never_cache
@require_GET
def invitation_open(request: HttpRequest, secret: str) -> HttpResponse:
    """Take the secret out of the address at once, so that no history or Referer keeps it."""
    request.session[SESSION] = digest(secret)
    return redirect("invitation_accept")


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest) -> HttpResponse:
    """Show what the invitation is for; let in whoever is logged in, or makes an account here."""
    invitation = find(request.session.get(SESSION, ""))
    stands = standing(invitation, request.user)
    if request.method == "POST" and request.POST.get("do") == "log_out":
        return _log_out(request)
    if invitation is None or stands != Standing.OPEN:
        return _closed(request, invitation, stands)
    if request.method == "GET":
        return _page(request, invitation)
    try:
        return _enter(request, invitation)
    except log.Conflict:
        return _closed(request, invitation, standing(find(invitation.digest), request.user), status=409)


def _enter(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Let in whoever is logged in, or has filled in the form. Raises ``log.Conflict`` where somebody was faster."""
    if isinstance(request.user, User):
        membership = accept(user=request.user, invitation=invitation)
        request.session.pop(SESSION, None)
        return redirect("library", membership.project.key)
    form = AccountForm(request.POST, email=invitation.email)
    if not form.is_valid():
        return _page(request, invitation, form, status=422)
    user, membership = _begin(form, invitation)
    enter(request, user)
    return redirect("library", membership.project.key)


def _page(
    request: HttpRequest, invitation: Invitation, form: AccountForm | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "invitation": invitation,
        "form": form or AccountForm(email=invitation.email),
        "mine": membership_of(invitation, request.user),
    }
    return render(request, "newsroom/invitation.html", context, status=status)


def _closed(request: HttpRequest, invitation: Invitation | None, stands: Standing, status: int = 0) -> HttpResponse:
    """Say why the invitation cannot be used, and what to do next."""
    is_shown = request.method == "GET"
    statuses = {Standing.MEMBER: 200 if is_shown else 409, Standing.OTHER_ADDRESS: 200 if is_shown else 403}
    context = {
        "invitation": invitation,
        "stands": stands.value,
        "mine": membership_of(invitation, request.user) if invitation else None,
        "owners": _owners(invitation) if invitation else [],
    }
    return render(request, "newsroom/invitation_gone.html", context, status=status or statuses.get(stands, 404))


def _owners(invitation: Invitation) -> list[str]:
    """Return whom one can ask for another invitation: who sent this one, if they still may, or else the owners."""
    owners = Membership.objects.owners(invitation.project).select_related("user").order_by("joined_at")
    names = {owner.user_id: owner.user.name for owner in owners}
    return [names[invitation.by_id]] if invitation.by_id in names else list(names.values())[:3]


def _log_out(request: HttpRequest) -> HttpResponse:
    """End the session and go on with the same invitation as nobody."""
    kept = request.session.get(SESSION, "")
    logout(request)
    request.session[SESSION] = kept
    return redirect("invitation_accept")


@transaction.atomic
def _begin(form: AccountForm, invitation: Invitation) -> tuple[User, Membership]:
    values = form.cleaned_data
    user = User.objects.create_user(
        values["username"], values["email"], values["password"], display_name=values["display_name"]
    )
    if invitation.email and invitation.email.casefold() == user.email.casefold():
        confirm_address(user=user)
    try:
        return user, accept(user=user, invitation=invitation)
    except log.Conflict:
        transaction.set_rollback(True)
        raise
