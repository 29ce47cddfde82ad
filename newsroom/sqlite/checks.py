"""What `manage.py check` says about the SQLite in use."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

from newsroom.sqlite.engine import loses_commits


@register
def sound_engine(app_configs: Any = None, **options: Any) -> list[CheckMessage]:
    """A warning where only a SQLite that can lose commits in write-ahead mode is at hand."""
    if settings.DATABASES["default"]["ENGINE"] != "newsroom.sqlite":
        return []
    from django.db.backends.sqlite3.base import Database

    if not loses_commits(Database.sqlite_version_info):
        return []
    text = f"SQLite {Database.sqlite_version} can lose commits in write-ahead mode, so that mode is off and saves are slower."
    return [Warning(text, hint="pip install pysqlite3, or use SQLite 3.51.3 or newer.", id="newsroom.W001")]
