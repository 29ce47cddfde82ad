"""Runs the benchmark: ``python -m bench``, or some rows of it: ``python -m bench --only library,save``."""

import argparse
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from bench import machine
from bench.load.command import main as load
from bench.report import Figure, table
from bench.rows import ROWS, imports
from bench.stage import Stages

RESULTS = Path(__file__).resolve().parent / "results"


def main() -> None:
    """Run the rows in their order, print the table, and keep it under bench/results; ``load`` is a command of its own."""
    if sys.argv[1:2] == ["load"]:
        load(sys.argv[2:])
        return
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default="", help=f"some of {','.join(ROWS)}, parted by commas")
    parser.add_argument("--rows", type=int, default=imports.ROWS, help="rows of the long table that is imported")
    asked = parser.parse_args()
    imports.ROWS = asked.rows
    names = [name for name in asked.only.split(",") if name] or list(ROWS)
    if unknown := set(names) - set(ROWS):
        parser.error(f"there is no row {', '.join(sorted(unknown))}")
    text = f"{machine.description()}\n\n{table(run(names))}\n\nLoad at the end: {machine.load()}\n"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{datetime.now(UTC):%Y-%m-%dT%H%M%S}.md").write_text(text, encoding="utf-8")
    print(text)


def run(names: list[str]) -> list[Figure]:
    """Return the figures of some rows; a row that cannot be measured says why on standard error and is missing."""
    figures: list[Figure] = []
    with Stages() as stages:
        for name in names:
            began = time.monotonic()
            print(f"{name} ...", file=sys.stderr, flush=True)
            try:
                figures += ROWS[name](stages)
            except (RuntimeError, OSError) as error:
                print(f"{name}: NOT MEASURED: {error}", file=sys.stderr)
                figures.append(Figure(f"{name}: not measured", float("nan"), "", 0, note=str(error)[:100]))
            print(f"  {time.monotonic() - began:.0f} s", file=sys.stderr)
    return figures


if __name__ == "__main__":
    main()
