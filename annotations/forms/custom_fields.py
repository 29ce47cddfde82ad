"""Defining a field of a project: its name, what it is about, the values of a list."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from annotations.forms.action import ActionForm, VersionForm
from annotations.forms.fields import LabelField
from newsroom.actions.custom_fields import with_labels
from newsroom.custom_fields import MOST_OPTIONS
from newsroom.folding import fold
from newsroom.models import CustomField, FieldKind, FieldSubject, Project

LONGEST_LABEL: Final = 60
VALUE: Final = "value-"
"""Begins the name of the input with the label of one value."""


class ValuesField(forms.CharField):
    """Values, one a line."""

    widget = forms.Textarea(attrs={"rows": 5})

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        """Return the values, each once. Raises ``ValidationError``."""
        lines = (LabelField(required=False).clean(line) for line in str(value or "").splitlines())
        found: dict[str, str] = {}
        for line in filter(None, lines):
            found.setdefault(fold(line), line)
        if len(found) > MOST_OPTIONS:
            raise ValidationError(_("At most %(most)s values."), params={"most": MOST_OPTIONS})
        return list(found.values())

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether anything was written."""
        return bool(data)


class FieldNameForm(ActionForm):
    """What adding and changing a field have in common."""

    label = LabelField(label=gettext_lazy("Name"), error_messages={"required": gettext_lazy("A field needs a name.")})

    def __init__(self, data: Any = None, *, project: Project, present: CustomField | None = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.project, self.present = project, present

    def clean_label(self) -> str:
        """Refuse a name that is too long."""
        label: str = self.cleaned_data["label"]
        if len(label) > LONGEST_LABEL:
            raise ValidationError(_("A name has at most %(most)s characters."), params={"most": LONGEST_LABEL})
        return label

    def refuse_twin(self, label: str, subject: str) -> None:
        """Add an error where another field about the same is called so."""
        others = CustomField.objects.current().filter(project=self.project, subject=subject, folded=fold(label))
        if label and others.exclude(pk=self.present and self.present.pk).exists():
            self.add_error(
                "label", ValidationError(_("There is a field “%(label)s” already."), params={"label": label})
            )


class FieldForm(FieldNameForm):
    """A new field."""

    subject = forms.ChoiceField(
        label=gettext_lazy("Says something about"),
        choices=FieldSubject.choices,
        initial=FieldSubject.TAGGING,
        widget=forms.RadioSelect,
    )
    field_kind = forms.ChoiceField(
        label=gettext_lazy("Filled in with"),
        choices=FieldKind.choices,
        initial=FieldKind.LIST,
        widget=forms.RadioSelect,
    )
    values = ValuesField(
        required=False,
        label=gettext_lazy("Values"),
        help_text=gettext_lazy("Of a list: one a line, in the order in which they are offered."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for what belongs together."""
        data = super().clean() or {}
        self.refuse_twin(data.get("label", ""), data.get("subject", ""))
        if data.get("field_kind") == FieldKind.LIST and not data.get("values") and "values" not in self.errors:
            self.add_error("values", _("Write the values of the list, one a line."))
        return data

    @property
    def asked(self) -> dict[str, Any]:
        """The field as ``add_field`` takes it."""
        data = self.cleaned_data
        return {"kind": data["field_kind"], **{name: data[name] for name in ("label", "subject", "values")}}


class FieldEditForm(FieldNameForm, VersionForm):
    """Another name for a field, and for the values of a list; a value whose name is emptied is not offered any more."""

    def __init__(self, data: Any = None, *, present: CustomField, **more: Any) -> None:
        super().__init__(data, present=present, **more)
        self.field = present
        for option in present.options if present.is_list else ():
            name = VALUE + option["key"]
            label = "" if option.get("gone") else option["label"]
            self.fields[name] = LabelField(required=False, label=option["label"], initial=label)
        if present.is_list:
            self.fields["values"] = ValuesField(
                required=False, label=_("More values"), help_text=_("One a line."), widget=forms.Textarea({"rows": 3})
            )

    def clean(self) -> dict[str, Any]:
        """Refuse what could not be told apart."""
        data = super().clean() or {}
        self.refuse_twin(data.get("label", ""), self.field.subject)
        if self.field.is_list and not self.errors:
            labels = [option["label"] for option in self.options if not option.get("gone")]
            if not labels:
                self.add_error(None, _("A list needs at least one value."))
            if len({fold(label) for label in labels}) < len(labels):
                self.add_error(None, _("Two values have the same name."))
            if len(labels) > MOST_OPTIONS:
                self.add_error(None, _("At most %(most)s values.") % {"most": MOST_OPTIONS})
        return data

    @property
    def options(self) -> list[dict[str, Any]]:
        """The values that a valid form leaves."""
        if not self.field.is_list:
            return []
        data = self.cleaned_data
        labels = {name.removeprefix(VALUE): data[name] for name in data if name.startswith(VALUE)}
        return with_labels(self.field.options, labels, data.get("values", ()))
