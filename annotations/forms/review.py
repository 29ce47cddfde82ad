"""What an author decides about a highlight whose article was edited."""

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.forms.action import STALE, ActionForm
from annotations.models import Decision


class DecisionForm(ActionForm):
    """Accept the new wording, or keep the highlight on the old one; ``revision`` is the wording that was looked at."""

    revision = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE})
    decision = forms.ChoiceField(
        choices=[(one.value, one.label) for one in (Decision.ACCEPTED, Decision.KEPT)],
        error_messages={"required": _("Say what you decide."), "invalid_choice": _("Say what you decide.")},
    )


class TypographyForm(ActionForm):
    """Accept all of one's own that differ in typography alone."""
