"""The front as the server calls it, and behind real granian over sockets."""

import asyncio
import http.client
import json
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.newsroom.front_app import Long, application
from tests.postgres import free_port

ROOT = Path(__file__).resolve().parents[2]


def scope(path="/", method="GET", headers=(), query=b""):
    return {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": list(headers),
        "client": ("192.0.2.7", 4711),
        "server": ("127.0.0.1", 8000),
        "root_path": "",
    }


async def ask(given, *messages):
    """Status, headers and body of the answer to one request."""
    sent, coming = [], list(messages)

    async def receive():
        if not coming:
            await asyncio.sleep(30)
        return coming.pop(0)

    async def send(message):
        sent.append(message)

    await application(given, receive, send)
    if not sent:
        return None
    return sent[0]["status"], dict(sent[0]["headers"]), b"".join(message["body"] for message in sent[1:])


def body(data, more=False):
    return {"type": "http.request", "body": data, "more_body": more}


def environ_for(**given):
    return json.loads(asyncio.run(ask(scope(**given)))[2])


def test_environ_says_who_asks_and_for_what():
    environ = environ_for(path="/a%20b/%C3%A9", query=b"q=%C3%A9", headers=[(b"host", b"margin.example.org")])
    assert environ["PATH_INFO"] == "/a b/\u00c3\u00a9"
    assert environ["QUERY_STRING"] == "q=%C3%A9"
    assert environ["REMOTE_ADDR"] == "192.0.2.7"
    assert environ["HTTP_HOST"] == "margin.example.org"
    assert environ["wsgi.url_scheme"] == "http"
    assert environ["SCRIPT_NAME"] == ""


def test_headers_that_could_pass_for_others_are_dropped():
    headers = [(b"x_forwarded_proto", b"https"), (b"x-forwarded-for", b"1.2.3.4"), (b"proxy", b"http://evil")]
    environ = environ_for(headers=headers)
    assert environ["HTTP_X_FORWARDED_FOR"] == "1.2.3.4"
    assert "HTTP_X_FORWARDED_PROTO" not in environ
    assert "HTTP_PROXY" not in environ


def test_repeated_headers_are_joined_and_cookies_stay_cookies():
    headers = [(b"cookie", b"a=1"), (b"cookie", b"b=2"), (b"accept", b"text/html"), (b"accept", b"*/*")]
    environ = environ_for(headers=headers)
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_ACCEPT"] == "text/html,*/*"


def test_two_hosts_are_refused():
    status, _, _ = asyncio.run(ask(scope(headers=[(b"host", b"a"), (b"host", b"b")])))
    assert status == 400


def test_body_in_pieces_arrives_whole():
    given = scope("/length", "POST", [(b"transfer-encoding", b"chunked")])
    status, _, said = asyncio.run(ask(given, body(b"a" * 1000, True), body(b"b" * 500)))
    assert (status, said) == (200, b"1500")


def test_body_over_the_limit_is_read_to_its_end_and_refused():
    given = scope("/length", "POST", [(b"content-length", b"100001")])
    status, headers, said = asyncio.run(ask(given, body(b"a" * 100_000, True), body(b"a")))
    assert status == 413
    assert headers[b"connection"] == b"close"
    assert b"at most 97 KiB" in said


def test_body_over_the_limit_is_refused_when_it_hides_its_length():
    given = scope("/length", "POST", [(b"transfer-encoding", b"chunked")])
    status, _, _ = asyncio.run(ask(given, *[body(b"a" * 40_000, True)] * 3, body(b"")))
    assert status == 413


def test_body_that_says_it_is_too_large_and_then_stalls_is_refused_as_too_large():
    given = scope("/length", "POST", [(b"content-length", b"209715200")])
    assert asyncio.run(ask(given, body(b"a" * 1000, True)))[0] == 413


def test_import_may_send_more():
    given = scope("/p/x/import/", "POST", [(b"content-length", b"3000000")])
    given["path"] = "/p/x/import/"
    status, _, _ = asyncio.run(ask(given, *[body(b"a" * 1_000_000, True)] * 2, body(b"a" * 1_000_000)))
    assert status == 200


def test_body_that_never_ends_is_given_up():
    began = time.monotonic()
    given = scope("/length", "POST", [(b"content-length", b"1000")])
    status, headers, _ = asyncio.run(ask(given, body(b"a", True)))
    assert status == 408
    assert headers[b"connection"] == b"close"
    assert time.monotonic() - began < 5


def test_client_that_leaves_midway_gets_nothing_and_breaks_nothing():
    given = scope("/length", "POST", [(b"content-length", b"1000")])
    assert asyncio.run(ask(given, body(b"a", True), {"type": "http.disconnect"})) is None


def test_head_has_headers_and_no_body():
    status, headers, said = asyncio.run(ask(scope("/", "HEAD")))
    assert (status, said) == (200, b"")
    assert b"content-type" in headers


def test_no_content_has_no_length():
    status, headers, said = asyncio.run(ask(scope("/nothing")))
    assert (status, said) == (204, b"")
    assert b"content-length" not in headers


def test_headers_of_the_connection_are_the_servers_business():
    _, headers, _ = asyncio.run(ask(scope()))
    assert b"connection" not in headers


def test_long_answer_is_whole_sized_and_closed():
    closed = Long.closed
    status, headers, said = asyncio.run(ask(scope("/export", query=b"300")))
    assert status == 200
    assert len(said) == 3_000_000 == int(headers[b"content-length"])
    assert said.endswith(b"000000299\n")
    assert Long.closed == closed + 1


def test_pages_pass_a_long_export():
    async def both():
        export = asyncio.create_task(ask(scope("/slow-export")))
        await asyncio.sleep(0.1)
        began = time.monotonic()
        status, _, _ = await ask(scope("/"))
        return status, time.monotonic() - began, (await export)[0]

    status, seconds, export = asyncio.run(both())
    assert (status, export) == (200, 200)
    assert seconds < 0.5  # the export takes a second


def test_full_queue_says_when_to_come_back():
    async def crowd():
        return await asyncio.gather(*[ask(scope("/sleep", query=b"0.1")) for _ in range(6)])

    answers = asyncio.run(crowd())
    assert sorted(status for status, _, _ in answers) == [200, 200, 200, 200, 503, 503]
    refused = next(answer for answer in answers if answer[0] == 503)
    assert 1 <= int(refused[1][b"retry-after"]) <= 5


def test_too_many_exports_are_refused_and_closed():
    async def crowd():
        return await asyncio.gather(*[ask(scope("/slow-export")) for _ in range(3)])

    closed = Long.closed
    assert sorted(status for status, _, _ in asyncio.run(crowd())) == [200, 200, 503]
    assert Long.closed == closed + 3


@pytest.fixture(scope="module")
def port():
    """A real server with one worker."""
    port = free_port()
    target = "tests.newsroom.front_app:application"
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(port), "--http", "1", target]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(port)
    yield port
    server.terminate()
    assert server.wait(20) == 0


def wait_for(port):
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not come up")


def raw(port, request, seconds=5.0):
    """What the server says to these bytes until it is silent or hangs up."""
    with socket.create_connection(("127.0.0.1", port), seconds) as connection:
        connection.settimeout(seconds)
        connection.sendall(request)
        said = b""
        try:
            while chunk := connection.recv(65536):
                said += chunk
        except TimeoutError:
            pass
    return said


def test_server_keeps_the_connection_over_several_requests(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    for size in (0, 10, 90_000):
        connection.request("POST", "/length", body=b"x" * size)
        assert connection.getresponse().read() == str(size).encode()
    connection.request("HEAD", "/")
    assert connection.getresponse().read() == b""
    connection.request("GET", "/export?200")
    assert len(connection.getresponse().read()) == 2_000_000
    connection.close()


def test_client_that_sends_far_too_much_reads_why_it_was_refused(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("POST", "/length", body=b"x" * 20_000_000)
    answer = connection.getresponse()
    assert (answer.status, answer.read()) == (413, b"The request is too large: at most 97 KiB are taken here.\n")
    connection.close()


def test_server_refuses_two_hosts(port):
    assert raw(port, b"GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n").startswith(b"HTTP/1.1 400 ")


def test_slow_senders_hold_up_nobody(port):
    slow = [socket.create_connection(("127.0.0.1", port), 5) for _ in range(60)]
    for connection in slow:
        connection.sendall(b"POST /length HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\na")
    began = time.monotonic()
    assert raw(port, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").startswith(b"HTTP/1.1 200 ")
    assert time.monotonic() - began < 1
    for connection in slow:
        connection.settimeout(5)
        assert connection.recv(100).startswith(b"HTTP/1.1 408 ")
        connection.close()
