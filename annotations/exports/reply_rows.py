"""The rows of replies.csv: one per reply under an annotation that everybody in the project sees."""

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from annotations.exports.cells import moment
from annotations.models import Reply
from annotations.sight import said, together
from newsroom.models import Membership, Project

READ: Final = (
    *("uuid", "annotation__uuid", "annotation__article__uuid", "annotation__article__title"),
    *("annotation__anchors__quote", "annotation__author__username", "author__username", "text"),
    *("created_at", "updated_at"),
)


def reply_rows(project: Project, who: Membership | None, using: str) -> Iterator[tuple[Any, ...]]:
    """Yield the replies of a project, thread after thread, as far as ``who`` may see the annotations; None is the operator.

    Replies under private annotations are in it for nobody (``together``).
    """
    found = Reply.objects.using(using).current().filter(together(who), said(who, by="author"), project=project)
    rows = found.filter(annotation__anchors__is_origin=True).order_by("annotation_id", "id").values_list(*READ)
    nobody = str(UUID(int=0))
    before, after = reverse("reply_show", args=[project.key, nobody]).split(nobody)
    site = settings.BASE_URL.rstrip("/")
    for uuid, annotation, article, *words, created, updated in rows.iterator(chunk_size=2000):
        link = f"{site}{before}{uuid}{after}"
        yield (str(uuid), str(annotation), project.key, str(article), *words, moment(created), moment(updated), link)
