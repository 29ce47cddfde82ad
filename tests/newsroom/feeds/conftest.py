"""A site with a feed, and the feed in the project."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from newsroom import log
from newsroom.actions.feeds import add_feed
from newsroom.fetching.door import PACE
from newsroom.models import Feed, Project, User
from tests.newsroom.feeds.desk import Desk
from tests.newsroom.fetching.site import Site, open_site


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    PACE.forget()
    with open_site() as made:
        settings.FETCH_PRIVATE, settings.FETCH_PAUSE = [made.origin], 0
        yield made
    PACE.forget()


@pytest.fixture
def make_feed(project: Project, edgar: User) -> Callable[..., Feed]:
    """Add a feed through the real action."""

    def make(url: str, by: User | None = None, **values: str) -> Feed:
        values = {"title": "", "outlet": "", "text_from": "automatic", **values}
        return add_feed(by=by or edgar, project=project, url=url, values=values, token=log.make_token())

    return make


@pytest.fixture
def desk(site: Site, make_feed: Callable[..., Feed]) -> Desk:
    return Desk(site, make_feed(site.url("/feed")))
