"""Files of a folder on their way in: found in a stable order, read and prepared one by one, never stopping at a bad one."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from newsroom.corrections import corrected
from newsroom.importers.marks import tidy
from newsroom.importers.notices import Refused, gettext_noop
from newsroom.intake import Prepared, prepare
from newsroom.models import Source
from newsroom.sources import draft_of, new_source, note
from newsroom.uploads import check_size


@dataclass(frozen=True, slots=True)
class Ready:
    """A file that can be stored."""

    name: str
    source: Source
    prepared: Prepared


@dataclass(frozen=True, slots=True)
class Bad:
    """A file that cannot, and why."""

    name: str
    why: str


def files_in(paths: Iterable[str]) -> Iterator[Path]:
    """Return the files that are named, and those in folders that are; hidden ones only where they are named."""
    for name in paths:
        path = Path(name)
        if not path.is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = sorted(each for each in folders if not each.startswith("."))
            yield from (Path(folder, each) for each in sorted(names) if not each.startswith("."))


def read_file(path: Path, facts: Mapping[str, str]) -> Ready | Bad:
    """Read one file and do all that takes time; ``facts`` are written over what the file says of itself."""
    name = tidy(str(path))
    try:
        source = _source(path)
        draft = draft_of(source)
        note(source, draft)
        return Ready(name, source, prepare(corrected(draft, facts)))
    except Refused as refused:
        return Bad(name, str(refused))
    except OSError as error:
        return Bad(name, error.strerror or str(error))


def _source(path: Path) -> Source:
    if path.exists() and not path.is_file():
        raise Refused("no-file", gettext_noop("It is no plain file."))
    check_size(path.stat().st_size)
    return new_source(path.read_bytes(), filename=path.name)
