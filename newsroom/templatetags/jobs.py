"""How jobs read in templates."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import template
from django.utils.translation import ngettext

from newsroom.jobs import labels, why
from newsroom.models import Job

register = template.Library()


@register.filter
def outcome(status: str, job: Job) -> str:
    """``{{ item.status|outcome:job }}``: what became of an item, in words."""
    return labels(job).get(status, status)


@register.filter
def reason(values: Sequence[Any]) -> str:
    """``{{ item.why|reason }}``: a stored notice as a sentence."""
    return why(values)


@register.filter
def lasting(value: timedelta) -> str:
    """``{{ progress.left|lasting }}``: 40 seconds, 3 minutes, 2 hours."""
    seconds = int(value.total_seconds())
    if seconds < 90:
        return ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds}
    minutes = round(seconds / 60)
    if minutes < 90:
        return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
    hours = round(minutes / 60)
    return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
