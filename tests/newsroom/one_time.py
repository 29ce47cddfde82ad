"""Codes of an authenticator app, computed as RFC 6238 says: what a phone would show."""

import base64
import hmac
import struct
import time


def code(secret: str, steps: int = 0) -> str:
    """Return the six digits of now, or of some steps of 30 seconds later or, below zero, earlier."""
    counter = int(time.time()) // 30 + steps
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), "sha1").digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
