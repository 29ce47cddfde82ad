"""Texts that a supplier cut short, told by their ends.

>>> cut_sign("Talks are to begin on [+1234 chars]"), cut_sign("Talks ended.")
('[+1234 chars]', '')
"""

import re
from typing import Final

from newsroom.importers.draft import Record
from newsroom.importers.notices import gettext_noop

CELL_LIMIT: Final = 32_767
"""Characters that a cell of a spreadsheet can hold: a text of just that length was cut there."""
_COUNT: Final = re.compile(r"(?<!\s)\s*+(?:(?:…|\.{3})\s*+)?(\[\+\d{1,9} (?:chars|characters)\])\s*$")
_MORE: Final = re.compile(
    r"(?:…|\.{3}|\[(?:…|\.{3})\])?\s*\W?((?:read|see|show) more|continue reading|weiterlesen|lire la suite|leer más"
    r"|read the full (?:story|article))\W*$",
    re.IGNORECASE,
)
_END: Final = re.compile(r"(\[(?:…|\.{3})\]|\((?:…|\.{3})\)|…|\.{3})\s*$")
_TAIL: Final = 200


def cut_sign(text: str) -> str:
    """Return the words or marks at a text's end that say that it was cut; "" where there are none."""
    tail = text[-_TAIL:]
    found = _COUNT.search(tail) or _MORE.search(tail) or _END.search(tail)
    return found.group(1) if found else ""


def without_count(text: str) -> str:
    """Return the text without a supplier's count of the characters that are missing."""
    found = _COUNT.search(text[-_TAIL:])
    return text[: len(text) - len(found.group(0))] if found else text


def note_cut(text: str, record: Record) -> bool:
    """Say whether a body looks cut, with a warning that says what to do."""
    sign = cut_sign(text)
    if sign:
        message = gettext_noop("The text looks cut: it ends with “%(sign)s”. Fetch its page, or paste the whole text.")
        record.warn("partial", message, sign=sign)
    elif len(text) == CELL_LIMIT:
        message = gettext_noop(
            "The text has just the %(limit)d characters that a cell of a spreadsheet can hold: it was probably cut. "
            "Fetch its page, or export it in another format."
        )
        record.warn("partial", message, limit=CELL_LIMIT)
    return bool(sign) or len(text) == CELL_LIMIT


def note_no_body(record: Record) -> None:
    """Say that an export has no text."""
    message = gettext_noop("This export holds no text of the article. Fetch its page, or paste the text.")
    record.warn("partial", message)
