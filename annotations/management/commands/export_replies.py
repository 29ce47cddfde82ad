"""Write replies as CSV: ``manage.py export_replies --project talks > replies.csv``."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from annotations.exports import files
from annotations.exports.options import AUDIENCES, SEPARATORS, Options
from annotations.management.commands.export_annotations import find_project, send


class Command(BaseCommand):
    """``manage.py export_replies``."""

    help = "Write the replies under a project's shared annotations as CSV to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument("--project", required=True, help="key of the project, as in its address")
        parser.add_argument("--for", dest="audience", choices=AUDIENCES, default="default")
        parser.add_argument("--separator", choices=tuple(SEPARATORS), default="", help="with --for excel")

    def handle(self, *args: Any, **given: Any) -> None:
        """Write the file."""
        options = Options(audience=given["audience"], separator=given["separator"])
        send(self, files.replies_csv(find_project(given["project"]), None, options))
