"""Folding of labels, names and outlets, so that two spellings of one name meet in the database.

Pure. SQLite's lower() knows ASCII only, so the folded form is a column of its own.
"""

import unicodedata


def fold(name: str) -> str:
    """Return the NFKC, case-folded form of ``name`` with its white space collapsed.

    Compatibility form and case folding follow Unicode (UAX #15, section 3.13 of the core specification).

    >>> fold("  Straße  No. １ ")
    'strasse no. 1'
    """
    visible = "".join(char for char in name if unicodedata.category(char) != "Cf" or char in "\u200c\u200d")
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", visible).casefold()).split())
