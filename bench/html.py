"""What reading a web page costs: an ordinary one, and some that were made to break a reader."""

import json
import statistics
import time
from typing import Final

from bench.prose import Prose
from bench.report import Figure
from newsroom.importers import registry
from newsroom.importers.notices import Refused

WORDS: Final = 900
ROUNDS: Final = 15
_TEXT: Final = "".join(f"<p>{paragraph}</p>" for paragraph in Prose(7).paragraphs(300))
HOSTILE: Final = {
    "10^5 nested elements": f"<article>{_TEXT}" + "<div>" * 100_000,
    "10 MB of paragraphs": "".join(f"<p>Word {n} and {n * 7} more.</p>" for n in range(49_000)) + " " * 8_000_000,
    "a line of 10^6 characters": f"<article><p>{'They met and agreed on nothing. ' * 32_000}</p>",
    "a table of 18,000 cells": f"<article>{_TEXT}<table>" + "<tr><td>1<td>2<td>three" * 6_000,
}


def run(_stages: object = None) -> list[Figure]:
    """Return milliseconds of processor time for an ordinary page, the median, and seconds for hostile ones."""
    pages = [ordinary(seed).encode() for seed in range(ROUNDS)]
    _spent(pages[0])
    each = [1000 * _spent(page) for page in pages]
    size = f"{WORDS} words in {len(pages[0]) // 1000} kB"
    figures = [Figure("read an ordinary web page", statistics.median(each), "ms", 150, note=size)]
    for name, markup in HOSTILE.items():
        figures.append(Figure(f"read a hostile page: {name}", _spent(markup.encode()[:10_000_000]), "s", 5))
    return figures


def ordinary(seed: int) -> str:
    """Return a page as outlets send it: metadata, navigation, scripts, the article, thirty teasers, a footer."""
    prose = Prose(seed)
    title = prose.headline()
    record = {"@type": "NewsArticle", "headline": title, "datePublished": "2026-02-03T09:30:00+01:00"}
    links = "".join(f"<li class='menu-item'><a href='/section/{n}'>{prose.headline()}</a></li>" for n in range(60))
    teasers = "".join(
        f"<article class='teaser'><a href='/{n}'><h3>{prose.headline()}</h3><p>{prose.sentence()}</p></a></article>"
        for n in range(30)
    )
    body = "".join(_paragraph(prose, text) for text in prose.paragraphs(WORDS))
    state = json.dumps({"state": [prose.sentence() for _ in range(500)]})
    return (
        f"<!doctype html><html lang=en><head><title>{title} | The Daily</title><script type='application/ld+json'>"
        f"{json.dumps(record)}</script></head><body><header><nav><ul>{links}</ul></nav></header><main><article><h1>{title}"
        f"</h1><div class='body'>{body}</div></article><aside>{teasers}</aside></main><footer><ul>{links}</ul></footer>"
        f"<script>window.state = {state}</script></body></html>"
    )


def _paragraph(prose: Prose, text: str) -> str:
    """A paragraph; in one of three, two words are a link."""
    words = text.split(" ")
    if prose.random.random() < 1 / 3:
        words[2:4] = [f"<a href='https://other.example/a'>{' '.join(words[2:4])}</a>"]
    return f"<p class='text'>{' '.join(words)}</p>"


def _spent(data: bytes) -> float:
    """Return seconds of processor time for reading one page."""
    began = time.process_time()
    try:
        registry.read(data, filename="page.html")
    except Refused:
        pass
    return time.process_time() - began
