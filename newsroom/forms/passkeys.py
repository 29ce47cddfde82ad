"""What a browser sends of a passkey: it is taken apart by libraries that expect well-meaning browsers, and watched."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.utils.translation import gettext_lazy as _

BROKEN: Final = (TypeError, ValueError, KeyError, AttributeError, IndexError, struct.error)
"""What parsing raises for bytes that no browser sends."""
LARGEST: Final = 32_000
LONGEST_NAME: Final = 80


class CredentialField(forms.JSONField):
    """The answer of the browser as JSON."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > LARGEST:
            raise get_adapter().validation_error("incorrect_code")
        with refusing():
            return super().to_python(value)

    def bound_data(self, data: Any, initial: Any) -> str:
        """Return nothing: an answer is good for one challenge, so the form never shows it again."""
        return ""


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what is malformed into the message for a wrong code."""
    try:
        yield
    except (*BROKEN, RecursionError) as error:
        raise get_adapter().validation_error("incorrect_code") from error


class AddForm(AddWebAuthnForm):
    """A new passkey, and what its owner calls it."""

    name = forms.CharField(label=_("What do you call it?"), required=False, max_length=LONGEST_NAME)
    credential = CredentialField()
    passwordless = forms.BooleanField(
        label=_("It logs me in alone, without name and password"),
        required=False,
        initial=True,
        help_text=_("Needs a device that checks fingerprint, face or PIN."),
    )
    field_order = ["name", "passwordless", "credential"]

    def clean(self) -> dict[str, Any]:
        with refusing():
            return super().clean()


class RenameForm(EditWebAuthnForm):
    """Another name for a passkey."""

    name = forms.CharField(label=_("What do you call it?"), max_length=LONGEST_NAME)


class SecondStepForm(AuthenticateWebAuthnForm):
    """The second step of logging in, by a passkey."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        with refusing():
            return super().clean_credential()


class LoginForm(LoginWebAuthnForm):
    """Logging in by a passkey alone."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        with refusing():
            return super().clean_credential()


class AgainForm(ReauthenticateWebAuthnForm):
    """A passkey once more, before something about the account changes."""

    credential = CredentialField()

    def clean_credential(self) -> Authenticator:
        with refusing():
            return super().clean_credential()
