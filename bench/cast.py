"""Who and what the articles of a benchmark are about: people, outlets, claims, speakers."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

from annotations.models import Claim, Speaker, SpeakerKind
from bench import plan
from bench.prose import Prose
from newsroom.actions.projects import add_member, create_project
from newsroom.folding import fold
from newsroom.models import Outlet, Project, Role, User

START = datetime(2025, 1, 1, 8, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cast:
    """One project with everything that articles and taggings point to."""

    project: Project
    owner: User
    analysts: list[User]
    outlets: list[Outlet]
    claims: list[Claim]
    speakers: list[Speaker]


class Popular:
    """Draws the first ones often and the last ones rarely (Zipf's law)."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._weights = list(accumulate(1 / (rank + 4) for rank in range(1_000)))

    def some(self, things: Sequence[object], count: int) -> list[int]:
        """Return up to ``count`` different positions in ``things``."""
        weights = self._weights[: len(things)]
        drawn = self._chance.choices(range(len(things)), cum_weights=weights, k=3 * count)
        return list(dict.fromkeys(drawn))[:count]


def make_people() -> list[User]:
    """Make the owner and the analysts, all with one password (hashed once, it is slow on purpose)."""
    owner = User.objects.create_user("owner", "owner@example.org", plan.PASSWORD, display_name="Olga Owner")
    prose = Prose(7)
    analysts = [
        User(username=name, email=f"{name}@example.org", display_name=prose.name(), password=owner.password)
        for name in plan.analysts()
    ]
    User.objects.bulk_create(analysts)
    return [owner, *User.objects.filter(username__in=plan.analysts()).order_by("id")]


def make_cast(project_plan: plan.ProjectPlan, people: list[User]) -> Cast:
    """Make a project with members, outlets, claims and speakers."""
    owner, *analysts = people
    project = create_project(by=owner, name=project_plan.key.replace("-", " ").capitalize(), key=project_plan.key)
    for user in analysts:
        add_member(by=owner, project=project, user=user, role=Role.ANALYST)
    prose = Prose(11)
    outlets = _outlets(project, project_plan.outlets)
    claims = _claims(project, owner, prose, project_plan.claims)
    return Cast(project, owner, analysts, outlets, claims, _speakers(project, owner, prose, project_plan.speakers))


def _outlets(project: Project, many: int) -> list[Outlet]:
    names = [f"The Daily Number {number}" for number in range(1, many + 1)]
    rows = [
        Outlet(project=project, name=name, folded=fold(name), domain=f"daily{number}.example")
        for number, name in enumerate(names)
    ]
    return Outlet.objects.bulk_create(rows)


def _claims(project: Project, owner: User, prose: Prose, many: int) -> list[Claim]:
    rows = []
    for number in range(many):
        label = f"{' '.join(prose.words(4))} {number}"
        claim = Claim(project=project, label=label, folded=fold(label), slot=number % 8 + 1, created_by=owner)
        claim.statement = prose.sentence()
        claim.definition = " ".join(prose.sentence() for _ in range(2))
        rows.append(claim)
    return Claim.objects.bulk_create(rows)


def _speakers(project: Project, owner: User, prose: Prose, many: int) -> list[Speaker]:
    kinds = [SpeakerKind.PERSON, SpeakerKind.PERSON, SpeakerKind.ORGANISATION, SpeakerKind.UNNAMED]
    rows = []
    for number in range(many):
        name = f"{prose.name()} {number}"
        rows.append(Speaker(project=project, name=name, folded=fold(name), kind=kinds[number % 4], created_by=owner))
    return Speaker.objects.bulk_create(rows)
