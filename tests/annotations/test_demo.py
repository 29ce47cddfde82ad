"""The demo project teaches: it is whole, made once, and keeps to its own definitions."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from annotations import demo
from annotations.models import (
    Anchor,
    AnchorStatus,
    Annotation,
    ClaimRelation,
    Notice,
    ReadingState,
    Reply,
    Response,
    Speaker,
    Tagging,
    TeamNote,
)
from newsroom.models import Article, Membership

STORY = demo.project()
SHEETS = {name: demo.sheet(name) for name in STORY.articles}
SECONDS = {name: demo.sheet(second) for name in STORY.articles if (second := demo.second_of(name))}
CODINGS = [coding for sheet in (*SHEETS.values(), *SECONDS.values()) for coding in sheet.codings]


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
    _every_coding_stands_on_its_article()
    _colleagues_answer_and_talk()
    _copies_and_wordings_are_known()
    _nothing_is_invented_for_the_real_article()


def _every_coding_stands_on_its_article() -> None:
    own = sum(answer.kind != "would_not_tag" for coding in CODINGS for answer in coding.answers)
    assert Annotation.objects.count() == len(CODINGS) + own
    assert set(Anchor.objects.values_list("block_kind", flat=True)) >= {"title", "standfirst", "paragraph"}
    assert set(Tagging.objects.values_list("stance", flat=True)) == {"asserts", "disputes", "questions", "none"}
    assert set(Tagging.objects.values_list("form", flat=True)) == {"direct", "partly_quoted", "indirect", "summary"}


def _colleagues_answer_and_talk() -> None:
    assert set(Response.objects.values_list("kind", flat=True)) == {"same", "differs", "would_not_tag"}
    assert Reply.objects.count() >= 3
    assert Notice.objects.filter(kind="mention").exists()
    assert TeamNote.objects.get().holder is not None
    assert ClaimRelation.objects.count() == 1
    assert Speaker.objects.get(name="The Fen Lantern").outlet is not None


def _copies_and_wordings_are_known() -> None:
    stories = Article.objects.exclude(story=None)
    assert len({article.outlet_id for article in stories}) == 3 and len({article.story for article in stories}) == 1
    twice = [article for article in Article.objects.all() if article.revisions.count() > 1]
    assert [article.outlet.name for article in twice if article.outlet] == ["The Lisle Courant"]
    assert Anchor.objects.filter(is_origin=False, status=AnchorStatus.CHANGED).exists()
    untouched = Article.objects.filter(annotations=None)
    assert [article.outlet.name for article in untouched if article.outlet] == ["The Saltmarsh Post"]
    assert not ReadingState.objects.filter(article__in=untouched).exists()


def _nothing_is_invented_for_the_real_article() -> None:
    article = Article.objects.get(outlet=None)
    assert (article.published_at, article.byline, article.url, article.subjects) == (None, "", "", [])
    assert article.title.startswith("Macron Preparing To Reopen Dialogue")
    for invented in Article.objects.exclude(pk=article.pk).select_related("outlet"):
        assert invented.subjects == [demo.INVENTED]
        assert invented.published_at is not None and ".example/" in invented.url


@pytest.mark.parametrize("name", [name for name in STORY.articles if name != demo.REAL])
def test_an_invented_article_says_so_and_is_of_a_newspaper_s_length(name: str) -> None:
    text = demo.text_of(name).read_text()
    assert re.search(r"^Standfirst: (Invented for the demo|Für die Demo erfunden)\. ", text, re.MULTILINE)
    assert 150 <= len(text.split()) <= 400


def test_definitions_say_when_and_when_not() -> None:
    for entry in STORY.claims:
        assert re.search(r"\bUse (when|for)\b", entry.definition)
        assert entry.statement.endswith(".")


def test_a_quote_is_in_its_article_and_speakers_and_claims_are_known() -> None:
    names, keys = {voice.name for voice in STORY.voices}, {entry.key for entry in STORY.claims}
    for coding in CODINGS:
        assert coding.speaker in names and coding.claim in keys
    for name, sheet in SHEETS.items():
        text = demo.text_of(name).read_text()
        for coding in sheet.codings:
            assert coding.quote.replace("’", "'") in text.replace("’", "'"), (name, coding.quote)


def test_it_is_refused_outside_the_local_profile(db: None, settings: object) -> None:
    settings.LOCAL = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError):
        call_command("demo")
