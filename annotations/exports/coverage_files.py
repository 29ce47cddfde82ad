"""The coverage as files: a table of cells, and a graph of speakers and claims."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from annotations.coverage import cells_by_stance, heads_of, kept
from annotations.coverage_filter import CoverageFilter
from annotations.coverage_time import cells_by_stance as time_cells
from annotations.coverage_time_filter import TimeFilter
from annotations.exports import csv_file
from annotations.exports.graphml import Edge, Node, write
from annotations.models import Claim
from annotations.tally import STANCES
from newsroom.models import Membership

GRAPHML: Final = "application/graphml+xml; charset=utf-8"


def coverage_csv(membership: Membership, filter: CoverageFilter) -> Iterator[bytes]:
    """Return one row a claim, column and stance; cells that are empty are left out."""
    names = ("month",) if filter.by == "month" else (f"{filter.by}_id", filter.by)
    header = ("claim_id", "claim", *names, "stance", "unit", "count")
    rows = (
        (str(claim.uuid), claim.label, *_named(filter.by, head.uuid, head.name), stance, filter.unit, count)
        for claim, head, stance, count in cells_by_stance(membership, filter)
    )
    yield from csv_file.write(header, rows)


def coverage_time_csv(membership: Membership, claim: Claim | None, filter: TimeFilter) -> Iterator[bytes]:
    """Return one row a claim, outlet, step of time and stance; cells that are empty are left out."""
    header = ("claim_id", "claim", "outlet_id", "outlet", "step", "begins", "stance", "unit", "count")
    rows = (
        (
            str(one.uuid),
            one.label,
            *_named("outlet", head.uuid, head.name),
            *_begins(step, start),
            stance,
            filter.unit,
            count,
        )
        for one, head, step, start, stance, count in time_cells(membership, claim, filter)
    )
    yield from csv_file.write(header, rows)


def _begins(step: str, start: int) -> tuple[str, str]:
    return (step, date.fromordinal(start).isoformat()) if start else ("", "")


def coverage_graphml(membership: Membership, filter: CoverageFilter) -> Iterator[bytes]:
    """Return speakers and claims as a signed graph; what nobody is named for has no node."""
    found = kept(membership, filter)
    claims = Claim.objects.in_bulk(list(found))
    splits = {pk: found[pk].split(filter.unit, "speaker", "stance") for pk in claims}
    keys = sorted({speaker for counts in splits.values() for speaker, _stance in counts if speaker})
    speakers = {head.key: head for head in heads_of("speaker", keys)}
    nodes = [Node(head.uuid, "speaker", head.name) for head in speakers.values()]
    nodes += [Node(str(claim.uuid), "claim", claim.label) for claim in claims.values()]
    edges: dict[tuple[int, int], dict[str, int]] = {}
    for pk, counts in splits.items():
        for (speaker, stance), count in counts.items():
            if speaker in speakers:
                edges.setdefault((speaker, pk), {})[STANCES[stance]] = count
    found_edges = (Edge(speakers[who].uuid, str(claims[what].uuid), by) for (who, what), by in sorted(edges.items()))
    yield from write(nodes, found_edges, filter.unit)


def _named(by: str, uuid: str, name: str) -> tuple[str, ...]:
    if by == "month":
        return (uuid,)
    return (uuid, name if uuid else "")
