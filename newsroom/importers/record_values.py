"""What the fields of a record say, whatever shape they have: texts, numbers, lists, objects.

>>> names(["Jane Doe", {"name": "Ali Öz"}]), names("Jane Doe|Ali Öz")
(['Jane Doe', 'Ali Öz'], ['Jane Doe', 'Ali Öz'])
>>> moment(1694987700000)
'2023-09-17T21:55:00+00:00'
"""

import html
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from newsroom.importers import json_safe
from newsroom.importers.fragments import blocks_of, has_markup
from newsroom.importers.marks import tidy

_NAMED: Final = ("name", "title", "label", "value", "webTitle", "term", "text", "id", "code")
_REFERENCE: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")
_SEPARATORS: Final = re.compile(r"[|;]")
_SECONDS: Final = re.compile(r"\d{9,10}(?:\.\d{1,6})?")
_MILLISECONDS: Final = re.compile(r"\d{12,13}")
_DOMAIN: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,24}", re.IGNORECASE)
MOST_NAMES: Final = 200


def one_line(value: Any) -> str:
    """Return a value as one clean line without markup; an object by its name, a list joined by commas."""
    if isinstance(value, list | Mapping):
        return ", ".join(names(value))
    text = value if isinstance(value, str) else json_safe.text(value)
    if has_markup(text):
        text = " ".join(block.text for block in blocks_of(text))
    return " ".join(tidy(unescaped(text)).split())


def long_text(value: Any) -> str:
    """Return a text as it is; a list of paragraphs joined by blank lines, anything else as one line."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n\n".join(part for part in (long_text(each) for each in value) if part.strip())
    return one_line(value)


def names(value: Any) -> list[str]:
    """Return the entries of a list: JSON, or separated by | or ; in a text."""
    if isinstance(value, str):
        value = _listed(value)
    if isinstance(value, Mapping):
        value = [value]
    if not isinstance(value, list):
        return [text for text in [json_safe.text(value)] if text]
    found = [_name(each) for each in value[:MOST_NAMES]]
    return list(dict.fromkeys(text for text in found if text))


def moment(value: Any) -> str:
    """Return a date as text, seconds or milliseconds since 1970 as ISO 8601 in UTC."""
    text = json_safe.text(value)
    if _SECONDS.fullmatch(text):
        return _iso(float(text))
    return _iso(int(text) / 1000) if _MILLISECONDS.fullmatch(text) else text


def unescaped(text: str) -> str:
    """Return plain text with character references such as &amp; resolved."""
    return html.unescape(text) if "&" in text and _REFERENCE.search(text) else text


def domain_of(text: str) -> str:
    """Return a text that is a domain, in lower case and without www; else ""."""
    bare = text.strip().removeprefix("www.")
    return bare.lower() if _DOMAIN.fullmatch(bare) and len(bare) <= 253 else ""


def _listed(text: str) -> list[Any]:
    bare = text.strip()
    if bare.startswith("[") and bare.endswith("]"):
        try:
            found = json.loads(bare)
        except (ValueError, RecursionError):
            found = [part.strip().strip("'\"") for part in bare[1:-1].split(",")]
        if isinstance(found, list):
            return found
    return [part.strip() for part in _SEPARATORS.split(unescaped(bare))]


def _name(value: Any) -> str:
    if isinstance(value, Mapping):
        return next((text for text in (json_safe.text(value.get(key)) for key in _NAMED) if text), "")
    return "" if isinstance(value, list) else " ".join(tidy(unescaped(json_safe.text(value))).split())


def _iso(seconds: float) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat()
    except (OverflowError, OSError, ValueError):
        return ""
