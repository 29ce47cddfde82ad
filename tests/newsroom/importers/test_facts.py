"""Bylines, printed dates, languages and lengths."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from newsroom.importers import bylines, dates, language
from newsroom.words import count_words


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("By A. Smith and B. Jones", ("A. Smith", "B. Jones")),
        ("Von Anna Müller und Karl von der Heide", ("Anna Müller", "Karl von der Heide")),
        ("JANE DOE, ALI ÖZ & Jane Doe", ("JANE DOE", "ALI ÖZ")),
        ("By Jane Doe in Paris, Political Editor", ("Jane Doe",)),
        ("By Sammy Davis, Jr. and Reuters", ("Sammy Davis, Jr.", "Reuters")),
        ("Jane Doe, jane@daily.example, https://daily.example", ("Jane Doe",)),
        ("Staff", ()),
        ("", ()),
    ],
)
def test_byline_is_split_into_names(raw, names):
    assert bylines.split(raw) == names


def test_byline_is_told_from_a_sentence():
    assert bylines.is_byline("By Jane Doe, Political Editor")
    assert not bylines.is_byline("By Friday, the talks had stalled.")
    assert not bylines.is_byline("By the time they met it was dark")
    assert not bylines.is_byline("Jane Doe")


@pytest.mark.parametrize(
    ("text", "value", "precision", "zone"),
    [
        ("2026-02-03", date(2026, 2, 3), "day", ""),
        ("20260203", date(2026, 2, 3), "day", ""),
        ("2026-02", date(2026, 2, 1), "month", ""),
        ("2026-02-03T09:30:00Z", datetime(2026, 2, 3, 9, 30, tzinfo=UTC), "minute", "UTC"),
        ("20260203T093000", datetime(2026, 2, 3, 9, 30), "minute", ""),
        ("2026-02-03 09:30+0100", datetime(2026, 2, 3, 9, 30, tzinfo=timezone(timedelta(hours=1))), "minute", "+01:00"),
        ("3 February 2026", date(2026, 2, 3), "day", ""),
        ("Tuesday, February 3rd, 2026", date(2026, 2, 3), "day", ""),
        ("Published: 3 Feb. 2026, 9.30 pm", datetime(2026, 2, 3, 21, 30), "minute", ""),
        ("Tue, 03 Feb 2026 09:30:05 GMT", datetime(2026, 2, 3, 9, 30, 5, tzinfo=UTC), "minute", "UTC"),
        ("February 2026", date(2026, 2, 1), "month", ""),
    ],
)
def test_printed_date_is_read_with_its_precision(text, value, precision, zone):
    assert dates.parse(text) == dates.Printed(value, precision, zone)


@pytest.mark.parametrize(
    "text", ["", "10/02/2026", "yesterday", "2026", "31 February 2026", "3 May 2026 13:00 pm", "2026-13-01", "x" * 5000]
)
def test_ambiguous_or_impossible_date_stays_unknown(text):
    assert dates.parse(text) == dates.UNKNOWN


@given(st.text(max_size=80))
def test_no_text_makes_the_readers_of_dates_and_names_fail(text):
    dates.parse(text)
    bylines.is_byline("By " + text)
    assert all(name.strip() for name in bylines.split(text))


def test_language_is_guessed_from_forty_letters_on():
    assert language.guess("Le président a déclaré hier que les négociations commenceraient bientôt.") == "fr"
    assert language.guess("Short text") == ""
    assert language.guess("1234567890 " * 50) == ""


@pytest.mark.parametrize(
    ("tag", "usual"), [("en_gb", "en-GB"), ("ZH-hant", "zh-Hant"), ("", ""), ("English", ""), ("e<", "")]
)
def test_declared_language_is_written_the_usual_way(tag, usual):
    assert language.declared(tag) == usual


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("He didn't go — to Paris.", 5, "words"),
        ("", 0, "words"),
        ("हिन्दी में लिखा", 3, "words"),
        ("평화 회담이 시작됐다", 3, "words"),
        ("停火谈判开始。", 6, "characters"),
        ("交渉は2026年に始まる", 9, "characters"),
        ("... " * 10, 0, "words"),
    ],
)
def test_length_is_counted_as_readers_count_it(text, count, unit):
    assert (count_words(text).count, count_words(text).unit) == (count, unit)
