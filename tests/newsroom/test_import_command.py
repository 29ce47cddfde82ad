"""manage.py import_articles: files and folders, what was added, already there, refused and why."""

import os

import pytest
from django.core.management import CommandError, call_command

from newsroom.models import Action, Article, Membership, Project, Source


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
    for line in ("empty.txt: The file is empty.", "large.txt: It has", "not .png", "No such file", "no plain file"):
        assert line in out


def test_a_file_name_that_is_no_unicode_does_no_harm(folder, project, capsys):
    with open(os.fsencode(folder) + b"/caf\xe9.txt", "w") as file:
        file.write("Coffee\n\nThey drank.")
    out, code = run(capsys, folder, "--project", "talks")
    assert code == 0
    assert "Added: 4" in out
    Source.objects.get(filename__startswith="caf").filename.encode()


def test_files_are_stored_in_pieces(tmp_path, project, capsys, monkeypatch):
    monkeypatch.setattr("newsroom.management.commands.import_articles.PIECE", 2)
    for number in range(5):
        (tmp_path / f"a{number}.txt").write_text(f"Headline {number}\n\nText {number}.")
    run(capsys, tmp_path, "--project", "talks")
    assert Article.objects.count() == 5
    assert Action.objects.filter(kind="article_import").count() == 3


def test_an_address_that_is_there_needs_apart(tmp_path, project, capsys):
    for number in range(2):
        text = f"Title: Headline {number}\nURL: https://daily.example/1\n\nText {number}."
        (tmp_path / f"a{number}.txt").write_text(text)
    out, code = run(capsys, tmp_path, "--project", "talks")
    assert code == 1
    assert "--apart" in out
    assert Article.objects.count() == 1
    _out, code = run(capsys, tmp_path, "--project", "talks", "--apart")
    assert code == 0
    assert Article.objects.count() == 2


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
    ],
)
def test_what_the_command_cannot_know_it_asks_for(folder, project, alice, arguments, words):
    with pytest.raises(CommandError, match=words):
        call_command("import_articles", str(folder), *arguments)
    assert not Article.objects.exists()
    assert Project.objects.count() == 1
