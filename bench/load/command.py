"""``python -m bench load --profile steady,election``: a newsroom at work, with its book, beside the goals."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from bench import machine
from bench.http import Client
from bench.load.book import Promises
from bench.load.people import gather
from bench.load.profiles import PROFILES, Profile
from bench.load.running import Outcome, perform
from bench.load.sites import Site, postgresql_site, sqlite_site
from bench.load.troubles import troubles_of
from bench.load.verifying import compare, missed
from bench.report import Figure, table


def main(arguments: Sequence[str]) -> None:
    """Run profiles one after the other, each on a fresh site, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench load", description=__doc__)
    parser.add_argument("--profile", default="steady", help=f"some of {','.join(PROFILES)}, parted by commas")
    parser.add_argument("--seconds", type=float, default=0, help="instead of the profile's own")
    parser.add_argument("--plan", default="library", help="the filled database (bench/plan.py)")
    parser.add_argument(
        "--postgresql", default="", metavar="URL", help="an empty PostgreSQL database, instead of SQLite"
    )
    given = parser.parse_args(arguments)
    figures: list[Figure] = []
    for name in given.profile.split(","):
        profile = PROFILES[name].lasting(given.seconds) if given.seconds else PROFILES[name]
        figures += load(profile, given.plan, given.postgresql)
    print(f"{machine.description()}\n\n{table(figures)}\n\nLoad at the end: {machine.load()}")


def load(profile: Profile, plan: str, postgresql: str) -> list[Figure]:
    """Put one profile on a site; after an overload the steady load again, which must be as if nothing had been."""
    site: AbstractContextManager[Site] = postgresql_site(plan, postgresql) if postgresql else sqlite_site(plan)
    with site as here, tempfile.TemporaryDirectory() as directory:
        steps = [profile]
        if profile.name == "overload":
            steps.append(PROFILES["steady"].lasting(30))
        return [figure for step in steps for figure in _step(step, here, Path(directory) / f"{step.name}.book")]


def _step(profile: Profile, site: Site, book: Path) -> list[Figure]:
    print(f"{profile.name} ...", file=sys.stderr, flush=True)
    crowd = gather(site.run, site.project, profile.people, profile.articles)
    troubles = troubles_of(profile, site.server, site.variables)
    used, began = site.server.cpu_seconds(), time.monotonic()
    outcome = asyncio.run(perform(profile, site.server.port, crowd, book, troubles))
    # Where processes were killed, what they had used is gone with them.
    share = 100 * (site.server.cpu_seconds() - used) / (time.monotonic() - began)
    outcome.problems = verify(outcome, book, site, crowd.last, crowd.people[0].cookies)
    return [*outcome.figures(), Figure(f"{profile.name}: processors used by the server", share, "% of one")]


def verify(outcome: Outcome, book: Path, site: Site, last: int, cookies: str) -> dict[str, int]:
    """Compare the book with the database, the CSV and the open pages."""
    promises = Promises.read(book)
    client = Client(site.server.port)
    export = client.get(f"/p/{site.project}/passages/export/?q=load", Cookie=cookies)
    client.close()
    found = compare(promises, site.ask, last, export.body)
    return found | {"not shown": missed(promises, outcome.record.due, outcome.pages)}
