"""The fields that a project defined, as inputs of the forms that fill them in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from newsroom.custom_fields import LONGEST, PREFIX
from newsroom.forms.facts import TidyField
from newsroom.models import CustomField, Project


def inputs(fields: Sequence[CustomField], present: Mapping[str, str], **more: Any) -> dict[str, forms.Field]:
    """Return an input a field, by column; a value that is not offered any more stays where it is."""
    return {field.column: _input(field, present.get(field.column, ""), more) for field in fields}


def _input(field: CustomField, present: str, more: Mapping[str, Any]) -> forms.Field:
    if not field.is_list:
        return TidyField(label=field.label, required=False, max_length=LONGEST, **more)
    offered = field.offered
    if present and present not in dict(offered):
        offered = [*offered, (present, field.words(present))]
    gone = _("This value is not offered any more. Choose another one.")
    return forms.ChoiceField(
        label=field.label,
        required=False,
        choices=[("", "–"), *offered],
        error_messages={"invalid_choice": gone},
        **more,
    )


def refuse_gone(form: Any, project: Project) -> None:
    """Add an error where a form was filled in for a field that was removed since: what was typed is told, not lost."""
    sent = {name: form.data[name] for name in form.data if name.startswith(PREFIX) and name not in form.fields}
    sent = {name: str(text).strip() for name, text in sent.items() if str(text).strip()}
    if not sent:
        return
    slugs = [name.removeprefix(PREFIX) for name in sent]
    for field in CustomField.objects.filter(project=project, slug__in=slugs):
        message = _(
            "The field “%(label)s” was removed meanwhile. Save again to leave out what you wrote in it: %(text)s"
        )
        form.add_error(
            None, ValidationError(message, params={"label": field.label, "text": field.words(sent[field.column])})
        )
