"""What is known about an article, as a form takes it: every text cleaned, every message one that helps."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from newsroom.corrections import LENGTHS
from newsroom.importers.draft import LONGEST_TITLE
from newsroom.importers.language import declared
from newsroom.importers.links import web_address
from newsroom.importers.marks import tidy
from newsroom.intake import published

LONGEST_STANDFIRST = 20_000
LANGUAGES = (
    *("ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "ga", "he", "hi", "hr", "hu"),
    *("hy", "id", "is", "it", "ja", "ka", "ko", "lt", "lv", "mk", "ms", "nb", "nl", "pl", "pt", "pt-br", "ro", "ru"),
    *("sk", "sl", "sq", "sr", "sv", "sw", "ta", "th", "tr", "uk", "ur", "vi", "zh-hans", "zh-hant"),
)
"""Codes that are offered; any other that is well formed may be typed."""


class TidyField(forms.CharField):
    """One line of text as Margin stores it: no control characters, NULs, lone surrogates or piles of marks.

    The browser is not told the greatest length: it would cut a longer text without a word.
    """

    def to_python(self, value: Any) -> str:
        """Clean the text before it is checked."""
        return str(super().to_python(self.tidied(value) if isinstance(value, str) else value))

    def tidied(self, value: str) -> str:
        """Return the text in one line."""
        return " ".join(tidy(value).split())

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return no ``maxlength``."""
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class TidyLines(TidyField):
    """The same with line breaks, never two in a row: a blank line divides the blocks of a text."""

    widget = forms.Textarea

    def tidied(self, value: str) -> str:
        """Return the text with its lines trimmed and empty ones left out."""
        return "\n".join(line for line in (" ".join(line.split()) for line in tidy(value).split("\n")) if line)


class PublishedField(TidyField):
    """A time of publication as a person types it; ``intake.published`` says what it means."""

    def clean(self, value: Any) -> str:
        """Refuse what could mean two days, or none."""
        text = str(super().clean(value))
        if text and published(text).at is None:
            raise forms.ValidationError(
                gettext("“%(text)s” is no date. Write 2026-02-03, 2026-02 or 2026-02-03 09:30 +01:00."),
                params={"text": text[:60]},
            )
        return text


class LanguageField(TidyField):
    """A language tag such as de or pt-BR."""

    def clean(self, value: Any) -> str:
        """Bring the tag into its usual form."""
        text = str(super().clean(value))
        if text and not declared(text):
            raise forms.ValidationError(gettext("Write the language as a code such as en, de or pt-BR."))
        return declared(text)


class AddressField(TidyField):
    """The address of a web page."""

    def clean(self, value: Any) -> str:
        """Refuse everything that is not http or https."""
        text = str(super().clean(value))
        if text and not web_address(text):
            raise forms.ValidationError(
                gettext("This is no address of a web page: it begins with https:// or http://.")
            )
        return web_address(text)


def _field(field: type[TidyField], name: str, label: Any, **more: Any) -> TidyField:
    # The value that was on the page comes back with the form, so that only what somebody changed is changed.
    return field(label=label, required=False, max_length=LENGTHS.get(name), show_hidden_initial=True, **more)


class FactsForm(forms.Form):
    """All facts of one article. ``made_up`` is the title that Margin made up, if it did: then none is asked for."""

    title = TidyField(
        label=_("Title"),
        max_length=LONGEST_TITLE,
        show_hidden_initial=True,
        error_messages={"required": _("An article needs a title.")},
    )
    standfirst = TidyLines(
        label=_("Standfirst"), required=False, max_length=LONGEST_STANDFIRST, show_hidden_initial=True
    )
    outlet = _field(TidyField, "outlet", _("Outlet"))
    byline = _field(TidyField, "byline", _("Byline"))
    published = _field(
        PublishedField,
        "published",
        _("Published"),
        help_text=_(
            "2026-02-03, or 2026-02 for the month, or 2026-02-03 09:30 +01:00 with time and zone (UTC if none)."
        ),
    )
    language = _field(LanguageField, "language", _("Language"), help_text=_("A code such as en, de or pt-BR."))
    url = _field(AddressField, "url", _("Address"), help_text=_("Where the article was published."))

    def __init__(self, *args: Any, made_up: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outlet"].widget.attrs |= {"list": "outlets", "autocomplete": "off"}
        self.fields["language"].widget.attrs |= {"list": "languages", "autocomplete": "off"}
        self.fields["standfirst"].widget.attrs |= {"rows": 4}
        if made_up:
            self.fields["title"].required = False
            self.fields["title"].widget.attrs |= {"placeholder": made_up}
            self.fields["title"].help_text = _("No headline was found; the grey one is made up and not in the text.")
