"""JSON from outside: any bytes give plain values or a refusal, never an error of another kind.

>>> parse(b'{"title": "Talks"}')
{'title': 'Talks'}
"""

import json
from typing import Any, Final

from newsroom.importers.marks import tidy
from newsroom.importers.notices import Refused, gettext_noop

LARGEST: Final = 70_000_000


def parse(data: bytes) -> Any:
    """Return the value. Raises ``Refused`` for empty, damaged, too deep or too large data; NaN and Infinity are None."""
    if len(data) > LARGEST:
        raise Refused("too-large", gettext_noop("It is larger than %(limit)d MB."), limit=LARGEST // 1_000_000)
    if not data.strip():
        raise Refused(
            "empty", gettext_noop("There is no text in it. Look whether it is the right file, or paste its text.")
        )
    try:
        return json.loads(_text(data), parse_constant=lambda name: None, parse_int=_number)
    except json.JSONDecodeError as error:
        message = gettext_noop("Its JSON is damaged at line %(line)d, column %(column)d. Save or download it again.")
        raise Refused("json-damaged", message, line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise Refused("json-deep", gettext_noop("Its JSON is nested too deeply.")) from error


def text(value: Any) -> str:
    """Return a text or number as one clean line; "" for anything else.

    >>> text("They\\n met"), text(7), text(None), text({"a": 1})
    ('They met', '7', '', '')
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(tidy(str(value)).split())


def lines(value: Any) -> str:
    """Return a text as it is, its lines kept; "" for what is none."""
    return value if isinstance(value, str) else ""


def listed(value: Any) -> list[Any]:
    """Return a list as it is, one value as a list of one, nothing as an empty list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(data: bytes) -> str:
    """Decode as RFC 8259 and RFC 4627 (3) tell it: the zero bytes among the first four; else Windows-1252."""
    name = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ""
    if not name and data[1:2] == b"\0":
        name = "utf-16-le"
    elif not name and data[:1] == b"\0":
        name = "utf-16-be"
    try:
        return data.decode(name or "utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _number(digits: str) -> int | None:
    return int(digits) if len(digits) <= 300 else None
