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
    r"^(?:(?:(?:written |reported |story |text |words |report |analysis |edited )?by|(?:ein beitrag |text )?von"
    r"|(?:propos recueillis |texte )?par|por|(?:a cura )?di|door|av|af|oleh|γράφει (?:ο|η)|מאת|بقلم|كتبت?)\b"
    r"|(?:tekst|text|texto|testo|autore?s?|autora|szerző|írta|yazan|haber|penulis|автор(?:ы|и|ка)?|текст|аутор|نویسنده) ?:"
    r"|(?:本报|本報|新华社|新華社)?记者|記者|作者[:：]?|文[／/＝=])[\s:：]*",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"\S*@\S+|https?://\S+|www\.\S+|\([^)]*\)")
_JOINTS: Final = re.compile(
    r"\s*[,;&|•·、，；]\s*|\s+[–—-]\s+"
    r"|\s+(?:and|und|et|y|e|en|og|och|with|avec|mit|con|com|met|med|és|ve|и|та|ja|και|dan|và|și|oraz|i|a|و)\s+"
)
_PLACE: Final = re.compile(r"\s(?:in|for|at|à|aus|from|w|в|у|em)\s.*$")
_SPANISH_PLACE: Final = re.compile(r"\s(?:en|desde|depuis)\s.*$")
_NOT_NAMES: Final = _words(
    "staff correspondent correspondents editor editors reporter reporters writer writers contributor contributors agencies"
    " agency desk columnist analyst team newsroom"
    " redaktion redakteur redakteurin korrespondent korrespondentin agenturen autor autorin"
    " rédaction journaliste correspondant correspondante envoyé envoyée envoyés spécial spéciale spéciaux agences"
    " redacción redactor redactora corresponsal enviado enviada especial agencias periodista"
    " redazione inviato inviata corrispondente giornalista redação redator correspondente repórter agências"
    " redactie correspondente verslaggever redaktionen redaksjonen toimitus redakcja redakce"
    " редакция редактор корреспондент журналист редакція кореспондент"
)
_AGENCIES: Final = _words("dpa afp apa ansa efe lusa belga ritzau ntb tt cna sda epd kna")
_SUFFIXES: Final = _words("jr sr ii iii iv phd md")
_SMALL: Final = _words(
    "de da do dos du di del della van von der den ten ter el al bin ibn la le y e zu af av dalla dello"
)


def split(raw: str) -> tuple[str, ...]:
    """Return the names of a byline in their order, without repeats, roles, addresses and links."""
    line = " ".join(_ADDRESS.sub(" ", raw[:LONGEST]).split())
    lead = _LEAD.match(line)
    text = line[lead.end() :] if lead else line
    if lead and lead.group().strip(" :").lower() in ("por", "par"):
        text = _SPANISH_PLACE.sub("", text)
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
    if {words[0].lower(), words[-1].lower()} & _NOT_NAMES or any(word.isdigit() for word in words):
        return False
    if text in _AGENCIES:
        return True
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
    return (
        bool(words)
        and ({words[0], words[-1]} & _NOT_NAMES != set() or " in " in f" {part.lower()} ")
        and len(words) <= 6
    )


def _starts_like_a_name(word: str) -> bool:
    first = word.lstrip("('\"“‘")[:1]
    return word.lower() in _SMALL or (first.isalpha() and not first.islower())
