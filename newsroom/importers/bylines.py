"""Names in a byline.

>>> split("By Jane Doe and Ali Öz, Political Editor")
('Jane Doe', 'Ali Öz')
"""

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LONGEST: Final = 300
_LEAD: Final = re.compile(
    r"^(?:(?:written |reported |story |text )?by|von|par|por|di|door|av|af)\b[\s:]+", re.IGNORECASE
)
_JOINTS: Final = re.compile(r"\s*[,;&|]\s*|\s+(?:and|und|et|y|e|en|og|och|with)\s+")
_PLACE: Final = re.compile(r"\s(?:in|for|at)\s.*$")
_NOT_NAMES: Final = _words(
    "staff correspondent editor reporter writer contributor agencies agency desk columnist analyst"
)
_SUFFIXES: Final = _words("jr sr ii iii iv phd md")
_SMALL: Final = _words("de da do dos du di del della van von der den ten ter el al bin ibn la le y e")


def split(raw: str) -> tuple[str, ...]:
    """Return the names of a byline in their order, without repeats, roles, addresses and links."""
    text = _LEAD.sub("", " ".join(raw[:LONGEST].split()))
    names: list[str] = []
    for part in _JOINTS.split(text):
        name = _PLACE.sub("", part).strip(" .·–—-")
        if names and name.lower().replace(".", "") in _SUFFIXES:
            names[-1] = f"{names[-1]}, {part.strip()}"
        elif is_name(name) and name.casefold() not in {known.casefold() for known in names}:
            names.append(name)
    return tuple(names)


def is_name(text: str) -> bool:
    """Say whether it could be a person or an agency: one to six words that start like names, no role or address."""
    words = text.split()
    if not 1 <= len(words) <= 6 or any(sign in text for sign in "@/\\") or "www." in text:
        return False
    if words[-1].lower() in _NOT_NAMES or any(word.isdigit() for word in words):
        return False
    return all(_starts_like_a_name(word) for word in words)


def is_byline(line: str) -> bool:
    """Say whether a whole line is a byline such as "By Jane Doe"; "By Friday, talks had stalled." is not."""
    lead = _LEAD.match(line)
    if lead is None or len(line) > 160 or line.rstrip().endswith((".", "?", "!", ":")):
        return False
    parts = [part for part in _JOINTS.split(line[lead.end() :].strip()) if part]
    return bool(split(line)) and all(is_name(part) or _is_role(part) for part in parts)


def _is_role(part: str) -> bool:
    words = part.lower().split()
    return bool(words) and (words[-1] in _NOT_NAMES or " in " in f" {part.lower()} ") and len(words) <= 6


def _starts_like_a_name(word: str) -> bool:
    first = word.lstrip("('\"“‘")[:1]
    return word.lower() in _SMALL or (first.isalpha() and not first.islower())
