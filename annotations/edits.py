"""Quiet edits: the articles of a project whose words changed after they came in, newest change first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from annotations.change_words import TRIVIAL, Told
from annotations.models import Anchor, AnchorStatus
from annotations.revisions_page import BIG
from newsroom.models import Membership, Outlet, Project, Revision

PAGE: Final = 25
OUTLETS: Final = 200
"""Outlets that the filter offers at most."""
FLAGS: Final = ("trivial", "mine", "headline")


class BadFilter(Exception):
    """A filter in the address that makes no sense; the message is for a person."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which edits are asked for: ``trivial`` shows those of typography and formatting as well."""

    outlet: str = ""
    trivial: bool = False
    mine: bool = False
    headline: bool = False

    def address(self, **changes: Any) -> str:
        """Return the query string, with some parts changed; empty parts are left out."""
        filter = replace(self, **changes)
        values = {"outlet": filter.outlet, **{name: "1" if getattr(filter, name) else "" for name in FLAGS}}
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def is_set(self) -> bool:
        """Whether anything is left out beyond what is trivial."""
        return replace(self, trivial=False) != Filter()


def parse(query: Mapping[str, str]) -> Filter:
    """Read a filter from an address. Raises ``BadFilter``."""
    outlet = query.get("outlet", "")
    try:
        outlet = outlet if outlet in ("", "none") else str(UUID(outlet))
    except ValueError as error:
        raise BadFilter(_("“%(value)s” is not an id.") % {"value": outlet[:100]}) from error
    return Filter(outlet, **{name: query.get(name, "") == "1" for name in FLAGS})


@dataclass(frozen=True, slots=True)
class Edit(Told):
    """One new wording of an article; ``changed`` and ``lost`` count highlights that the reader may see, ``mine`` of them one's own."""

    changed: int
    lost: int
    mine: int

    @property
    def has_new_headline(self) -> bool:
        """Whether the headline is another one, in more than its typography."""
        return bool(self.revision.changes.get("headline")) and not self.is_trivial


@dataclass(frozen=True, slots=True)
class Page:
    """Edits, newest first, with the revisions from which the pages before and after start; empty where there is none."""

    edits: Sequence[Edit]
    previous: str = ""
    next: str = ""


def page(membership: Membership, filter: Filter, after: str, before: str) -> Page:
    """Return one page, after or before a revision: three queries however many edits. Raises ``BadFilter``."""
    backwards = bool(before)
    found = _kept(membership, filter).order_by("pk" if backwards else "-pk")
    edge = _edge(membership.project, before or after)
    if edge is not None:
        found = found.filter(pk__gt=edge) if backwards else found.filter(pk__lt=edge)
    rows = list(found[: PAGE + 1])
    has_more, shown = len(rows) > PAGE, rows[:PAGE]
    if backwards:
        shown.reverse()
    first, last = (str(shown[0].uuid), str(shown[-1].uuid)) if shown else ("", "")
    return Page(
        _edits(shown, membership),
        previous=first if (has_more if backwards else edge) else "",
        next=last if (edge if backwards else has_more) else "",
    )


def count(membership: Membership, filter: Filter, most: int) -> int:
    """Count the edits that the filter keeps, ``most`` and one more at most."""
    return _kept(membership, filter)[: most + 1].count()


def outlets_of(project: Project) -> list[Outlet]:
    """Return the outlets whose articles were edited, by name."""
    edited = Revision.objects.filter(project=project, number__gt=1).values("article__outlet")
    merged = Outlet.objects.filter(pk__in=edited).values("merged_into")
    return list(Outlet.objects.current().filter(Q(pk__in=edited) | Q(pk__in=merged)).order_by("folded")[:OUTLETS])


def _by_outlet(uuid: str) -> Q:
    if uuid == "none":
        return Q(article__outlet=None)
    return Q(article__outlet__uuid=uuid) | Q(article__outlet__merged_into__uuid=uuid)


def _kept(membership: Membership, filter: Filter) -> QuerySet[Revision]:
    found = Revision.objects.filter(project=membership.project, number__gt=1, article__deleted_at=None)
    if not filter.trivial:
        found = found.exclude(change__in=TRIVIAL)
    if filter.headline:
        found = found.filter(changes__headline=True).exclude(change__in=TRIVIAL)
    if filter.outlet:
        found = found.filter(_by_outlet(filter.outlet))
    if filter.mine:
        own = Q(annotation__author=membership.user, annotation__deleted_at=None, is_origin=False)
        found = found.filter(Exists(Anchor.objects.filter(own, revision=OuterRef("pk"))))
    return found.select_related("article__outlet__merged_into", "by").defer(*BIG)


def _edge(project: Project, uuid: str) -> int | None:
    if not uuid:
        return None
    try:
        return Revision.objects.filter(project=project, uuid=UUID(uuid)).values_list("pk", flat=True).first()
    except ValueError as error:
        raise BadFilter(_("“%(value)s” is not an id.") % {"value": uuid[:100]}) from error


def _edits(revisions: Sequence[Revision], member: Membership) -> list[Edit]:
    touched = Anchor.objects.filter(revision__in=revisions, status__in=(AnchorStatus.CHANGED, AnchorStatus.LOST))
    own = Count("pk", filter=Q(annotation__author=member.user_id))
    counts: dict[tuple[int, str], tuple[int, int]] = {
        (revision, status): (number, mine)
        for revision, status, number, mine in touched.shown_to(member)
        .order_by()
        .values_list("revision", "status")
        .annotate(number=Count("pk"), mine=own)
    }
    edits = []
    for revision in revisions:
        changed, lost = (counts.get((revision.pk, status), (0, 0)) for status in ("changed", "lost"))
        edits.append(Edit(revision, changed[0], lost[0], changed[1] + lost[1]))
    return edits
