"""Write articles with everybody's state as CSV: ``manage.py export_articles --project talks > articles.csv``."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from annotations.exports import files
from annotations.exports.options import AUDIENCES, SEPARATORS, Options
from annotations.management.commands.export_annotations import find_project, send


class Command(BaseCommand):
    """``manage.py export_articles``."""

    help = "Write a project's articles with every analyst's reading state as CSV to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument("--project", required=True, help="key of the project, as in its address")
        parser.add_argument("--for", dest="audience", choices=AUDIENCES, default="default")
        parser.add_argument("--separator", choices=tuple(SEPARATORS), default="", help="with --for excel")
        parser.add_argument("--include-private", action="store_true", help="count private annotations as well")

    def handle(self, *args: Any, **given: Any) -> None:
        """Write the file."""
        options = Options(audience=given["audience"], separator=given["separator"])
        project = find_project(given["project"])
        send(self, files.articles_csv(project, None, given["include_private"], options))
