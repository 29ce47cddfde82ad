"""Invitations, and a UUID on every membership so that the log can name it."""

import uuid

import django.db.models.deletion
import django.utils.timezone
import newsroom.models.invitation
from django.conf import settings
from django.db import migrations, models


def name_memberships(apps, schema_editor):
    for membership in apps.get_model("newsroom", "Membership").objects.filter(uuid=None).iterator():
        membership.uuid = uuid.uuid4()
        membership.save(update_fields=["uuid"])


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0003_intake")]

    operations = [
        migrations.AddField("membership", "uuid", models.UUIDField(null=True, editable=False)),
        migrations.RunPython(name_memberships, migrations.RunPython.noop),
        migrations.AlterField("membership", "uuid", models.UUIDField(default=uuid.uuid4, unique=True, editable=False)),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "role",
                    models.CharField(
                        choices=[("owner", "owner"), ("editor", "editor"), ("analyst", "analyst"), ("reader", "reader")],
                        default="analyst",
                        max_length=10,
                        verbose_name="role",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ("expires_at", models.DateTimeField(default=newsroom.models.invitation.week_from_now)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="newsroom.project"
                    ),
                ),
                (
                    "used_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="used_invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("role__in", ["owner", "editor", "analyst", "reader"])),
                        name="invitation_role_known",
                    )
                ]
            },
        ),
    ]
