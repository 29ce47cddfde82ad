"""Entries with facts that are too long, of no kind, or from no calendar: a feed brings articles by the rules of the database,
or says of the entry why not; the other entries come."""

import json
from xml.sax.saxutils import escape

import pytest

from newsroom.models import Article, FeedEntry, FeedStatus, Outlet
from tests.newsroom.feeds.desk import WORDS

BODY = f"<p>{WORDS.format('Geneva')}</p><p>They left by train.</p>"
GOOD = {"id": "good", "title": "Talks resume", "content_html": BODY}
BAD = {
    "long": {
        "id": "i" * 5_000,
        "title": "Talks " * 2_000,
        "url": "https://daily.example/" + "a" * 5_000,
        "language": "x" * 400,
        "tags": ["t" * 500 + str(number) for number in range(600)],
        "authors": [{"name": f"Ann Example{number} " * 40} for number in range(900)],
        "date_published": "9" * 400,
    },
    "wrong": {
        "id": {"a": [1]},
        "title": "Talks \x00 begin",
        "url": "javascript:alert(document.cookie)",
        "language": "Klingon",
        "tags": {"": "\ud800"},
        "authors": {"name": ["\x00", None, 7]},
        "date_published": "9999-99-99T99:99:99+99:99",
    },
    "odd": {
        "id": "\x00" * 30,
        "title": "=HYPERLINK(1) \u202eAnn\u202c\u200b",
        "url": "https://daily.example:99999/\u202e%00%0d%0aSet-Cookie:x",
        "language": "en_US_POSIX_variant_of_a_kind",
        "tags": ["a|b;c,\x00|" * 400, None, [[]]],
        "authors": [{"name": "'; DROP TABLE newsroom_article; --"}],
        "date_published": -1,
    },
}


def as_json(entries):
    said = {"version": "https://jsonfeed.org/version/1.1", "title": "The Daily", "items": entries}
    return json.dumps(said), "application/feed+json"


def as_rss(entries):
    def item(entry):
        fields = {
            "guid": entry.get("id"),
            "title": entry.get("title"),
            "link": entry.get("url"),
            "dc:language": entry.get("language"),
            "dc:creator": entry.get("authors"),
            "pubDate": entry.get("date_published"),
            "category": entry.get("tags"),
        }
        said = "".join(f"<{name}>{escape(xml(value))}</{name}>" for name, value in fields.items() if value is not None)
        return f"<item>{said}<content:encoded>{escape(entry['content_html'])}</content:encoded></item>"

    names = (("content", "http://purl.org/rss/1.0/modules/content/"), ("dc", "http://purl.org/dc/elements/1.1/"))
    spaces = " ".join(f"xmlns:{name}='{value}'" for name, value in names)
    items = "".join(map(item, entries))
    return (
        f"<rss version='2.0' {spaces}><channel><title>The Daily</title>{items}</channel></rss>",
        "application/rss+xml",
    )


def xml(value):
    """The words of a value, without what no XML file can hold."""
    return "".join(one for one in str(value) if one >= " " and not "\ud800" <= one <= "\udfff")


@pytest.mark.parametrize("form", [as_json, as_rss])
@pytest.mark.parametrize("bad", BAD)
def test_a_bad_entry_becomes_an_article_by_the_rules_of_the_database_or_says_why_not(desk, login, edgar, form, bad):
    body, kind = form([{"content_html": BODY.replace("Geneva", "Lausanne")} | BAD[bad], GOOD])
    desk.site.says("/feed", body, Content_Type=kind)
    desk.ask()
    assert desk.feed.status == FeedStatus.ACTIVE
    assert desk.counts.get("added", 0) + desk.counts.get("refused", 0) == 2
    assert Article.objects.filter(title="Talks resume").exists()
    editor = login(edgar)
    for article in Article.objects.all():
        article.full_clean(exclude=("authors", "subjects", "custom"))  # lists and mappings may be empty
        assert article.url == "" or article.url.startswith(("https://daily.example", desk.site.url("/")))
        assert "\x00" not in repr([article.title, article.byline, article.subjects, article.external_id])
        page = editor.get(f"/p/talks/articles/{article.uuid}/")
        assert page.status_code == 200 and b"javascript:" not in page.content
    for row in (*FeedEntry.objects.all(), *Outlet.objects.all(), desk.feed):
        row.full_clean(exclude=("why", "result"))
    for entry in FeedEntry.objects.filter(article=None):
        assert entry.why
    assert editor.get(f"/p/talks/feeds/{desk.feed.uuid}/").status_code == 200
