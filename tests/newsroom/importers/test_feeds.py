"""Feeds: RSS, Atom and JSON Feed, broken ones, and entries as articles."""

import json
import time
from dataclasses import replace

import pytest
from hypothesis import given, strategies as st

from newsroom.importers import feed_entry
from newsroom.importers.feed_document import MOST_ENTRIES, Entry
from newsroom.importers.feed_reader import read_feed
from newsroom.importers.notices import Refused
from newsroom.importers.registry import read

URL = "https://example.org/feed"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet href="x.xsl"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Daily &amp; Co</title><link>https://example.org/</link><language>en-gb</language><ttl>60</ttl>
<item><guid isPermaLink="false">7</guid><link>/a?id=7</link><title>L&amp;#8217;&amp;eacute;t&amp;eacute; &lt;b&gt;chaud&lt;/b&gt;</title>
<description>A short summary.</description><dc:creator>Jane Doe</dc:creator><category>Talks</category>
<pubDate>Tue, 03 Feb 2026 09:30:00 +0100</pubDate>
<content:encoded><![CDATA[<p>They <b>met</b> in <a href="/geneva">Geneva</a>.</p><script>alert(1)</script><p>They left.</p>]]></content:encoded></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title type="html">&lt;i&gt;Der&lt;/i&gt; Tag</title>
<link rel="alternate" href="https://example.org/"/>
<entry><id>tag:example.org,2026:1</id><title>Gespräche</title><link href="https://example.org/1"/>
<updated>2026-02-03T09:30:00Z</updated><author><name>Ina</name></author><author><name>Udo</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Sie trafen sich.</p><p>Sie gingen.</p></div></content></entry></feed>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Daily",
    "home_page_url": "https://example.org",
    "language": "fr",
    "items": [
        {
            "id": 7,
            "url": "/a",
            "title": "Talks",
            "content_text": "They met.\n\nThey <left>.",
            "date_published": "2026-02-03T09:30:00+01:00",
            "authors": [{"name": "Jane"}, {"name": "Ali"}, "x"],
            "tags": ["talks", 3, None],
        }
    ],
}


def feed(text, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return read_feed(data, url=URL, **options)


def refusal(data):
    with pytest.raises(Refused) as refused:
        feed(data)
    return refused.value.code


def article(entry):
    return read(feed_entry.as_bytes(entry), filename="", options={"importer": "feed_entry"})


def test_rss_is_read():
    found = feed(RSS)
    assert (found.title, found.site_url, found.language, found.ttl) == (
        "The Daily & Co",
        "https://example.org/",
        "en-gb",
        3600,
    )
    entry = found.entries[0]
    assert (entry.id, entry.url, entry.title) == ("7", "https://example.org/a?id=7", "L’été chaud")
    assert (entry.author, entry.subjects, entry.summary) == ("Jane Doe", ("Talks",), "A short summary.")


def test_an_entry_becomes_an_article():
    draft = article(feed(RSS).entries[0])
    assert [(block.kind, block.text) for block in draft.blocks] == [
        ("title", "L’été chaud"),
        ("standfirst", "A short summary."),
        ("paragraph", "They met in Geneva."),
        ("paragraph", "They left."),
    ]
    links = [span.href for block in draft.blocks for span in block.spans if span.kind == "link"]
    assert links == ["https://example.org/geneva"]
    assert (draft.byline, draft.url, draft.language) == ("Jane Doe", "https://example.org/a?id=7", "en-GB")
    assert draft.more.external_id == "example.org/7"
    assert draft.more.domain == "example.org"
    assert not draft.more.is_partial


def test_atom_is_read():
    found = feed(ATOM)
    assert (found.title, found.language) == ("Der Tag", "de")
    draft = article(found.entries[0])
    assert [block.text for block in draft.body] == ["Sie trafen sich.", "Sie gingen."]
    assert (draft.byline, draft.more.external_id) == ("Ina, Udo", "tag:example.org,2026:1")
    assert draft.published == "2026-02-03T09:30:00Z"


def test_json_feed_is_read():
    found = feed(json.dumps(JSON))
    entry = found.entries[0]
    assert (found.title, entry.id, entry.url) == ("Daily", "7", "https://example.org/a")
    assert (entry.author, entry.subjects, entry.language) == ("Jane, Ali", ("talks", "3"), "fr")
    assert [block.text for block in article(entry).body] == ["They met.", "They <left>."]


@pytest.mark.parametrize("encoding", ("utf-8", "utf-16", "iso-8859-1", "windows-1251"))
def test_encodings_are_read(encoding):
    title = "Переговоры" if encoding == "windows-1251" else "Café – déjà"[: 4 if "8859" in encoding else None]
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><rss><channel><item><title>{title}</title></item></channel></rss>'
    )
    assert feed(text.encode(encoding)).entries[0].title == title


def test_a_broken_feed_is_read_as_well_as_can_be():
    text = "<rss><channel><title>A & B</title><item><title>Talks & more</title><link>https://e.org/1</link></channel>"
    found = feed(text)
    assert (found.title, found.entries[0].title) == ("A & B", "Talks & more")


def test_a_document_type_alone_is_no_reason_to_refuse():
    start = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">'
    found = feed(start + "<rss version='0.91'><channel><item><title>Caf&eacute;&nbsp;1</title></item></channel></rss>")
    assert found.entries[0].title == "Café 1"


BOMBS = {
    "billion laughs": '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>',
    "external": '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel><title>&x;</title></channel></rss>',
    "parameter": '<!DOCTYPE r [<!ENTITY % x SYSTEM "http://127.0.0.1/">%x;]><rss><channel></channel></rss>',
    "hidden": "<!DOCTYPE r [<!ENTITY x '<rss>'>]><rss><channel><title>&x;</title></channel></rss>",
    "wide": ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE r [<!ENTITY a "b">]><rss><channel/></rss>').encode(
        "utf-16"
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_feed_that_declares_entities_is_refused(name):
    assert refusal(BOMBS[name]) == "xml-entities"


@pytest.mark.parametrize(
    ("data", "code"),
    (
        ("", "empty"),
        ("   ", "empty"),
        ("just words", "no-feed"),
        ("<html><title>Daily</title></html>", "page"),
        ("<!DOCTYPE html><p>Daily", "page"),
        ("<urlset><url/></urlset>", "no-feed"),
        ("{}", "no-feed"),
        ('{"version": "1", "items": []}', "no-feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 7}', "no-feed"),
        ("[" * 100_000, "json-deep"),
        ('{"items": ', "json-damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "binary"),
        ("<rss><channel>" + "<item>" * 100_000, "feed-bomb"),
        ("<rss><channel><item " + " ".join(f'a{n}="1"' for n in range(50_000)) + "/>", "feed-bomb"),
        (b"<rss>" + b"x" * 10_000_001, "too-large"),
    ),
    ids=lambda value: ascii(value)[:30],
)
def test_what_is_no_feed_is_refused_in_words(data, code):
    assert refusal(data) == code


ITEM = "<item><guid isPermaLink='false'>{0}</guid><title>Title {0}</title><link>https://example.org/{0}</link></item>"


def test_fifty_thousand_items_cost_no_more_than_five_hundred():
    text = f"<rss><channel><title>D</title>{''.join(ITEM.format(n) for n in range(50_000))}</channel></rss>"
    began = time.process_time()
    found = feed(text)
    assert time.process_time() - began < 3
    assert len(found.entries) == MOST_ENTRIES
    assert (found.title, found.entries[0].id, found.entries[-1].id) == ("D", "0", str(MOST_ENTRIES - 1))


@pytest.mark.parametrize(
    "text",
    (
        "<feed><entry><content type='xhtml'>" + "<div>" * 50_000,
        "<rss><channel>& <item>" + "<b a='1'>t & " * 50_000,
        "<rss><channel><title>" + "&nbsp;&foo;" * 300_000,
        "<rss><channel><item><title><![CDATA[" + "<![CDATA[" * 300_000,
        "<rss><channel><item a='" + "x' " * 300_000,
    ),
    ids=lambda text: text[:40],
)
def test_a_hostile_feed_ends_soon(text):
    began = time.process_time()
    try:
        feed(text)
    except Refused:
        pass
    assert time.process_time() - began < 10


def test_the_same_guid_twice_is_one_entry():
    text = f"<rss><channel>{ITEM.format(1)}{ITEM.format(1).replace('Title', 'Another')}{ITEM.format(2)}</channel></rss>"
    assert [entry.title for entry in feed(text).entries] == ["Title 1", "Title 2"]


def test_an_entry_is_itself_by_its_id_else_by_its_address():
    assert Entry(id="1", url="https://a/").key == Entry(id="1", url="https://b/").key
    assert Entry(url="https://a/", title="x").key == Entry(url="https://a/", title="y").key
    assert Entry(url="https://a/").key != Entry(url="https://b/").key
    assert Entry(url="https://a/1?utm_source=rss").key == Entry(url="https://a/1").key
    assert Entry(url="https://a/?id=1").key != Entry(url="https://a/?id=2").key


def test_an_entry_was_changed_when_its_words_were():
    entry = Entry(id="1", title="x", content='<p>They <a href="?t=1">met</a>.</p>')
    assert entry.sha256 == replace(entry, content='<p>They <a href="?t=2">met</a>.</p>').sha256
    assert entry.sha256 != replace(entry, content="<p>They <b>left</b>.</p>").sha256
    assert entry.sha256 != replace(entry, title="y").sha256
    assert entry.sha256 != replace(entry, updated="2026-02-03").sha256


@pytest.mark.parametrize("date", ("Mon, 01 Jan 0001 00:00:00 GMT", "9999-12-31T23:59:59Z", "soon", "", "0000-00-00"))
def test_dates_beyond_the_calendar_of_the_news_are_not_known(date):
    entry = Entry(title="T", content="<p>A</p><p>B</p>", published=date)
    assert article(entry).published == ""


def test_a_summary_alone_is_a_partial_article():
    draft = article(Entry(title="Talks", summary="They met, but …", url="https://e.org/1"))
    assert draft.more.is_partial
    assert [block.text for block in draft.body] == ["They met, but …"]
    assert [notice.code for notice in draft.warnings][0] == "summary-only"


@pytest.mark.parametrize(
    ("content", "summary", "is_whole"),
    (
        ("<p>One.</p><p>Two.</p>", "", True),
        ("<p>One.</p>", "", False),
        ("<p>" + "word " * 100 + "</p>", "word word word", True),
        ("<p>" + "word " * 10 + "</p>", "word " * 8, False),
        ("", "<p>" + "</p><p>".join(["word " * 100] * 4) + "</p>", True),
        ("", "<p>One.</p><p>Two.</p><p>Three.</p>", False),
        ("", "", False),
    ),
)
def test_whole_or_summary(content, summary, is_whole):
    assert feed_entry.is_whole(Entry(title="T", content=content, summary=summary)) is is_whole


def test_a_summary_that_begins_the_text_is_no_standfirst():
    entry = Entry(title="T", content="<p>They met in Geneva. They left.</p><p>More.</p>", summary="They met in Geneva.")
    assert article(entry).standfirst == ""


def test_markup_in_an_entry_never_comes_through():
    entry = Entry(
        title="T", content='<p onclick="x">A <a href="javascript:alert(1)">b</a></p><iframe src="//x"></iframe><p>C</p>'
    )
    draft = article(entry)
    assert [block.text for block in draft.body] == ["A b", "C"]
    assert not [span for block in draft.body for span in block.spans]


def test_an_entry_without_words_is_refused():
    with pytest.raises(Refused):
        article(Entry(id="1", url="https://e.org/1"))


@given(st.builds(Entry, *[st.text(max_size=60)] * 9, st.tuples(st.text(max_size=9)), st.text(max_size=20)))
def test_any_entry_is_an_article_or_refused(entry):
    assert len(entry.key) == len(entry.sha256) == 64
    try:
        draft = article(entry)
    except Refused:
        return
    layout = draft.layout()
    assert all(layout.text[block.start : block.end].strip() for block in layout.blocks)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_feed_or_refused(data):
    for start in (b"", b"<rss><channel><item>", b"<feed><entry>", b'{"version": "jsonfeed", "items": ['):
        try:
            read_feed(start + data, url=URL)
        except Refused:
            pass
