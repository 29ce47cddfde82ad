"""The wide layout: one row per annotation, one column per claim, the stance as value.

Pure: standard library only.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from annotations.exports.columns import COLUMNS, WIDE

JOINT: Final = "; "
"""Between the stances of several speakers towards one claim in one passage, in the order of the taggings."""

_ID: Final = COLUMNS.index("annotation_id")
_CLAIM: Final = COLUMNS.index("claim_id")
_STANCE: Final = COLUMNS.index("stance")
_KEPT: Final = itemgetter(*(COLUMNS.index(name) for name in WIDE))


def wide_rows(rows: Iterable[Sequence[Any]], claims: Sequence[str], left_out: int = 0) -> Iterator[tuple[Any, ...]]:
    """Turn rows in the columns of ``COLUMNS``, those of one annotation together, into rows of ``WIDE`` and claims.

    Of what follows ``COLUMNS`` the first ``left_out`` cells belong to taggings; the others come before the claims.
    """
    places = {claim: place for place, claim in enumerate(claims)}
    for _annotation, group in groupby(rows, key=itemgetter(_ID)):
        taggings = list(group)
        stances: list[str] = [""] * len(places)
        for row in taggings:
            if row[_CLAIM]:
                place = places[row[_CLAIM]]
                stances[place] = f"{stances[place]}{JOINT}{row[_STANCE]}" if stances[place] else row[_STANCE]
        yield (*_KEPT(taggings[0]), *taggings[0][len(COLUMNS) + left_out :], *stances)
