"""When a lease that stands in a row has run out."""

from datetime import timedelta
from typing import Final

from django.db.models import Q
from django.utils import timezone

LONGEST: Final = timedelta(minutes=30)
"""No lease is given for longer: one that ends later was given by a clock that was wrong."""


def over() -> Q:
    """Return the condition that whoever has the row was not heard of in time."""
    now = timezone.now()
    return Q(lease_until__lt=now) | Q(lease_until__gt=now + LONGEST)
