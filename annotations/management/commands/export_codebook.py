"""Write a project's codebook: ``manage.py export_codebook --project talks --format qdc > talks.qdc``."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from annotations.codebook_files import WRITERS, entries_of
from annotations.management.commands.export_annotations import find_project, send


class Command(BaseCommand):
    """``manage.py export_codebook``."""

    help = "Write a project's codebook to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument("--project", required=True, help="key of the project, as in its address")
        parser.add_argument("--format", choices=tuple(WRITERS), default="csv")

    def handle(self, *args: Any, **given: Any) -> None:
        """Write the file."""
        write, _type = WRITERS[given["format"]]
        send(self, [write(entries_of(find_project(given["project"])))])
