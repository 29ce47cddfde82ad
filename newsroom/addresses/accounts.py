"""Addresses of one's own account beside those of allauth: the page that leads to all, factors, sessions."""

from allauth.mfa.base.views import authenticate, index, reauthenticate
from allauth.mfa.recovery_codes.views import generate_recovery_codes
from allauth.mfa.webauthn import views as webauthn
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path

from newsroom.views.accounts import account_profile, account_show
from newsroom.views.openid import openid_callback, openid_identity, openid_login
from newsroom.views.recovery_codes import recovery_codes_download, recovery_codes_show
from newsroom.views.sessions import session_list, sessions_end

# allauth leads to its pages by these names; its own views of the codes would write on GET.
recovery_codes: list[URLPattern] = [
    path("", recovery_codes_show, name="mfa_view_recovery_codes"),
    path("download/", recovery_codes_download, name="mfa_download_recovery_codes"),
    path("new/", generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
passkeys: list[URLPattern] = [
    path("", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("login/", login_not_required(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("<int:pk>/edit/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("<int:pk>/remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", account_show, name="account_show"),
    path("profile/", account_profile, name="account_profile"),
    path("sessions/", session_list, name="session_list"),
    path("sessions/end/", sessions_end, name="sessions_end"),
    path("openid/login/", openid_login, name="openid_login"),
    path("openid/callback/", openid_callback, name="openid_callback"),
    path("openid/", openid_identity, name="openid_identity"),
    path("two-factor/recovery-codes/", include(recovery_codes)),
    path("passkeys/", include(passkeys)),
    path("two-factor/app/", include("allauth.mfa.totp.urls")),
    path("two-factor/", index, name="mfa_index"),
    path("two-factor/code/", login_not_required(authenticate), name="mfa_authenticate"),
    path("two-factor/again/", reauthenticate, name="mfa_reauthenticate"),
]
