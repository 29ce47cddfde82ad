"""Everything that runs in a browser, hidden in an article, by each way in: on the page of the article it is text or gone."""

import json
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from newsroom import log
from newsroom.actions.articles import import_article
from newsroom.importers.registry import read
from newsroom.intake import prepare
from tests import evil_markup
from tests.access.hostile import injected

VECTORS = evil_markup.vectors()
TITLE = "An article about talks"
FEW = [VECTORS[start : start + 12] for start in range(0, len(VECTORS), 12)]
"""Some of them swallow what comes after them."""
WAYS = {
    "page.html": lambda: map(evil_markup.page, FEW),
    "pasted.txt": lambda: ["\n\n".join([TITLE, *numbered(VECTORS)])],
    "notes.md": lambda: ["\n\n".join([f"# {TITLE}", *numbered(VECTORS)])],
    "item.json": lambda: (json.dumps({**ITEM, "body_xhtml": evil_markup.page(few)}) for few in FEW),
}
ITEM = {"uri": "http://example.org/1", "type": "text", "headline": VECTORS[0], "byline": VECTORS[1], "language": "en"}
ATTRIBUTES = {"class", "id", "href", "rel", "target", "dir", "lang", "title", "start", "aria-hidden", "tabindex"}
ATTRIBUTES |= {f"data-{name}" for name in ("block", "s", "a", "n", "skip", "start", "first", "last")}


def numbered(vectors):
    for number, vector in enumerate(vectors):
        words = " ".join(vector.split())
        yield f"Paragraph {number} of a long article about talks and about what was said there. {words}"


class Article(HTMLParser):
    """Collects the elements of the article's own text and their attributes."""

    def __init__(self):
        super().__init__()
        self.depth, self.text, self.links, self.attributes = 0, "", [], set()

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if self.depth or values.get("id") == "article":
            self.depth += tag not in ("br", "img", "input", "hr", "wbr", "col")
            self.attributes |= {name for name, _value in attrs} if values.get("id") != "article" else set()
            assert values.get("tabindex") != "1"
            self.links += [values["href"]] if "href" in values else []

    def handle_endtag(self, tag):
        self.depth -= bool(self.depth)

    def handle_data(self, data):
        self.text += data if self.depth else ""


def test_there_are_enough_and_they_are_all_different():
    assert len(VECTORS) >= 250


@pytest.mark.parametrize("name", WAYS)
def test_nothing_of_it_is_more_than_text(name, project, edgar, login, alice):
    client = login(alice)
    for number, text in enumerate(WAYS[name]()):
        prepared = prepare(read(text.encode(), filename=name))
        article = import_article(by=edgar, project=project, prepared=prepared, token=log.make_token()).article
        page = client.get(reverse("article_read", args=[project.key, article.uuid])).content.decode()
        assert injected(page) == []
        found = Article()
        found.feed(page)
        assert "Paragraph 0 of a long article" in found.text, number
        outside = [link for link in found.links if not link.startswith(("#b", f"/p/{project.key}/"))]
        assert {link.partition(":")[0] for link in outside} <= {"http", "https", "mailto"}
        assert found.attributes <= ATTRIBUTES
    assert name.endswith((".html", ".json")) or "{{7*7}}" in found.text
