"""How a kept source shall be read: the choices of a preview."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from newsroom.importers.formats import FORMATS
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
METHODS = (
    ("automatic", _("Found by itself"), _("What Margin holds for the article.")),
    ("stricter", _("Stricter"), _("Leaves more out: where menus or other stories came along.")),
    ("alternative", _("Another way"), _("Found by another rule: where the text is wrong or missing.")),
    ("whole", _("The whole page"), _("All of its text, menus and other stories too.")),
)
"""How the article of a web page is found: name, label, and when it helps."""
PICKED = "picked"
CONTAINERS = ("zip", "record", "nexis")
"""Formats that hold others or come inside them: a single article is never read as one by choice."""
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


def importers(current: str) -> list[tuple[str, Any]]:
    """Return the kinds of file that a source may be read as, by name and label."""
    offered = [each for each in FORMATS.values() if each.name not in CONTAINERS or each.name == current]
    return [("", _("found by itself")), *((each.name, gettext(each.label)) for each in offered)]


class ReadingForm(forms.Form):
    """The choices that change how the bytes become an article."""

    method = forms.ChoiceField(choices=[(name, label) for name, label, _help in METHODS], required=False)
    layout = forms.ChoiceField(label=_("Headline"), choices=LAYOUTS, required=False)
    paragraphs = forms.ChoiceField(label=_("Paragraphs"), choices=PARAGRAPHS, required=False)
    importer = forms.ChoiceField(label=_("Kind of file"), required=False)
    encoding = forms.ChoiceField(label=_("Characters"), choices=ENCODINGS, required=False)

    def __init__(self, *args: Any, current: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["importer"].choices = importers(current)

    @classmethod
    def of(cls, source: Source) -> "ReadingForm":
        """Build the form for a source: what matters to its kind of file alone."""
        form = cls(initial=source.options, current=source.options.get("importer", ""))
        del form.fields["method"]  # the template draws it, with what each of them does
        if source.importer != "plain_text":
            del form.fields["layout"], form.fields["paragraphs"]
        if FORMATS[source.importer].takes == "bytes" and source.importer != "email":
            del form.fields["encoding"]
        return form


def methods(source: Source) -> list[dict[str, Any]]:
    """Return the ways to find the article of a web page, with the one that was used; none for other kinds of file."""
    if source.importer != "html":
        return []
    used = source.options.get("method") or METHODS[0][0]
    return [{"name": name, "label": label, "help": help, "is_used": name == used} for name, label, help in METHODS]


def options_after(options: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the reading options after a press of one of the preview's buttons; ``data`` is the posted form.

    The buttons: ``do`` is read, swap, second, or again (leave out again what was put back); ``restore`` puts a
    dropped piece back.
    """
    after = dict(options)
    form = ReadingForm(data, current=options.get("importer", ""))
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if name in data}
    if any(chosen.get(name, after.get(name)) != after.get(name) for name in ("importer", "encoding", "method")):
        after["restore"], after["picked"] = [], []  # the numbers of pieces belong to one way of reading
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
