"""Names of character sets, as the web uses them (WHATWG Encoding Standard, section 4.2).

>>> codec("latin-1"), codec("rot13")
('cp1252', '')
"""

import codecs
from typing import Final

_WIDER: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
    "utf-8-sig": "utf-8",
}
_SINGLE_BYTE: Final = frozenset(
    [f"cp{number}" for number in (866, 874, *range(1250, 1259))]
    + [f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)]
    + ["koi8-r", "koi8-u", "mac-roman", "mac-cyrillic"]
)
_MULTI_BYTE: Final = frozenset(
    ["utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5", "big5hkscs", "cp932", "cp949", "euc_jp", "iso2022_jp"]
)
# What an undeclared file may be guessed to be; the Latin ones are told apart by language, not by bytes.
GUESSABLE: Final = (
    *("cp1252", "cp1250", "cp1251", "koi8-r", "cp1253", "cp1255", "cp1256"),
    *("cp932", "euc_jp", "cp949", "gb18030", "big5"),
)
_LATIN: Final = frozenset(["cp1250", "cp1252", "cp1254", "cp1257"])
_BY_LANGUAGE: Final = {
    **dict.fromkeys(("pl", "cs", "sk", "hu", "hr", "sl", "ro", "sq"), "cp1250"),
    **dict.fromkeys(("tr", "az"), "cp1254"),
    **dict.fromkeys(("lt", "lv", "et"), "cp1257"),
}


def codec(label: str) -> str:
    """Return Python's codec for a label found in a header or page, "" if it is none that a page may have."""
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return ""
    name = _WIDER.get(name, name)
    return name if name in _SINGLE_BYTE or name in _MULTI_BYTE else ""


def is_single_byte(name: str) -> bool:
    """Say whether every byte is a character in it, so that decoding proves nothing."""
    return name in _SINGLE_BYTE


def latin_for(name: str, language: str) -> str:
    """Return the Latin set that a language uses where ``name`` is a guess among Latin sets; cp1252 by default."""
    if name not in _LATIN:
        return name
    return _BY_LANGUAGE.get(language.partition("-")[0].lower(), "cp1252")
