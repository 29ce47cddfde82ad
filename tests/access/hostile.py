"""Strings that somebody means ill with, and what a page must not hold after them."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "data"
INPUTS: dict[str, Any] = json.loads((DATA / "hostile_inputs.json").read_text())
NAUGHTY: list[str] = json.loads((DATA / "blns.json").read_text())

MARKUP = [
    '"><img src=x onerror=alert(1)>',
    "</script><script>alert(1)</script>",
    "' onmouseover=alert(1) x='",
    '" onfocus=alert(1) autofocus x="',
    "</title></textarea></style><svg onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    '" hx-get="/health" hx-trigger="load" x="',
    "<!--><iframe srcdoc=x>",
    "</template><math><mi href=javascript:alert(1)>",
    "&quot;&gt;&lt;img src=x onerror=alert(1)&gt;",
    "{{7*7}}{% debug %}${7*7}#{7*7}",
    "%(count)s %s {0} {count}",
]
ODD: dict[str, str] = INPUTS["unicode"]
ALONE = ("nul", "lone_high", "lone_low", "rlo", "isolate", "trojan", "ansi", "noncharacter")
STRANGE = [*(ODD[name] for name in ALONE), " ".join(ODD[name] for name in sorted(ODD.keys() - set(ALONE)))]
LONG = "x" * 10_000
PAYLOADS = [*MARKUP, *STRANGE, LONG, "", " ", "0", "-1", "'; DROP TABLE newsroom_article; --", '"*" NEAR(a b) ^ -']
WORST = [MARKUP[0], MARKUP[1], ODD["nul"], ODD["lone_high"], LONG, ""]


def some(turn: int) -> list[str]:
    """Return the worst payloads and a third of the others, another third for each turn."""
    others = [text for text in PAYLOADS if text not in WORST]
    return [*WORST, *others[turn % 3 :: 3]]


class _Reader(HTMLParser):
    """Collects what no template of ours has."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("iframe", "object", "embed", "math") or (tag == "script" and not values.get("src")):
            self.found.append(tag)
        for name, value in attrs:
            if name == "autofocus" and tag == "button":
                continue  # our dialogs begin at the button that closes them
            if name.startswith("on") or name in ("style", "srcdoc", "x", "autofocus"):
                self.found.append(f"{tag} {name}")
            if name in ("href", "src", "action", "formaction") and not _is_harmless(value or ""):
                self.found.append(f"{tag} {name}={value}")


def _is_harmless(address: str) -> bool:
    return address == "" or address.startswith(("/", "#", "?", "https://", "http://", "mailto:"))


def injected(html: str) -> list[str]:
    """Return the elements and attributes in a page that can only have come from outside."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def raw(html: str, strings: list[str] = MARKUP) -> list[str]:
    """Return the strings with markup in them that stand in a page as they are."""
    return [text for text in strings if ("<" in text or '"' in text) and len(text) > 9 and text in html]


def assert_clean(answer: Any, where: Any, strings: list[str] = MARKUP) -> None:
    """Fail where an answer is an error of ours, or where HTML holds what somebody smuggled in."""
    assert answer.status_code < 500, where
    for name, value in answer.headers.items():
        assert "\n" not in value and "\r" not in value, (where, name)
    if not answer.streaming and answer["Content-Type"].startswith("text/html"):
        html = answer.content.decode()
        assert not injected(html), where
        assert not raw(html, strings), where
