"""Storing the fingerprints of articles. Plain SQL: a third of 64 rows for every article of an import."""

from collections.abc import Collection, Sequence

from django.db import connection

from newsroom.fingerprints import landmarks, packed, sketch, unpacked
from newsroom.intake import body_of
from newsroom.layouts import reading_of
from newsroom.models import Article, Landmark, Project, Sketch
from newsroom.near import Values, commonplaces, holders

_SKETCH = "INSERT INTO newsroom_sketch (article_id, project_id, hashes) VALUES (%s, %s, %s)"
_LANDMARK = "INSERT INTO newsroom_landmark (project_id, article_id, value) VALUES (%s, %s, %s)"
_LANDMARKS = (
    "INSERT INTO newsroom_landmark (project_id, article_id, value)"
    " SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[])"
)


def store(project: Project | int, texts: Sequence[tuple[int, Values]], common: Collection[int] = ()) -> None:
    """Write the fingerprints of articles of a project that have none: pairs of key and fingerprints."""
    owner = project if isinstance(project, int) else project.pk
    rows = [(owner, pk, value) for pk, values in texts for value in landmarks(values) if value not in common]
    with connection.cursor() as cursor:
        cursor.executemany(_SKETCH, [(pk, owner, packed(values)) for pk, values in texts])
        if connection.vendor == "sqlite":
            cursor.executemany(_LANDMARK, rows)
        elif rows:
            cursor.execute(_LANDMARKS, [list(part) for part in zip(*rows, strict=True)])


def fingerprint(article: Article) -> None:
    """Make the fingerprints of an article's current wording anew; what is boilerplate by now gets no landmark."""
    revision = article.current_revision
    if revision is None:
        return
    values = sketch(body_of(reading_of(revision.pk, revision.uuid).layout))
    drop(article.project_id, [article.pk])
    store(article.project, [(article.pk, values)], commonplaces(holders(article.project, [values])))


def drop(owner: int, keys: Sequence[int]) -> None:
    """Take away the fingerprints of articles of the project with the key ``owner``."""
    if not keys:
        return
    rows = dict(Sketch.objects.filter(project=owner, pk__in=keys).values_list("pk", "hashes"))
    for pk, data in rows.items():
        marks = landmarks(unpacked(bytes(data)))
        Landmark.objects.filter(project=owner, value__in=marks, article=pk).delete()
    if rows:
        Sketch.objects.filter(pk__in=list(rows)).delete()
