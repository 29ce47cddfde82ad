"""Made-up pages in the shapes that outlets use, for the tests of the page reader."""

import json
from html import escape

from newsroom.importers import html
from newsroom.importers.options import Options

PARAGRAPHS = (
    "The ministers met on Tuesday in Geneva and agreed on nothing that they were willing to write down, officials said.",
    "A second round of talks is planned for March, although neither delegation would confirm who is going to attend it.",
    "Analysts who follow the dispute closely had expected little more than a statement about the exchange of prisoners.",
    "Fishing rights in the northern waters remain the hardest question, and both governments face elections this year.",
    "The mediator told reporters that she had seen real willingness to negotiate, a claim that others in the room denied.",
)
NAVIGATION = (
    "<header><a href='/'>The Daily</a><nav><ul>" + "<li><a href='/s'>Section</a></li>" * 12 + "</ul></nav></header>"
)
FOOTER = "<footer><p>© 2026 The Daily. All rights reserved.</p><a href='/imprint'>Imprint</a></footer>"
ADDRESS = "https://daily.example/world/talks"


def record(**values):
    """JSON-LD of a news article; a value of None takes a property out."""
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Talks resume in Geneva",
        "datePublished": "2026-02-03T09:30:00+01:00",
        "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Person", "name": "Ali Öz"}],
        "publisher": {"@type": "NewsMediaOrganization", "name": "The Daily"},
        **values,
    }
    return script({name: value for name, value in article.items() if value is not None})


def script(value):
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def meta(**values):
    """<meta> elements; two underscores in a name are a colon."""
    parts = ((name.replace("__", ":"), escape(value)) for name, value in values.items())
    return "".join(f'<meta property="{name}" content="{value}">' for name, value in parts)


def page(inside=None, *, head="", title="Talks resume in Geneva", below=""):
    """A page of an outlet: navigation, an article with a headline, a footer."""
    inside = "".join(f"<p>{text}</p>" for text in PARAGRAPHS) if inside is None else inside
    heading = f"<h1>{title}</h1>" if title else ""
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'>{head}</head><body>{NAVIGATION}<main><article>"
        f"{heading}<div class='body'>{inside}</div></article>{below}</main>{FOOTER}</body></html>"
    )


def around(inside):
    """A body with something in its middle."""
    first, rest = PARAGRAPHS[:3], PARAGRAPHS[3:]
    return "".join(f"<p>{text}</p>" for text in first) + inside + "".join(f"<p>{text}</p>" for text in rest)


def read(markup, **options):
    return html.read(markup, Options(**options))


def texts(draft):
    return [block.text for block in draft.body]


def middle(inside):
    """Read a page with something in the middle of its body; return kind and text of what came of it."""
    body = [(block.kind, block.text) for block in read(page(around(inside))).body]
    assert [text for _, text in body[:3]] == list(PARAGRAPHS[:3])
    assert [text for _, text in body[-2:]] == list(PARAGRAPHS[3:])
    return body[3:-2]
