"""Where a saved page came from by the note that browsers leave in it, and what its relative links are relative to.

>>> saved_from("<!doctype html><!-- saved from url=(0027)https://daily.example/talks -->")
'https://daily.example/talks'
"""

import re
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from newsroom.importers.links import web_address

_HEADROOM: Final = 20_000
"""Characters of a page's beginning in which the note is sought."""
_NOTE: Final = re.compile(
    r"<!--\s{0,9}(?:saved from url=\(\d{4,5}\)|Page saved with SingleFile\s{1,9}url:\s{1,9})(https?://[^\s<>]{1,2000})"
)


def saved_from(text: str) -> str:
    """Return the address that Chrome, Edge or SingleFile noted when a person saved the page; "" if there is none."""
    note = _NOTE.search(text, 0, _HEADROOM)
    return web_address(note[1]) if note else ""


def base(tree: HtmlElement, address: str) -> str:
    """Return what a page's relative links are relative to: its <base>, else its own address."""
    told = next((href for element in islice(tree.iter("base"), 10) if (href := element.get("href"))), "")
    return web_address(told, address) or address
