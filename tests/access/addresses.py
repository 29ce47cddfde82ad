"""Every address of the site, read from the URL configuration itself."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Address:
    """One URL pattern: its name, its whole route, and the view behind it."""

    name: str
    route: str
    view: Callable[..., Any]

    @property
    def parameters(self) -> list[str]:
        """Names of the parts that vary, in order."""
        return re.findall(r"<(?:\w+:)?(\w+)>", self.route)

    @property
    def is_public(self) -> bool:
        """Whether it is seen without an account."""
        return not getattr(self.view, "login_required", True)

    def noun_of(self, parameter: str) -> str:
        """Return the part of the route before a parameter: ``articles`` for ``articles/<uuid:uuid>/``."""
        before = re.split(rf"<(?:\w+:)?{parameter}>", self.route)[0]
        return before.strip("/").rpartition("/")[2]


def walk(resolver: Any = None, before: str = "") -> Iterator[Address]:
    """Yield every pattern, those of included lists too."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern, route)
        else:
            yield Address(pattern.name or "", route, pattern.callback)


def addresses() -> dict[str, Address]:
    """Return all addresses by name."""
    return {address.name: address for address in walk()}
