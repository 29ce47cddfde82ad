"""When somebody first marked an article coded: what they saw from then on is not covered again."""

from django.db import migrations, models
from django.db.models import F, Q


def open_coded(apps, schema_editor):
    states = apps.get_model("annotations", "ReadingState").objects.using(schema_editor.connection.alias)
    states.filter(state="coded").update(opened_at=F("updated_at"))


class Migration(migrations.Migration):
    dependencies = [("annotations", "0006_talking"), ("newsroom", "0011_blind_mode")]

    operations = [
        migrations.AddField("readingstate", "opened_at", models.DateTimeField(null=True, editable=False)),
        migrations.AddIndex(
            "readingstate",
            models.Index(
                fields=["project", "user", "article"],
                name="reading_state_opened",
                condition=Q(opened_at__isnull=False),
            ),
        ),
        migrations.RunPython(open_coded, migrations.RunPython.noop),
    ]
