"""Take a codebook in: ``manage.py import_codebook --project talks --by ana codebook.qdc``."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.actions.codebook import import_codebook
from annotations.codebook_files import plan_of, read
from annotations.codebooks.entry import BadCodebook
from annotations.management.commands.export_annotations import find_project
from newsroom import log
from newsroom.models import Membership


class Command(BaseCommand):
    """``manage.py import_codebook``."""

    help = "Make and change claims as a codebook (CSV, JSON or REFI-QDA .qdc) says; nothing is removed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what can be given."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--project", required=True, help="key of the project, as in its address")
        parser.add_argument("--by", required=True, help="user name of the editor who does it")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
        parser.add_argument("--take-labels", action="store_true", help="change claims known by their label as well")

    def handle(self, *args: Any, **given: Any) -> None:
        """Read the file, and take it in."""
        project = find_project(given["project"])
        member = Membership.objects.current().filter(project=project, user__username=given["by"]).first()
        if member is None or not member.can_edit:
            raise CommandError(f"{given['by']!r} is no editor of the project.")
        try:
            entries = read(given["file"].read_bytes())
            counts = plan_of(project, entries).counts()
            self.stdout.write(", ".join(f"{name}: {count}" for name, count in counts.items()))
            if not given["dry_run"]:
                options = {"entries": entries, "takes_labels": given["take_labels"], "token": log.make_token()}
                done = import_codebook(by=member.user, project=project, **options)
                self.stdout.write(f"made: {done['made']}, changed: {done['changed']}")
        except OSError as error:
            raise CommandError(str(error)) from error
        except (BadCodebook, log.Conflict) as error:
            raise CommandError(str(error)) from error
