"""What every page of a project says of the reader's inbox."""

from typing import Any

from django import template

from annotations.inbox import COUNTED, count_unread

register = template.Library()


@register.simple_tag(takes_context=True)
def inbox_unread(context: dict[str, Any]) -> str:
    """Return the number for the badge, empty where nothing is unread; a view with a project has checked membership."""
    user, project = context.get("user"), context.get("project")
    if not project or user is None or not user.is_authenticated:
        return ""
    count = count_unread(user, project)
    return f"{COUNTED - 1}+" if count >= COUNTED else str(count or "")
