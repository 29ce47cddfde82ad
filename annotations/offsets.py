"""Code points and UTF-16 units: Margin counts the first, browsers and some file formats the second.

Pure: standard library only.

>>> text = "a😀b"
>>> utf16_offset(text, 2), code_point_offset(text, 3)
(3, 2)
"""


def utf16_length(text: str) -> int:
    """Return how many UTF-16 units ``text`` takes: two for every code point above U+FFFF."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_offset(text: str, offset: int) -> int:
    """Turn an offset in code points into one in UTF-16 units.

    Raises ``ValueError`` when ``offset`` is outside ``text``.
    """
    if not 0 <= offset <= len(text):
        raise ValueError(f"offset {offset} is outside a text of {len(text)} code points")
    return utf16_length(text[:offset])


def code_point_offset(text: str, units: int) -> int:
    """Turn an offset in UTF-16 units into one in code points; between two halves of a pair, the pair's start.

    Raises ``ValueError`` when ``units`` is outside ``text``.
    """
    encoded = text.encode("utf-16-le", "surrogatepass")
    if not 0 <= 2 * units <= len(encoded):
        raise ValueError(f"offset {units} is outside a text of {len(encoded) // 2} UTF-16 units")
    return len(encoded[: 2 * units].decode("utf-16-le", "ignore"))
