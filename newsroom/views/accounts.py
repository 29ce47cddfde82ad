"""One page that leads to everything about one's own account."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from newsroom.actions.accounts import rename
from newsroom.forms.accounts import ProfileForm
from newsroom.sessions import places


@require_GET
def account_show(request: HttpRequest) -> HttpResponse:
    """Show what the account has, each with the way to change it."""
    return _page(request, ProfileForm(initial={"display_name": request.user.display_name}))


@require_POST
def account_profile(request: HttpRequest) -> HttpResponse:
    """Change the name that colleagues read."""
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return _page(request, form, 422)
    rename(by=request.user, name=form.cleaned_data["display_name"])
    messages.success(request, _("Your name is saved."))
    return redirect("account_show")


def _page(request: HttpRequest, form: ProfileForm, status: int = 200) -> HttpResponse:
    addresses = list(EmailAddress.objects.filter(user=request.user).order_by("-primary", "email"))
    factors = list(Authenticator.objects.filter(user=request.user))
    kinds = {factor.type: factor for factor in factors}
    codes = kinds.get(Authenticator.Type.RECOVERY_CODES)
    context = {
        "form": form,
        "primary": addresses[0] if addresses else None,
        "more_addresses": max(len(addresses) - 1, 0),
        "app": kinds.get(Authenticator.Type.TOTP),
        "codes": codes,
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "passkeys": sum(factor.type == Authenticator.Type.WEBAUTHN for factor in factors),
        "identity": _identity(request),
        "openid_name": settings.OPENID_NAME,
        "sessions": len(places(request.user, request.session.session_key or "")),
    }
    return render(request, "account/account.html", context, status=status)


def _identity(request: HttpRequest) -> SocialAccount | None:
    """Return who one is at the issuer; no question where the settings name none."""
    return SocialAccount.objects.filter(user=request.user).first() if settings.OPENID_ISSUER else None
