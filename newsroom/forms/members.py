"""Inviting somebody, giving roles, and the account that an invitation makes."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from newsroom.forms.names import NameField
from newsroom.models import Role, User

EXPLAINED = (
    (Role.READER, _("reader: reads everything, changes nothing")),
    (Role.ANALYST, _("analyst: highlights, tags, adds claims")),
    (Role.EDITOR, _("editor: also imports and edits articles")),
    (Role.OWNER, _("owner: also members and settings")),
)


class InvitationForm(forms.Form):
    """Whom to let in, and as what."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("The link is sent there, and only this person can use it. Left empty, you get a link to pass on."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=EXPLAINED, initial=Role.ANALYST, widget=forms.RadioSelect)
    action = forms.UUIDField(widget=forms.HiddenInput)


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class AccountForm(forms.Form):
    """The account of somebody who was invited; ``email`` is fixed where the invitation names it."""

    display_name = NameField(label=_("Your name"), max_length=120)
    username = forms.SlugField(label=_("Name to log in with"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"))
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput, strip=False)

    def __init__(self, *args: object, email: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if email:
            self.fields["email"].initial, self.fields["email"].disabled = email, True

    def clean_username(self) -> str:
        """Refuse a name that is taken, in any case."""
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(gettext("This name is taken. Choose another one."))
        return username

    def clean_email(self) -> str:
        """Refuse an address that has an account: its owner logs in instead."""
        email: str = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(gettext("There is an account with this address. Log in with it instead."))
        return email

    def clean_password(self) -> str:
        """Apply the same rules as everywhere else."""
        password: str = self.cleaned_data["password"]
        try:
            validate_password(password, User(username=self.data.get("username", "")))
        except ValidationError as error:
            raise forms.ValidationError(error.messages) from error
        return password
