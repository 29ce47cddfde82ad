"""The passages that a filter keeps: one condition, asked as annotations (the page) or as rows (the file).

``who`` is the person whose eyes count: a member who has been checked by then, or None for the operator's command,
which sees what every member sees. Private annotations are left out unless they are asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from annotations import sight
from annotations.agreed import among, sorted_by_agreement
from annotations.models import Anchor, Annotation, Claim, Speaker, Tagging, Visibility
from annotations.passage_custom import is_about, resolve_custom, saying
from annotations.passage_search import holding
from annotations.passages import IDS, NONE, TAGGING_KEYS, BadFilter, PassageFilter
from newsroom.models import Article, CustomField, FieldSubject, Membership, Outlet, Project, User

Ids = dict[str, dict[str, list[int]]]
"""By key and UUID the rows that a value means: the thing itself and what was merged into it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that the condition depends on; ``ids`` are the rows that the filter names."""

    project: Project
    who: Membership | None
    filter: PassageFilter
    ids: Ids
    using: str
    is_merged: bool = False
    """Whether any claim or speaker of the project was merged into another, so that two taggings can be the same one."""
    custom: Mapping[str, CustomField] = field(default_factory=dict)
    """The project's own fields that the filter names."""
    walks: bool = False
    """Whether each annotation is asked what it carries, instead of listing all that carry it first: quick where most do."""

    @property
    def is_about_taggings(self) -> bool:
        """Whether it asks for something that only a tagging has."""
        return self.filter.is_about_taggings or is_about(self.custom, self.filter, FieldSubject.TAGGING)


def ask(project: Project, who: Membership | None, filter: PassageFilter, using: str = "default") -> Asked:
    """Look up what a filter names. Raises ``BadFilter`` where that is not in the project."""
    of = {"project": OuterRef("pk"), "merged_into__isnull": False}
    merged = Q(Exists(Claim.objects.filter(**of))) | Q(Exists(Speaker.objects.filter(**of)))
    is_merged = Project.objects.using(using).filter(merged, pk=project.pk).exists()
    custom = resolve_custom(project, filter, using)
    return Asked(project, who, filter, resolve(project, filter, using), using, is_merged, custom)


def places(asked: Asked) -> QuerySet[Anchor]:
    """Return the origin anchors of the annotations that the filter keeps, one a piece, unordered."""
    found = Anchor.objects.using(asked.using).origins().filter(_seen(asked, "annotation__"), _worded(asked))
    return found.filter(project=asked.project).filter(_carrying(asked, "annotation"))


def annotations(asked: Asked, *, of_any_article: bool = False) -> QuerySet[Annotation]:
    """Return the annotations that the filter keeps, unordered: the same as ``places``, and quicker to count.

    ``of_any_article``: those of removed articles too, for whom looks at the articles himself.
    """
    found = Annotation.objects.using(asked.using).filter(_shown(asked, ""), project=asked.project)
    if not of_any_article:
        found = found.filter(article__deleted_at=None)
    return found.filter(_carrying(asked, "pk"), _standing(asked, "pk"))


def taggings(asked: Asked) -> QuerySet[Tagging]:
    """Return the taggings that the filter keeps; untagged annotations have none."""
    found = Tagging.objects.using(asked.using).current().filter(_tagged(asked, ""), project=asked.project)
    found = found.filter(_seen(asked, "annotation__"), _standing(asked, "annotation"))
    return found.none() if asked.filter.untagged else found


def rows(asked: Asked) -> QuerySet[Anchor]:
    """Return the rows of the file: one a tagging, and one for an annotation without any; ``tagging`` is the relation."""
    current = FilteredRelation("annotation__taggings", condition=Q(annotation__taggings__deleted_at=None))
    found = Anchor.objects.using(asked.using).origins().annotate(tagging=current)
    found = found.filter(_seen(asked, "annotation__"), _worded(asked), project=asked.project)
    if asked.is_merged:
        found = found.filter(~Exists(Tagging.objects.using(asked.using).twins().filter(pk=OuterRef("tagging__pk"))))
    condition = _tagged(asked, "tagging__")
    if asked.is_about_taggings:
        condition &= Q(tagging__id__isnull=False)  # where nobody is named, somebody still says something
    if asked.filter.untagged:
        condition &= Q(tagging__id__isnull=True)
    return found.filter(condition)


def resolve(project: Project, filter: PassageFilter, using: str = "default") -> Ids:
    """Turn the UUIDs of a filter into rows of the project. Raises ``BadFilter`` for one that is not there."""
    models: dict[str, Any] = {
        "claim": Claim,
        "speaker": Speaker,
        "via": Speaker,
        "outlet": Outlet,
        "article": Article,
    }
    return {key: _rows_of(models[key].objects.using(using), project, getattr(filter, key)) for key in IDS}


def _seen(asked: Asked, path: str) -> Q:
    """What is there, may be seen and was asked for, by annotation and article; ``path`` leads to the annotation."""
    return Q(**{f"{path}article__deleted_at": None}) & _shown(asked, path)


def _shown(asked: Asked, path: str) -> Q:
    """The same, whether the article is there or not."""
    filter = asked.filter
    condition = Q(**{f"{path}deleted_at": None})
    condition &= _visible(asked, path) & sight.uncovered(asked.who, path)
    condition &= published(filter.since, filter.until, filter.undated, f"{path}article__")
    if filter.author:
        condition &= Q(**{f"{path}author__in": _people(asked)})
    if filter.outlet:
        condition &= _one_of(f"{path}article__outlet", filter.outlet, asked.ids["outlet"])
    if filter.article:
        condition &= _one_of(f"{path}article", filter.article, asked.ids["article"])
    if filter.status:
        current = Anchor.objects.using(asked.using).filter(project=asked.project, status__in=filter.status)
        condition &= _standing_in(asked, current, path)
    condition &= saying(asked.custom, filter, FieldSubject.ARTICLE, f"{path}article__custom")
    return condition & _agreed(asked, path)


def _standing_in(asked: Asked, anchors: QuerySet[Anchor], path: str) -> Q:
    if asked.walks:
        now = OuterRef(f"{path}article__current_revision")
        return Q(Exists(anchors.filter(annotation=OuterRef(f"{path}pk"), revision=now)))
    standing = anchors.filter(revision=F("article__current_revision"))
    return Q(**{f"{path}pk__in": standing.values("annotation")})


def _agreed(asked: Asked, path: str) -> Q:
    """What was asked for of how analysts agree, as far as the reader may see them."""
    if not asked.filter.agreement:
        return Q()
    found = sorted_by_agreement(asked.project, asked.who, asked.using)
    conditions = {
        "several": Q(**{f"{path}pk__in": among(found.several, asked.using)}),
        "contested": Q(**{f"{path}pk__in": among(found.contested, asked.using)}),
        "single": ~Q(**{f"{path}pk__in": among(found.several, asked.using)}),
    }
    return _any([conditions[value] for value in asked.filter.agreement])


def _visible(asked: Asked, path: str) -> Q:
    everybody = Q(**{f"{path}visibility": Visibility.PROJECT})
    private = Q(**{f"{path}visibility": Visibility.PRIVATE})
    if asked.who is not None:
        private &= Q(**{f"{path}author": asked.who.user_id})
    if not asked.filter.visibility:
        return everybody | private if asked.filter.private else everybody
    wanted = {Visibility.PROJECT.value: everybody, Visibility.PRIVATE.value: private}
    return _any([wanted[value] for value in asked.filter.visibility])


def _worded(asked: Asked) -> Q:
    """What was asked for of the place and its words; a condition on origin anchors."""
    condition = Q(block_kind__in=asked.filter.kind) if asked.filter.kind else Q()
    return condition & holding(asked.project, asked.filter.q, asked.using)


def _standing(asked: Asked, name: str) -> Q:
    """The same as a condition on what has an annotation under ``name``."""
    if not (asked.filter.kind or asked.filter.q):
        return Q()
    found = Anchor.objects.using(asked.using).origins().filter(_worded(asked), project=asked.project)
    return _among(asked, name, found)


def _carrying(asked: Asked, name: str) -> Q:
    """What was asked for of taggings, as a condition on what has an annotation under ``name``."""
    current = Tagging.objects.using(asked.using).current().filter(project=asked.project)
    condition = Q()
    if asked.is_about_taggings:
        condition &= _among(asked, name, current.filter(_tagged(asked, "")))
    if asked.filter.untagged:
        condition &= ~_among(asked, name, current)
    return condition


def _among(asked: Asked, name: str, found: QuerySet[Any]) -> Q:
    """Whether the annotation under ``name`` is one of those of ``found``."""
    if asked.walks:
        return Q(Exists(found.filter(annotation=OuterRef(name))))
    return Q(**{f"{name}__in": found.values("annotation")})


def _tagged(asked: Asked, path: str) -> Q:
    condition = Q()
    for key in TAGGING_KEYS:
        values = getattr(asked.filter, key)
        if values and key in IDS:
            condition &= _one_of(path + key, values, asked.ids[key])
        elif values:
            blank = NONE if key == "stance" else ""
            condition &= Q(**{f"{path}{key}__in": [blank if value == NONE else value for value in values]})
    return condition & saying(asked.custom, asked.filter, FieldSubject.TAGGING, f"{path}custom")


def kept_taggings(asked: Asked, annotations: list[int]) -> set[int] | None:
    """Return the taggings of these annotations that the filter is about, None where it is about none in particular."""
    if not asked.is_about_taggings:
        return None
    found = Tagging.objects.using(asked.using).current().filter(_tagged(asked, ""), annotation__in=annotations)
    return set(found.values_list("pk", flat=True))


def published(since: date | None, until: date | None, undated: bool, prefix: str) -> Q:
    """Return the condition for articles published from ``since`` to ``until``, days in UTC, both included."""
    within = Q()
    if since:
        within &= Q(**{f"{prefix}published_at__gte": datetime.combine(since, datetime.min.time(), UTC)})
    if until:
        after = datetime.combine(until, datetime.min.time(), UTC) + timedelta(days=1)
        within &= Q(**{f"{prefix}published_at__lt": after})
    if not undated:
        return within
    without = Q(**{f"{prefix}published_at": None})
    return within | without if since or until else without


def _one_of(path: str, values: tuple[str, ...], ids: dict[str, list[int]]) -> Q:
    pks = [pk for value in values if value != NONE for pk in ids[value]]
    conditions = [Q(**{f"{path}__in": pks})] if pks else []
    return _any([*conditions, Q(**{f"{path}__isnull": True})] if NONE in values else conditions)


def _any(conditions: list[Q]) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found


def _rows_of(objects: Any, project: Project, values: tuple[str, ...]) -> dict[str, list[int]]:
    wanted = [value for value in values if value != NONE]
    if not wanted:
        return {}
    head = F("pk") if objects.model is Article else Coalesce("merged_into", "pk")
    rows = objects.filter(project=project).annotate(head=head)
    heads = {str(uuid): pk for uuid, pk in rows.filter(uuid__in=wanted).values_list("uuid", "head")}
    if missing := [value for value in wanted if value not in heads]:
        raise BadFilter(_("The filter names something that is not in this project: %(id)s.") % {"id": missing[0]})
    family: dict[int, list[int]] = {pk: [] for pk in heads.values()}
    within = Q(pk__in=family) if objects.model is Article else Q(pk__in=family) | Q(merged_into__in=family)
    for pk, of in rows.filter(within).values_list("pk", "head"):
        family[of].append(pk)
    return {value: family[pk] for value, pk in heads.items()}


def _people(asked: Asked) -> list[int]:
    usernames = asked.filter.author
    members = User.objects.using(asked.using).filter(memberships__project=asked.project, username__in=usernames)
    found = {user.username: user.pk for user in members.distinct()}
    for username in usernames:
        if username not in found:
            raise BadFilter(_("There is nobody called “%(value)s” here.") % {"value": username})
    return list(found.values())
