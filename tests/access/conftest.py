"""The world of the access tests."""

import logging

import pytest
from django.core.cache import cache

from tests.access.world import World, build


@pytest.fixture(autouse=True)
def fresh_limits():
    """Rate limits of one test are not those of the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def refusals_are_no_news():
    """Hundreds of refusals are what is asked for; only what breaks is worth a line."""
    for name in ("django.request", "django.security.csrf"):
        logging.getLogger(name).addFilter(_is_error)
    yield
    for name in ("django.request", "django.security.csrf"):
        logging.getLogger(name).removeFilter(_is_error)


def _is_error(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.ERROR


@pytest.fixture
def world(project, olivia, alice, bob, edgar, rita, frank, charlie, make_article, highlight) -> World:
    people = {
        "anonymous": None,
        "outsider": charlie,
        "former": frank,
        "reader": rita,
        "colleague": bob,
        "analyst": alice,
        "editor": edgar,
        "owner": olivia,
    }
    return build(people, make_article, highlight)
