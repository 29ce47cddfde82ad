"""What the importers say, in the reader's language."""

from django import template
from django.utils.translation import gettext as _

from newsroom.forms.facts import FactsForm
from newsroom.importers.notices import Notice

register = template.Library()


@register.filter
def remark(notice: Notice) -> str:
    """``{{ notice|remark }}``: the sentence of a notice with its parameters."""
    return _(notice.message) % dict(notice.params)


@register.filter
def fact_label(name: str) -> str:
    """``{{ "published"|fact_label }}``: the label of a fact's field."""
    return str(FactsForm.base_fields[name].label)
