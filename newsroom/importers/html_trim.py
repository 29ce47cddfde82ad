"""The body of a page without repeats of the headline and without what is no article text.

Whatever is left out is listed with its place and can be restored, except what is in the text elsewhere.
"""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from newsroom.importers import html_reasons
from newsroom.importers.draft import Dropped, Facts, Record
from newsroom.importers.html_blocks import Found
from newsroom.importers.html_choose import Choice
from newsroom.importers.html_title import letters
from newsroom.importers.notices import Notice, gettext_noop
from newsroom.text import Draft

_PASSED_OVER: Final = Notice("passed-over", gettext_noop("Not taken for a part of the article"))
_OTHER: Final = Notice("other-article", gettext_noop("Part of another article on the page"))
_MOST_LEFT_OUT: Final = 100


def trimmed(choice: Choice, facts: Facts, wordings: Iterable[str], record: Record) -> list[Draft]:
    """Return the body without repeats and without what is no article text.

    ``Dropped.where`` counts the page's blocks; ``wordings`` are all forms of the headline on the page. At least one
    block stays.
    """
    places = _restored(choice.found, choice.kept, record)
    blocks = [choice.found[at] for at in places]
    repeated = repeats([each.draft for each in blocks], facts)
    reasons = (
        html_reasons.top(blocks, facts, wordings)
        | html_reasons.anywhere(blocks, record)
        | html_reasons.tail(blocks, repeated, record)
    )
    reasons |= html_reasons.strangers(blocks, record)
    if not any(at not in repeated and at not in reasons for at in range(len(blocks))):
        reasons = {}
    body = []
    for at, (place, block) in enumerate(zip(places, blocks, strict=True)):
        if at in repeated:
            continue
        if at in reasons and place not in record.options.restore:
            record.dropped.append(Dropped(place, block.text, reasons[at]))
        else:
            body.append(block.draft)
    record.dropped += _left_out(choice, places)
    record.dropped.sort(key=lambda dropped: dropped.where)
    return body


def _restored(found: Sequence[Found], kept: Sequence[int], record: Record) -> list[int]:
    return sorted({*kept, *(at for at in record.options.restore if 0 <= at < len(found))})


def _left_out(choice: Choice, places: Sequence[int]) -> list[Dropped]:
    """What was passed over between the first and the last block of the article, and what is of another one."""
    taken, cut = set(places), set(choice.cut)
    inner = {at for at in range(min(taken), max(taken)) if not choice.found[at].is_aside}
    out = islice(sorted((inner | cut) - taken), _MOST_LEFT_OUT)
    return [Dropped(at, choice.found[at].text, _OTHER if at in cut else _PASSED_OVER) for at in out]


def repeats(blocks: Sequence[Draft], facts: Facts) -> set[int]:
    """Return the indexes of the first blocks that say title or standfirst again."""
    told = {letters(fact.text) for fact in (facts.title, facts.standfirst) if fact is not None}
    told.discard("")
    return {at for at, block in enumerate(blocks[: html_reasons.TOP]) if letters(block.text) in told}
