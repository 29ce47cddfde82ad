"""What every form that writes needs: a name for the action, so that sending it twice saves once."""

from uuid import uuid4

from django import template

register = template.Library()


@register.simple_tag
def new_action() -> str:
    """Return a fresh UUID for a form's ``action`` field; a script makes its own for each thing it saves."""
    return str(uuid4())
