"""What a page declares about itself for machines: JSON-LD, OpenGraph and other <meta>, microdata.

>>> from lxml.html import document_fromstring
>>> read(document_fromstring('<meta property="og:title" content="Talks"><p>x')).first("og:title")
'Talks'
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any, Final

from lxml.html import HtmlElement

from newsroom.importers.html_align import overlap, tokens
from newsroom.importers.marks import tidy

Node = Mapping[str, Any]
_MOST_META: Final = 500
_MOST_NODES: Final = 3_000
_LONGEST_VALUE: Final = 5_000
_ARTICLES: Final = ("article", "blogposting", "liveblogposting", "report", "socialmediaposting", "posting")
_PAGES: Final = ("webpage", "itempage", "videoobject", "creativework", "review", "newsitem")
_OPENING: Final = re.compile(r"\s*+(?://\s*+)?(?:<!--|<!\[CDATA\[|/\*.{0,20}?\*/)", re.DOTALL)
_CLOSING: Final = ("-->", "]]>")
_TRAILING_COMMA: Final = re.compile(r",(\s{0,200}[}\]])")
_TAGS: Final = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")


@dataclass(frozen=True, slots=True)
class Declared:
    """The page's metadata. ``article`` is the JSON-LD node of the article itself, ``nodes`` all by their @id."""

    meta: Mapping[str, Sequence[str]]
    article: Node
    page: Node
    nodes: Mapping[str, Node]

    def first(self, *names: str) -> str:
        """Return the first content of the first of these <meta> that is there."""
        return next((self.meta[name][0] for name in names if name in self.meta), "")

    def text(self, *names: str) -> str:
        """Return the first of these properties of the article that is words."""
        return next((found for name in names if (found := words_of(self.article.get(name)))), "")

    def names(self, name: str) -> list[str]:
        """Return the names of people or organisations in a property, without repeats."""
        found: list[str] = []
        for value in map(_unpacked, _as_list(self.article.get(name))[:50]):
            node = self.nodes.get(str(value.get("@id")), value) if isinstance(value, dict) else {}
            text = words_of(value) or words_of(node.get("name")) or words_of(value if isinstance(value, str) else "")
            if text and "://" not in text and text.casefold() not in {known.casefold() for known in found}:
                found.append(text)
        return found


def read(tree: HtmlElement) -> Declared:
    """Collect what a page declares; whatever is broken in it counts as not declared."""
    meta = _meta(tree)
    found = list(_nodes(tree))
    nodes = {node["@id"]: node for node in found if isinstance(node.get("@id"), str) and len(node) > 1}
    told = [value for name in ("og:title", "twitter:title", "og:url") for value in meta.get(name, ())]
    told += [words(element.text_content()) for element, _ in zip(tree.iter("h1", "title"), range(10), strict=False)]
    article = max((node for node in found if _is(node, _ARTICLES)), key=lambda node: _fit(node, told), default={})
    page = next((node for node in found if _is(node, _PAGES)), {})
    return Declared(meta, article, page, nodes)


def words_of(value: Any) -> str:
    """Return a JSON-LD value as one line of words; "" for what is none. A list gives its first."""
    if isinstance(value, list):
        value = next((each for each in value[:20] if words_of(each)), "")
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name") or ""
    return words(value) if isinstance(value, str) else ""


def words(text: str) -> str:
    """Clean a declared text: entities that are written twice, tags and white space."""
    text = text[:_LONGEST_VALUE]
    if "&" in text:
        text = unescape(unescape(text))
    if "<" in text:
        text = _TAGS.sub("", text)
    return " ".join(tidy(text).split())


def subjects_of(value: Any) -> list[str]:
    """Return keywords, whether they come as a list, as a list of nodes or parted by commas or semicolons."""
    if isinstance(value, str):
        listed = value[:4000].replace(",", ";") if ";" not in value else value[:4000]
        return [part for each in listed.split(";") if (part := words(each))]
    flat = [each for outer in _as_list(value)[:100] for each in _as_list(outer)[:100]]
    return [part for each in flat if (part := words_of(each))]


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    """The contents of each <meta>, by lower-case property, name, itemprop or http-equiv."""
    found: dict[str, list[str]] = {}
    for number, element in enumerate(tree.iter("meta")):
        if number >= _MOST_META:
            break
        content = words(element.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, []).append(content)
    return found


def _nodes(tree: HtmlElement) -> Iterator[Node]:
    """Yield every JSON-LD object of the page, at most 3,000, outer ones first."""
    waiting: list[Any] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            waiting.append(_json(script.text or ""))
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, dict):
            yield value
            waiting.extend(child for child in value.values() if isinstance(child, dict | list))
        elif isinstance(value, list):
            waiting.extend(child for child in value[:200] if isinstance(child, dict | list))


def _json(text: str) -> Any:
    text = _unwrapped(_unwrapped(text.strip())).rstrip(";")
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text), unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _unwrapped(text: str) -> str:
    """Take off the marks of a comment around a record, from both its ends."""
    if opening := _OPENING.match(text):
        text = text[opening.end() :].lstrip()
    if text.endswith(_CLOSING):
        text = text[:-3].rstrip().removesuffix("//").rstrip()
    return text


def _is(node: Node, kinds: tuple[str, ...]) -> bool:
    """Whether a node is an article, a NewsArticle, an AnalysisNewsArticle and so on."""
    types = [str(each).rpartition("/")[2].lower() for each in _as_list(node.get("@type"))]
    return any(each.endswith(kind) for each in types for kind in kinds)


def _fit(node: Node, told: Sequence[str]) -> float:
    """How well a node fits the page: related articles may be declared as well as the one that is shown."""
    headline = words_of(node.get("headline")) or words_of(node.get("name"))
    address = str(node.get("url") or node.get("mainEntityOfPage") or "")
    score = max((overlap([tokens(headline)], [tokens(title)]) for title in told), default=0.0) if headline else 0.0
    score += any(title and title in address for title in told if "://" in title)
    score += 0.3 * bool(headline) + 0.2 * ("datePublished" in node) + 0.2 * ("articleBody" in node)
    return score + 0.1 * ("author" in node)


def _unpacked(value: Any) -> Any:
    """Some pages write a node as a text of JSON."""
    return _json(value) if isinstance(value, str) and value.lstrip().startswith("{") else value


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
