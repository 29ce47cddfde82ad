"""One's own account: the name that colleagues read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from newsroom.forms.names import NameField
from newsroom.models import User


class ProfileForm(forms.Form):
    """The display name; an empty one shows the name that one logs in with."""

    display_name = NameField(
        label=_("Your name"),
        required=False,
        max_length=User._meta.get_field("display_name").max_length,
        help_text=_("What colleagues read beside your highlights."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
