"""Several files as one ZIP archive, made as it is sent.

Pure: standard library only.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime

Member = tuple[str, Iterable[bytes]]


class _Outlet(io.RawIOBase):
    """A stream that keeps what was written until it is taken; it cannot be rewound, so sizes follow the data."""

    def __init__(self) -> None:
        super().__init__()
        self.chunks: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.chunks.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        chunk = b"".join(self.chunks)
        self.chunks.clear()
        return chunk


def archive(members: Iterable[Member], at: datetime) -> Iterator[bytes]:
    """Return the archive in chunks; ``at`` is the time that its members bear."""
    outlet = _Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, chunks in members:
            info = zipfile.ZipInfo(name, at.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            with file.open(info, "w", force_zip64=True) as member:
                for chunk in chunks:
                    member.write(chunk)
                    if ready := outlet.taken():
                        yield ready
    yield outlet.taken()
