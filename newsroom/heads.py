"""Title and standfirst of a text: read, and put in the place of others.

Pure: standard library. A layout is taken apart into the blocks that it was made of, and composed anew.

>>> from newsroom.text import compose
>>> layout = compose([Draft("title", "Talks"), Draft("paragraph", "They met.")])
>>> with_head(layout, {"title": "Talks go on", "standfirst": "A summary."}).text
'Talks go on\\n\\nA summary.\\n\\nThey met.'
"""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Final

from newsroom.text import Draft, Layout, Span, compose

HEAD: Final = ("title", "standfirst")


def drafts_of(layout: Layout) -> Iterator[Draft]:
    """Yield the blocks of a layout as ``compose`` takes them: the offsets of their spans count from the block's start."""
    spans = deque(layout.spans)
    for block in layout.blocks:
        inside = []
        while spans and spans[0].start < block.end:
            span = spans.popleft()
            inside.append(Span(span.kind, span.start - block.start, span.end - block.start, span.href))
        yield Draft(block.kind, layout.text[block.start : block.end], tuple(inside), block.attributes)


def head_of(layout: Layout) -> dict[str, str]:
    """Return the words of title and standfirst; empty where there is none."""
    found = {block.kind: layout.text[block.start : block.end] for block in layout.blocks if block.kind in HEAD}
    return {kind: found.get(kind, "") for kind in HEAD}


def with_head(layout: Layout, values: Mapping[str, str]) -> Layout:
    """Return the layout with title and standfirst replaced where ``values`` names them; an empty one is left out.

    A block whose words stay keeps its formatting. The words must be cleaned already (``newsroom.text.clean``).
    """
    drafts = list(drafts_of(layout))
    head = {draft.kind: draft for draft in drafts if draft.kind in HEAD}
    for kind in HEAD:
        if kind in values and values[kind] != (head[kind].text if kind in head else ""):
            head[kind] = Draft(kind, values[kind])
    body = [draft for draft in drafts if draft.kind not in HEAD]
    return compose([head[kind] for kind in HEAD if kind in head and head[kind].text] + body)
