"""Forms for starting: the first account, a project."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from newsroom.forms.names import NameField
from newsroom.models import Project, User


class ProjectForm(forms.Form):
    """A new project."""

    name = NameField(label=_("Name of the project"), max_length=200)


class RemovalForm(forms.Form):
    """The name of a project, typed as a second thought before it is removed."""

    typed = forms.CharField(label=_("Type the project's name"), max_length=200)
    action = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name

    def clean_typed(self) -> str:
        """Take the name alone, whatever its case and spaces."""
        typed: str = self.cleaned_data["typed"]
        if " ".join(typed.split()).casefold() != " ".join(self.name.split()).casefold():
            raise forms.ValidationError(
                gettext("This is not the name of the project: “%(name)s”.") % {"name": self.name}
            )
        return typed


class FirstRunForm(forms.Form):
    """The first account and the first project of a new installation."""

    display_name = NameField(label=_("Your name"), max_length=120)
    username = forms.SlugField(label=_("Name to log in with"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"))
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput, strip=False)
    project = NameField(label=_("Name of the first project"), max_length=Project._meta.get_field("name").max_length)

    def clean_password(self) -> str:
        """Apply the same rules as everywhere else."""
        password: str = self.cleaned_data["password"]
        try:
            validate_password(password, User(username=self.data.get("username", "")))
        except ValidationError as error:
            raise forms.ValidationError(error.messages) from error
        return password
