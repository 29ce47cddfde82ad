"""What somebody reads where the codebook is locked: that editors alone add claims, and whom to ask."""

from django.utils.translation import gettext as _

from newsroom.models import Membership, Project, Role

NAMED = 3
"""So many people are named; more would be no help."""


def lock_words(membership: Membership) -> str:
    """Return the words for a member who may not add claims, empty where they may or do not tag at all: one query."""
    if membership.can_add_claims or not membership.can_annotate:
        return ""
    return locked(membership.project)


def locked(project: Project) -> str:
    """Return the words for a project in which editors alone add claims."""
    rows = Membership.objects.current().filter(project=project, role__in=(Role.OWNER, Role.EDITOR))
    people = [row.user.name for row in rows.select_related("user").order_by("pk")[:NAMED]]
    text = _("In this project editors alone add claims. Ask %(names)s, or choose a claim that is there.")
    return text % {"names": _(" or ").join(people)}
