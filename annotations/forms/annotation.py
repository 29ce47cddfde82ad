"""A highlight: its passage, its first claim, note and visibility."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from annotations.forms.action import VersionForm
from annotations.forms.fields import NoteField
from annotations.forms.place import PlaceForm
from annotations.forms.tagging import TaggingForm
from annotations.models import Visibility
from newsroom.models import Article, Project

note_widget = forms.Textarea(attrs={"rows": 2})


class AnnotationForm(PlaceForm, TaggingForm):
    """A new highlight; without a claim it is a plain one. It is made on the wording that was read."""

    is_as_read = True
    note = NoteField(required=False, label=_("Note"), widget=note_widget)
    visibility = forms.ChoiceField(
        required=False, label=_("Visible to"), choices=Visibility.choices, initial=Visibility.PROJECT
    )

    def clean_visibility(self) -> str:
        """What is not said is what the project says of new highlights."""
        return str(self.cleaned_data["visibility"] or self.project.default_visibility)


class NoteForm(VersionForm):
    """The note of an annotation that is there."""

    note = NoteField(required=False, label=_("Note"), widget=note_widget)


class VisibilityForm(VersionForm):
    """Who may see an annotation that is there."""

    visibility = forms.ChoiceField(label=_("Visible to"), choices=Visibility.choices)


class RemoveForm(VersionForm):
    """Taking an annotation, or a claim on one, away."""


def annotation_form(project: Project, article: Article, data: Any = None, **options: Any) -> AnnotationForm:
    """Return the form for a new highlight on ``article``: empty, or with what was sent."""
    revision = article.current_revision
    initial = options.setdefault("initial", {})
    initial.setdefault("revision", revision.uuid if revision else "")
    initial.setdefault("visibility", project.default_visibility)
    return AnnotationForm(
        data,
        project=project,
        article=article,
        kind="annotation_add",
        target=article.uuid,
        address=reverse("annotation_add", args=[project.key, article.uuid]),
        **options,
    )
