"""Codes of a second factor: each is good for one use, within the whole time in which it is accepted."""

from typing import Final

from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from newsroom.models import User

LONGEST: Final = 32
HELP: Final = _("From your authenticator app, or one of your recovery codes.")
ATTRIBUTES: Final = {"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}


def code_field(help_text: str) -> forms.CharField:
    return forms.CharField(
        label=_("Code"), max_length=LONGEST, help_text=help_text, widget=forms.TextInput(attrs=ATTRIBUTES)
    )


def use_once(user: User, code: str) -> str:
    """Return the code; raises ``ValidationError`` where this person used it a moment ago.

    allauth forgets a used code after one step, but with a tolerance it is accepted for longer than that.
    """
    steps = 2 * app_settings.TOTP_TOLERANCE + 1
    digits = "".join(sign for sign in code if sign.isalnum())
    if not cache.add(f"factor-code-{user.pk}-{digits}", 1, timeout=(steps + 1) * app_settings.TOTP_PERIOD):
        raise get_adapter().validation_error("incorrect_code")
    return code


class CodeForm(AuthenticateForm):
    """The second step of logging in."""

    code = code_field(HELP)

    def clean_code(self) -> str:
        return use_once(self.user, super().clean_code())


class CodeAgainForm(ReauthenticateForm):
    """The same before something about the account changes."""

    code = code_field(HELP)

    def clean_code(self) -> str:
        return use_once(self.user, super().clean_code())


class ActivateForm(ActivateTOTPForm):
    """The first code of an app: it shows that the app has the secret."""

    code = code_field(_("The six digits that the app shows now."))

    def clean_code(self) -> str:
        return use_once(self.user, super().clean_code())
