"""What the filters of the library can be set to; each list is bounded and can be narrowed by typing."""

from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _, gettext_lazy

from annotations.models import Claim, Speaker
from newsroom.folding import fold
from newsroom.models import Outlet, Project, User
from newsroom.templatetags.newsroom import language_name

MENUS = {
    "claim": gettext_lazy("Claim"),
    "speaker": gettext_lazy("Speaker"),
    "outlet": gettext_lazy("Outlet"),
    "language": gettext_lazy("Language"),
}
LONGEST = 100


def choices(project: Project, user: User, menu: str, find: str = "") -> list[tuple[Any, str, int]]:
    """Return up to LONGEST values of one filter, those that hold ``find`` alone: value, label, colour slot (0: none)."""
    if menu == "language":
        found = [(code or "none", language_name(code)) for code in _languages(project)]
        return [(code, label, 0) for code, label in found if fold(find) in fold(label)]
    rows = _named(project, menu)
    if find:
        rows = rows.filter(_called(project, menu, fold(find)))
    if menu == "claim":
        return list(rows.order_by("folded").values_list("uuid", "label", "slot")[:LONGEST])
    named = [(uuid, name, 0) for uuid, name in rows.order_by("folded").values_list("uuid", "name")[:LONGEST]]
    return ([("none", _("No outlet"), 0)] if menu == "outlet" and not find else []) + named


def _called(project: Project, menu: str, folded: str) -> Q:
    """The condition for a name that holds ``folded``, or a merged one that does; typing an old label finds what stands."""
    held = Q(folded__contains=folded)
    if menu == "speaker":
        return Q(pk__in=Speaker.objects.filter(project=project).called(folded).values("pk"))
    if menu != "claim":
        return held
    merged = Claim.objects.filter(held, project=project, deleted_at=None, merged_into__isnull=False)
    return held | Q(pk__in=merged.values("merged_into"))


def label_of(project: Project, menu: str, value: Any) -> str:
    """Return the label of what a filter is set to."""
    if value == "none":
        return _("No outlet") if menu == "outlet" else language_name("")
    if menu == "language":
        return language_name(value)
    if menu == "outlet":
        outlet = Outlet.objects.filter(project=project, uuid=value, deleted_at=None).first()
        return outlet.shown.name if outlet else _("removed")
    model = Claim if menu == "claim" else Speaker
    row = model.objects.filter(project=project, deleted_at=None, uuid=value).select_related("merged_into").first()
    return str(row.shown) if row else _("removed")


def _named(project: Project, menu: str) -> QuerySet[Any]:
    models: dict[str, Any] = {"claim": Claim, "speaker": Speaker, "outlet": Outlet}
    rows: QuerySet[Any] = models[menu].objects.current().filter(project=project)
    return rows


def _languages(project: Project) -> list[str]:
    """Return the languages of the project's articles, one index look-up each instead of a look at every article."""
    sql = """
        WITH RECURSIVE found(language) AS (
            SELECT (SELECT MIN(language) FROM newsroom_article WHERE project_id = %s AND deleted_at IS NULL)
            UNION ALL
            SELECT (SELECT MIN(language) FROM newsroom_article
                    WHERE project_id = %s AND deleted_at IS NULL AND language > found.language)
            FROM found WHERE found.language IS NOT NULL
        )
        SELECT language FROM found WHERE language IS NOT NULL
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, [project.pk, project.pk])
        return [row[0] for row in cursor.fetchall()]
