"""Codebooks as CSV (one row a claim) and as JSON (a list of objects with the same names)."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from annotations.codebooks.entry import NAMES, BadCodebook, CodeEntry, bounded, entry_of, values_of
from annotations.exports.cells import neutral, original


def to_csv(entries: Iterable[CodeEntry]) -> bytes:
    """Return codebook.csv; no cell runs as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(NAMES)
    for entry in entries:
        writer.writerow(neutral(_cell(value)) for value in values_of(entry).values())
    return out.getvalue().encode()


def from_csv(data: bytes) -> list[CodeEntry]:
    """Read what ``to_csv`` wrote, or any table with a column "label". Raises ``BadCodebook``."""
    text = _text(data)
    separator = max(",;\t", key=text.partition("\n")[0].count)
    try:
        rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise BadCodebook("This table is damaged: %(why)s.", why=error) from error
    if not rows or "label" not in rows[0]:
        raise BadCodebook("This table has no column “label”.")
    return bounded([entry_of({name: original(row.get(name) or "") for name in NAMES}) for row in rows])


def to_json(entries: Iterable[CodeEntry]) -> bytes:
    """Return codebook.json."""
    claims = [values_of(entry) for entry in entries]
    return json.dumps({"format": "margin codebook 1", "claims": claims}, ensure_ascii=False, indent=1).encode()


def from_json(data: bytes) -> list[CodeEntry]:
    """Read what ``to_json`` wrote. Raises ``BadCodebook``."""
    try:
        found: Any = json.loads(_text(data))
    except (ValueError, RecursionError) as error:
        raise BadCodebook("This is no JSON: %(why)s.", why=error) from error
    claims = found.get("claims") if isinstance(found, dict) else found
    if not isinstance(claims, list) or not all(isinstance(one, dict) for one in claims):
        raise BadCodebook("This JSON holds no list of claims.")
    return bounded([entry_of(one) for one in claims])


def _cell(value: Any) -> str:
    return ("yes" if value else "") if isinstance(value, bool) else str(value)


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadCodebook("This file is not written in UTF-8.") from None
