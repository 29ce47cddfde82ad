"""GraphML of who holds what: speakers and claims as nodes, one signed edge from a speaker to a claim.

Pure: standard library only. http://graphml.graphdrawing.org/specification.html; R's igraph and Gephi read it.

>>> b"".join(write([Node("s1", "speaker", "A & B")], [])).count(b"A &amp; B")
1
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final
from xml.sax.saxutils import escape, quoteattr

STANCES: Final = ("asserts", "disputes", "questions", "none")
BATCH: Final = 500
_KEYS: Final = (
    ("kind", "node", "string"),
    ("label", "node", "string"),
    ("weight", "edge", "int"),
    ("sign", "edge", "int"),
    *((stance, "edge", "int") for stance in STANCES),
)
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped."""


@dataclass(frozen=True, slots=True)
class Node:
    """A speaker or a claim."""

    key: str
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A speaker towards a claim, with counts by stance."""

    source: str
    target: str
    counts: Mapping[str, int]

    @property
    def weight(self) -> int:
        """How often, in any stance."""
        return sum(self.counts.values())

    @property
    def sign(self) -> int:
        """1 where it is asserted more often than disputed, -1 the other way round, 0 where neither."""
        balance = self.counts.get("asserts", 0) - self.counts.get("disputes", 0)
        return (balance > 0) - (balance < 0)


def write(nodes: Iterable[Node], edges: Iterable[Edge], unit: str = "") -> Iterator[bytes]:
    """Return the file in chunks; ``unit`` says what the counts on the edges count."""
    yield f'{_HEAD}{"".join(_key(*key) for key in _KEYS)}<graph id={quoteattr(unit or "margin")} edgedefault="directed">\n'.encode()
    for lines in (map(_node, nodes), map(_edge, edges)):
        while batch := list(islice(lines, BATCH)):
            yield "".join(batch).encode()
    yield b"</graph>\n</graphml>\n"


def _key(name: str, of: str, kind: str) -> str:
    return f'<key id="{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>\n'


def _node(node: Node) -> str:
    data = _data("kind", node.kind) + _data("label", node.label)
    return f"<node id={quoteattr(node.key)}>{data}</node>\n"


def _edge(edge: Edge) -> str:
    numbers = {"weight": edge.weight, "sign": edge.sign} | {name: edge.counts.get(name, 0) for name in STANCES}
    data = "".join(_data(name, str(number)) for name, number in numbers.items())
    return f"<edge source={quoteattr(edge.source)} target={quoteattr(edge.target)}>{data}</edge>\n"


def _data(name: str, text: str) -> str:
    clean = _FORBIDDEN.sub("\ufffd", text)
    return f'<data key="{name}">{escape(clean)}</data>'
