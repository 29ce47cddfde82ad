"""A site to fetch from, and rules that allow it and no other."""

from collections.abc import Callable, Iterator

import pytest

from newsroom.fetching.door import PACE, Rules
from tests.newsroom.fetching.site import Site, open_site


@pytest.fixture
def site() -> Iterator[Site]:
    PACE.forget()
    with open_site() as made:
        yield made
    PACE.forget()


@pytest.fixture
def rules(site: Site) -> Callable[..., Rules]:
    """Return rules in which only the site may be reached and nobody waits for a turn."""

    def make(*more: str, **changes: object) -> Rules:
        values = {"private": frozenset({site.origin, *more}), "pause": 0.0, "read": 1.0, "total": 2.0, **changes}
        return Rules(**values)

    return make
