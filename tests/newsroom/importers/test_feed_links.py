"""The feeds that a page names."""

from newsroom.importers.feed_links import feed_addresses


def test_a_page_names_its_feeds():
    page = """<html><head><link rel="stylesheet" href="/x.css"><link rel="alternate" hreflang="de" href="/de/">
    <link rel="alternate" type="application/json" href="/wp-json/posts/1">
    <link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="feed.atom">
    <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
    <link rel="alternate" type="application/rss+xml" href="https://other.example/rss"></head></html>"""
    assert feed_addresses(page, "https://example.org/news/") == [
        "https://example.org/news/feed.atom",
        "https://other.example/rss",
    ]
