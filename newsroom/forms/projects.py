"""Forms for starting: the first account, a project."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from newsroom.models import Project, User


class ProjectForm(forms.Form):
    """A new project."""

    name = forms.CharField(label=_("Name of the project"), max_length=200)


class FirstRunForm(forms.Form):
    """The first account and the first project of a new installation."""

    display_name = forms.CharField(label=_("Your name"), max_length=120)
    username = forms.SlugField(label=_("Name to log in with"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"))
    password = forms.CharField(label=_("Password"), widget=forms.PasswordInput, strip=False)
    project = forms.CharField(
        label=_("Name of the first project"), max_length=Project._meta.get_field("name").max_length
    )

    def clean_password(self) -> str:
        """Apply the same rules as everywhere else."""
        password: str = self.cleaned_data["password"]
        try:
            validate_password(password, User(username=self.data.get("username", "")))
        except ValidationError as error:
            raise forms.ValidationError(error.messages) from error
        return password
