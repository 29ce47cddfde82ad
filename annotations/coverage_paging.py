"""What both tables of the coverage share: their addresses, and the steps to their other rows and columns."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any, Protocol
from urllib.parse import urlencode

from django.utils.translation import gettext as _


class Addressed:
    """A filter, a frozen dataclass, that is told by the query string of its page."""

    __slots__ = ()

    def address(self, **changes: Any) -> str:
        """Return the query string with some fields changed, with its question mark; "?" alone for all."""
        changed: Any = replace(self, **changes)  # type: ignore[type-var]
        return "?" + urlencode(list(changed.pairs()))

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Return keys and values of the address; what is not set is left out."""
        names = {"since": "from", "until": "to"}
        for one in fields(self):  # type: ignore[arg-type]
            value = getattr(self, one.name)
            if value != one.default:
                yield names.get(one.name, one.name), "1" if value is True else str(value)


class Paged(Protocol):
    """A table of which a page shows some rows and some columns."""

    @property
    def pages(self) -> int: ...

    @property
    def across_pages(self) -> int: ...


def steps(filter: Addressed, page: int, across: int, found: Paged) -> dict[str, str]:
    """Return the addresses of the rows and columns beside those that are shown, empty where there are none."""

    def step(name: str, to: int, last: int) -> str:
        return filter.address(**{name: to}) if 1 <= to <= last else ""

    return {
        "previous_url": step("page", page - 1, found.pages),
        "next_url": step("page", page + 1, found.pages),
        "shown": _("Page %(page)s of %(pages)s") % {"page": page, "pages": found.pages} if found.pages > 1 else "",
        "left_url": step("across", across - 1, found.across_pages),
        "right_url": step("across", across + 1, found.across_pages),
    }
