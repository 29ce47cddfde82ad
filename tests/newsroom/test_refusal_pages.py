"""What is said where a request is refused before any view saw it: a page to a browser, a line to everything else."""

import asyncio
import re

import pytest

from newsroom.refusal_pages import refusal_page
from newsroom.serving.bodies import Limits
from newsroom.serving.front import Front
from tests.newsroom.test_serving import body, scope


def refused(accept):
    """The answer to a form of 200 bytes where 100 are taken."""
    sent, coming = [], [body(b"a" * 200)]

    async def receive():
        return coming.pop(0)

    async def send(message):
        sent.append(message)

    front = Front(lambda environ, start_response: [], Limits(body=100), refusal_page=refusal_page)
    asyncio.run(front(scope("/", "POST", [(b"accept", accept)]), receive, send))
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(message["body"] for message in sent[1:]).decode()


def test_browser_gets_a_page_with_our_style_sheet_and_nothing_else():
    status, headers, page = refused(b"text/html,application/xhtml+xml,*/*;q=0.8")
    assert (status, headers[b"content-type"]) == (413, b"text/html; charset=utf-8")
    assert b"style-src 'self'" in headers[b"content-security-policy"]
    assert b"script-src" not in headers[b"content-security-policy"]
    assert "<h1>Too much at once</h1>" in page
    assert "Nothing was saved" in page
    assert re.findall(r"<(?:script|img|link)[^>]*>", page) == ['<link rel="stylesheet" href="/static/css/site.css">']


@pytest.mark.parametrize("accept", [b"*/*", b"application/json"])
def test_script_gets_a_line_of_text(accept):
    status, headers, said = refused(accept)
    assert (status, headers[b"content-type"]) == (413, b"text/plain; charset=utf-8")
    assert said == "The request is too large: at most 0 KiB are taken here.\n"


@pytest.mark.parametrize(("status", "heading"), [(503, "Too busy just now"), (408, "That was not taken")])
def test_heading_says_what_happened(status, heading):
    assert f"<h1>{heading}</h1>" in refusal_page(status, "Why.").decode()


@pytest.mark.parametrize(("method", "comes_again"), [("GET", True), ("POST", False)])
def test_a_page_that_was_only_to_be_read_comes_again_by_itself_and_a_form_does_not(method, comes_again):
    sent = []

    async def receive():
        return body(b"")

    async def send(message):
        sent.append(message)

    front = Front(lambda environ, start_response: [], Limits(queue=0), refusal_page=refusal_page)
    asyncio.run(front(scope("/", method, [(b"accept", b"text/html")]), receive, send))
    headers, page = dict(sent[0]["headers"]), b"".join(message["body"] for message in sent[1:]).decode()
    assert sent[0]["status"] == 503
    assert b"retry-after" in headers
    assert (b"refresh" in headers) == comes_again
    assert ("comes by itself in" in page) == comes_again
    assert ("If you sent something" in page) == (not comes_again)
    if comes_again:
        assert f"in {headers[b'refresh'].decode()} seconds" in page
