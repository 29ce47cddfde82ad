"""What is typography and what is wording.

Pure: ``regex``. Typography is the shape of quotation marks and dashes, dots or an ellipsis, ligatures, invisible marks, and white
space that parts no two words or numbers. Case, digits and letters are wording: "Polish" and "polish" differ.

>>> same_but_for_typography("“real  willingness” – he said…", '"real willingness" - he said...')
True
>>> same_but_for_typography("12, 500", "12,500"), same_but_for_typography('"no"', "no")
(False, False)
"""

from typing import Final

import regex

_SAME_LENGTH: Final = {
    **dict.fromkeys(map(ord, "“”„‟«»″"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛‹›′`´"), "'"),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2007\u2009\u200a\u202f"), " "),
}
_FOLDS: Final = _SAME_LENGTH | {
    ord("…"): "...",
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"), None),
    **dict(zip(map(ord, "ﬀﬁﬂﬃﬄﬅﬆ"), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
}
_LOOSE_SPACE: Final = regex.compile(r"(?<![\d\s])\s+(?=[^\w\s])|(?<=[^\w\s])\s+(?!\d)")
"""White space beside a sign; not beside a digit, where it may part two numbers or a sign from its number."""
_SPACE: Final = regex.compile(r"\s+")


def folded(text: str) -> str:
    """Return ``text`` with one shape for each kind of sign; its length may change."""
    return text.translate(_FOLDS)


def evened(text: str) -> str:
    """Return ``text`` with one shape for each kind of sign where that keeps the number of code points."""
    return text.translate(_SAME_LENGTH)


def same_but_for_typography(one: str, other: str) -> bool:
    """Tell whether two passages differ in nothing but typography and white space."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return _SPACE.sub(" ", _LOOSE_SPACE.sub("", folded(text))).strip()
