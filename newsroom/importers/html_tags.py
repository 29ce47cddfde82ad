"""What the elements of a page mean to Margin.

>>> HEADINGS["h2"], "nav" in DROPPED, "script" in NEVER
(2, True, True)
"""

import re
from typing import Final

from lxml.html import HtmlElement


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEVER: Final = _names(
    "script style noscript template iframe object embed applet svg math canvas audio video picture map button "
    "select textarea input label datalist head title meta link"
)
"""Elements whose text is never read."""
DROPPED: Final = NEVER | _names("form dialog menu nav header footer aside")
"""Elements that hold no article text, unless something else says that they do."""
SILENT: Final = _names("button svg script style noscript template meta link math input picture canvas")
"""Left out without parting the sentence they stand in."""
SPANS: Final = {"em": "emphasis", "i": "emphasis", "strong": "strong", "b": "strong"}
HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
INLINE: Final = _names(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd mark nobr q rp rt ruby s samp small "
    "span strike strong sub sup time tt u var wbr"
)
PLAIN_KINDS: Final = {
    "blockquote": "quotation",
    "pre": "preformatted",
    "figure": "caption",
    "figcaption": "caption",
    "caption": "caption",
}
LINED: Final = ("list_item", "table_cell", "caption")
ATTRIBUTION: Final = frozenset(("footer", "cite"))
_ROLES: Final = _names("navigation banner contentinfo complementary search dialog alert menu toolbar")
_TEXT_PARENTS: Final = frozenset(("p", "li", "td", "th", "dd", "dt", "figcaption", *HEADINGS)) | INLINE
_UNSEEN: Final = _names(
    "visually-hidden visuallyhidden sr-only screen-reader-text screen-reader-only u-visually-hidden a11y-hidden "
    "visually-hidden-focusable show-for-sr assistive-text u-hidden-visually"
)
_CAPTION: Final = re.compile(r"(?:^|[\s_-])(?:wp-caption-text|caption|figcaption|bildunterschrift)(?:$|[\s_-])", re.I)
_NOT_DISPLAYED: Final = re.compile(r"display\s{0,9}:\s{0,9}none", re.I)


def is_inline(element: HtmlElement) -> bool:
    """Say whether an element stands inside a sentence; one that HTML does not know does so among words."""
    tag = str(element.tag)
    if tag in INLINE:
        return True
    parent = element.getparent()
    return "-" in tag and parent is not None and parent.tag in _TEXT_PARENTS


def is_unseen(element: HtmlElement) -> bool:
    """Words for screen readers alone repeat what the eye sees ("opens in a new window")."""
    names = element.get("class")
    return names is not None and not _UNSEEN.isdisjoint(names.split())


def is_set_aside(element: HtmlElement) -> bool:
    """Say whether an element is hidden or has a role beside the article."""
    if not element.attrib:
        return False
    if element.get("hidden") is not None or (element.get("role") or "").lower() in _ROLES:
        return True
    style = element.get("style")
    return style is not None and bool(_NOT_DISPLAYED.search(style[:500]))


def is_caption(element: HtmlElement) -> bool:
    """Say whether a paragraph calls itself a caption."""
    names = element.get("class")
    return names is not None and element.tag in ("p", "div", "dd", "small") and bool(_CAPTION.search(names[:300]))


def is_emoji(element: HtmlElement) -> bool:
    """Pictures of letters stand for a character that their alt text holds."""
    return "emoji" in (element.get("class") or "").lower() and len(element.get("alt") or "") <= 10
