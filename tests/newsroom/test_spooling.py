import asyncio
import threading

import pytest
from django.contrib.auth.decorators import login_not_required
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import path

from newsroom.serving.bodies import Limits
from newsroom.serving.front import Front
from newsroom.spooling import SpooledResponse
from tests.newsroom.test_serving import scope

pytestmark = pytest.mark.urls("tests.newsroom.test_spooling")
threads = []


def rows(count):
    for number in range(count):
        threads.append(threading.current_thread().name)
        yield f"row {number}\r\n" * 100


@login_not_required
def export(request):
    threads.append(threading.current_thread().name)
    return SpooledResponse(rows(50), content_type="text/csv")


@login_not_required
def broken_export(request):
    return SpooledResponse((1 / (2 - number) for number in range(5)), content_type="text/csv")


urlpatterns = [path("export", export), path("broken", broken_export)]


async def ask(address, method="GET"):
    front, sent = Front(WSGIHandler(), Limits()), []
    headers = [(b"host", b"testserver"), (b"accept-encoding", b"gzip")]

    async def send(message):
        sent.append(message)

    await front(scope(address, method, headers), None, send)
    return sent


def test_rows_are_made_in_the_export_thread_and_sent_as_they_are():
    threads.clear()
    start, *chunks = asyncio.run(ask("/export"))
    headers = dict(start["headers"])
    said = b"".join(chunk["body"] for chunk in chunks)
    assert said.splitlines()[-1] == b"row 49"
    assert int(headers[b"content-length"]) == len(said)
    assert b"content-encoding" not in headers
    assert threads[0].startswith("pages")
    assert {name.split("_")[0] for name in threads[1:]} == {"exports"}


def test_head_of_an_export_makes_no_rows():
    threads.clear()
    start, *chunks = asyncio.run(ask("/export", "HEAD"))
    assert start["status"] == 200
    assert b"".join(chunk["body"] for chunk in chunks) == b""
    assert [name.split("_")[0] for name in threads] == ["pages"]


def test_export_that_breaks_sends_no_half_file():
    sent = []
    with pytest.raises(ZeroDivisionError):
        sent = asyncio.run(ask("/broken"))
    assert sent == []


def test_a_test_client_reads_it_like_any_response(client):
    response = client.get("/export")
    assert isinstance(response, SpooledResponse)
    assert not isinstance(response, HttpResponse)
    assert response.getvalue().count(b"\r\n") == 5000
