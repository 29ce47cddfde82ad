"""What formats with markup do alike with their blocks: leave out what is no article, find the title again.

>>> same_words("Talks resume", "  talks RESUME ")
True
"""

from collections.abc import Sequence
from typing import Final

from newsroom.importers import boilerplate
from newsroom.importers.draft import Dropped, Record
from newsroom.importers.notices import Notice, gettext_noop
from newsroom.text import Draft

_REPEATS_WITHIN: Final = 3


def without_boilerplate(blocks: Sequence[Draft], record: Record) -> list[Draft]:
    """Drop closing phrases at the end, and link-only paragraphs that lead to other pages anywhere.

    ``Dropped.where`` counts the blocks given; at least one block stays.
    """
    phrases = boilerplate.PHRASES if record.options.boilerplate is None else record.options.boilerplate
    closing = _closing(blocks, phrases)
    kept: list[Draft] = []
    reason = Notice("boilerplate", gettext_noop("A closing phrase of the page"))
    for where, block in enumerate(blocks):
        leads_away = _is_one_link(block) and boilerplate.matches(block.text, phrases)
        last = not kept and where == len(blocks) - 1
        if (where >= closing or leads_away) and not last and where not in record.options.restore:
            record.dropped.append(Dropped(where, block.text, reason))
        else:
            kept.append(block)
    return kept


def without_repeats(blocks: Sequence[Draft], title: str, standfirst: str) -> list[Draft]:
    """Leave out the title and standfirst where the first blocks say them again."""
    early, rest = blocks[:_REPEATS_WITHIN], blocks[_REPEATS_WITHIN:]
    repeated = [text for text in (title, standfirst) if text]
    return [block for block in early if not any(same_words(block.text, text) for text in repeated)] + list(rest)


def same_words(one: str, other: str) -> bool:
    """Compare without regard to case and white space."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def _closing(blocks: Sequence[Draft], phrases: Sequence[str]) -> int:
    """Return the index of the first block of the closing phrases (the number of blocks if there are none)."""
    index = len(blocks)
    while index > 1 and boilerplate.matches(blocks[index - 1].text, phrases):
        index -= 1
    return index


def _is_one_link(block: Draft) -> bool:
    return any(span.kind == "link" and span.end - span.start == len(block.text) for span in block.spans)
