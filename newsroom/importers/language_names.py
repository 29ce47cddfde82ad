"""Names of languages, as archives print them, to tags.

>>> tag("Deutsch"), tag("ENGLISH; ENGLISH"), tag("eng"), tag("pt_BR"), tag("Klingon-like")
('de', 'en', 'en', 'pt-BR', '')
"""

from typing import Final

from newsroom.importers.language import declared

_ROWS: Final = """
ar ara arabic arabisch arabe
bg bul bulgarian bulgarisch
bn ben bengali
ca cat catalan
cs ces cze czech tschechisch
da dan danish dänisch dansk
de deu ger german deutsch allemand alemán tedesco
el ell gre greek griechisch grec
en eng english englisch anglais inglés inglese inglês 英语 英文
es spa spanish spanisch espagnol español castellano spagnolo espanhol
et est estonian
fa fas per persian farsi
fi fin finnish finnisch
fr fra fre french französisch français francés francese francês
he heb hebrew hebräisch
hi hin hindi
hr hrv croatian kroatisch
hu hun hungarian ungarisch
id ind indonesian indonesisch
is isl ice icelandic
it ita italian italienisch italien italiano
ja jpn japanese japanisch japonais 日本語 日语
ko kor korean koreanisch 한국어
lt lit lithuanian
lv lav latvian
ms msa may malay
nl nld dut dutch niederländisch nederlands néerlandais
no nor norwegian norwegisch norsk
pl pol polish polnisch polonais polski
pt por portuguese portugiesisch portugais português portugués
ro ron rum romanian rumänisch
ru rus russian russisch russe ruso русский
sk slk slo slovak slowakisch
sl slv slovenian slovene slowenisch
sq sqi alb albanian
sr srp serbian serbisch
sv swe swedish schwedisch suédois svenska
ta tam tamil
th tha thai
tr tur turkish türkisch turc türkçe
uk ukr ukrainian ukrainisch українська
ur urd urdu
vi vie vietnamese
zh zho chi chinese chinesisch chinois 中文 chinese-simplified chinese-traditional
"""
_TAGS: Final = {name: row.split()[0] for row in _ROWS.strip().split("\n") for name in row.split()}


def tag(name: str) -> str:
    """Return the tag of a language given by name, by three letters or by a tag; "" where it is none that is known."""
    first = name.replace("|", ";").split(";")[0].strip()
    known = _TAGS.get(first.casefold()) or _TAGS.get(first.split("(")[0].strip().casefold())
    if known:
        return known
    primary, _, rest = first.replace("_", "-").partition("-")
    if len(primary) == 3 and primary.casefold() in _TAGS:
        return declared("-".join(part for part in (_TAGS[primary.casefold()], rest) if part))
    return declared(first)
