"""Bytes to text: every encoding that a newsroom's files come in, and what is refused."""

import pytest

from newsroom.importers.decoding import decode
from newsroom.importers.notices import Refused

FRENCH = "Le président a déclaré à Genève que l’été serait très chaud là où la forêt brûle déjà."
RUSSIAN = "Президент заявил, что переговоры начнутся в следующем месяце после консультаций с союзниками."
JAPANESE = "大統領は来月に交渉を始めると述べた。協議の後に発表される予定である。"


def codes(decoded):
    return [warning.code for warning in decoded.warnings]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, JAPANESE])
def test_unicode_is_read_without_a_warning(text, encoding):
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.warnings) == (text, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_recognised(encoding):
    assert decode(FRENCH.encode(encoding)).text == FRENCH


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(FRENCH, "cp1252"), (RUSSIAN, "koi8-r"), (RUSSIAN, "cp1251"), (JAPANESE, "shift_jis"), (JAPANESE, "euc_jp")],
)
def test_undeclared_encoding_is_guessed_with_a_warning(text, encoding):
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert codes(decoded) == ["encoding-guessed"]


@pytest.mark.parametrize(("text", "label"), [(FRENCH, "latin-1"), (RUSSIAN, "KOI8-R"), (JAPANESE, "Shift_JIS")])
def test_declared_encoding_is_used(text, label):
    data = text.encode("cp1252" if label == "latin-1" else label)
    assert (decode(data, declared=label).text, decode(data, declared=label).warnings) == (text, ())


def test_polish_page_is_not_read_as_western():
    text = "Minister powiedział, że rozmowy zaczną się w przyszłym miesiącu, i źle się skończą."
    assert decode(text.encode("cp1250"), language="pl").text == text


def test_meta_of_a_page_is_believed():
    page = f'<html><head><meta charset="windows-1251"></head><p>{RUSSIAN}</p>'
    assert RUSSIAN in decode(page.encode("cp1251"), html=True).text


def test_utf_8_that_calls_itself_latin_1_is_read_as_utf_8_and_said():
    decoded = decode(FRENCH.encode(), declared="iso-8859-1")
    assert decoded.text == FRENCH
    assert codes(decoded) == ["encoding-overruled"]


def test_broken_utf_8_is_read_with_a_warning_that_counts():
    decoded = decode(FRENCH.encode().replace("Genève".encode(), b"Gen\xe8ve"))
    assert (decoded.encoding, decoded.text.count("\ufffd")) == ("utf-8", 1)
    assert decoded.warnings[0].params == {"count": 1}


def test_person_chooses_the_encoding():
    assert decode(RUSSIAN.encode("koi8-r"), chosen="koi8-r").text == RUSSIAN
    with pytest.raises(Refused) as refused:
        decode(b"text", chosen="rot13")
    assert refused.value.code == "unknown-encoding"


@pytest.mark.parametrize("label", ["rot13", "zlib", "unicode_escape", "utf-7", "idna", "nonsense", "x\x00y", "é"])
def test_declared_label_that_is_no_character_set_is_ignored(label):
    assert decode("Café".encode(), declared=label).text == "Café"


def test_twice_encoded_text_is_warned_about_and_left_alone():
    text = "CafÃ© dÃ©jÃ\xa0 vu, itâ€™s"
    assert decode(text.encode()).text == text
    assert codes(decode(text.encode())) == ["mojibake"]


def test_some_nul_characters_are_accepted_with_a_warning():
    decoded = decode(b"Talks\x00 resume\x07 in Geneva")
    assert (codes(decoded), decoded.warnings[0].params) == (["control-characters"], {"count": 2})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
        (b"%PDF-1.7 text", "binary"),
        (b"PK\x03\x04word", "binary"),
        (bytes(range(256)) * 20, "binary"),
        (bytes(1000), "binary"),
    ],
)
def test_what_is_no_text_is_refused(data, code):
    with pytest.raises(Refused) as refused:
        decode(data)
    assert refused.value.code == code


def test_file_above_the_limit_is_refused_before_it_is_read():
    with pytest.raises(Refused) as refused:
        decode(b"x" * 1_000_001, limit=1_000_000)
    assert (refused.value.code, refused.value.params) == ("too-large", {"size": 2, "limit": 1})
    assert str(refused.value) == "The file has 2 MB; Margin reads at most 1 MB."
