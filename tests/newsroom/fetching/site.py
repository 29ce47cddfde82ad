"""A site on this machine that answers byte for byte what a test tells it to, however wrong that is."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Answer = bytes | Callable[[socket.socket], None]


@dataclass
class Site:
    """Answers by path; remembers what it was asked, and how many connections came."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    connections: int = 0

    @property
    def origin(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.origin}{path}"

    def says(self, path: str, body: bytes | str = b"", status: str = "200 OK", **headers: str) -> str:
        """Set a whole, right answer for a path and return its address."""
        data = body.encode() if isinstance(body, str) else body
        given = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(data))}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value is not None)
        self.answers[path] = f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + data
        return self.url(path)

    def leads(self, path: str, location: str, status: int = 302) -> str:
        """Set a redirect and return the address that redirects."""
        self.answers[path] = (
            f"HTTP/1.1 {status} Elsewhere\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode()
        )
        return self.url(path)

    def does(self, path: str, answer: Callable[[socket.socket], None]) -> str:
        """Let a function write the answer, and return the address."""
        self.answers[path] = answer
        return self.url(path)

    @property
    def paths(self) -> list[str]:
        return [request.split(" ")[1] for request in self.requests]


def drip(start: bytes, piece: bytes = b"x", pause: float = 0.05, times: int = 400) -> Callable[[socket.socket], None]:
    """Return an answer that begins with ``start`` and then goes on a little at a time."""

    def write(connection: socket.socket) -> None:
        connection.sendall(start)
        for _ in range(times):
            time.sleep(pause)
            connection.sendall(piece)

    return write


def _serve(site: Site, connection: socket.socket) -> None:
    try:
        with connection:
            connection.settimeout(10)
            request = b""
            while b"\r\n\r\n" not in request:
                piece = connection.recv(65_536)
                if not piece:
                    return
                request += piece
            site.requests.append(request.decode("latin-1"))
            path = site.requests[-1].split(" ")[1]
            answer = site.answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            if callable(answer):
                answer(connection)
            else:
                connection.sendall(answer)
    except OSError:
        pass  # the other side went away, as some tests want


def _listen(site: Site, listener: socket.socket) -> None:
    while True:
        try:
            connection, _address = listener.accept()
        except OSError:
            return
        site.connections += 1
        threading.Thread(target=_serve, args=(site, connection), daemon=True).start()


@contextmanager
def open_site() -> Iterator[Site]:
    """Listen on a free port until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        site = Site(port=listener.getsockname()[1])
        threading.Thread(target=_listen, args=(site, listener), daemon=True).start()
        yield site
        listener.shutdown(socket.SHUT_RDWR)
