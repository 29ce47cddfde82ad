"""Django's ``migrate``, forwards alone: going back would throw away what the older database has no place for."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.migrations.executor import MigrationExecutor


class Command(migrate.Command):
    """Brings the database up to this version of Margin."""

    def handle(self, *args: Any, **options: Any) -> None:
        if options["migration_name"] and _goes_back(**options):
            raise CommandError(
                "Margin does not take a database back to an older version: what came since would be lost. Restore a backup "
                "of that time (manage.py restore) into another place, and start the older version there."
            )
        super().handle(*args, **options)


def _goes_back(*, database: str, app_label: str, migration_name: str, **options: Any) -> bool:
    if migration_name == "zero":
        return True
    executor = MigrationExecutor(connections[database])
    try:
        target = executor.loader.get_migration_by_prefix(app_label, migration_name)
    except (KeyError, migrate.AmbiguityError):
        return False  # Django says what is wrong with the name
    return any(is_back for _migration, is_back in executor.migration_plan([(app_label, target.name)]))
