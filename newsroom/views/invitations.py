"""The other end of an invitation: the link is opened, an account is made or logged in to, the project is entered."""

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
    invitation = _opened(request)
    if invitation is None or not invitation.is_open:
        return render(request, "newsroom/invitation_gone.html", status=404)
    if request.user.is_authenticated:
        return _logged_in(request, invitation)
    form = AccountForm(request.POST or None, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        user, membership = _begin(form, invitation)
        enter(request, user)
        return redirect("library", membership.project.key)
    context = {"invitation": invitation, "form": form}
    return render(request, "newsroom/invitation.html", context, status=422 if request.method == "POST" else 200)


def _logged_in(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    assert isinstance(request.user, User)
    is_other = bool(invitation.email) and invitation.email.casefold() != request.user.email.casefold()
    if request.method == "POST" and not is_other:
        membership = accept(user=request.user, invitation=invitation)
        request.session.pop(SESSION, None)
        return redirect("library", membership.project.key)
    context = {"invitation": invitation, "is_other": is_other}
    return render(request, "newsroom/invitation.html", context, status=403 if request.method == "POST" else 200)


def _opened(request: HttpRequest) -> Invitation | None:
    kept = request.session.get(SESSION, "")
    invitations = Invitation.objects.select_related("project", "by").filter(
        project__archived_at=None, project__deleted_at=None
    )
    return invitations.filter(digest=kept).first() if kept else None


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
