"""How articles' facts read in templates."""

from typing import Any

from django import template
from django.utils.translation import get_language_info, gettext as _, gettext_lazy, ngettext

from newsroom import dates
from newsroom.custom_fields import told
from newsroom.models import Article, CustomField

register = template.Library()

UNNAMED = {
    "am": gettext_lazy("Amharic"),
    "lo": gettext_lazy("Lao"),
    "no": gettext_lazy("Norwegian"),
    "ps": gettext_lazy("Pashto"),
    "si": gettext_lazy("Sinhala"),
    "zh": gettext_lazy("Chinese"),
}
"""Languages of the news for which Django has no name."""


@register.filter
def published(article: Article, form: str = "") -> str:
    """``{{ article|published }}``: the date as exactly as it is known; ``:"short"`` for lists, ``:"within"`` a sentence."""
    at, precision = article.published_at, article.published_precision
    return dates.published(at, precision, short=form == "short", within=form == "within")


@register.filter
def published_machine(article: Article) -> str:
    """The same for a ``datetime`` attribute."""
    return dates.machine(article.published_at, article.published_precision)


@register.filter
def is_quoted(text: str) -> bool:
    """Whether a passage brings its own quotation marks, so that it needs no others around it."""
    return len(text) > 1 and text[0] in '“„«»‘‚"「『' and text[-1] in '”“»«’‘"」』'


@register.filter
def language_name(code: str) -> str:
    """``{{ "de"|language_name }}``: German; the code itself where it has no name, and words for none."""
    if not code:
        return _("Language not known")
    if code in UNNAMED:
        return str(UNNAMED[code])
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


@register.filter
def extent(article: Article) -> str:
    """``{{ article|extent }}``: 289 words, or characters where words are not spaced."""
    if article.words_unit == "characters":
        text = ngettext("%(count)s character", "%(count)s characters", article.words)
    else:
        text = ngettext("%(count)s word", "%(count)s words", article.words)
    return text % {"count": f"{article.words:,}"}


@register.filter
def direction(code: str) -> str:
    """``dir="{{ article.language|direction }}"``: rtl for languages written from the right, else auto."""
    return "rtl" if code.split("-")[0] in {"ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb"} else "auto"


@register.filter
def told_in(custom: Any, fields: list[CustomField]) -> list[tuple[str, str]]:
    """Return label and value of what is said in the fields that a project defined."""
    return told(fields, custom)
