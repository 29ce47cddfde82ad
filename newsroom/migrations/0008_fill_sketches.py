"""Fingerprints of articles from before, in their new form: small pieces, so that stopping in between loses nothing."""

from django.db import migrations, transaction

from newsroom.fingerprints import landmarks, packed

PIECE = 200
"""Articles a transaction: some 13,000 fingerprints are read, and 4,500 landmarks written."""


def fill(apps, schema_editor):
    using = schema_editor.connection.alias
    sketches = apps.get_model("newsroom", "Sketch").objects.using(using)
    old = apps.get_model("newsroom", "Fingerprint").objects.using(using)
    last = sketches.order_by("-pk").values_list("pk", flat=True).first() or 0
    while keys := list(_articles(apps, using).filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:PIECE]):
        rows = old.filter(article__in=keys).order_by("article", "value").values_list("article", "project", "value")
        with transaction.atomic(using=using):
            write(apps, using, list(rows))
        last = keys[-1]


def _articles(apps, using):
    return apps.get_model("newsroom", "Article").objects.using(using)


def write(apps, using, rows):
    sketch, landmark = (apps.get_model("newsroom", name) for name in ("Sketch", "Landmark"))
    texts = {}
    for article, project, value in rows:
        texts.setdefault((article, project), []).append(value)
    sketch.objects.using(using).bulk_create(
        sketch(article_id=article, project_id=project, hashes=packed(values))
        for (article, project), values in texts.items()
    )
    landmark.objects.using(using).bulk_create(
        landmark(article_id=article, project_id=project, value=value)
        for (article, project), values in texts.items()
        for value in landmarks(values)
    )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("newsroom", "0007_sketches")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
