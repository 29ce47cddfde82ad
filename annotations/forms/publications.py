"""Publishing a claim: what of it, for how long, frozen or live."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.forms.action import ActionForm, VersionForm
from annotations.models import Claim
from annotations.publishing import OPTIONS

DAYS = ((7, _("a week")), (30, _("30 days")), (90, _("90 days")), (365, _("a year")))
WAYS = (
    ("frozen", _("As it is now: what is shown never changes")),
    ("live", _("Live: it follows the coding, and what is removed or hidden is gone from it at once")),
)


class PublishForm(ActionForm):
    """What of a claim to publish; ``seen`` says which page somebody has looked at."""

    way = forms.ChoiceField(label=_("What the link shows"), choices=WAYS, initial="frozen", widget=forms.RadioSelect)
    days = forms.TypedChoiceField(label=_("It works for"), choices=DAYS, coerce=int, initial=30)
    definition = forms.BooleanField(label=OPTIONS["definition"], required=False)
    analysts = forms.BooleanField(label=OPTIONS["analysts"], required=False)
    notes = forms.BooleanField(label=OPTIONS["notes"], required=False)
    replies = forms.BooleanField(label=OPTIONS["replies"], required=False)
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, claim: Claim, **options: Any) -> None:
        super().__init__(data, kind="publication_make", target=claim.uuid, **options)

    @property
    def chosen(self) -> list[str]:
        """What is shown besides the minimum, as far as the form says."""
        return [name for name in OPTIONS if self[name].value() in (True, "on", "1")]


class ExtendForm(VersionForm):
    """Until when a link works."""

    days = forms.TypedChoiceField(label=_("It works for"), choices=DAYS, coerce=int, initial=30)
