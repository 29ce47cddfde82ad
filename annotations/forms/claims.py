"""A claim of the codebook: its words, its colour, its place."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, gettext_lazy as _

from annotations.actions.claims import claim_by_label
from annotations.forms.action import ActionForm, VersionForm
from annotations.forms.fields import LabelField
from annotations.models import Claim
from annotations.models.claim import SLOTS
from annotations.similar import similar_to
from newsroom.folding import fold
from newsroom.models import Project
from newsroom.text import clean

STATEMENT_LENGTH: Final = 1_000
DEFINITION_LENGTH: Final = 10_000
WORDS: Final = ("label", "statement", "definition", "when_to_use", "when_not")


class TextField(forms.CharField):
    """Some lines of text, cleaned as all text that Margin keeps."""

    def to_python(self, value: Any) -> str:
        """Return the cleaned text, line ends as LF."""
        return clean(super().to_python(value)).strip()


class ClaimForm(ActionForm):
    """Label, statement, definition, colour and parent; ``present`` is the claim that is being changed."""

    label = LabelField(
        label=_("Label"),
        help_text=_("A few words, as they appear beside passages."),
        error_messages={"required": _("Give the claim a label.")},
    )
    statement = TextField(
        required=False,
        label=_("Statement"),
        max_length=STATEMENT_LENGTH,
        help_text=_("The claim as a full sentence. Stances are towards it: somebody asserts or disputes this."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    definition = TextField(
        required=False,
        label=_("Definition"),
        max_length=DEFINITION_LENGTH,
        help_text=_("What is meant by it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    when_to_use = TextField(
        required=False,
        label=_("When to use"),
        max_length=DEFINITION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    when_not = TextField(
        required=False,
        label=_("When not"),
        max_length=DEFINITION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    slot = forms.TypedChoiceField(
        label=_("Colour"),
        required=False,
        coerce=int,
        empty_value=0,
        choices=[(slot, _("Colour %(number)s") % {"number": slot}) for slot in range(1, SLOTS + 1)],
        widget=forms.RadioSelect,
    )
    parent = forms.ModelChoiceField(
        Claim.objects.none(),
        required=False,
        label=_("Part of"),
        to_field_name="uuid",
        empty_label=_("no other claim"),
        error_messages={"invalid_choice": _("There is no such claim in this project.")},
    )

    def __init__(
        self,
        data: Any = None,
        *,
        project: Project,
        present: Claim | None = None,
        kind: str,
        target: UUID,
        **options: Any,
    ) -> None:
        super().__init__(data, kind=kind, target=target, **options)
        self.project, self.present = project, present
        self.clash: Claim | None = None
        """The claim that has this label already, to be linked beside the message."""
        self.similar: list[Claim] = []
        """Claims that are so like a new one that a person has to say that it is another."""
        parents = Claim.objects.usable().filter(project=project)
        if present is not None:
            parents = (parents | Claim.objects.filter(pk=present.parent_id)).exclude(pk=present.pk)
        self.fields["parent"].queryset = parents.order_by("folded")  # type: ignore[attr-defined]

    def clean_label(self) -> str:
        """Refuse a label that another claim has, in whatever spelling."""
        label: str = self.cleaned_data["label"]
        self.clash = claim_by_label(self.project, label)
        if self.clash is None or self.clash == self.present:
            self.clash = None
            return label
        message = gettext("There is a claim “%(label)s” already.")
        if self.clash.folded != fold(label):
            message = gettext("A claim of this name was merged into “%(label)s”.")
        if self.clash.archived_at:
            message = gettext("There is a claim “%(label)s” already. It is archived and can be taken back into use.")
        raise ValidationError(message % {"label": self.clash.label})

    def find_similar(self) -> bool:
        """Whether claims are there that the new one would be like; "anyway" says that it is another one."""
        if self.data.get("anyway"):
            return False
        self.similar = similar_to(self.project, self.cleaned_data["label"], self.cleaned_data["statement"])
        return bool(self.similar)

    @property
    def values(self) -> dict[str, Any]:
        """The claim's fields as the actions take them."""
        values = {name: self.cleaned_data[name] for name in (*WORDS, "slot", "parent")}
        if self.present is not None and not values["slot"]:
            values["slot"] = self.present.slot
        return values


class ClaimEditForm(ClaimForm, VersionForm):
    """The same for a claim that is there, with the version that the user saw."""


def facts_of(claim: Claim) -> dict[str, Any]:
    """Return what a form starts with for a claim."""
    names = (*WORDS, "slot", "version")
    return {**{name: getattr(claim, name) for name in names}, "parent": claim.parent and str(claim.parent.uuid)}
