"""What is to become of the claims of many passages."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from annotations.actions.claims import claim_by_label
from annotations.actions.speakers import speaker_by_name
from annotations.forms.action import STALE, ActionForm
from annotations.forms.fields import LARGEST, LabelField
from annotations.models import Claim, Form, Speaker, Stance
from annotations.passages import NONE, PassageFilter
from annotations.retag import FROM_NOW, Change
from annotations.retag_steps import ADD, REMOVE, REPLACE, Wanted
from newsroom import log
from newsroom.custom_fields import fields_of
from newsroom.models import CustomField, FieldSubject, Project

DEEDS: Final = (
    (REPLACE, gettext_lazy("Change the claims that the list shows")),
    (ADD, gettext_lazy("Add a claim")),
    (REMOVE, gettext_lazy("Take off the claims that the list shows")),
)
KEYS: Final = ("deed", "to_claim", "to_speaker", "to_nobody", "to_stance", "to_form", "pick", "all", "seen", "count")
"""Fields beside the filter in the address; ``rest``, ``action`` and the CSRF token come with a POST."""
MOST_PICKED: Final = 500


def _number() -> forms.IntegerField:
    return forms.IntegerField(
        required=False,
        min_value=0,
        max_value=LARGEST,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), STALE),
    )


def _own_input(field: CustomField) -> forms.Field:
    if not field.is_list:
        return LabelField(required=False, label=field.label, help_text=gettext_lazy("Empty: as it is."))
    choices = [("", gettext_lazy("as it is")), *field.offered, (NONE, gettext_lazy("not said"))]
    return forms.ChoiceField(required=False, label=field.label, choices=choices)


def _emptied(field: CustomField) -> str:
    """Return the name of the box that takes out a text; a field's name holds no stop."""
    return f"to_{field.column}.none"


class PickedForm(ActionForm):
    """Something that is to become of passages, picked one by one or all that a filter keeps; ``seen`` and ``count`` are what
    the preview said."""

    seen = _number()
    count = _number()
    rest = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, filter: PassageFilter, **options: Any) -> None:
        super().__init__(data, **options)
        self.filter = filter

    @property
    def picked(self) -> tuple[UUID, ...] | None:
        """The passages that were picked, None for all that the filter keeps. Raises ``ValidationError``."""
        if self.data.get("all"):
            return None
        texts = self.data.getlist("pick")
        if len(texts) > MOST_PICKED:
            raise ValidationError(_("Choose fewer passages, or all that a filter keeps."))
        try:
            return tuple(dict.fromkeys(UUID(text) for text in texts))
        except ValueError as error:
            raise ValidationError(STALE) from error

    @property
    def token(self) -> log.Token | None:
        """The filter and what was picked belong to the request, too."""
        token = super().token
        if token is None:
            return None
        asked = {"digest": token.digest, "filter": self.filter.address(), "pick": self.data.getlist("pick")}
        return log.make_token(token.uuid, {**asked, "all": self.data.get("all", "")})

    @property
    def seen_at(self) -> int:
        """The number of the log that the preview was made at."""
        seen = self.cleaned_data["seen"]
        return FROM_NOW if seen is None else seen

    def check_picked(self) -> None:
        """Add an error where nothing was picked, or too much."""
        try:
            if self.picked == ():
                self.add_error(None, _("Choose passages in the list first."))
        except ValidationError as error:
            self.add_error(None, error)


class RetagForm(PickedForm):
    """A deed, and the values that it gives; ``seen`` and ``count`` are what the preview said."""

    deed = forms.ChoiceField(choices=DEEDS, label=gettext_lazy("What to do"), widget=forms.RadioSelect)
    to_claim = LabelField(
        required=False, label=gettext_lazy("Claim"), widget=forms.TextInput(attrs={"list": "retag-claims"})
    )
    to_speaker = LabelField(
        required=False, label=gettext_lazy("Speaker"), widget=forms.TextInput(attrs={"list": "retag-speakers"})
    )
    to_nobody = forms.BooleanField(required=False, label=gettext_lazy("Speaker not named"))
    to_stance = forms.ChoiceField(
        required=False, label=gettext_lazy("Stance"), choices=[("", gettext_lazy("as it is")), *Stance.choices]
    )
    to_form = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Form"),
        choices=[("", gettext_lazy("as it is")), *Form.choices, (NONE, gettext_lazy("not said"))],
    )

    def __init__(self, data: Any = None, *, project: Project, filter: PassageFilter, **options: Any) -> None:
        super().__init__(data, kind="retag", target=project.uuid, filter=filter, **options)
        self.project = project
        self.claim: Claim | None = None
        self.speaker: Speaker | None = None
        self.own_fields = fields_of(project, FieldSubject.TAGGING)
        for field in self.own_fields:
            self.fields[f"to_{field.column}"] = _own_input(field)
            if not field.is_list:
                words = gettext_lazy("Take out what is written in “%(label)s”") % {"label": field.label}
                self.fields[_emptied(field)] = forms.BooleanField(required=False, label=words)

    @property
    def own_inputs(self) -> list[Any]:
        """The inputs of the fields that the project defined."""
        names = (f"to_{field.column}" for field in self.own_fields)
        return [self[name] for one in names for name in (one, f"{one}.none") if name in self.fields]

    @property
    def _own(self) -> tuple[tuple[str, str], ...]:
        """What is wanted of these fields; what stays as it is is left out."""
        said = ((field.column, self.cleaned_data[f"to_{field.column}"]) for field in self.own_fields)
        given = {name: "" if value == NONE else value for name, value in said if value}
        gone = {field.column: "" for field in self.own_fields if self.cleaned_data.get(_emptied(field))}
        return tuple((given | gone).items())

    def clean_to_claim(self) -> str:
        """Find the claim, in any spelling, by the label of what was merged into it, too."""
        label: str = self.cleaned_data["to_claim"]
        if label:
            self.claim = claim_by_label(self.project, label)
            if self.claim is None:
                raise ValidationError(_("There is no claim “%(label)s”."), params={"label": label})
            if self.claim.archived_at:
                raise ValidationError(_("The claim “%(label)s” is archived."), params={"label": self.claim.label})
        return label

    def clean_to_speaker(self) -> str:
        """Find the speaker, in any spelling."""
        name: str = self.cleaned_data["to_speaker"]
        if name:
            self.speaker = speaker_by_name(self.project, name)
            if self.speaker is None:
                raise ValidationError(_("There is no speaker “%(name)s”."), params={"name": name})
        return name

    def clean(self) -> dict[str, Any]:
        """Ask for what a deed needs."""
        values = super().clean() or {}
        if values.get("to_nobody") and values.get("to_speaker"):
            self.add_error("to_speaker", _("Name a speaker, or nobody."))
        names = ["to_claim", "to_speaker", "to_nobody", "to_stance", "to_form"]
        names += [bound.name for bound in self.own_inputs]
        self._check_own(values)
        if values.get("deed") == ADD:
            if not values.get("to_claim") and "to_claim" not in self.errors:
                self.add_error("to_claim", _("Write which claim."))
            if not values.get("to_stance"):
                self.add_error("to_stance", _("Choose a stance."))
        elif values.get("deed") == REPLACE and not self.errors and not any(values.get(name) for name in names):
            self.add_error(None, _("Say what is to change: claim, speaker, stance or form."))
        self.check_picked()
        return values

    def _check_own(self, values: dict[str, Any]) -> None:
        """Refuse to write and to take out at the same time; say so where a field was removed since."""
        for field in self.own_fields:
            if values.get(_emptied(field)) and values.get(f"to_{field.column}"):
                self.add_error(f"to_{field.column}", _("Write something, or take out what is written."))
        sent = [name.removeprefix("to_x_") for name in self.data if name.startswith("to_x_") and self.data[name]]
        known = {field.slug for field in self.own_fields}
        slugs = [name.removesuffix(".none") for name in sent if name.removesuffix(".none") not in known]
        for field in CustomField.objects.filter(project=self.project, slug__in=slugs) if slugs else ():
            message = _("The field “%(label)s” was removed meanwhile. Look again what else is to change.")
            self.add_error(None, ValidationError(message, params={"label": field.label}))

    @property
    def change(self) -> Change:
        """What a valid form asks for."""
        values = self.cleaned_data
        if values["deed"] == REMOVE:
            return Change(self.filter, self.picked, Wanted(REMOVE))
        form = None if not values["to_form"] else "" if values["to_form"] == NONE else values["to_form"]
        wanted = Wanted(
            values["deed"],
            claim=self.claim and self.claim.pk,
            speaker=self.speaker and self.speaker.pk,
            is_nobody=values["to_nobody"],
            stance=values["to_stance"],
            form=form,
            own=self._own,
        )
        return Change(self.filter, self.picked, wanted, self.claim, self.speaker)
