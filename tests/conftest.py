"""What every test may rely on: no way out of this machine, known personas, and no silent skip."""

import gc
import ipaddress
import os
import socket
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings as hypothesis_settings

from tests import postgres

pytest_plugins = ["tests.personas"]

hypothesis_settings.register_profile("quick", deadline=None, max_examples=50)
hypothesis_settings.register_profile(
    "ci", deadline=None, max_examples=100, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "quick")

_connect = socket.socket.connect


def _guarded(self: socket.socket, address: object) -> None:
    host = address[0] if isinstance(address, tuple) else ""
    if host and host != "localhost" and not ipaddress.ip_address(host.split("%")[0]).is_loopback:
        raise AssertionError(f"a test tried to reach {address}")
    return _connect(self, address)  # type: ignore[arg-type]


@pytest.fixture(autouse=True, scope="session")
def only_loopback() -> Iterator[None]:
    """A test that talks to another machine fails."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _guarded)
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On PostgreSQL: only what touches a database, and of the browser tests only the smoke test."""
    if not postgres.is_asked_for():
        return
    items[:] = [item for item in items if _belongs_on_postgresql(item)]


def pytest_collection_finish(session: pytest.Session) -> None:
    """The load that lasts begins at once, beside all other tests, where its own test is among them.

    Ten thousand collected tests stay until the end: the collector of garbage need not look through them again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
    if not session.config.option.collectonly and any(map(_needs_load, session.items)):
        from tests.newsroom import background_load

        background_load.start()


def _needs_load(item: pytest.Item) -> bool:
    return item.get_closest_marker("background_load") is not None


def _belongs_on_postgresql(item: pytest.Item) -> bool:
    if "browser" in item.path.parts:
        return item.get_closest_marker("smoke") is not None
    if item.get_closest_marker("sqlite"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    databases = {"db", "transactional_db", "django_db_setup", "client", "live_server"}
    return item.get_closest_marker("django_db") is not None or bool(fixtures & databases)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI a skipped test is a failed one: what was not run was not shown to work."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"


@pytest.fixture(autouse=True)
def empty_search_index(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test with real transactions ends with empty tables; the search index is no table that Django knows."""
    mark = request.node.get_closest_marker("django_db")
    is_real = "transactional_db" in request.fixturenames or bool(mark and mark.kwargs.get("transaction"))
    blocker = request.getfixturevalue("django_db_blocker") if is_real else None
    yield
    if blocker is None:
        return
    from django.db import connection

    sqlite = "INSERT INTO newsroom_search(newsroom_search) VALUES ('delete-all')"
    with blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(sqlite if connection.vendor == "sqlite" else "DELETE FROM newsroom_search")
