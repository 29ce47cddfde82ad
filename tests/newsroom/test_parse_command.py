"""manage.py parse_article: one JSON line an article, nothing stored, what is bad said with its place."""

import io
import json
import sys

import pytest
from django.core.management import call_command

from newsroom.working import bounds
from tests.newsroom.importers.html_pages import ADDRESS, PARAGRAPHS, around, page, record

KEYS = (
    "file place title title_made_up standfirst byline authors outlet url published_at precision zone language external_id "
    "release embargo section subjects is_partial confidence blocks spans text dropped warnings"
).split()


def parse(capsys, *arguments):
    call_command("parse_article", *map(str, arguments))
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.fixture
def saved(tmp_path):
    file = tmp_path / "talks.html"
    markup = page(around("<p>A 😀 <a href='/a'>link</a> of ours and <em>more</em> of it.</p>"), head=record())
    file.write_text(markup, encoding="utf-8")
    return file


def test_article_is_printed_with_all_that_was_found(saved, capsys):
    [line] = parse(capsys, saved, "--url", ADDRESS)
    assert list(line) == KEYS
    assert (line["title"], line["authors"], line["outlet"]) == (
        "Talks resume in Geneva",
        ["Jane Doe", "Ali Öz"],
        "The Daily",
    )
    assert (line["published_at"], line["precision"], line["zone"]) == ("2026-02-03T09:30:00+01:00", "minute", "+01:00")
    assert [block["kind"] for block in line["blocks"]] == ["title"] + ["paragraph"] * 6
    assert line["text"] == "\n\n".join(block["text"] for block in line["blocks"])


def test_offsets_count_code_points_of_the_text(saved, capsys):
    [line] = parse(capsys, saved, "--url", ADDRESS)
    for block in line["blocks"]:
        assert line["text"][block["start"] : block["end"]] == block["text"]
    words = [(span["kind"], line["text"][span["start"] : span["end"]], span["block"]) for span in line["spans"]]
    assert words == [("link", "link", 4), ("emphasis", "more", 4)]
    assert line["spans"][0]["href"] == "https://daily.example/a"


def test_files_that_cannot_be_read_are_lines_too_and_the_others_go_on(saved, tmp_path, capsys):
    empty = tmp_path / "empty.html"
    empty.write_bytes(b"")
    with pytest.raises(SystemExit) as stopped:
        parse(capsys, empty, tmp_path / "missing.html", saved)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert stopped.value.code == 1
    assert [set(line) == {"file", "place", "error"} for line in lines] == [True, True, False]
    assert lines[0]["error"] and "missing.html" in lines[1]["file"]


def test_format_and_standard_input_can_be_named(monkeypatch, capsys):
    data = io.BytesIO(("# Talks resume\n\n" + PARAGRAPHS[0]).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(data, encoding="utf-8"))
    [line] = parse(capsys, "-", "--format", "markdown")
    assert (line["file"], line["title"], line["published_at"]) == ("-", "Talks resume", None)


def test_help_says_what_offsets_count(capsys):
    with pytest.raises(SystemExit):
        call_command("parse_article", "--help")
    assert "code points" in " ".join(capsys.readouterr().out.split())


def test_memory_and_time_are_bounded_as_in_an_import(saved, tmp_path, capfd, monkeypatch, settings):
    monkeypatch.setattr(bounds, "MEMORY", 400 * 2**20)
    settings.IMPORT_FILE_LIMIT = 10**9
    large = tmp_path / "large.txt"
    large.write_bytes(b"Talks resume\n\n" + b"They met at noon. " * 15_000_000)
    with pytest.raises(SystemExit):
        call_command("parse_article", str(large), str(saved))
    lines = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert "memory" in lines[0]["error"]
    assert lines[1]["title"] == "Talks resume in Geneva"
    monkeypatch.setattr(bounds, "ITEM_SECONDS", 0.0005)
    with pytest.raises(SystemExit):
        call_command("parse_article", str(saved))
    assert "seconds to read" in json.loads(capfd.readouterr().out)["error"]
