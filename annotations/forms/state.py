"""How far one is with an article."""

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.forms.action import ActionForm
from annotations.models import State
from newsroom.text import clean

REASON_LENGTH = 300


class ReadingStateForm(ActionForm):
    """One's own mark on an article, with the reason where it is skipped."""

    state = forms.ChoiceField(choices=State.choices)
    reason = forms.CharField(required=False, label=_("Reason"), max_length=REASON_LENGTH)

    def clean_reason(self) -> str:
        """One line of visible text."""
        return " ".join(clean(self.cleaned_data["reason"]).split())
