"""Templates drawn once for each shape of what they tell, and filled in as often as wanted.

Django draws a note of the reading page in a millisecond, most of it for looking up the same names again. A stencil is a
template that was drawn with marks in the places of all texts; filling it in puts texts there, escaped as the template
would have escaped them. Whatever else a template decides on (truths, whether a text is empty, how many things a list has) is
the shape: there is one stencil for each.

So a template that is drawn this way may ask of a text only whether it is empty, and may not put it through a filter.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from html import escape
from os import urandom
from typing import Any, Final

from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST: Final = 2_000
"""Shapes that are kept of one template; then it begins anew."""
FRESH: Final = "\ue000new\ue001"
"""Stands where each filling needs a new name for an action."""
_MARK: Final = re.compile("\ue000([0-9]+|new)\ue001")


def names(count: int) -> list[str]:
    """Return so many random UUIDs as texts (RFC 9562, section 5.4), made of one draw of random bytes.

    >>> len(set(names(3))), [UUID(name).version for name in names(2)]
    (3, [4, 4])
    """
    drawn = urandom(16 * count).hex() if count else ""
    return [_name(drawn[start : start + 32]) for start in range(0, len(drawn), 32)]


def _name(drawn: str) -> str:
    variant = "89ab"[int(drawn[16], 16) % 4]
    return f"{drawn[:8]}-{drawn[8:12]}-4{drawn[13:16]}-{variant}{drawn[17:20]}-{drawn[20:]}"


class Filled(str):
    """What a template drew, with texts that were escaped; a template writes it as it is."""

    def __html__(self) -> str:
        return str(self)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A drawn template, cut at its marks: texts that stay, and after each but the last the index of one that goes there."""

    stays: tuple[str, ...]
    places: tuple[int, ...]

    def fill(self, texts: list[str]) -> Filled:
        escaped = [text if isinstance(text, (SafeString, Filled)) else escape(text) for text in texts]
        fresh = iter(names(self.places.count(-1)))
        parts = [self.stays[0]]
        for place, text in zip(self.places, self.stays[1:], strict=True):
            parts.append(next(fresh) if place < 0 else escaped[place])
            parts.append(text)
        return Filled("".join(parts))


class Stencil:
    """One template; ``constants`` are what it knows besides, the same for everybody of a language."""

    def __init__(self, template: str, constants: Callable[[], Mapping[str, Any]] = dict) -> None:
        self._template = template
        self._constants = constants
        self._cuts: dict[Hashable, _Cut] = {}

    def fill(self, facts: Mapping[str, Any]) -> Filled:
        """Return the template drawn with ``facts``: texts, truths and None, mappings and tuples of them."""
        texts: list[str] = []
        key = (get_language(), _shape(facts, texts))
        cut = self._cuts.get(key)
        if cut is None:
            if len(self._cuts) >= MOST:
                self._cuts.clear()
            cut = self._cuts[key] = self._draw(facts)
        return cut.fill(texts)

    def _draw(self, facts: Mapping[str, Any]) -> _Cut:
        marked = _marked(facts, [])
        drawn = get_template(self._template).render({**self._constants(), **marked, "is_stencil": True})
        stays = _MARK.split(drawn)
        places = tuple(-1 if mark == "new" else int(mark) for mark in stays[1::2])
        return _Cut(tuple(stays[::2]), places)


def _shape(fact: Any, texts: list[str]) -> Hashable:
    """Return what a template can tell apart, and put the texts into a list, in the order in which ``_marked`` counts them."""
    if isinstance(fact, str):
        if not fact:
            return None
        texts.append(fact)
        return ""
    if isinstance(fact, dict):
        return tuple([(name, _shape(one, texts)) for name, one in fact.items()])
    if isinstance(fact, tuple):
        return tuple([_shape(one, texts) for one in fact])
    return _truth(fact)


def _marked(fact: Any, counted: list[str]) -> Any:
    if isinstance(fact, str):
        if not fact:
            return ""
        counted.append(fact)
        return f"\ue000{len(counted) - 1}\ue001"
    if isinstance(fact, dict):
        return {name: _marked(one, counted) for name, one in fact.items()}
    if isinstance(fact, tuple):
        return tuple([_marked(one, counted) for one in fact])
    return _truth(fact)


def _truth(fact: Any) -> bool | None:
    if fact is None or isinstance(fact, bool):
        return fact
    raise TypeError(f"a stencil is filled with texts and truths, not with {type(fact).__name__}")
