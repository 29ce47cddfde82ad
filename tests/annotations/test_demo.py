"""The demo project teaches: it is whole, made once, and keeps to its own definitions."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from annotations import demo
from annotations.models import Anchor, Annotation, Tagging
from newsroom.models import Article, Membership


@pytest.fixture
def made(db: None, settings: object, tmp_path: Path) -> str:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    out = StringIO()
    call_command("demo", stdout=out)
    call_command("demo", stdout=out)
    return out.getvalue()


def test_it_is_made_once_and_says_how_to_log_in(made: str, tmp_path: Path) -> None:
    password = (tmp_path / "demo_password").read_text()
    assert made.count("Made the demo project.") == 1
    assert f"Log in as ana, jonas, lea with the password {password}" in made
    assert (tmp_path / "demo_password").stat().st_mode & 0o777 == 0o600
    assert Membership.objects.count() == 3


def test_every_coding_stands_on_the_article(made: str) -> None:
    assert Annotation.objects.count() == len(demo.CODINGS)
    assert set(Anchor.objects.values_list("block_kind", flat=True)) == {"title", "standfirst", "paragraph"}
    assert set(Tagging.objects.values_list("stance", flat=True)) >= {"asserts", "disputes"}


def test_nothing_is_invented_for_the_article(made: str) -> None:
    article = Article.objects.get()
    assert (article.outlet, article.published_at, article.byline, article.url) == (None, None, "", "")
    assert article.title.startswith("Macron Preparing To Reopen Dialogue")


def test_definitions_say_when_and_when_not() -> None:
    for entry in demo.CODEBOOK:
        assert re.search(r"\bUse (when|for)\b", entry.definition)
        assert entry.statement.endswith(".")


def test_it_is_refused_outside_the_local_profile(db: None, settings: object) -> None:
    settings.LOCAL = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError):
        call_command("demo")
