"""Blind mode, the settings of a project, and its removal."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0010_take_back")]

    operations = [
        migrations.AddField("project", "deleted_at", models.DateTimeField(null=True, blank=True, editable=False)),
        migrations.AddField("project", "is_blind", models.BooleanField(default=False, verbose_name="blind mode")),
        migrations.AddField("project", "has_blind_articles", models.BooleanField(default=False, editable=False)),
        migrations.AddField(
            "project",
            "claims_by",
            models.CharField(
                choices=[("analysts", "everybody who highlights"), ("editors", "editors and owners alone")],
                default="analysts",
                max_length=10,
                verbose_name="who may add claims",
            ),
        ),
        migrations.AddField(
            "project",
            "default_visibility",
            models.CharField(default="project", max_length=10, verbose_name="new highlights are visible to"),
        ),
        migrations.AddField(
            "project",
            "starts_on_mine",
            models.BooleanField(default=False, verbose_name="start everybody on “Mine”"),
        ),
        migrations.AddField(
            "project", "languages", models.JSONField(blank=True, default=list, verbose_name="languages")
        ),
        migrations.AddField("project", "version", models.PositiveIntegerField(default=1)),
        migrations.AddConstraint(
            "project",
            models.CheckConstraint(
                condition=Q(claims_by__in=["analysts", "editors"]), name="project_claims_by_known"
            ),
        ),
        migrations.AddField("membership", "is_blindfolded", models.BooleanField(default=False)),
        migrations.AddField("article", "is_blind", models.BooleanField(null=True, blank=True, verbose_name="blind")),
    ]
