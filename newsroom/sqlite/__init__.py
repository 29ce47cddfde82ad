"""Margin's SQLite backend: Django's own, on a sound SQLite, with a fair queue for writers."""

from newsroom.sqlite.engine import use_bundled

use_bundled()
