"""One row: which column is which fact, and what its fields say."""

import json

import pytest

from newsroom.importers import record
from newsroom.importers.columns import guess
from newsroom.importers.notices import Refused
from newsroom.importers.options import Options
from newsroom.importers.record_values import moment, names
from newsroom.text import Span
from tests.newsroom.importers.archives import body


def read(row, **columns):
    options = Options(columns={fact: tuple(each) for fact, each in columns.items()})
    return record.read(json.dumps(row).encode(), options)


@pytest.mark.parametrize(
    ("headings", "title", "text"),
    [
        ("Title,Abstract,Authors,pubtitle,pubdate,StoreId,DocumentURL,Full Text", "Title", "Full Text"),
        ("an,title,snippet,body,byline,source_name,source_code,language_code", "title", "body"),
        ("HEAD-LINE,Article_Text,pub date", "HEAD-LINE", "Article_Text"),
        ("webTitle,fields.headline,fields.body,fields.bodyText", "fields.headline", "fields.body"),
        ("GOID,Publication Title,Title,Author Name(s),Text", "Title", "Text"),
        ("Titel,Inhalt,Datum,Autor,Sprache", "Titel", "Inhalt"),
    ],
)
def test_columns_are_guessed_by_name_without_case_and_signs(headings, title, text):
    found = guess(headings.split(","))
    assert (found["title"][0], found["body"][0]) == (title, text)


def test_column_serves_one_fact_and_others_stand_in_where_it_is_empty():
    found = guess(["guid", "url", "text", "content", "body"], [{"guid": "urn:1", "url": "https://e.org"}])
    assert found == {"body": ("body", "text", "content"), "url": ("url",), "id": ("guid",)}
    draft = read({"body": " ", "text": None, "content": "They met.", "title": "Talks"})
    assert body(draft) == ["They met."]


def test_long_text_under_an_unknown_name_is_the_body():
    rows = [{"headline": "Talks", "col_7": "They met. " * 50, "note": "short"}]
    assert guess(list(rows[0]), rows)["body"] == ("col_7",)


def test_markup_is_told_by_content_and_plain_text_by_its_lines():
    html = read({"title": "Talks &amp; more", "text": "<p>They <b>met</b>.</p><p>They left.</p>"})
    assert html.title == "Talks & more"
    assert body(html) == ["They met.", "They left."]
    assert html.body[0].spans == (Span("strong", 5, 8),)
    plain = read({"title": "T", "text": "a < b and b > c\nThey &quot;met&quot;."})
    assert body(plain) == ["a < b and b > c", 'They "met".']


def test_script_and_hostile_links_are_left_behind():
    draft = read(
        {"title": "T", "text": '<p onclick=x>a<script>alert(1)</script></p><a href="javascript:x">b</a><p>c</p>'}
    )
    assert body(draft) == ["a", "b", "c"]
    assert all(not block.spans for block in draft.blocks)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Jane Doe|Ali Öz", ["Jane Doe", "Ali Öz"]),
        ("Jane Doe; Ali Öz;", ["Jane Doe", "Ali Öz"]),
        ('["Jane Doe", "Ali Öz"]', ["Jane Doe", "Ali Öz"]),
        ("['Jane Doe', 'Ali Öz']", ["Jane Doe", "Ali Öz"]),
        ([{"name": "Jane Doe"}, {"title": "Ali Öz"}, {}, None, []], ["Jane Doe", "Ali Öz"]),
        ("By Jane Doe, in Paris", ["By Jane Doe, in Paris"]),
        (7, ["7"]),
        (None, []),
    ],
)
def test_lists_have_many_shapes(value, expected):
    assert names(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1694987700, "2023-09-17T21:55:00+00:00"),
        ("1694987700000", "2023-09-17T21:55:00+00:00"),
        ("20260203", "20260203"),
        ("3 February 2026", "3 February 2026"),
        ("1694987700500", "2023-09-17T21:55:00.500000+00:00"),
        (True, ""),
    ],
)
def test_moments_since_1970_become_dates(value, expected):
    assert moment(value) == expected


@pytest.mark.parametrize(
    "end", ["… [+1234 chars]", " ...", " […]", "… Read more", " Continue reading", ". Weiterlesen", "…"]
)
def test_text_that_looks_cut_is_partial(end):
    draft = read({"title": "Talks", "text": "They met in Geneva" + end})
    assert draft.more.is_partial
    assert "Fetch its page" in " ".join(str(notice) for notice in draft.warnings)
    assert "chars]" not in draft.layout().text
    assert not read({"title": "Talks", "text": "They met in Geneva."}).more.is_partial


def test_text_as_long_as_a_cell_can_be_is_partial():
    assert read({"title": "T", "text": "x" * 32_767}).more.is_partial
    assert not read({"title": "T", "text": "x" * 32_766}).more.is_partial


def test_row_numbers_are_no_identity_but_identifiers_are():
    assert read({"title": "T", "id": 17}).more.external_id == ""
    assert read({"title": "T", "id": "urn:example:17"}).more.external_id == "urn:example:17"


def test_address_and_language_that_cannot_be_used_are_said():
    row = {"title": "T", "text": "x", "url": "javascript:alert(1)", "language": "many languages"}
    draft = read(row, title=["title"], body=["text"], url=["url"], language=["language"])
    assert (draft.url, draft.language) == ("", "")
    assert [notice.code for notice in draft.warnings] == ["field-not-used", "field-not-used"]


def test_title_and_standfirst_are_not_repeated_in_the_text():
    draft = read({"title": "Talks", "summary": "Both came.", "text": "Talks\nBoth came.\nThey met."})
    assert body(draft) == ["They met."]
    assert body(read({"title": "Talks", "text": "Talks"})) == ["Talks"]


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"7", b"{", b'{"a": 1}', b'{"title": "\\u200b"}', b'{"title": {"a": []}}', b"\xff\xfe\x00"],
)
def test_record_without_an_article_is_refused(data):
    with pytest.raises(Refused):
        record.read(data, Options())


def test_fields_of_the_wrong_shape_end_in_texts():
    draft = read({"title": ["A", "B"], "text": ["One.", "Two."], "author": {"name": "J"}, "date": {"x": 1}, "tags": 5})
    assert (draft.title, body(draft), draft.byline, draft.published) == ("A, B", ["One.", "Two."], "J", "")
    assert draft.more.subjects == ("5",)


@pytest.mark.parametrize(
    "names",
    [
        "kop inleiding tekst auteur krant link datum taal trefwoorden",
        "Überschrift Vorspann Volltext Verfasser Quelle Webadresse Erscheinungsdatum Sprache Schlagwörter",
        "Titre Chapô Texte Auteur Journal Lien Date Langue Mots-clés",
        "Titular Entradilla Cuerpo Firma Periódico Enlace Fecha Idioma Etiquetas",
        "Manchete Resumo Conteúdo Autor Veículo URL Data Idioma Palavras-chave",
        "Titolo Sommario Testo Autore Testata Link Data Lingua Temi",
    ],
)
def test_columns_are_known_in_other_languages(names):
    facts = ["title", "standfirst", "body", "byline", "outlet", "url", "published", "language", "tags"]
    assert guess(names.split()) == dict(zip(facts, ((name,) for name in names.split()), strict=True))


def test_column_without_a_figure_holds_no_dates():
    assert "published" not in guess(["titolo", "data"], [{"titolo": "A", "data": "unknown"}])
