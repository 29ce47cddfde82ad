"""How a kept source shall be read: the choices of a preview."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from newsroom.models import Source

LAYOUTS = (
    ("automatic", _("found by itself")),
    ("first_line", _("the first line is the title")),
    ("second_line", _("the second line is the title")),
    ("headers", _("lines such as “Title: …” at the top")),
    ("none", _("there is no title")),
)
PARAGRAPHS = (
    ("automatic", _("found by itself")),
    ("line", _("each line is a paragraph")),
    ("blank_line", _("a blank line ends a paragraph, lines stay")),
    ("unwrap", _("a blank line ends a paragraph, lines are joined")),
)
IMPORTERS = (
    ("", _("found by itself")),
    ("plain_text", _("plain text")),
    ("markdown", _("Markdown")),
    ("html", _("a web page")),
)
ENCODINGS = (
    ("", _("found by itself")),
    ("utf-8", _("Unicode (UTF-8)")),
    ("utf-16-le", _("Unicode (UTF-16)")),
    ("cp1252", _("Western European (Windows)")),
    ("iso8859-15", _("Western European (ISO)")),
    ("cp1250", _("Central European (Windows)")),
    ("iso8859-2", _("Central European (ISO)")),
    ("cp1251", _("Cyrillic (Windows)")),
    ("koi8-r", _("Cyrillic (KOI8-R)")),
    ("cp1253", _("Greek (Windows)")),
    ("cp1254", _("Turkish (Windows)")),
    ("cp1255", _("Hebrew (Windows)")),
    ("cp1256", _("Arabic (Windows)")),
    ("cp1257", _("Baltic (Windows)")),
    ("cp874", _("Thai (Windows)")),
    ("cp932", _("Japanese (Shift JIS)")),
    ("euc_jp", _("Japanese (EUC)")),
    ("gb18030", _("Chinese, simplified (GB18030)")),
    ("big5", _("Chinese, traditional (Big5)")),
    ("cp949", _("Korean (Windows)")),
)


class ReadingForm(forms.Form):
    """The choices that change how the bytes become an article."""

    layout = forms.ChoiceField(label=_("Headline"), choices=LAYOUTS, required=False)
    paragraphs = forms.ChoiceField(label=_("Paragraphs"), choices=PARAGRAPHS, required=False)
    importer = forms.ChoiceField(label=_("Kind of file"), choices=IMPORTERS, required=False)
    encoding = forms.ChoiceField(label=_("Characters"), choices=ENCODINGS, required=False)

    @classmethod
    def of(cls, source: Source) -> "ReadingForm":
        """Build the form for a source; how lines are taken matters to plain text alone."""
        form = cls(initial=source.options)
        if source.importer != "plain_text":
            del form.fields["layout"], form.fields["paragraphs"]
        return form


def options_after(options: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the reading options after a press of one of the preview's buttons; ``data`` is the posted form.

    The buttons: ``do`` is read, swap, second, or again (leave out again what was put back); ``restore`` puts a
    dropped piece back.
    """
    after = dict(options)
    form = ReadingForm(data)
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if name in data}
    if any(chosen.get(name, after.get(name)) != after.get(name) for name in ("importer", "encoding")):
        after["restore"] = []  # the numbers of dropped pieces belong to one way of reading
    after |= chosen
    do, restore = data.get("do", ""), data.get("restore", "")
    if do == "swap":
        after["swap"] = not after.get("swap")
    if do == "second":
        after["second_is_standfirst"] = not after.get("second_is_standfirst")
    if do == "again":
        after["restore"] = []
    if restore.isdecimal() and len(restore) < 9:
        after["restore"] = sorted({*after.get("restore", []), int(restore)})
    return after
