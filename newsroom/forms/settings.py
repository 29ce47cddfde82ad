"""The settings of a project, as its owner gives them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from newsroom.forms.names import NameField
from newsroom.importers.language import declared
from newsroom.models import ClaimsBy, Project

MOST_LANGUAGES = 20
VISIBLE = (("project", _("everybody in the project")), ("private", _("their author alone, until they share them")))


class ProjectSettingsForm(forms.Form):
    """A project's name and how one works in it; what is not sent of the choices stays as it is."""

    name = NameField(label=_("Name of the project"), max_length=200)
    is_blind = forms.BooleanField(
        required=False,
        label=_("Blind mode"),
        help_text=_(
            "Analysts get only their own highlights on an article until they mark it coded, or an editor reveals it. "
            "Readers wait for the reveal. Owners and editors see everything."
        ),
    )
    starts_on_mine = forms.BooleanField(
        required=False,
        label=_("Start everybody on “Mine”"),
        help_text=_("The reading page begins with one's own highlights; whoever wants to sees the others."),
    )
    claims_by = forms.ChoiceField(
        required=False, label=_("Who may add claims"), choices=ClaimsBy.choices, widget=forms.RadioSelect
    )
    default_visibility = forms.ChoiceField(
        required=False, label=_("New highlights are visible to"), choices=VISIBLE, widget=forms.RadioSelect
    )
    languages = forms.CharField(
        required=False,
        label=_("Languages"),
        max_length=200,
        help_text=_("Of the texts that this project reads, as codes with commas between them: en, fr, uk."),
    )

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    @classmethod
    def of(cls, project: Project, data: Mapping[str, Any] | None = None) -> "ProjectSettingsForm":
        """Return the form for a project, filled in with what holds today."""
        names = ("name", "is_blind", "starts_on_mine", "claims_by", "default_visibility", "version")
        initial = {name: getattr(project, name) for name in names}
        return cls(data, initial={**initial, "languages": ", ".join(project.languages)})

    def clean_languages(self) -> list[str]:
        """Return language codes, each once."""
        found = []
        for text in self.cleaned_data["languages"].replace(";", ",").split(","):
            if code := text.strip():
                found.append(_code(code))
        if len(found) > MOST_LANGUAGES:
            raise forms.ValidationError(gettext("At most %(count)d languages.") % {"count": MOST_LANGUAGES})
        return list(dict.fromkeys(found))

    def values(self) -> dict[str, Any]:
        """Return what is asked for."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        for name in ("claims_by", "default_visibility"):
            given[name] = given[name] or self.initial[name]
        return given


def _code(text: str) -> str:
    code = declared(text)
    if not code:
        raise forms.ValidationError(gettext("“%(code)s” is not a language code.") % {"code": text[:40]})
    return str(code)
