"""Whose annotations somebody may see: this module decides, every query and count asks it.

Membership is checked by then (``newsroom.access``); here it is about single annotations alone.
"""

from django.db.models import Q

from annotations.models import Annotation, Visibility
from newsroom.models import Membership


def together(member: Membership | None, path: str = "annotation__") -> Q:
    """Return the condition for what the whole project sees, as far as ``member`` may see it today.

    Private annotations are in it for nobody, not even for their author: numbers that colleagues compare are the same for
    all of them. Without a member (an operator's command) it is all that is shared. ``path`` leads to the annotation.
    """
    return Q(
        **{
            f"{path}deleted_at": None,
            f"{path}article__deleted_at": None,
            f"{path}visibility": Visibility.PROJECT,
        }
    )


def was_shown(member: Membership, annotation: Annotation, visibility: str) -> bool:
    """Whether ``member`` could see an annotation while it was there with that visibility; it may be gone today.

    Only who saw it is told that it went: the rule is that of ``Annotation.objects.shown_to``.
    """
    return visibility == Visibility.PROJECT or annotation.author_id == member.user_id
