"""Articles of before fingerprints were kept get them by a command, or by the migration where they are few."""

from collections.abc import Callable
from importlib import import_module
from io import StringIO
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from newsroom.models import Article, Fingerprint
from newsroom.web_addresses import key

TEXT = "Old\n\nThe envoys met in Geneva on Tuesday and agreed to meet again before the end of the month."


@pytest.fixture
def old(make_article: Callable[..., Article]) -> Article:
    """An article as it was before: no fingerprints, no digest of its address."""
    article = make_article(TEXT, url="https://example.org/a?utm_source=x", address_key="")
    Fingerprint.objects.all().delete()
    return article


def test_the_command_makes_what_is_missing_and_only_that(old: Article, make_article: Callable[..., Article]) -> None:
    make_article("New\n\nThe ministers of both countries did not want to comment on the outcome of the talks.")
    out = StringIO()
    call_command("fingerprint_articles", stdout=out)
    assert out.getvalue() == "1 articles\n"
    assert old.fingerprints.count() == 16
    call_command("fingerprint_articles", project="talks", again=True, stdout=out)
    assert out.getvalue().endswith("2 articles\n")
    assert old.fingerprints.count() == 16


def test_the_migration_fills_addresses_and_a_few_fingerprints(old: Article) -> None:
    migration = import_module("newsroom.migrations.0005_address_keys")
    editor = SimpleNamespace(connection=connection)
    migration.fill_address_keys(apps, editor)
    migration.fingerprint(apps, editor)
    old.refresh_from_db()
    assert old.address_key == key("https://example.org/a")
    stored = set(old.fingerprints.values_list("value", flat=True))
    call_command("fingerprint_articles", again=True, stdout=StringIO())
    assert set(old.fingerprints.values_list("value", flat=True)) == stored
