"""What becomes of answers when the highlight goes that was made of them."""

from datetime import datetime

from annotations.models import Annotation, Response
from newsroom import log


def take_back(act: log.Act, response: Response, now: datetime) -> None:
    """Take an answer back inside an action under way."""
    before = log.snapshot(response)
    response.version, response.updated_at, response.deleted_at = response.version + 1, now, now
    response.save(update_fields=["version", "updated_at", "deleted_at"])
    act.changed(response, before)


def take_back_with(act: log.Act, own: Annotation, now: datetime) -> None:
    """Take back what ``own``, which is about to go, was made to say to a colleague's highlight."""
    for response in Response.objects.current().filter(own=own).select_related("annotation", "own"):
        take_back(act, response, now)
