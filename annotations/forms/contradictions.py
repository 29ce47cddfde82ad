"""Which claim contradicts another."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from annotations.actions.contradictions import contradiction_refused
from annotations.forms.action import STALE, ActionForm
from annotations.forms.claim_merging import into_of
from annotations.forms.fields import LABEL_LENGTH
from annotations.models import Claim
from newsroom.importers.marks import tidy


class ContradictForm(ActionForm):
    """The claim that contradicts ``claim``: its label in any spelling, typed, or its UUID."""

    other = forms.CharField(
        max_length=LABEL_LENGTH,
        label=_("Contradicts"),
        help_text=_("Who asserts both contradicts themselves: the page of a speaker shows it."),
        error_messages={"required": _("Write which claim it contradicts.")},
        widget=forms.TextInput(attrs={"list": "claim-labels", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, claim: Claim, **options: Any) -> None:
        super().__init__(data, kind="claim_contradict", target=claim.uuid, **options)
        self.claim = claim

    def clean_other(self) -> Claim:
        """Find the claim, and say why the two cannot be marked."""
        text = tidy(self.cleaned_data["other"])
        found = into_of(self.claim, text)
        if found is None:
            raise ValidationError(gettext("There is no claim “%(label)s”."), params={"label": text})
        if reason := contradiction_refused(self.claim, found):
            raise ValidationError(reason)
        return found


class ReconcileForm(ActionForm):
    """The claim that is not to contradict ``claim`` any more."""

    other = forms.UUIDField(widget=forms.HiddenInput, error_messages=dict.fromkeys(("required", "invalid"), STALE))

    def __init__(self, data: Any = None, *, claim: Claim, **options: Any) -> None:
        super().__init__(data, kind="claim_reconcile", target=claim.uuid, **options)
