"""Which SQLite is used.

SQLite 3.7.0 to 3.51.2 can lose committed writes when a checkpoint of one connection meets a commit of another in
write-ahead mode (the "WAL-reset bug", https://sqlite.org/changes.html, 3.51.3; also fixed in 3.50.7 and 3.44.6).
Many systems ship such a version, so Margin takes the one that the pysqlite3 wheel carries. Where there is no wheel and
the system's version is affected, write-ahead mode stays off: slower, and sound.
"""

import importlib
import sys

Version = tuple[int, ...]


def use_bundled() -> None:
    """Puts pysqlite3 in the place of sqlite3 for every later import, if it is installed.

    Django says `from sqlite3 import dbapi2`; so this must run before Django's backend is imported.
    """
    try:
        bundled = importlib.import_module("pysqlite3")
        dbapi = importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return
    sys.modules["sqlite3"], sys.modules["sqlite3.dbapi2"] = bundled, dbapi


def loses_commits(version: Version) -> bool:
    """Whether this version of SQLite has the WAL-reset bug.

    >>> loses_commits((3, 40, 1)), loses_commits((3, 44, 6)), loses_commits((3, 51, 3))
    (True, False, False)
    """
    if version[:2] == (3, 50):
        return version < (3, 50, 7)
    if version[:2] == (3, 44):
        return version < (3, 44, 6)
    return (3, 7, 0) <= version < (3, 51, 3)


def journal_mode(version: Version) -> str:
    return "DELETE" if loses_commits(version) else "WAL"


def counts_pages(version: Version) -> bool:
    """Whether this version says how long its write-ahead log is without moving it, and keeps one."""
    return version >= (3, 51) and journal_mode(version) == "WAL"
