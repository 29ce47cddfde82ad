"""Which column of a table is which fact, as a person chooses it: one column, and one for where that is empty."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from newsroom.forms.facts import TidyField
from newsroom.importers.columns import FACTS

LABELS = {
    "title": _("Title"),
    "standfirst": _("Standfirst"),
    "body": _("Text"),
    "byline": _("Byline"),
    "outlet": _("Outlet"),
    "url": _("Address"),
    "published": _("Published"),
    "language": _("Language"),
    "id": _("Identifier"),
    "section": _("Section"),
    "tags": _("Subjects"),
}
NO_COLUMN = ("", _("– no column –"))


class ColumnsForm(forms.Form):
    """Two fields a fact: ``first_title`` and ``else_title``, and so on."""

    signature = forms.CharField(widget=forms.HiddenInput)
    name = TidyField(
        label=_("Keep this choice as"),
        required=False,
        max_length=100,
        help_text=_("It is offered again for tables with the same columns. Leave it empty to keep nothing."),
    )

    def __init__(self, data: Any = None, *, columns: Sequence[str], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        choices = [NO_COLUMN, *((name, name) for name in columns)]
        for fact in FACTS:
            self.fields[f"first_{fact}"] = _choice(choices, LABELS[fact])
            self.fields[f"else_{fact}"] = _choice(choices, _("where that is empty"))

    @classmethod
    def of(cls, question: Mapping[str, Any], columns: Mapping[str, Sequence[str]], name: str) -> "ColumnsForm":
        """Build the form with the columns that are shown first."""
        initial: dict[str, Any] = {"signature": question.get("signature", ""), "name": name}
        for fact, names in columns.items():
            initial[f"first_{fact}"], initial[f"else_{fact}"] = (*names[:2], "", "")[:2]
        return cls(columns=question.get("columns", ()), initial=initial)

    def clean(self) -> dict[str, Any]:
        """Refuse a choice that makes no articles."""
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = self.chosen()
        if not self.errors and not (chosen["title"] or chosen["body"]):
            raise forms.ValidationError(
                _("Choose a column for the title or for the text: without both there is no article.")
            )
        return cleaned

    def chosen(self) -> dict[str, list[str]]:
        """Return the columns of each fact in their order; a column that was chosen twice counts once."""
        pairs = {fact: [self.cleaned_data.get(f"{place}_{fact}", "") for place in ("first", "else")] for fact in FACTS}
        return {fact: list(dict.fromkeys(name for name in names if name)) for fact, names in pairs.items()}

    def rows(self) -> Iterator[tuple[str, Any, Any]]:
        """Yield fact and its two fields."""
        for fact in FACTS:
            yield fact, self[f"first_{fact}"], self[f"else_{fact}"]


def _choice(choices: Sequence[tuple[str, Any]], label: Any) -> forms.ChoiceField:
    # The browser would offer the value of an earlier table in a select of the same name.
    return forms.ChoiceField(
        choices=choices, label=label, required=False, widget=forms.Select(attrs={"autocomplete": "off"})
    )
