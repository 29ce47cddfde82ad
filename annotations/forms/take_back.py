"""Whose actions of which period are to be taken back."""

from typing import Any

from django import forms
from django.db.models import Case, When
from django.utils.translation import gettext as _, gettext_lazy

from annotations.action_words import GROUPS
from newsroom.models import Membership, User

KINDS = [(name, label) for name, (label, _starts) in GROUPS.items() if name not in ("people", "undo")]


class TakeBackForm(forms.Form):
    """A person, a period and the kinds of actions."""

    person = forms.ModelChoiceField(
        User.objects.none(), to_field_name="username", label=gettext_lazy("Whose actions"), empty_label=None
    )
    since = forms.DateTimeField(
        label=gettext_lazy("From"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    until = forms.DateTimeField(
        label=gettext_lazy("Until"), widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    kinds = forms.MultipleChoiceField(
        choices=KINDS,
        label=gettext_lazy("What"),
        widget=forms.CheckboxSelectMultiple,
        initial=[name for name, _l in KINDS],
    )

    def __init__(self, membership: Membership, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        is_own = Case(
            When(pk=membership.user_id, then=1), default=0
        )  # rarely meant, and the first is chosen beforehand
        people = User.objects.filter(memberships__project=membership.project).annotate(is_own=is_own).distinct()
        field = self.fields["person"]
        field.queryset = people.order_by("is_own", "username")  # type: ignore[attr-defined]
        field.label_from_instance = lambda user: user.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse a period that runs backwards."""
        values: dict[str, Any] = super().clean() or {}
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", _("The end comes before the beginning."))
        return values
