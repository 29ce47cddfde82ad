"""Bytes to text: which character set a file is in, and what was doubtful about it.

The order: the person's choice, byte order mark, a declared multi-byte set that fits, UTF-8, UTF-16 without a mark,
UTF-8 with few broken bytes, the declared set, a guess, Windows-1252. UTF-8 goes before a declared single-byte set
because pages that say "latin-1" and are UTF-8 are common, while the reverse cannot decode.

>>> decode("Café".encode()).text
'Café'
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from charset_normalizer import from_bytes

from newsroom.importers.charsets import GUESSABLE, codec, is_single_byte, latin_for
from newsroom.importers.notices import Notice, Refused, gettext_noop

MOST_BYTES: Final = 10_000_000
_SAMPLE: Final = 16_384
_MANY_CONTROLS: Final = 64
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Those that could pass as text; the others give themselves away by their control characters.
_BINARY_STARTS: Final = (
    *(b"\x89PNG", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\xff\xd8\xff"),
    *(b"GIF89a", b"\xd0\xcf\x11\xe0", b"{\\rtf"),
)
_CONTROLS: Final = bytes(code for code in range(0x20) if code not in b"\t\n\r\f\x1b")
BEGINNING: Final = 4096
"""How many bytes of a page are searched for what it says of itself."""
_META: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_LANGUAGE: Final = re.compile(rb"""<html[^>]{0,400}?\slang\s{0,5}=\s{0,5}["']?([A-Za-z]{2,3})""", re.IGNORECASE)
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_MOJIBAKE: Final = re.compile("Ã[\u00a0-\u00bf€‚ƒ„…†‡‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\u00a0-\u00bf]|â€|[ÐÑ][\u00a0-\u00bf‚„…€]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the codec that made it and what to tell the person."""

    text: str
    encoding: str
    warnings: tuple[Notice, ...] = ()


def decode(
    data: bytes,
    *,
    chosen: str = "",
    declared: str = "",
    html: bool = False,
    language: str = "",
    limit: int = MOST_BYTES,
) -> Decoded:
    """Decode a file of at most ``limit`` bytes.

    ``chosen`` is a person's choice and wins; ``declared`` is what the transport says; ``html`` looks for a
    <meta> too. Raises ``Refused`` for empty, too large and binary data and for an unknown ``chosen``.
    """
    _check(data, limit)
    if chosen:
        return _chosen(data, chosen)
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _lossy(data[len(mark) :], name)
    label = declared or (_meta_label(data) if html else "")
    known = codec(label) if label else ""
    decoded = next(_attempts(data, known), None)
    if decoded is None:
        _refuse_binary(data)
        language = language or (_page_language(data) if html else "")
        decoded = _broken_utf8(data) or _declared(data, known) or _guessed(data, language, known)
    return Decoded(decoded.text, decoded.encoding, (*decoded.warnings, *_doubts(decoded.text)))


def _check(data: bytes, limit: int) -> None:
    if not data.strip():
        raise Refused("empty", gettext_noop("The file is empty. Save or download it again."))
    if len(data) > limit:
        message = gettext_noop("The file has %(size)d MB; Margin reads at most %(limit)d MB.")
        raise Refused("too-large", message, size=-(-len(data) // 1_000_000), limit=max(1, limit // 1_000_000))
    if data.startswith(_BINARY_STARTS):
        _refuse()


def _chosen(data: bytes, label: str) -> Decoded:
    name = codec(label)
    if not name:
        raise Refused("unknown-encoding", gettext_noop("There is no encoding “%(name)s”."), name=label[:40])
    decoded = _lossy(data, name)
    return Decoded(decoded.text.lstrip("\ufeff"), name, decoded.warnings)


def _attempts(data: bytes, known: str) -> Iterator[Decoded]:
    """Yield the decodings that prove themselves: every byte fits, in a set where that means something."""
    names = [known] if known and not is_single_byte(known) else []
    names += _wide_without_mark(data) or ["utf-8"]
    for name in names:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if name == "utf-8":
            _refuse_binary(data)
        yield Decoded(text, name, _overruled(known, name, data))


def _overruled(known: str, name: str, data: bytes) -> tuple[Notice, ...]:
    if not known or known == name or data.isascii():
        return ()
    message = gettext_noop("The file says it is %(declared)s but it is %(encoding)s.")
    return (Notice("encoding-overruled", message, {"declared": known, "encoding": name}),)


def _wide_without_mark(data: bytes) -> list[str]:
    """UTF-16 of a text with Latin letters or spaces has a NUL in every other place, on one side alone."""
    sample = data[:_SAMPLE]
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) // 2
    if len(data) % 2 or half < 4:
        return []
    if odd > half * 0.3 and even < half * 0.05:
        return ["utf-16-le"]
    return ["utf-16-be"] if even > half * 0.3 and odd < half * 0.05 else []


def _refuse_binary(data: bytes) -> None:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls >= _MANY_CONTROLS and controls > len(sample) // 10:
        _refuse()


def _refuse() -> None:
    raise Refused("binary", gettext_noop("This is not a text file. Save it as text (.txt) or paste its text."))


def _broken_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with some bytes cut or damaged: far more characters fit than fail."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    fitting = len(text) - len(text.encode("ascii", "ignore")) - broken
    return Decoded(text, "utf-8") if fitting >= 2 * broken else None


def _declared(data: bytes, known: str) -> Decoded | None:
    """What a file says it is; UTF-8 that is none for the most part is something else, whatever it says."""
    return _lossy(data, known) if known and known != "utf-8" else None


def _page_language(data: bytes) -> str:
    found = _LANGUAGE.search(data[:BEGINNING])
    return found.group(1).decode("ascii").lower() if found else ""


def _guessed(data: bytes, language: str, known: str = "") -> Decoded:
    first = next((place for place, byte in enumerate(data) if byte > 0x7F), 0)
    start = max(0, first - _SAMPLE // 4)
    best = from_bytes(data[start : start + _SAMPLE], cp_isolation=list(GUESSABLE)).best()
    guess = codec(best.encoding) if best is not None else ""
    name = latin_for(guess or "cp1252", language)
    message = gettext_noop(
        "The file does not say how it is encoded; %(encoding)s is a guess. Look at accents and quotation marks."
    )
    said = _overruled(known, name, data) or (Notice("encoding-guessed", message, {"encoding": name}),)
    return Decoded(_lossy(data, name).text, name, said)


def _lossy(data: bytes, name: str) -> Decoded:
    return Decoded(data.decode(name, "replace"), name)


def _meta_label(data: bytes) -> str:
    found = _META.search(data[:BEGINNING])
    label = found.group(1).decode("ascii") if found else ""
    # A page that could be searched as ASCII is not UTF-16, whatever it says (HTML standard, 13.2.3.2).
    return "utf-8" if label.lower().startswith("utf-16") else label


def _doubts(text: str) -> Iterator[Notice]:
    unreadable = text.count("\ufffd")
    if unreadable:
        message = gettext_noop("Characters that could not be read: %(count)d. They are shown as “\ufffd”.")
        yield Notice("unreadable-characters", message, {"count": unreadable})
    controls = len(_CONTROL.findall(text))
    if controls:
        message = gettext_noop("Control characters: %(count)d. They were removed; NUL is shown as “\ufffd”.")
        yield Notice("control-characters", message, {"count": controls})
    if len(_MOJIBAKE.findall(text[:200_000])) >= 2:
        message = gettext_noop("Some letters look wrongly encoded (such as “Ã©” for “é”). Try another encoding.")
        yield Notice("mojibake", message)
