"""What is done when a worker died: the file or item on which it died again and again is found, and refused.

Kept in the job's options under ``careful``: how many steps are still announced before they are taken, which one was
announced last, and how often a worker died on which. Pure.

>>> once = noted(announced(noted({}), "item 7"))
>>> twice = noted(announced(once, "item 7"))
>>> is_deadly(once, "item 7"), is_deadly(twice, "item 7")
(False, True)
"""

from collections.abc import Mapping
from typing import Any, Final

STEPS: Final = 50
"""After a death so many steps are announced: the worker died somewhere among as many."""
DEATHS: Final = 2


def noted(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the options of a job whose worker was not heard of any more."""
    careful = options.get("careful") or {}
    deaths = dict(careful.get("deaths") or {})
    if step := careful.get("step"):
        deaths[step] = deaths.get(step, 0) + 1
    return {**options, "careful": {"steps": STEPS, "step": "", "deaths": deaths}}


def is_careful(options: Mapping[str, Any]) -> bool:
    """Say whether the next step has to be announced."""
    return bool((options.get("careful") or {}).get("steps"))


def is_deadly(options: Mapping[str, Any], step: str) -> bool:
    """Say whether workers died on this step so often that it is not tried again."""
    deaths = (options.get("careful") or {}).get("deaths") or {}
    return bool(deaths.get(step, 0) >= DEATHS)


def announced(options: Mapping[str, Any], step: str) -> dict[str, Any]:
    """Return the options with the step that is about to be taken; one step fewer has to be announced then."""
    careful = options.get("careful") or {}
    steps = max(careful.get("steps", 0) - 1, 0)
    return {**options, "careful": {**careful, "steps": steps, "step": step}}
