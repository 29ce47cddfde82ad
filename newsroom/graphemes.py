"""Where one character, as a reader sees it, begins and ends (grapheme clusters, Unicode UAX 29).

Pure: the ``regex`` package's ``\\X`` does the work. Offsets count code points.

>>> family = "a👨‍👩‍👧b"
>>> cluster_start(family, 3), cluster_end(family, 3)
(1, 6)
"""

from typing import Final

import regex

_CLUSTER: Final = regex.compile(r"\X")
_STANDING: Final = r"[\n\p{GCB=Other}\p{GCB=LV}\p{GCB=LVT}]"
_BOUNDARY: Final = regex.compile(_STANDING + "{2}")
"""Two characters with a boundary between them, whatever stands around."""
_BOUNDARY_BEFORE: Final = regex.compile("(?r)" + _STANDING + "{2}")
_REACH: Final = 1000
"""How far back a boundary is looked for; real clusters are far shorter."""


def cluster_start(text: str, offset: int) -> int:
    """Return the start of the cluster that holds ``offset``, or ``offset`` if it is a boundary."""
    return _cluster(text, offset)[0]


def cluster_end(text: str, offset: int) -> int:
    """Return the end of the cluster that ``offset`` would cut, or ``offset`` if it is a boundary."""
    return _cluster(text, offset)[1]


def _cluster(text: str, offset: int) -> tuple[int, int]:
    if not 0 < offset < len(text) or _BOUNDARY.match(text, offset - 1):
        return offset, offset
    for match in _CLUSTER.finditer(text, _boundary_before(text, offset)):
        if match.end() >= offset:
            return (offset, offset) if match.end() == offset else match.span()
    return offset, offset


def _boundary_before(text: str, offset: int) -> int:
    reach = max(0, offset - _REACH)
    found = _BOUNDARY_BEFORE.search(text, reach, offset)
    return found.start() + 1 if found else reach
