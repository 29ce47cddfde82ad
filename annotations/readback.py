"""The one line that reads a coding back, so that a slip of speaker or stance is heard.

Pure: standard library only. The line is one whole sentence for each combination, never glued from parts, so that
it can be translated; ``words`` translates (gettext).

>>> read_back(Coding("Moscow does not intend to settle.", "asserts", speaker="Emmanuel Macron"))
'Emmanuel Macron asserts: Moscow does not intend to settle.'
>>> read_back(Coding("Talks begin.", "disputes", via="Reuters", certainty="hedged"))
'Somebody not named disputes, with a hedge, according to Reuters: Talks begin.'
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

Words = Callable[[str], str]


def gettext_noop(text: str) -> str:
    """Mark a text for translation (makemessages looks for this name)."""
    return text


NOBODY: Final = gettext_noop("Somebody not named")
"""Stands for the speaker where a tagging has none."""

TEMPLATES: Final = {
    "asserts": gettext_noop("{speaker} asserts: {statement}"),
    "disputes": gettext_noop("{speaker} disputes: {statement}"),
    "questions": gettext_noop("{speaker} questions: {statement}"),
    "none": gettext_noop("{speaker} takes no position on: {statement}"),
    "asserts-hedged": gettext_noop("{speaker} asserts, with a hedge: {statement}"),
    "disputes-hedged": gettext_noop("{speaker} disputes, with a hedge: {statement}"),
    "questions-hedged": gettext_noop("{speaker} questions, with a hedge: {statement}"),
    "none-hedged": gettext_noop("{speaker} takes, with a hedge, no position on: {statement}"),
    "asserts-conditional": gettext_noop("{speaker} asserts, on a condition: {statement}"),
    "disputes-conditional": gettext_noop("{speaker} disputes, on a condition: {statement}"),
    "questions-conditional": gettext_noop("{speaker} questions, on a condition: {statement}"),
    "none-conditional": gettext_noop("{speaker} takes, on a condition, no position on: {statement}"),
    "asserts-via": gettext_noop("{speaker} asserts, according to {via}: {statement}"),
    "disputes-via": gettext_noop("{speaker} disputes, according to {via}: {statement}"),
    "questions-via": gettext_noop("{speaker} questions, according to {via}: {statement}"),
    "none-via": gettext_noop("{speaker} takes no position, according to {via}, on: {statement}"),
    "asserts-hedged-via": gettext_noop("{speaker} asserts, with a hedge, according to {via}: {statement}"),
    "disputes-hedged-via": gettext_noop("{speaker} disputes, with a hedge, according to {via}: {statement}"),
    "questions-hedged-via": gettext_noop("{speaker} questions, with a hedge, according to {via}: {statement}"),
    "none-hedged-via": gettext_noop("{speaker} takes, with a hedge, no position, according to {via}, on: {statement}"),
    "asserts-conditional-via": gettext_noop("{speaker} asserts, on a condition, according to {via}: {statement}"),
    "disputes-conditional-via": gettext_noop("{speaker} disputes, on a condition, according to {via}: {statement}"),
    "questions-conditional-via": gettext_noop("{speaker} questions, on a condition, according to {via}: {statement}"),
    "none-conditional-via": gettext_noop(
        "{speaker} takes, on a condition, no position, according to {via}, on: {statement}"
    ),
}
"""By stance, then ``-hedged`` or ``-conditional`` (plain and unsaid certainty have no word), then ``-via``."""


@dataclass(frozen=True, slots=True)
class Coding:
    """What one tagging says; ``statement`` is the claim's statement, or its label where it has none."""

    statement: str
    stance: str
    speaker: str = ""
    via: str = ""
    certainty: str = ""


def read_back(coding: Coding, words: Words = str) -> str:
    """Return the line for a coding. Raises ``KeyError`` for a stance that there is not."""
    certainty = f"-{coding.certainty}" if coding.certainty in ("hedged", "conditional") else ""
    template = words(TEMPLATES[f"{coding.stance}{certainty}{'-via' if coding.via else ''}"])
    # One pass over the template, so that a brace in a name or a statement stays what it is.
    return template.format(speaker=coding.speaker or words(NOBODY), statement=coding.statement, via=coding.via)


def templates(words: Words) -> dict[str, str]:
    """Return the translated templates by name, and ``nobody``: what the page's script fills while one chooses."""
    return {**{name: words(text) for name, text in TEMPLATES.items()}, "nobody": words(NOBODY)}
