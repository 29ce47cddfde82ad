"""Bylines and dates of many languages, and the forms that machines write."""

import sys
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from newsroom.importers import bylines, dates, language
from newsroom.importers.printed_dates_words import MONTHS
from newsroom.intake import published

EAST = timezone(timedelta(hours=-5))


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("Par Marie Dupont et Jean Martin, envoyés spéciaux à Kiev", ("Marie Dupont", "Jean Martin")),
        ("Por Juan Pérez en Madrid", ("Juan Pérez",)),
        ("Door Jan de Vries en Piet Bakker", ("Jan de Vries", "Piet Bakker")),
        ("Di Mario Rossi e Anna Bianchi", ("Mario Rossi", "Anna Bianchi")),
        ("Von Anna Müller, dpa", ("Anna Müller", "dpa")),
        ("Автор: Иван Петров и Анна Сидорова", ("Иван Петров", "Анна Сидорова")),
        ("Autor: Jan Kowalski i Anna Nowak", ("Jan Kowalski", "Anna Nowak")),
        ("Yazan: Ahmet Yılmaz ve Ayşe Kaya", ("Ahmet Yılmaz", "Ayşe Kaya")),
        ("本报记者王小明、李四", ("王小明", "李四")),
        ("بقلم أحمد علي", ("أحمد علي",)),
        ("מאת דנה כהן", ("דנה כהן",)),
        ("By Jane Doe (Reuters) and Ali Öz – jane@daily.example", ("Jane Doe", "Ali Öz")),
        ("MELISSA GOLDIN, apnews.com, melissa-goldin, Melissa Goldin", ("MELISSA GOLDIN",)),
        ("Redacción Madrid", ()),
        ("Staff and agencies", ()),
        ("https://daily.example/jane", ()),
    ],
)
def test_a_byline_of_any_language_is_split_into_names(raw, names):
    assert bylines.split(raw) == names


@pytest.mark.parametrize("line", ["Di Mario Rossi", "Par Marie Dupont, correspondante à Berlin", "Oleh Budi Santoso"])
def test_a_line_that_names_the_author_is_told_from_others(line):
    assert bylines.is_byline(line)


@pytest.mark.parametrize(
    ("text", "language", "value", "zone"),
    [
        ("20260210T183000+0200", "", datetime(2026, 2, 10, 18, 30, tzinfo=timezone(timedelta(hours=2))), "+02:00"),
        ("2026-02-10T18:30:00.123456789Z", "", datetime(2026, 2, 10, 18, 30, 0, 123456, tzinfo=UTC), "UTC"),
        ("20260210183000", "", datetime(2026, 2, 10, 18, 30), ""),
        ("20230918T031500Z", "", datetime(2023, 9, 18, 3, 15, tzinfo=UTC), "UTC"),
        ("1770744600", "", datetime(2026, 2, 10, 17, 30, tzinfo=UTC), "UTC"),
        ("1770744600123", "", datetime(2026, 2, 10, 17, 30, tzinfo=UTC), "UTC"),
        ("Tue, 10 Feb 2026 18:30:00 EST", "", datetime(2026, 2, 10, 18, 30, tzinfo=EAST), "-05:00"),
        ("Tue, 10 Feb 26 18:30 GMT", "", datetime(2026, 2, 10, 18, 30, tzinfo=UTC), "UTC"),
        ("2026-02-10 6:30 pm", "", datetime(2026, 2, 10, 18, 30), ""),
        ("Feb. 10, 2026 6:30 p.m. ET", "", datetime(2026, 2, 10, 18, 30, tzinfo=EAST), "-05:00"),
        ("July 10, 2026 6:30 p.m. ET", "", datetime(2026, 7, 10, 22, 30, tzinfo=UTC), "-04:00"),
        ("Published 6:30 PM EST, Tue February 10, 2026", "", datetime(2026, 2, 10, 18, 30, tzinfo=EAST), "-05:00"),
        ("September 30, 2015 Wednesday 9:03 AM GMT", "", datetime(2015, 9, 30, 9, 3, tzinfo=UTC), "UTC"),
        ("10 February 2026 18.30 GMT", "", datetime(2026, 2, 10, 18, 30, tzinfo=UTC), "UTC"),
        ("mardi 10 février 2026 à 18h30", "", datetime(2026, 2, 10, 18, 30), ""),
        ("Dienstag, 10. Februar 2026, 18:30 Uhr", "", datetime(2026, 2, 10, 18, 30), ""),
        ("10.2.2026 klo 18.30", "", datetime(2026, 2, 10, 18, 30), ""),
        ("вторник, 10 февраля 2026 г., 18:30", "", datetime(2026, 2, 10, 18, 30), ""),
        ("2026年2月10日(火) 午後6時30分", "", datetime(2026, 2, 10, 18, 30), ""),
    ],
)
def test_a_time_is_read_with_its_zone(text, language, value, zone):
    assert dates.parse(text, language) == dates.Printed(value, "minute", zone)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("2026/02/10", ""),
        ("10.02.2026", ""),
        ("10-Feb-2026", ""),
        ("10/02/2026", "fr"),
        ("10/02/2026", "en-GB"),
        ("02/10/2026", "en-US"),
        ("Published 10 Feb 2026 | Updated 11 Feb 2026", ""),
        ("10 Feb 2026 18:30 IST", ""),
        ("10 de fevereiro de 2026", ""),
        ("10 d'agost de 2026".replace("agost", "febrer"), "ca"),
        ("10 febrero, 2026", "es"),
        ("2026. február 10.", ""),
        ("2026 m. vasario 10 d.", ""),
        ("10 Şubat 2026 Salı", ""),
        ("10 Φεβρουαρίου 2026", ""),
        ("الثلاثاء 10 فبراير 2026", ""),
        ("١٠ شباط ٢٠٢٦", "ar"),
        ("10 फ़रवरी 2026", ""),
        ("10 กุมภาพันธ์ 2569", ""),
        ("ngày 10 tháng 2 năm 2026", ""),
        ("2026년 2월 10일 화요일", ""),
        ("10 ఫిబ్రవరి 2026", "te"),
    ],
)
def test_a_day_is_read_in_its_language(text, language):
    assert dates.parse(text, language) == dates.Printed(date(2026, 2, 10), "day")


def test_a_word_of_two_languages_needs_one():
    assert dates.parse("10 listopada 2026") == dates.UNKNOWN
    assert dates.parse("10 listopada 2026", "hr").value == date(2026, 10, 10)
    assert dates.parse("10 listopada 2026", "pl").value == date(2026, 11, 10)
    assert dates.parse("mar. 10 mars 2026", "fr").value == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("text", "language"),
    [("10/02/2026", ""), ("10/02/2026", "en"), ("10 Feb", "en"), ("May", "en"), ("vor 2 Stunden", "de"), ("hier", "fr")]
    + [("On 10 February 2026 they met", ""), ("10 février 26", "fr"), ("2026-02-10T25:00:00", ""), ("0301234567", "")]
    + [("30 февраля 2026", "ru"), ("Chapter 12 of 2026", ""), ("10 mars 2026 17 elected", "")],
)
def test_what_is_no_date_or_could_be_two_stays_unknown(text, language):
    assert dates.parse(text, language) == dates.UNKNOWN


def test_every_language_has_twelve_months():
    assert {language: len(months.split()) for language, months in MONTHS.items() if len(months.split()) != 12} == {}


@pytest.mark.parametrize("language", sorted(MONTHS))
def test_every_month_is_read_back_in_its_own_language(language):
    for number, spellings in enumerate(MONTHS[language].split(), start=1):
        for spelling in spellings.split("/"):
            assert dates.parse(f"14 {spelling} 2026", language).value == date(2026, number, 14), spelling


@given(st.text(max_size=70), st.sampled_from(["", "en", "de", "fr", "ru", "ar", "ja", "th", "xx", "pt-BR", "zh_hant"]))
def test_no_text_makes_it_fail(text, language):
    dates.parse(text, language)
    dates.parse(f"10 {text} 2026", language)


def test_the_language_of_an_article_settles_its_date():
    assert published("10/02/2026").at is None
    assert published("10/02/2026", "de").at == datetime(2026, 2, 10, tzinfo=UTC)


def test_usual_dates_need_no_dateparser():
    sys.modules.pop("dateparser", None)
    dates.parse("mardi 11 février 2025 à 18h30", "fr")
    dates.parse("11/02/2025", "fr")
    assert "dateparser" not in sys.modules


def test_plain_english_needs_no_model(monkeypatch):
    monkeypatch.setattr(language, "_classify", lambda: pytest.fail("the model was loaded"))
    with open("tests/data/macron-dialogue.txt", encoding="utf-8") as file:
        assert language.guess(file.read()) == "en"


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("nl", "De minister van Buitenlandse Zaken was in de hoofdstad om over de toekomst van het land te praten. "),
        ("de", "Der Minister war in der Hauptstadt, um über die Zukunft des Landes zu sprechen, sagte er am Abend. "),
        ("fr", "Le ministre des Affaires étrangères a déclaré que les négociations reprendraient dans la capitale. "),
    ],
)
def test_other_languages_are_not_taken_for_english(code, sentence):
    assert language.guess(sentence * 5) == code
