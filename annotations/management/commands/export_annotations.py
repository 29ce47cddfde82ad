"""Write annotations as CSV: ``manage.py export_annotations --project talks > annotations.csv``.

The same bytes as the site sends for the same filter, seen with everybody's eyes: private annotations are left out
unless ``--include-private`` asks for them, and then all of them are in the file.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict

from annotations.exports import files
from annotations.exports.options import AUDIENCES, LAYOUTS, SEPARATORS, Options, read_time, refuse_past
from annotations.passage_query import ask
from annotations.passages import BadFilter, parse
from newsroom.models import Project


class Command(BaseCommand):
    """``manage.py export_annotations``."""

    help = "Write a project's annotations as CSV to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument("--project", required=True, help="key of the project, as in its address")
        parser.add_argument("--query", default="", help="filter, as in the address of the passages page")
        parser.add_argument("--layout", choices=LAYOUTS, default="long")
        parser.add_argument("--for", dest="audience", choices=AUDIENCES, default="default")
        parser.add_argument("--separator", choices=tuple(SEPARATORS), default="", help="with --for excel")
        parser.add_argument("--as-of", default="", help="as things stood then, such as 2026-02-03T14:05Z")
        parser.add_argument("--include-private", action="store_true", help="private annotations of everybody as well")
        parser.add_argument("--codes", type=Path, help="write the codebook (codes.csv) to this file as well")

    def handle(self, *args: Any, **given: Any) -> None:
        """Write the file."""
        project = find_project(given["project"])
        try:
            filter = parse(QueryDict(given["query"].removeprefix("?")))
            filter = replace(filter, private=filter.private or given["include_private"])
            time = read_time(given["as_of"])
            refuse_past(filter, time)
            ask(project, None, filter)
        except BadFilter as error:
            raise CommandError(str(error)) from error
        options = Options(given["layout"], given["audience"], given["separator"], time)
        send(self, files.annotations_csv(project, None, filter, options))
        if given["codes"]:
            given["codes"].write_bytes(b"".join(files.codes_csv(project, options)))


def find_project(key: str) -> Project:
    """Return the project with this key. Raises ``CommandError``."""
    project = Project.objects.filter(key=key).first()
    if project is None:
        raise CommandError(f"There is no project with the key {key!r}.")
    return project


def send(command: BaseCommand, chunks: Iterable[bytes]) -> None:
    """Write bytes to standard output as they are; the reader may go away (``| head``)."""
    stream = getattr(command.stdout, "_out", sys.stdout)
    raw = getattr(stream, "buffer", None)
    try:
        for chunk in chunks:
            if raw is None:
                stream.write(chunk.decode())
            else:
                raw.write(chunk)
        (raw or stream).flush()
    except BrokenPipeError:
        sys.stderr.close()  # or the interpreter complains about the pipe once more
