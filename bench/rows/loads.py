"""A newsroom at work, on SQLite and then on a PostgreSQL server that is started for it: every profile with its book."""

from typing import Final

from bench.load.command import load
from bench.load.profiles import PROFILES
from bench.report import Figure
from bench.stage import Stages
from tests import postgres

PLAN: Final = "library"
NAMES: Final = ("colleague", "steady", "election", "ten-times", "overload", "chaos")
SERVER: Final = "-c max_connections=100 -c shared_buffers=512MB"
"""As an operator would have it, and every commit on the disk before it is answered."""


def sqlite(stages: Stages) -> list[Figure]:
    """Put every load on a fresh copy of the large library; it needs no stage."""
    return [figure for name in NAMES for figure in load(PROFILES[name], PLAN, "")]


def postgresql(stages: Stages) -> list[Figure]:
    """Copy the large library into a database of a new server, and put every load on it one after the other."""
    address = postgres.start(SERVER)
    return [figure for name in NAMES for figure in load(PROFILES[name], PLAN, address)]
