"""Rich Text Format to articles: what Word, TextEdit and the archives' download pages write.

>>> draft = read(rb"{\\rtf1\\ansi Talks resume in Geneva\\par They met.\\par}", Options())
>>> draft.title, draft.body[0].text
('Talks resume in Geneva', 'They met.')
"""

from typing import Final

from newsroom.importers import document_head
from newsroom.importers.body import without_boilerplate
from newsroom.importers.draft import ArticleDraft, Facts, Record, assemble, check_count
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.importers.options import Options
from newsroom.importers.rtf_walk import Walk
from newsroom.text import Draft

VERSION: Final = 1
_START: Final = b"{\\rtf"


def read(data: bytes, options: Options) -> ArticleDraft:
    """Read one document. Raises ``Refused`` for what is no RTF or has no text."""
    start = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(_START):
        message = gettext_noop("It is no RTF file, whatever its name says. Save it as RTF again, or paste its text.")
        raise Refused("no-rtf", message)
    record = Record("rtf", VERSION, options)
    walk = Walk()
    found = _blocks(walk, data.lstrip(b"\xef\xbb\xbf \t\r\n"))
    head = document_head.take(found, record)
    facts = Facts(
        title=head.title,
        standfirst=head.standfirst,
        byline=head.byline or document_head.author_property(walk.info.get("author", ""), record),
        published=head.published,
    )
    if walk.stack:
        record.warn("partial", gettext_noop("The file ends in the middle: text may be missing. Save it as RTF again."))
    document_head.note_made(_made(walk), record)
    return assemble(facts, without_boilerplate(head.body, record), record)


def _blocks(walk: Walk, data: bytes) -> list[Draft]:
    found: list[Draft] = []
    try:
        for block in walk.blocks(data):
            found.append(block)
            check_count(len(found))
    except (ValueError, OverflowError) as error:
        raise Refused(
            "damaged", gettext_noop("The file is damaged. Save it as RTF again, or paste its text.")
        ) from error
    return found


def _made(walk: Walk) -> str:
    parts = [walk.made.get(part, 0) for part in ("yr", "mo", "dy")]
    return "{:04d}-{:02d}-{:02d}".format(*parts)
