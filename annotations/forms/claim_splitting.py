"""Splitting a claim: which passages go, and to which claim."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from annotations.actions.claim_splitting import splitting_refused
from annotations.actions.claims import claim_by_label, next_slot
from annotations.forms.action import STALE
from annotations.forms.claims import DEFINITION_LENGTH, STATEMENT_LENGTH, TextField
from annotations.forms.fields import LARGEST, LabelField
from annotations.forms.retag import PickedForm
from annotations.models import Claim
from annotations.passages import PassageFilter
from annotations.retag import Change
from annotations.retag_steps import REPLACE, Wanted
from newsroom.folding import fold
from newsroom.models import User

NEW, OLD = "new", "old"
NOT_STORED: Final = -1
"""Stands for the key of a claim that is not made yet: no passage carries it."""
KEYS: Final = ("where", "label", "statement", "definition", "into", "version", "pick", "all", "seen", "count")


class ClaimSplitForm(PickedForm):
    """To a new claim with its words, or to one that is there."""

    where = forms.ChoiceField(
        label=gettext_lazy("The passages go to"),
        choices=((NEW, gettext_lazy("a new claim")), (OLD, gettext_lazy("a claim that is there"))),
        initial=NEW,
        widget=forms.RadioSelect,
    )
    label = LabelField(required=False, label=gettext_lazy("Label of the new claim"))
    statement = TextField(
        required=False,
        label=gettext_lazy("Its statement"),
        max_length=STATEMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    definition = TextField(
        required=False,
        label=gettext_lazy("Its definition"),
        max_length=DEFINITION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    into = LabelField(
        required=False,
        label=gettext_lazy("Or the claim that is there"),
        widget=forms.TextInput(attrs={"list": "claim-labels", "autocomplete": "off"}),
    )
    version = forms.IntegerField(
        min_value=1,
        max_value=LARGEST,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), STALE),
    )

    def __init__(self, data: Any = None, *, claim: Claim, filter: PassageFilter, **options: Any) -> None:
        super().__init__(data, kind="claim_split", target=claim.uuid, filter=filter, **options)
        self.claim = claim
        self.found: Claim | None = None
        """Where the passages go; known beforehand where a split that was left half-way is taken up."""

    def clean(self) -> dict[str, Any]:
        """Find where the passages go, and refuse what cannot be."""
        data = super().clean() or {}
        name = "into" if data.get("where") == OLD else "label"
        label = data.get(name, "")
        if name not in self.errors and not label:
            self.add_error(name, _("Write which claim."))
        elif name not in self.errors and self.found is None:
            self._find(name, label)
        self.check_picked()
        return data

    def _find(self, name: str, label: str) -> None:
        self.found = claim_by_label(self.claim.project, label)
        if name == "label" and self.found is not None:
            message = _("There is a claim “%(label)s” already. Choose it below, or give the new one another label.")
            self.add_error(name, ValidationError(message, params={"label": self.found.label}))
        elif name == "into" and self.found is None:
            self.add_error(name, ValidationError(_("There is no claim “%(label)s”."), params={"label": label}))
        elif self.found is not None and (reason := splitting_refused(self.claim, self.found)):
            self.add_error(name, reason)

    def change(self, by: User) -> Change:
        """Return what a valid form asks for; a new claim stands under the parent of the old one, and is not stored yet."""
        into = self.found or self._new(by)
        wanted = Wanted(REPLACE, claim=into.pk or NOT_STORED)
        return Change(self.filter, self.picked, wanted, into)

    def _new(self, by: User) -> Claim:
        project, data = self.claim.project, self.cleaned_data
        words = {name: data[name] for name in ("label", "statement", "definition")}
        return Claim(
            project=project,
            folded=fold(data["label"]),
            slot=next_slot(project),
            parent=self.claim.parent,
            created_by=by,
            **words,
        )
