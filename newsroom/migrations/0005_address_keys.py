"""Digests of normalised addresses for articles from before, and fingerprints where they are few.

More than ``MOST`` articles would keep a start waiting: ``manage.py fingerprint_articles`` does them.
"""

from django.db import migrations

from newsroom.fingerprints import sketch
from newsroom.web_addresses import key

MOST = 2_000


def fill_address_keys(apps, schema_editor):
    model = apps.get_model("newsroom", "Article")
    articles = model.objects.using(schema_editor.connection.alias)
    missing = list(articles.exclude(url="").filter(address_key="").values_list("pk", "url"))
    filled = [model(pk=pk, address_key=key(url)) for pk, url in missing]
    articles.bulk_update(filled, ["address_key"], batch_size=400)


def fingerprint(apps, schema_editor):
    using = schema_editor.connection.alias
    articles = apps.get_model("newsroom", "Article").objects.using(using)
    model = apps.get_model("newsroom", "Fingerprint")
    if articles.count() > MOST:
        return
    for pk in list(articles.filter(fingerprints=None).exclude(current_revision=None).values_list("pk", flat=True)):
        article = articles.select_related("current_revision").get(pk=pk)
        values = sketch(_body(article.current_revision))
        rows = [model(project_id=article.project_id, article=article, value=value) for value in values]
        model.objects.using(using).bulk_create(rows)


def _body(revision):
    """The text below title and standfirst; a stored block begins with kind, start and end."""
    blocks = [block[:3] for block in revision.blocks if block[0] not in ("title", "standfirst")]
    return "\n\n".join(revision.text[start:end] for kind, start, end in blocks)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0004_members")]

    operations = [
        migrations.RunPython(fill_address_keys, migrations.RunPython.noop),
        migrations.RunPython(fingerprint, migrations.RunPython.noop),
    ]
