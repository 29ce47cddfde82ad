"""The rows of the table, in the order in which they run: reading comes before what writes."""

from collections.abc import Callable
from typing import Final

from bench import anchoring, html
from bench.report import Figure
from bench.rows import (
    browser,
    claims,
    compare,
    crowd,
    export,
    imports,
    library,
    loads,
    reading,
    release,
    retag,
    revising,
    saving,
    start,
)
from bench.stage import Stages

ROWS: Final[dict[str, Callable[[Stages], list[Figure]]]] = {
    "reading": reading.run,
    "browser": browser.run,
    "library": library.run,
    "claims": claims.run,
    "export": export.run,
    "start": start.run,
    "release": release.run,
    "retag": retag.run,
    "save": saving.run,
    "crowd": crowd.run,
    "revision": revising.run,
    "compare": compare.run,
    "import": imports.run,
    "anchoring": anchoring.run,
    "html": html.run,
    "load": loads.sqlite,
    "load-postgresql": loads.postgresql,
}
