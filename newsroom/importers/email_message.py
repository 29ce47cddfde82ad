"""E-mails to articles: the subject is the title, the sender the byline; attachments are named and not read.

>>> message = b"Subject: Talks resume\\r\\nFrom: Jane Doe <jane@daily.example>\\r\\n\\r\\nThey met.\\r\\n"
>>> draft = read(message, Options())
>>> draft.title, draft.byline, draft.body[0].text
('Talks resume', 'Jane Doe', 'They met.')
"""

import email
import re
from collections.abc import Iterator
from datetime import datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import Final

from newsroom.importers.body import without_boilerplate, without_repeats
from newsroom.importers.charsets import codec
from newsroom.importers.decoding import decode
from newsroom.importers.draft import ArticleDraft, Facts, More, Record, assemble
from newsroom.importers.fragments import blocks_of, paragraphs_of
from newsroom.importers.language import declared
from newsroom.importers.links import web_address
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.text import Draft

VERSION: Final = 1
MOST_PARTS: Final = 1000
LONGEST_HEADER: Final = 2000
_HEAD: Final = re.compile(rb"^[A-Za-z][A-Za-z0-9-]{0,60}:", re.MULTILINE)
_FORWARDED: Final = re.compile(r"^\s*(?:(?:re|aw|fw|fwd|wg|tr|rv)\s*:\s*)+", re.IGNORECASE)
_LIST_ID: Final = re.compile(r"<([A-Za-z0-9.-]+)>")
# What the standard library raises on hostile messages; its newer policies parse headers by recursion and are not used.
_FAILURES: Final = (
    *(MessageError, LookupError, ValueError, AttributeError, TypeError, AssertionError, RecursionError, OverflowError),
)


def read(data: bytes, options: Options) -> ArticleDraft:
    """Read one message. Raises ``Refused`` for what is no message, and for one without text."""
    if not _HEAD.search(data[:4096]):
        raise Refused(
            "no-email",
            gettext_noop(
                "It is no e-mail: there are no lines such as “From: …” at its top. Copy its text and paste it."
            ),
        )
    try:
        return _read(data, Record("email", VERSION, options))
    except _FAILURES as error:
        raise Refused("email-damaged", gettext_noop("The e-mail is damaged. Copy its text and paste it.")) from error


def _read(data: bytes, record: Record) -> ArticleDraft:
    message = email.message_from_bytes(data)
    parts = list(_parts(message))
    body = _body(parts, record)
    _name_attachments(parts, record)
    title = _FORWARDED.sub("", _header(message, "Subject"))
    facts = _facts(message, title, record)
    return assemble(facts, without_boilerplate(without_repeats(body, title, ""), record), record)


def _facts(message: Message, title: str, record: Record) -> Facts:
    name, address = _sender(_header(message, "From"))
    listed = _LIST_ID.search(_header(message, "List-Id"))
    domain = (listed[1] if listed else address.rpartition("@")[2]).lower().strip(".")
    record.step("email-facts", gettext_noop("Title, byline and date are the e-mail's subject, sender and date."))
    return Facts(
        title=Draft("title", title) if title else None,
        byline=tidy(name) or tidy(address),
        outlet=_list_name(_header(message, "List-Id")),
        url=web_address(_header(message, "Archived-At").strip("<> ")),
        language=declared(_header(message, "Content-Language")),
        published=_date(_header(message, "Date")),
        more=More(external_id=_header(message, "Message-ID").strip("<> ")[:255], domain=domain[:255] if listed else ""),
    )


def _sender(text: str) -> tuple[str, str]:
    """Return name and address; a line that is made to exhaust the parser is taken as the name."""
    try:
        return parseaddr(text)
    except RecursionError:
        return text[:200], ""


def _list_name(list_id: str) -> str:
    """The words before the identifier name a mailing list or newsletter (RFC 2919, section 3)."""
    return _LIST_ID.sub("", list_id).strip(" \"'")[:200]


def _date(text: str) -> str:
    """Return the date of a message in ISO 8601 with its zone, as it was found where it cannot be read."""
    try:
        sent: datetime = parsedate_to_datetime(text)
        return sent.isoformat(timespec="minutes")
    except _FAILURES:
        return text


def _header(message: Message, name: str) -> str:
    """Return a header in one line."""
    return _decoded(str(message.get(name) or ""))


def _decoded(raw: str) -> str:
    """Undo the encoding of words (RFC 2047); what cannot be decoded is taken as it stands."""
    raw = raw[:LONGEST_HEADER]
    try:
        text = str(make_header(decode_header(raw)))
    except _FAILURES:
        text = raw
    return " ".join(tidy(text).split())


def _parts(message: Message) -> Iterator[Message]:
    """Yield the leaves of a message in their order; those of attached messages stay with their attachment."""
    waiting: list[Message] = [message]
    count = 0
    while waiting:
        part = waiting.pop()
        count += 1
        if count > MOST_PARTS:
            raise Refused("email-parts", gettext_noop("The e-mail has more than %(limit)d parts."), limit=MOST_PARTS)
        inner = part.get_payload()
        if part.is_multipart() and part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting.extend(each for each in reversed(inner) if isinstance(each, Message))
        else:
            yield part


def _body(parts: list[Message], record: Record) -> list[Draft]:
    """Return the blocks of the first HTML part, of the first plain part where there is none or it has no words."""
    for kind in ("text/html", "text/plain"):
        for part in parts:
            if _is_attachment(part) or part.get_content_type() != kind:
                continue
            text = _text(part, record.options.encoding)
            found = blocks_of(text) if kind == "text/html" else paragraphs_of(_unquoted(text))
            if any(block.text.strip() for block in found):
                return found
    raise Refused("email-empty", gettext_noop("The e-mail has no text of its own. Send its attachment by itself."))


def _text(part: Message, chosen: str) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = codec(part.get_content_charset("") or "")
    if not data.strip():
        return ""
    return decode(data, chosen=chosen, declared=charset, html=part.get_content_type() == "text/html").text


def _unquoted(text: str) -> str:
    """Leave out the signature; lines that were broken to be sent (RFC 3676) are joined by the rule of paragraphs."""
    return text.replace("\r\n", "\n").partition("\n-- \n")[0]


def _is_attachment(part: Message) -> bool:
    return part.get_content_disposition() == "attachment"


def _name_attachments(parts: list[Message], record: Record) -> None:
    found = [(part, _decoded(part.get_filename() or "")[:100]) for part in parts]
    names = [name or "?" for part, name in found if name or _is_attachment(part)]
    if names:
        message = gettext_noop("Not read: its attachments (%(names)s). Send them by themselves if they are articles.")
        record.warn("attachments", message, names=", ".join(names[:10]))
