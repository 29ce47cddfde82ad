"""Turns an ASGI scope into the environ that WSGI asks for (PEP 3333)."""

import sys
from typing import Any, BinaryIO
from urllib.parse import unquote_to_bytes

from newsroom.serving.messages import Refused, Scope

OWN_KEYS = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
# httpoxy: programs started from here would take HTTP_PROXY for a setting of theirs
DROPPED = frozenset({"proxy", "content-length"})


def environ_of(scope: Scope, body: BinaryIO, length: int) -> dict[str, Any]:
    """The environ of one request whose body, `length` bytes long, has been received.

    Headers whose name holds an underscore are dropped, since X_Forwarded_For and X-Forwarded-For would become one.
    Raises Refused with 400 when the request names two hosts.
    """
    host, port = scope.get("server") or ("127.0.0.1", 80)
    root = scope.get("root_path", "")
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": root.encode().decode("latin-1"),
        "PATH_INFO": path_of(scope),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
        "CONTENT_LENGTH": str(length),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    return environ | header_keys(scope["headers"])


def path_of(scope: Scope) -> str:
    """The path as WSGI wants it: its bytes, percent signs resolved, each shown as one latin-1 character."""
    raw = scope.get("raw_path") or scope["path"].encode()
    return unquote_to_bytes(raw.split(b"?")[0]).decode("latin-1")


def header_keys(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    """The headers under their WSGI names; repeated ones joined as RFC 9110 says, cookies by a semicolon."""
    keys: dict[str, str] = {}
    for raw_name, raw_value in headers:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if "_" in name or name in DROPPED:
            continue
        key = OWN_KEYS.get(name) or f"HTTP_{name.replace('-', '_').upper()}"
        if key == "HTTP_HOST" and key in keys:
            raise Refused(400, "The request names two hosts.", connection="close")
        keys[key] = f"{keys[key]}{'; ' if name == 'cookie' else ','}{value}" if key in keys else value
    return keys
