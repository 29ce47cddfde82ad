"""A few words for the long line by which a browser names itself."""

import re
from typing import Final

BROWSERS: Final = (
    ("Edge", re.compile(r"\bEdgA?/|\bEdgiOS/")),
    ("Opera", re.compile(r"\bOPR/")),
    ("Samsung Internet", re.compile(r"\bSamsungBrowser/")),
    ("Firefox", re.compile(r"\bFirefox/|\bFxiOS/")),
    ("Chrome", re.compile(r"\bChrom(?:e|ium)/|\bCriOS/|\bHeadlessChrome/")),
    ("Safari", re.compile(r"\bSafari/")),
)
SYSTEMS: Final = (
    ("iPhone", re.compile(r"\biPhone\b")),
    ("iPad", re.compile(r"\biPad\b")),
    ("Android", re.compile(r"\bAndroid\b")),
    ("Windows", re.compile(r"\bWindows\b")),
    ("Mac", re.compile(r"\bMac OS X\b|\bMacintosh\b")),
    ("ChromeOS", re.compile(r"\bCrOS\b")),
    ("Linux", re.compile(r"\bLinux\b")),
)


def browser_name(agent: str) -> str:
    """Return browser and system, or the first word of what it says; empty where it says nothing.

    >>> browser_name("Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0")
    'Firefox, Linux'
    >>> browser_name("curl/8.5.0")
    'curl/8.5.0'
    """
    names = [_first(BROWSERS, agent), _first(SYSTEMS, agent)]
    return ", ".join(filter(None, names)) or agent[:40].partition(" ")[0]


def _first(table: tuple[tuple[str, re.Pattern[str]], ...], agent: str) -> str:
    return next((name for name, pattern in table if pattern.search(agent)), "")
