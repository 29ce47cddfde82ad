"""The forms that answer a colleague's highlight."""

from typing import Any, Final

from django import forms
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy as _

from annotations.forms.action import ActionForm, VersionForm
from annotations.forms.annotation import note_widget
from annotations.forms.fields import NoteField
from annotations.forms.place import offset_field
from annotations.forms.tagging import TaggingForm, facts_of
from annotations.models import Annotation, Visibility
from newsroom.text import clean

REASON_LENGTH: Final = 300


class ReasonField(forms.CharField):
    """One optional line that says why."""

    def to_python(self, value: Any) -> str:
        """Return the line, white space collapsed."""
        return " ".join(clean(super().to_python(value)).split())


class SameForm(ActionForm):
    """The same claims on the same passage: there is nothing to fill in."""


class WouldNotTagForm(ActionForm):
    """Disagreement without another reading."""

    reason = ReasonField(
        required=False,
        max_length=REASON_LENGTH,
        label=_("Why not"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class ResponseRemoveForm(VersionForm):
    """Taking an answer back."""


class DiffersForm(TaggingForm):
    """Another reading of a colleague's passage. Where it stands is the server's to say; ``start`` and ``end`` are for the page."""

    start = offset_field()
    end = offset_field()
    note = NoteField(required=False, label=_("Note"), widget=note_widget)
    visibility = forms.ChoiceField(
        required=False, label=_("Visible to"), choices=Visibility.choices, initial=Visibility.PROJECT
    )

    author = ""
    """Whose reading it answers."""

    @property
    def title(self) -> str:
        """What the window around the form says that it does."""
        return gettext("Read it differently than %(name)s") % {"name": self.author}

    def clean_visibility(self) -> str:
        """What is not said is what the project says of new highlights."""
        return str(self.cleaned_data["visibility"] or self.project.default_visibility)


def differs_form(annotation: Annotation, data: Any = None, *, is_scripted: bool) -> DiffersForm:
    """Return the form for another reading, filled in with the reading that it answers."""
    form = DiffersForm(
        data,
        project=annotation.project,
        kind="response_differs",
        target=annotation.uuid,
        address=reverse("response_differs", args=[annotation.project.key, annotation.uuid]),
        needs_claim=True,
        is_scripted=is_scripted,
    )
    form.author = annotation.author.name
    taggings = annotation.taggings.current().once().with_names().order_by("position", "pk")
    theirs = taggings.first()
    if theirs is not None:
        form.start_with(facts_of(theirs))
    return form
