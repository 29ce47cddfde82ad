"""How often the fields of a project are filled in, over what its members see together."""

from collections.abc import Sequence

from django.db.models import Count, Q, QuerySet
from django.db.models.fields.json import KT

from annotations import sight
from annotations.models import Tagging
from newsroom.models import Article, CustomField, FieldSubject, Membership


def uses_of(membership: Membership, fields: Sequence[CustomField]) -> dict[str, int]:
    """Return how many taggings or articles say something in each field, by column: two queries."""
    found: dict[str, int] = {}
    for subject, rows in ((FieldSubject.TAGGING, _taggings(membership)), (FieldSubject.ARTICLE, _articles(membership))):
        columns = [field.column for field in fields if field.subject == subject]
        counts = {name: Count("pk", filter=Q(custom__has_key=name)) for name in columns}
        if counts:
            found |= rows.aggregate(**counts)
    return found


def values_of(membership: Membership, field: CustomField) -> dict[str, int]:
    """Return how often each value of a field is used, by what is stored: one query."""
    rows = _taggings(membership) if field.subject == FieldSubject.TAGGING else _articles(membership)
    said = rows.filter(custom__has_key=field.column).annotate(said=KT(f"custom__{field.column}"))
    return dict(said.order_by().values_list("said").annotate(count=Count("pk")))


def _taggings(membership: Membership) -> QuerySet[Tagging]:
    found = Tagging.objects.current().filter(sight.together(membership, "annotation__"), project=membership.project)
    return found.filter(custom__isnull=False)


def _articles(membership: Membership) -> QuerySet[Article]:
    return Article.objects.in_project(membership.project).filter(custom__isnull=False)
