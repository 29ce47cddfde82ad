"""Articles of before fingerprints were kept get them by a command; those of an older form by the migrations."""

from collections.abc import Callable
from importlib import import_module
from io import StringIO
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from newsroom.fingerprints import landmarks, sketch, unpacked
from newsroom.models import Article, Landmark, Sketch
from newsroom.web_addresses import key

TEXT = "Old\n\nThe envoys met in Geneva on Tuesday and agreed to meet again before the end of the month."


@pytest.fixture
def old(make_article: Callable[..., Article]) -> Article:
    """An article as it was before: no fingerprints, no digest of its address."""
    article = make_article(TEXT, url="https://example.org/a?utm_source=x", address_key="")
    Landmark.objects.all().delete()
    Sketch.objects.all().delete()
    return article


def stored(article: Article) -> tuple[int, ...]:
    return unpacked(bytes(Sketch.objects.get(article=article).hashes))


def test_the_command_makes_what_is_missing_and_only_that(old: Article, make_article: Callable[..., Article]) -> None:
    make_article("New\n\nThe ministers of both countries did not want to comment on the outcome of the talks.")
    out = StringIO()
    call_command("fingerprint_articles", stdout=out)
    assert out.getvalue() == "1 articles\n"
    assert set(stored(old)) >= set(sketch(TEXT.partition("\n\n")[2]))
    assert old.landmarks.count() == 16
    call_command("fingerprint_articles", project="talks", again=True, stdout=out)
    assert out.getvalue().endswith("2 articles\n")
    assert old.landmarks.count() == 16


def test_the_migration_fills_addresses(old: Article) -> None:
    migration = import_module("newsroom.migrations.0005_address_keys")
    migration.fill_address_keys(apps, SimpleNamespace(connection=connection))
    old.refresh_from_db()
    assert old.address_key == key("https://example.org/a")


def test_the_migration_keeps_the_fingerprints_that_there_are(make_article: Callable[..., Article]) -> None:
    migration = import_module("newsroom.migrations.0008_fill_sketches")
    articles = [make_article(f"One\n\n{TEXT} {number} {'and so on ' * number}") for number in range(3)]
    before = {article.pk: stored(article) for article in articles}
    rows = [(article.pk, article.project_id, value) for article in articles for value in before[article.pk]]
    Landmark.objects.all().delete()
    Sketch.objects.all().delete()
    migration.write(apps, "default", rows)
    assert {article.pk: stored(article) for article in articles} == before
    assert set(articles[2].landmarks.values_list("value", flat=True)) == set(landmarks(before[articles[2].pk]))
