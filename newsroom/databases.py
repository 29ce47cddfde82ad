"""Which database a query goes to, and the settings of each.

Three aliases: `default` for everything; `reader` for long reads and exports, which never writes (a read-only
connection of its own, so that it holds up no writer); `cache` for the shared cache that rate limits count in (a file
of its own on SQLite, so that counting an attempt never waits for an import).
"""

from pathlib import Path
from typing import Any

from newsroom.environment import DatabaseUrl, SettingError

CACHE_APP = "django_cache"
CACHE_TABLE = "margin_cache"
SECONDS_FOR_LOCK = 20

PRAGMAS = (
    "PRAGMA synchronous=FULL",  # an answered save survives a power cut
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-16000",  # KiB
    "PRAGMA journal_size_limit=67108864",
    "PRAGMA trusted_schema=OFF",
)


def sqlite_databases(directory: Path) -> dict[str, dict[str, Any]]:
    """The three aliases as two files in the directory."""
    main, cache = directory / "margin.sqlite3", directory / "cache.sqlite3"
    return {
        "default": _sqlite(str(main), "IMMEDIATE", PRAGMAS),
        "reader": _sqlite(f"{main.as_uri()}?mode=ro", "DEFERRED", (*PRAGMAS[1:], "PRAGMA query_only=ON")),
        "cache": _sqlite(str(cache), "IMMEDIATE", ("PRAGMA synchronous=NORMAL", *PRAGMAS[1:])),
    }


def _sqlite(name: str, mode: str, pragmas: tuple[str, ...]) -> dict[str, Any]:
    options = {"transaction_mode": mode, "timeout": SECONDS_FOR_LOCK, "init_command": ";".join(pragmas)}
    return {"ENGINE": "newsroom.sqlite", "NAME": name, "CONN_MAX_AGE": None, "OPTIONS": options}


def postgresql_databases(url: DatabaseUrl, pool_size: int) -> dict[str, dict[str, Any]]:
    """`default` and a read-only `reader` on one server; pool_size is per process and alias."""
    return {"default": _postgresql(url, pool_size, ""), "reader": _postgresql(url, pool_size, READ_ONLY)}


PREPARED_FROM = 5
"""Times that a statement is asked before the server prepares it."""
READ_ONLY = " -c default_transaction_read_only=on"
# Milliseconds. A page that takes longer than this is broken; the reader may take its time over an export.
# What a page asks for is nearly always in memory, and disks of today jump as fast as they read on: told of that, the server
# looks rows up by their keys instead of reading whole tables. Translating a plan into machine code takes longer than a page.
PLANS = "-c random_page_cost=1.1 -c jit=off"
TIMEOUTS = "-c lock_timeout=20000 -c idle_in_transaction_session_timeout=60000"


def _postgresql(url: DatabaseUrl, pool_size: int, more: str) -> dict[str, Any]:
    statement = 0 if more else 60000
    own = f"{TIMEOUTS} -c statement_timeout={statement}{more}"
    given = {key: value for key, value in url.options.items() if key != "options"}
    options = " ".join([PLANS, *url.options.get("options", "").split(), own])
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.name,
        "USER": url.user,
        "PASSWORD": url.password,
        "HOST": url.host,
        "PORT": url.port,
        "CONN_MAX_AGE": 0,  # the pool keeps connections; Django refuses both together
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **_prepared(given),
            "options": options,
            "pool": {"min_size": 1, "max_size": pool_size, "timeout": 10},
        },
    }


def _prepared(given: dict[str, str]) -> dict[str, Any]:
    """Have the server prepare what comes back (``newsroom.asking_plainly``); ``?prepare_threshold=off`` where it cannot.

    Raises ``SettingError``.
    """
    asked = given.get("prepare_threshold", str(PREPARED_FROM))
    if asked != "off" and not asked.isdecimal():
        raise SettingError("DATABASE_URL", "names no number for prepare_threshold", "…?prepare_threshold=off")
    return {**given, "prepare_threshold": None if asked == "off" else int(asked)}


class Router:
    """Keeps the cache in its own file where there is one, and every write away from the reader."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return self._cache_alias(model._meta.app_label)

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        instance = hints.get("instance")
        if instance is not None and instance._state.db == "reader":
            return "default"
        return self._cache_alias(model._meta.app_label)

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        return True if {one._state.db, other._state.db} <= {"default", "reader"} else None

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        if db == "reader":
            return False
        if db == "cache" or app_label == CACHE_APP:
            return db == (self._cache_alias(app_label) or "default")
        return None

    def _cache_alias(self, app_label: str) -> str | None:
        from django.conf import settings

        return "cache" if app_label == CACHE_APP and "cache" in settings.DATABASES else None
