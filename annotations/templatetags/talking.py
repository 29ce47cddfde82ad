"""What every page of a project says of the reader's inbox."""

from typing import Any

from django import template

from annotations.inbox import COUNTED, count_unread
from newsroom.models import Membership, Project, User

register = template.Library()


@register.simple_tag(takes_context=True)
def inbox_unread(context: dict[str, Any]) -> str:
    """Return the number for the badge, empty where nothing is unread; a view with a project has checked membership."""
    user, project = context.get("user"), context.get("project")
    if not project or user is None or not user.is_authenticated:
        return ""
    count = count_unread(_member(context, user, project))
    return f"{COUNTED - 1}+" if count >= COUNTED else str(count or "")


def _member(context: dict[str, Any], user: User, project: Project) -> Membership:
    """Return whose inbox it is. The role matters where blind mode covers something; only there it may cost a question."""
    known = context.get("membership")
    if isinstance(known, Membership) and known.project_id == project.pk:
        return known
    if not project.is_blind_anywhere:
        return Membership(project=project, user=user)
    return Membership.objects.current().select_related("project").get(project=project, user=user)
