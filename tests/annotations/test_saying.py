"""Times that a text names are offered as days before the day of publication; what lies ahead is not."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from annotations.saying import find

WEDNESDAY = date(2026, 3, 4)

CASES = [
    ("en", "He said on Tuesday that it was over.", ["2026-03-03"]),
    ("en", "He said on Wednesday that it was over.", ["2026-03-04"]),
    ("en", "He said on Thursday that it was over.", ["2026-02-26"]),
    ("en", "He said last Wednesday that it was over.", ["2026-02-25"]),
    ("en", "A strike on Sunday night destroyed it.", ["2026-03-01"]),
    ("en", "In January, the Kremlin said so.", ["2026-01"]),
    ("en", "In March she said so.", ["2026-03"]),
    ("en", "In April she said so.", ["2025-04"]),
    ("en", "He had said so in early December.", ["2025-12"]),
    ("en", "He had said so in mid-December.", ["2025-12"]),
    ("en", "In October 2022 he said so.", ["2022-10"]),
    ("en", "He said so on 3 February.", ["2026-02-03"]),
    ("en", "He said so on February 3, 2025.", ["2025-02-03"]),
    ("en", "He said so on the 3rd of February.", ["2026-02-03"]),
    ("en", "He said so on December 24.", ["2025-12-24"]),
    ("en", "He said so on Tuesday, 3 March.", ["2026-03-03"]),
    ("en", "On Feb. 3 he said so.", ["2026-02-03"]),
    ("en", "Yesterday he said so.", ["2026-03-03"]),
    ("en", "He said so this morning.", ["2026-03-04"]),
    ("en", "He said so two days ago, or 5 days ago.", ["2026-03-02", "2026-02-27"]),
    ("en", "On Monday he denied what he said in January.", ["2026-03-02", "2026-01"]),
    ("en", "They may march in protest.", []),
    ("en", "It may happen in May.", ["2025-05"]),
    ("en", "They meet next Tuesday.", []),
    ("en", "The round is to continue until Sunday.", []),
    ("en", "An answer is due by Friday.", []),
    ("en", "It has been so since Monday.", []),
    ("en", "On 31 February he said so.", []),
    ("en", "In October 2027 they will meet.", []),
    ("en", "Nothing of the kind.", []),
    ("de", "Das sagte er am Montag vor Studierenden.", ["2026-03-02"]),
    ("de", "Das sagte er am vergangenen Mittwoch.", ["2026-02-25"]),
    ("de", "Im Januar hatte er das bestritten.", ["2026-01"]),
    ("de", "Am 3. Februar sagte er das.", ["2026-02-03"]),
    ("de", "Am 3. Februar 2025 sagte er das.", ["2025-02-03"]),
    ("de", "Das sagte er gestern.", ["2026-03-03"]),
    ("de", "Das sagte er vorgestern, vor drei Tagen kam er an.", ["2026-03-02", "2026-03-01"]),
    ("de", "Am kommenden Freitag wird er reden, bis Sonntag bleiben.", []),
    ("fr", "Il l’a dit mardi devant la presse.", ["2026-03-03"]),
    ("fr", "Il l’a dit mercredi dernier.", ["2026-02-25"]),
    ("fr", "En janvier, il l’avait nié.", ["2026-01"]),
    ("fr", "Le 1er février, il l’a dit.", ["2026-02-01"]),
    ("fr", "Le 3 mars 2025, il l’a dit.", ["2025-03-03"]),
    ("fr", "Il l’a dit avant-hier.", ["2026-03-02"]),
    ("fr", "Il parlera lundi prochain.", []),
    ("nl", "Dat zei hij dinsdag.", ["2026-03-03"]),
    ("nl", "In januari ontkende hij dat.", ["2026-01"]),
    ("nl", "Op 3 februari zei hij dat.", ["2026-02-03"]),
    ("nl", "Dat zei hij eergisteren.", ["2026-03-02"]),
    ("nl", "Hij spreekt komende vrijdag.", []),
    ("es", "Lo dijo el martes.", ["2026-03-03"]),
    ("es", "Lo dijo el pasado miércoles.", ["2026-02-25"]),
    ("es", "En enero lo negó.", ["2026-01"]),
    ("es", "El 3 de febrero de 2025 lo dijo.", ["2025-02-03"]),
    ("es", "Lo dijo ayer, hace dos días llegó.", ["2026-03-03", "2026-03-02"]),
    ("es", "Hablará el próximo lunes, o el viernes que viene.", []),
    ("xx", "He said on Tuesday that it was over.", ["2026-03-03"]),
]


@pytest.mark.parametrize(("language", "sentence", "expected"), CASES)
def test_a_sentence_names_these_days(language: str, sentence: str, expected: list[str]) -> None:
    assert [offer.text for offer in find(sentence, WEDNESDAY, language)] == expected


def test_an_offer_says_which_words_it_is_from() -> None:
    sentence = "Last week was quiet; on Tuesday he spoke."
    (offer,) = find(sentence, WEDNESDAY)
    assert sentence[offer.start : offer.end] == offer.words == "Tuesday"


def test_without_a_day_of_publication_only_a_year_helps() -> None:
    assert not find("He said on Tuesday, as in January.", None)
    assert [offer.text for offer in find("He said so on 3 February 2025 and in May 2024.", None)] == [
        "2025-02-03",
        "2024-05",
    ]


def test_a_month_is_one_of_the_year_before_where_the_year_has_just_begun() -> None:
    assert [offer.text for offer in find("He said in December that it was over.", date(2026, 1, 2))] == ["2025-12"]


@given(st.text(), st.dates(date(1900, 1, 1)), st.sampled_from(["en", "de", "fr", "nl", "es"]))
def test_whatever_is_offered_is_in_the_text_and_not_after_its_publication(
    text: str, published: date, language: str
) -> None:
    for offer in find(text, published, language):
        assert text[offer.start : offer.end] == offer.words and offer.day <= published
