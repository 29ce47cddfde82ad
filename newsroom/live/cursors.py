"""Where a client stands in a project's log, sealed: it says nothing to whom it is sent, and nobody can make one.

A sequence number would tell how much happened that its reader may not see. So it is hidden under a keyed hash of a
random beginning, which is new each time, and signed. It counts for one person in one project.
"""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

NONCE, NUMBER, TAG = 8, 8, 14  # bytes; 30 together are 40 letters without a filler


def seal(secret: bytes, person: int, project: int, sequence: int) -> str:
    """Return the cursor of a sequence number.

    >>> unseal(b"key", 7, 1, seal(b"key", 7, 1, 4711))
    4711
    >>> unseal(b"key", 8, 1, seal(b"key", 7, 1, 4711)) is None
    True
    """
    nonce = secrets.token_bytes(NONCE)
    hidden = _hide(secret, nonce, sequence.to_bytes(NUMBER, "big"))
    return urlsafe_b64encode(nonce + hidden + _tag(secret, person, project, nonce + hidden)).decode()


def unseal(secret: bytes, person: int, project: int, cursor: str) -> int | None:
    """Return the sequence number, or None where the cursor is not one of ours for this person and project."""
    try:
        raw = urlsafe_b64decode(cursor.encode("ascii"))
    except ValueError:
        return None
    body, tag = raw[: NONCE + NUMBER], raw[NONCE + NUMBER :]
    if len(raw) != NONCE + NUMBER + TAG or not hmac.compare_digest(tag, _tag(secret, person, project, body)):
        return None
    return int.from_bytes(_hide(secret, body[:NONCE], body[NONCE:]), "big")


def _hide(secret: bytes, nonce: bytes, number: bytes) -> bytes:
    pad = hmac.digest(secret, b"margin cursor pad" + nonce, hashlib.sha256)
    return bytes(one ^ other for one, other in zip(number, pad, strict=False))


def _tag(secret: bytes, person: int, project: int, body: bytes) -> bytes:
    return hmac.digest(secret, b"margin cursor tag %d %d " % (person, project) + body, hashlib.sha256)[:TAG]
