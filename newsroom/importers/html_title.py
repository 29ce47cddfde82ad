"""The headline of a page, without the name of the site behind it.

>>> without_site("Talks resume | World | The Daily", ["The Daily"], ["Talks resume"])
'Talks resume'
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from lxml.html import HtmlElement

from newsroom.importers.html_declared import Declared, words

_JOINT: Final = re.compile(r"(?<!\s)\s++[|\-–—:•·»/]{1,2}\s++|(?:(?<!\s)\s++)?\|\s*+|(?<!\s)\s++:: \s*+")
_LETTERS: Final = re.compile(r"[\W_]+")
_CUT: Final = ("…", "...")
_MOST_HEADINGS: Final = 10
_SHORTEST: Final = 12
"""Letters from which on a second-level heading may be the headline; shorter ones are names of sections."""
_ARTICLE_TOPS: Final = ("article", "main")


def title(tree: HtmlElement, declared: Declared, outlets: Iterable[str], host: str) -> tuple[str, list[str]]:
    """Return the headline ("" if there is none) and its other wordings on the page.

    What is declared and stands on the page too is taken first, then what is declared, then the first h1.
    """
    sites = [site for site in (*outlets, declared.first("application-name", "al:ios:app_name"), *_labels(host)) if site]
    names = {letters(site) for site in sites}
    headings = [text for text in _headings(tree) if letters(text) not in names]
    lower = [text for text in _headings(tree, "h2") if len(letters(text)) >= _SHORTEST]
    shown = [*headings, *lower]
    document = next((words(element.text_content()) for element in tree.iter("title")), "")
    told = [declared.text("headline"), declared.first("og:title"), declared.first("twitter:title")]
    told += [declared.first("parsely-title", "sailthru.title", "dc.title", "headline"), declared.text("name")]
    last = without_site(document, sites, shown)
    candidates = [_uncut(without_site(text, sites, shown), [*headings, last]) for text in told if text]
    candidates = [text for text in candidates if letters(text) not in names]
    return _best(candidates, headings, lower, last), [*candidates, *headings, last]


def letters(text: str) -> str:
    """Return the letters and digits of a text in lower case: what titles have in common whatever their typography."""
    return _LETTERS.sub("", text.casefold())


def without_site(text: str, sites: Sequence[str], headings: Sequence[str]) -> str:
    """Cut the names of the site, and the section before it, from the end or the beginning of a title."""
    known, tops = {letters(site) for site in sites}, {letters(heading) for heading in headings}
    joints = list(_JOINT.finditer(text))[-6:]
    for joint in reversed(joints):
        for part in (text[: joint.start()], text[joint.end() :]):
            if letters(part) in tops and not _is_site(part, known):
                return part.strip()
    text = _without_tagline(text, joints, known)
    for joint in reversed(joints):
        if joint.end() <= len(text) and _is_site(text[joint.end() :], known) and len(text[: joint.start()].strip()) > 3:
            text = _without_section(text[: joint.start()].strip(), tops)
    first = joints[0] if joints else None
    if first is not None and _is_site(text[: first.start()], known) and first.end() < len(text):
        text = text[first.end() :].strip()
    return text


def _without_tagline(text: str, joints: Sequence[re.Match[str]], known: set[str]) -> str:
    """Cut the site's name with what it says of itself behind it: "Talks resume - The Daily - News from the coast"."""
    for joint, following in pairwise(joints):
        name, before = text[joint.end() : following.start()], text[: joint.start()].strip()
        if letters(name) and _is_site(name, known) and len(letters(before)) >= _SHORTEST:
            return before
    return text


def _without_section(text: str, tops: Iterable[str]) -> str:
    """Cut the section before a site's name that was cut, where a heading of the page begins with what is before it."""
    for joint in reversed(list(_JOINT.finditer(text))[-2:]):
        part = text[: joint.start()].strip()
        start = letters(part)
        if len(start) >= _SHORTEST and any(top.startswith(start) for top in tops):
            return part
    return text


def _is_site(text: str, known: set[str]) -> bool:
    plain = letters(text)
    if not plain:
        return True
    without_article = plain.removeprefix("the")
    return any(
        plain == site or (len(without_article) > 3 and without_article == site.removeprefix("the")) for site in known
    )


def _best(candidates: Sequence[str], headings: Sequence[str], lower: Sequence[str], document: str) -> str:
    tops = {letters(heading) for heading in (*headings, *lower)}
    seen = [text for text in candidates if letters(text) in tops]
    whole = [text for text in (*seen, *candidates) if not text.endswith(_CUT)]
    if whole:
        return whole[0] if seen else _longer(whole[0], headings)
    if candidates:
        return candidates[0]
    told = letters(document)
    named = [text for text in (*headings, *lower) if len(letters(text)) >= _SHORTEST and letters(text) in told]
    return next(iter((*named, *headings)), document)


def _longer(text: str, headings: Sequence[str]) -> str:
    """A quotation mark in an attribute that holds the headline ends it: the page's heading goes on with it."""
    goes_on = (heading for heading in headings if heading.startswith(text) and heading != text)
    return next((heading for heading in goes_on if heading[len(text) :].lstrip()[:1] == '"'), text)


def _uncut(text: str, others: Sequence[str]) -> str:
    """A headline that was cut for machines is whole somewhere else on the page."""
    start = letters(text)
    if not text.endswith(_CUT):
        return text
    return next((other for other in others if start and letters(other).startswith(start)), text)


def _headings(tree: HtmlElement, level: str = "h1") -> list[str]:
    """The texts of the page's headings of a level, those inside the article first."""
    found = [heading for heading, _ in zip(tree.iter(level), range(_MOST_HEADINGS), strict=False)]
    inside = [heading for heading in found if next(heading.iterancestors(*_ARTICLE_TOPS), None) is not None]
    ordered = inside + [heading for heading in found if heading not in inside]
    return [text for heading in ordered if (text := words(heading.text_content()))]


def _labels(host: str) -> list[str]:
    """What a site may be called by its address: "www.the-daily.co.uk" gives the host, "the-daily.co.uk", "the-daily"."""
    plain = host.removeprefix("www.")
    return [plain, plain.split(".")[0]] if plain else []
