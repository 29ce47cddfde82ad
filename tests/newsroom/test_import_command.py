"""manage.py import_articles: files and folders, what was added, already there, refused and why."""

import io
import os
import sys

import pytest
from django.core.management import CommandError, call_command

from newsroom.models import Action, Article, Membership, Project, Source, TableMapping
from tests.newsroom.workshop import rows


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "one.txt").write_text("Talks resume\n\nThey met.")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "two.md").write_text("# Talks end\n\nThey *left*.")
    (tmp_path / "three.html").write_text("<article><h1>Talks fail</h1><p>They shouted.</p></article>")
    (tmp_path / ".hidden").write_text("no")
    return tmp_path


def run(capsys, *arguments):
    """What the command printed, and its exit code."""
    try:
        call_command("import_articles", *map(str, arguments))
        code = 0
    except SystemExit as end:
        code = end.code
    return capsys.readouterr().out, code


def test_a_folder_becomes_articles_of_a_new_project(folder, olivia, capsys):
    out, code = run(capsys, folder, "--project", "fresh", "--outlet", "The Daily", "--date", "2026-02-03")
    assert code == 0
    assert "Made the project fresh, owned by olivia." in out
    assert "Added: 3" in out
    assert Membership.objects.get(project__key="fresh").user == olivia
    assert {article.title for article in Article.objects.all()} == {"Talks resume", "Talks end", "Talks fail"}
    for article in Article.objects.all():
        assert (article.outlet.name, article.published_precision) == ("The Daily", "day")
        assert article.current_revision.source.settled_at is not None


def test_a_second_run_adds_nothing_and_keeps_no_second_source(folder, project, capsys):
    run(capsys, folder, "--project", "talks")
    out, code = run(capsys, folder, "--project", "talks")
    assert code == 0
    assert "Added: 0" in out
    assert "Already there: 3" in out
    assert Source.objects.count() == 3


def test_bad_files_are_named_with_the_reason_and_stop_nothing(folder, project, capsys, settings):
    settings.IMPORT_FILE_LIMIT = 2_000
    (folder / "empty.txt").write_text("")
    (folder / "large.txt").write_text("word " * 1000)
    (folder / "picture.png").write_bytes(b"\x89PNG")
    os.mkfifo(folder / "pipe.txt")
    out, code = run(capsys, folder, folder / "missing.txt", "--project", "talks")
    assert code == 1
    assert "Added: 3" in out
    assert "Refused: 5" in out
    for line in (
        "empty.txt: The file is empty.",
        "large.txt: It has",
        "does not read .png",
        "No such file",
        "no plain file",
    ):
        assert line in out


def test_a_file_name_that_is_no_unicode_does_no_harm(folder, project, capsys):
    with open(os.fsencode(folder) + b"/caf\xe9.txt", "w") as file:
        file.write("Coffee\n\nThey drank.")
    out, code = run(capsys, folder, "--project", "talks")
    assert code == 0
    assert "Added: 4" in out
    Source.objects.get(filename__startswith="caf").filename.encode()


def test_files_are_stored_in_pieces(tmp_path, project, capsys, monkeypatch):
    monkeypatch.setattr("newsroom.pacing.MOST", 2)
    for number in range(14):
        (tmp_path / f"a{number}.txt").write_text(f"Headline {number}\n\nText {number}.")
    run(capsys, tmp_path, "--project", "talks")
    assert Article.objects.count() == 14
    assert Action.objects.filter(kind="article_import").count() >= 3


ONE = "The ministers met in Geneva on Monday and agreed on a common plan for the winter, their spokesman said late at night."
OTHER = (
    "A storm took the roofs off forty houses along the northern coast; nobody was hurt, and ferries stayed in harbour."
)


def test_an_address_that_is_there_needs_apart(tmp_path, project, capsys):
    for number, text in enumerate((ONE, OTHER)):
        whole = f"Title: Headline {number}\nURL: https://daily.example/1\n\n{text} {text[:60]}"
        (tmp_path / f"a{number}.txt").write_text(whole)
    out, code = run(capsys, tmp_path, "--project", "talks")
    assert code == 1
    assert "--apart" in out
    assert Article.objects.count() == 1
    _out, code = run(capsys, tmp_path, "--project", "talks", "--apart")
    assert code == 0
    assert Article.objects.count() == 2


def test_other_words_of_an_article_become_its_new_wording(tmp_path, project, capsys):
    file = tmp_path / "a.txt"
    for words in ("late at night", "early in the morning"):
        file.write_text(f"Title: Talks\nURL: https://daily.example/1\n\n{ONE.replace('late at night', words)}")
        out, code = run(capsys, tmp_path, "--project", "talks")
        assert code == 0
    assert "New wordings: 1" in out
    assert Article.objects.get().current_revision.number == 2


def test_a_table_is_read_row_by_row_and_the_guess_is_said(tmp_path, project, capsys, monkeypatch):
    monkeypatch.setattr("newsroom.pacing.TARGET", 10.0)  # however slow the disk is, rows go in pieces
    (tmp_path / "rows.jsonl").write_bytes(rows(30))
    out, code = run(capsys, tmp_path, "--project", "talks")
    assert code == 0
    assert "title=title" in out
    assert "body=text" in out
    assert Article.objects.count() == 30
    article = Article.objects.get(title="Headline 7")
    assert (article.url, article.published_precision) == ("https://daily.example/7", "day")
    assert Action.objects.filter(kind="article_import").count() < 10
    out, code = run(capsys, tmp_path, "--project", "talks")
    assert "Already there: 30" in out
    assert Source.objects.count() == 30


def test_a_bad_row_is_named_with_its_place(tmp_path, project, capsys):
    (tmp_path / "rows.jsonl").write_bytes(rows(3) + b'\n{"title": broken\n' + rows(2, start=7))
    out, code = run(capsys, tmp_path, "--project", "talks")
    assert code == 1
    assert Article.objects.count() == 5
    assert "Refused: 1" in out
    assert "4" in out[out.index("Refused") :]


def test_columns_can_be_typed_or_taken_from_a_kept_mapping(tmp_path, project, olivia, capsys):
    (tmp_path / "a.csv").write_text("kop,tekst\nGesprekken,Zij spraken elkaar op maandag in Geneve.\n")
    run(capsys, tmp_path, "--project", "talks", "--columns", "title=kop,body=tekst")
    assert Article.objects.get().title == "Gesprekken"
    columns = {"title": ["tekst"], "body": ["kop"]}
    TableMapping.objects.create(
        project=project, name="Dutch", folded="dutch", signature="x", columns=columns, by=olivia
    )
    run(capsys, tmp_path, "--project", "talks", "--mapping", "DUTCH")
    assert Article.objects.filter(title__startswith="Zij spraken").exists()


def test_a_copy_of_a_text_is_told(tmp_path, project, capsys):
    text = " ".join(f"{ONE} {OTHER} Number {number}." for number in range(4))
    (tmp_path / "a.txt").write_text(f"Talks in Geneva\n\n{text}")
    run(capsys, tmp_path, "--project", "talks")
    (tmp_path / "b.txt").write_text(f"Geneva talks end\n\n{text}")
    out, _code = run(capsys, tmp_path, "--project", "talks")
    assert "Probably the same text as: 1" in out
    assert "Talks in Geneva (" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--project", "talks", "--date", "10/02/2026"], "is no date"),
        (["--project", "talks", "--language", "klingon!"], "as a code"),
        (["--project", "no such key"], "cannot be a project's key"),
        (["--project", "talks", "--by", "nobody"], "is no editor"),
        (["--project", "talks", "--by", "alice"], "is no editor"),
        (["--project", "fresh", "--by", "nobody"], "There is no user"),
        (["--project", "fresh"], "say who shall own it"),
        (["--project", "talks", "--columns", "title"], "is no FACT=COLUMN"),
        (["--project", "talks", "--columns", "colour=Red"], "is no fact"),
        (["--project", "talks", "--mapping", "nothing"], "No columns are kept"),
    ],
)
def test_what_the_command_cannot_know_it_asks_for(folder, project, alice, arguments, words):
    with pytest.raises(CommandError, match=words):
        call_command("import_articles", str(folder), *arguments)
    assert not Article.objects.exists()
    assert Project.objects.count() == 1


def test_a_terminal_shows_a_bar(folder, project, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    run(capsys, folder, "--project", "talks")
    assert Article.objects.count() == 3
    assert "3 articles" in sys.stderr.getvalue()


class Terminal(io.StringIO):
    def isatty(self):
        return True
