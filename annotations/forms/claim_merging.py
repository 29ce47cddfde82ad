"""Into which claim another is merged."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from annotations.actions.claim_merging import merging_refused
from annotations.actions.claims import claim_by_label
from annotations.forms.action import VersionForm
from annotations.forms.fields import LABEL_LENGTH
from annotations.models import Claim
from newsroom.importers.marks import tidy


class ClaimMergeForm(VersionForm):
    """The claim that is to stand for ``claim``: its UUID, from a link, or its label in any spelling, typed."""

    into = forms.CharField(
        max_length=LABEL_LENGTH,
        label=_("Merge into"),
        help_text=_("The claim that stays. What was merged before can be found by its old label, too."),
        error_messages={"required": _("Write into which claim.")},
        widget=forms.TextInput(attrs={"list": "claim-labels", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, claim: Claim, **options: Any) -> None:
        super().__init__(data, kind="claim_merge", target=claim.uuid, **options)
        self.claim = claim

    def clean_into(self) -> Claim:
        """Find the claim, and say why it cannot take the other one in."""
        text = tidy(self.cleaned_data["into"])
        found = into_of(self.claim, text)
        if found is None:
            raise ValidationError(gettext("There is no claim “%(label)s”."), params={"label": text})
        if reason := merging_refused(self.claim, found):
            raise ValidationError(reason)
        return found


def into_of(claim: Claim, text: str) -> Claim | None:
    """Return the claim that a UUID or a label means, in the project of ``claim``."""
    rows = Claim.objects.filter(project=claim.project_id, deleted_at=None).select_related("merged_into")
    uuid = _uuid(text)
    found = rows.filter(uuid=uuid).first() if uuid else None
    return found.shown if found else claim_by_label(claim.project, text)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
