"""What is known about a page's article: what the page declares comes first, what is printed in it second.

>>> from newsroom.importers.html_page import parse
>>> page = parse('<html lang="en_gb"><meta property="og:site_name" content="Daily"><h1>Talks</h1><p>x')
>>> known = read(page, "https://daily.example/a")
>>> known.facts.outlet, known.facts.title.text, known.facts.more.domain
('Daily', 'Talks', 'daily.example')
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from newsroom.importers import html_base, html_choice, html_dates, html_title, language
from newsroom.importers.draft import Facts, More
from newsroom.importers.html_blocks import Found
from newsroom.importers.html_declared import Declared, read as read_declared, subjects_of, words, words_of
from newsroom.importers.html_page import Page
from newsroom.importers.html_standfirst import standfirst
from newsroom.importers.links import web_address
from newsroom.text import Draft
from newsroom.web_addresses import domain

_AUTHOR: Final = (
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
    "article:author_name",
)
_OUTLET: Final = ("application-name", "dc.publisher", "publisher", "article:publisher_name")
_SECTION: Final = ("article:section", "parsely-section", "section", "category", "sailthru.section")
_SUBJECTS: Final = ("article:tag", "news_keywords", "keywords", "parsely-tags", "sailthru.tags")
_NEAR: Final = tuple(
    frozenset(names.split())
    for names in (
        "no nb nn da",
        "he iw",
        "id in ms",
        "sr hr bs sh",
        "tl fil",
        "cs sk",
        "pt gl",
        "es ca gl",
        "af nl",
        "zh yue",
    )
)
_SMALL_HOSTS: Final = ("www.", "m.", "amp.", "mobile.", "edition.", "touch.")
_MOST_SUBJECTS: Final = 40
_LONGEST_OUTLET: Final = 80


@dataclass(frozen=True, slots=True)
class Known:
    """The facts, all wordings of the headline on the page, what was declared, what relative links are relative to, and
    whether the date was not declared but found among the words of the page."""

    facts: Facts
    wordings: Sequence[str]
    declared: Declared
    base: str = ""
    is_date_printed: bool = False


def read(page: Page, url: str) -> Known:
    """Read the facts of a page but its standfirst and language, which need its text; ``url`` is where it came from."""
    url, declared = web_address(url), read_declared(page.tree)
    address = _address(page.tree, declared, url)
    host = urlsplit(address or url).netloc
    outlet = _outlet(declared, host)
    title, wordings = html_title.title(page.tree, declared, [outlet, *declared.names("publisher")], host)
    byline, published = _byline(page.tree, declared), html_dates.published(page.tree, declared)
    if not page.is_huge:
        byline = byline or _printed_byline(html_choice.printed_author(page.tree))
    is_printed = not page.is_huge and not published
    if is_printed:
        published = html_dates.usable(html_choice.printed_date(page.tree, address))
    facts = Facts(
        title=Draft("title", title) if title else None,
        byline=byline,
        outlet=outlet,
        url=address,
        published=published,
        more=_more(declared, host, address),
    )
    base = html_base.base(page.tree, url or address)
    return Known(facts, wordings, declared, base, is_printed and bool(published))


def completed(known: Known, page: Page, found: Sequence[Found], kept: Sequence[int]) -> Known:
    """Add what needs the text: standfirst, the headline's formatting and the language."""
    facts = known.facts
    title = facts.title
    if title is not None:
        same = (each.draft for each in found if each.draft.kind == "heading" and each.draft.text == title.text)
        title = replace(next(same, title), kind="title", attributes={})
    sample = "\n".join(found[at].draft.text for at in kept[:40])
    facts = replace(
        facts,
        title=title,
        standfirst=standfirst(found, kept, known.declared, title.text if title else ""),
        language=_language(page.tree, known.declared, sample),
    )
    return replace(known, facts=facts)


def same_site(one: str, other: str) -> bool:
    """Say whether two addresses are of one site: the same host but for "www.", "m." and the like.

    >>> same_site("https://www.daily.example/a", "https://m.daily.example/b")
    True
    """
    first, second = _site(one), _site(other)
    if not first or not second:
        return False
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _site(address: str) -> str:
    host = urlsplit(address).netloc.lower()
    for prefix in _SMALL_HOSTS:
        host = host.removeprefix(prefix)
    return host


def _address(tree: HtmlElement, declared: Declared, url: str) -> str:
    """Return the canonical link where it is one of the same site and names a page, else what else is told."""
    told = web_address(declared.first("og:url", "twitter:url"), url)
    known = url or told
    canonical = next(
        (link for element in tree.iter("link") if "canonical" in (element.get("rel") or "").lower().split()
         if (link := web_address(element.get("href") or "", url))), "",
    )  # fmt: skip
    node = words_of(declared.article.get("url")) or _id(declared.article.get("mainEntityOfPage"))
    for address in (canonical, told, web_address(node, url)):
        if address and (not known or same_site(address, known)) and not _is_front_page(address, known):
            return address
    return url or told


def _id(value: object) -> str:
    found = value.get("@id") if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""


def _is_front_page(address: str, known: str) -> bool:
    """Whether a page deep in a site gives out the site itself as its address."""
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query and urlsplit(known).path not in ("", "/")


def _outlet(declared: Declared, host: str) -> str:
    """Return the name of the site or its publisher, first of all one that is in the address ("U.S." is none)."""
    site = declared.first("og:site_name")
    names = [site, *declared.names("publisher"), *declared.names("sourceOrganization"), declared.first(*_OUTLET)]
    names = [name for name in names if name and len(name) <= _LONGEST_OUTLET]
    good = [name for name in names if not _is_host(name)]
    return next((name for name in good if _is_in_host(name, host)), next(iter((*good, *names)), ""))


def _is_in_host(name: str, host: str) -> bool:
    label, plain = html_title.letters(_site(f"//{host}").split(".")[0]), html_title.letters(name)
    return len(label) > 2 and len(plain) > 2 and (plain.removeprefix("the") in label or label in plain)


def _is_host(name: str) -> bool:
    return " " not in name and "." in name.strip(".") and name == name.lower()


def _byline(tree: HtmlElement, declared: Declared) -> str:
    names = declared.names("author") or declared.names("creator")
    if names:
        return ", ".join(names)[:300]
    for name in _AUTHOR:
        told = [text for text in declared.meta.get(name, ()) if "://" not in text and "@" not in text]
        if told:
            return ", ".join(dict.fromkeys(told))[:300]
    return _marked_up_byline(tree)


def _marked_up_byline(tree: HtmlElement) -> str:
    found: list[str] = []
    for element in tree.iter("a", "span", "p", "div", "address"):
        if element.get("rel") == "author" or "author" in (element.get("itemprop") or "").split():
            inner = element.find(".//*[@itemprop='name']")
            text = words((element if inner is None else inner).text_content()[:200])
            if text and len(text) <= 100 and text not in found:
                found.append(text)
        if len(found) == 10:
            break
    return ", ".join(found)[:300]


def _printed_byline(text: str) -> str:
    return ", ".join(part.strip() for part in text.split(";") if part.strip())[:300]


def _language(tree: HtmlElement, declared: Declared, sample: str) -> str:
    """What the article's record says, else what the text is in; what the page says of itself is wrong more often."""
    record = language.declared(declared.text("inLanguage"))
    page = language.declared(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")
    page = page or language.declared(declared.first("content-language", "og:locale", "dc.language"))
    guessed = language.guess(sample)
    for told in (record, page):
        if told and (not guessed or _is_one_language(told.split("-")[0], guessed)):
            return told
    return guessed if len(sample) >= 200 else record or page or guessed


def _is_one_language(told: str, guessed: str) -> bool:
    """Languages so near to one another that the page knows better than a guess count as one."""
    return told == guessed or any({told, guessed} <= near for near in _NEAR)


def _more(declared: Declared, host: str, address: str) -> More:
    identifier = words_of(declared.article.get("identifier")) or _value(declared.article.get("identifier"))
    return More(
        external_id="" if "://" in identifier else identifier[:200],
        section=(declared.text("articleSection") or declared.first(*_SECTION))[:100],
        subjects=_subjects(declared),
        domain=domain(address) or domain(host),
        is_partial=_is_closed(declared),
    )


def _value(identifier: object) -> str:
    value = identifier.get("value") if isinstance(identifier, dict) else None
    return words(str(value)) if isinstance(value, str | int) else ""


def _subjects(declared: Declared) -> tuple[str, ...]:
    found = subjects_of(declared.article.get("keywords"))
    if not found:
        name = next((name for name in _SUBJECTS if name in declared.meta), "")
        values = declared.meta.get(name, ())
        found = list(values) if len(values) > 1 else subjects_of(values[0]) if values else []
    return tuple(dict.fromkeys(subject[:100] for subject in found))[:_MOST_SUBJECTS]


def _is_closed(declared: Declared) -> bool:
    """Whether the page says that part of the article is for subscribers."""
    free = declared.article.get("isAccessibleForFree")
    return str(free).rpartition("/")[2].lower() == "false" or declared.first("article:content_tier") == "locked"
