"""How members like to read: what they chose, and the defaults of the project where they chose nothing."""

from collections.abc import Sequence

from annotations.models import Preference, Show
from newsroom.models import Membership
from newsroom.prepared import Prepared, first

_PREFERENCE = Prepared(lambda user, project: Preference.objects.filter(user_id=user, project_id=project))


def preference_of(membership: Membership) -> Preference:
    """Return how the member likes to read, the defaults where nothing was chosen yet (then unsaved)."""
    chosen: Preference | None = first(_PREFERENCE.objects(user=membership.user_id, project=membership.project_id))
    return chosen or Preference(project=membership.project, user_id=membership.user_id, show=unchosen(membership))


_CHOSEN = Prepared(
    lambda project, users: Preference.objects.filter(project_id=project, user__in=users).values_list("user_id", "show")
)


def shows_of(members: Sequence[Membership]) -> dict[int, str]:
    """Return whose highlights each of some members of a project wants to see, by person: one query."""
    if not members:
        return {}
    people = sorted({member.user_id for member in members})
    chosen = dict(_CHOSEN.rows(project=members[0].project_id, users=people))
    return {member.user_id: chosen.get(member.user_id) or unchosen(member) for member in members}


def unchosen(member: Membership) -> str:
    """Return whose highlights a member sees who chose nothing yet."""
    return Show.MINE.value if member.project.starts_on_mine or member.is_blindfolded else Show.ALL.value
