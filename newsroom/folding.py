"""Names: written on one line, folded so that two spellings of one meet in the database, and drawn alike.

Pure. SQLite's lower() knows ASCII only, so the folded form is a column of its own.
"""

import re
import unicodedata
from typing import Final

_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of all that follows, beyond the name itself (Unicode bidirectional algorithm, UAX #9)."""
_JOINERS: Final = "\u200c\u200d"
_LAST_WITHOUT: Final = "\u058f"
"""Up to here are Latin, Greek, Cyrillic and Armenian, in which a joiner is seen by nobody."""
_DRAWN: Final = str.maketrans(
    dict(
        zip(
            "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u04cf",
            "abekmhopctyxijshdqwl",
            strict=True,
        )
    )
    | dict(
        zip(
            "\u03b1\u03b2\u03b5\u03b7\u03b9\u03ba\u03bc\u03bd\u03bf\u03c1\u03c3\u03c4\u03c5\u03c7\u03b6",
            "abehikmnopctyxz",
            strict=True,
        )
    )
)
"""Letters of Cyrillic and Greek that are drawn as Latin ones, small or large (Unicode Technical Standard 39, confusables)."""


def one_line(name: str) -> str:
    """Return a name on one line, without characters that would turn what stands after it.

    >>> one_line(" Ann \\u202e  Example ")
    'Ann Example'
    """
    return " ".join(_TURNING.sub("", name).split())


def fold(name: str) -> str:
    """Return the NFKC, case-folded form of ``name`` without what nobody sees, its white space collapsed.

    Compatibility form and case folding follow Unicode (UAX #15, section 3.13 of the core specification).

    >>> fold("  Straße  No. １ ")
    'strasse no. 1'
    """
    visible = "".join(char for char in name if unicodedata.category(char) != "Cf" or char in _JOINERS)
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold())
    return " ".join(_without_joiners(folded).split())


def drawn(folded: str) -> str:
    """Return how a folded name looks: letters of other scripts as the Latin ones that they cannot be told from.

    >>> drawn(fold("Раураl")) == drawn("paypal")
    True
    """
    return folded.translate(_DRAWN)


def _without_joiners(text: str) -> str:
    if not any(joiner in text for joiner in _JOINERS):
        return text
    pairs = zip(f" {text}", text, strict=False)
    return "".join(char for before, char in pairs if char not in _JOINERS or before > _LAST_WITHOUT)
