"""What every form that writes needs: a name for the action, so that sending it twice saves once."""

from django import template
from django.template import Context

from newsroom.stencils import FRESH, names

register = template.Library()


@register.simple_tag(takes_context=True)
def new_action(context: Context) -> str:
    """Return a fresh UUID for a form's ``action`` field; a script makes its own for each thing it saves."""
    return FRESH if context.get("is_stencil") else names(1)[0]
