"""Re-tagging a thousand passages and merging two claims, each with its undo, in the largest codebook."""

import json

from bench.report import Figure
from bench.rows.claims import KEY, STAGE
from bench.stage import Stages

PASSAGES = 1_000
LIMIT = 2_000.0  # ms in all
LOCK = 100.0  # ms of the longest write
NAMES = {
    "retag": "re-tag {passages:,} passages of others",
    "retag_undo": "undo re-tagging {passages:,} passages",
    "merge": "merge claims with {codings[0]:,} and {codings[1]:,} codings",
    "merge_undo": "undo merging them",
}


def run(stages: Stages) -> list[Figure]:
    """Do it in a process of its own beside the running site. Raises ``RuntimeError`` where an undo leaves another file."""
    stage = stages.on(*STAGE)
    found = json.loads(stage.command("-m", "bench.retag", KEY, str(PASSAGES)).splitlines()[-1])
    figures = []
    for name, words in NAMES.items():
        done, work = found[name], words.format(**found)
        if not done.get("changed", True) or not done.get("same", True):
            raise RuntimeError(f"{work}: annotations.csv is not what it should be")
        note = f"{done['cpu_ms']:.0f} ms of processor" + (", file byte for byte as before" if "same" in done else "")
        figures.append(Figure(work, done["ms"], "ms", LIMIT, note=note))
        figures.append(Figure(f"{work}: longest write", done["lock_ms"], "ms", LOCK, note=f"{done['pieces']} writes"))
    return figures
