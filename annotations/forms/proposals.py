"""Proposals for a form: who may be speaking, and in which form. A page shows them as unconfirmed."""

from typing import Any

from annotations.models import Speaker
from annotations.options import speakers_here
from annotations.speech import guess_form, propose_speaker
from newsroom.layouts import Reading
from newsroom.models import Article, Membership


def proposals(membership: Membership, article: Article, reading: Reading, start: int, end: int) -> dict[str, Any]:
    """Return first values for ``speaker``, ``speaker_label`` and ``form`` of a passage (code points); some or none.

    The speaker is one whom annotations of this very article name, never one from elsewhere.
    """
    text, block = reading.layout.text, reading.layout.blocks[reading.block_at(start)]
    found: dict[str, Any] = {"form": guess_form(text, start, end)}
    people = Speaker.objects.current().filter(pk__in=speakers_here(membership, article)).in_bulk(field_name="uuid")
    names = [(str(uuid), speaker.name) for uuid, speaker in people.items()]
    proposed = propose_speaker(text, start, end, block.start, block.end, names)
    if proposed is not None:
        speaker = next(row for uuid, row in people.items() if str(uuid) == proposed)
        found |= {"speaker": speaker.uuid, "speaker_label": speaker.name}
    return found
