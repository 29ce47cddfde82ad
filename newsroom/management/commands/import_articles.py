"""Import files and folders: ``manage.py import_articles texts/ --project talks --outlet "The Daily" --date 2026-02-03``."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from django import forms
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug
from tqdm import tqdm

from newsroom.actions.articles import ADDED, KNOWN
from newsroom.actions.imports import PIECE, import_files
from newsroom.actions.projects import create_project
from newsroom.files import Bad, Ready, files_in, read_file
from newsroom.forms.facts import LanguageField, PublishedField, TidyField
from newsroom.models import Membership, Project, Role, User

FACTS: dict[str, TidyField] = {
    "outlet": TidyField(required=False, max_length=200),
    "published": PublishedField(required=False),
    "language": LanguageField(required=False),
}


class Command(BaseCommand):
    """Reads outside transactions and stores in small pieces, so that a running site is not held up."""

    help = "Import .txt, .md and .html files, and folders of them, into a project; a project that is not there is made."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
        parser.add_argument("--project", required=True, metavar="SLUG", help="key of the project")
        parser.add_argument("--outlet", default="", help="who published them all, whatever the files say")
        parser.add_argument("--date", default="", help="when: 2026-02-03, 2026-02 or 2026-02-03 09:30 +01:00")
        parser.add_argument("--language", default="", help="a code such as en, de or pt-BR")
        parser.add_argument("--by", default="", metavar="USERNAME", help="who imports; owns the project if it is new")
        parser.add_argument("--apart", action="store_true", help="import even where the address is there already")

    def handle(self, *args: Any, **options: Any) -> None:
        facts = _facts(options)
        project, by = self._project(options["project"], options["by"])
        paths = list(files_in(options["paths"]))
        tally = Tally(self)
        for piece in _pieces(self._shown(paths, options["verbosity"])):
            read = [read_file(path, facts) for path in piece]
            tally.refused += [each for each in read if isinstance(each, Bad)]
            ready = [each for each in read if isinstance(each, Ready)]
            items = [(each.source, each.prepared) for each in ready]
            outcomes = import_files(by=by, project=project, items=items, apart=options["apart"]) if items else []
            tally.count(ready, [outcome.status for outcome in outcomes])
        tally.report()

    def _project(self, key: str, username: str) -> tuple[Project, User]:
        project = Project.objects.filter(key=key).first()
        if project is not None:
            return project, _member(project, username)
        try:
            validate_slug(key)
        except forms.ValidationError as error:
            raise CommandError(f"“{key}” cannot be a project's key: letters, digits, - and _ only.") from error
        by = _owner(username)
        self.stdout.write(f"Made the project {key}, owned by {by.username}.")
        return create_project(by=by, name=key, key=key[:60]), by

    def _shown(self, paths: Sequence[Path], verbosity: int) -> Iterator[Path]:
        """Show how far it is: a bar on a terminal, a line now and then elsewhere."""
        if sys.stderr.isatty() and verbosity:
            yield from tqdm(paths, unit=" files", dynamic_ncols=True)
            return
        for number, path in enumerate(paths, start=1):
            yield path
            if number % 100 == 0 and verbosity:
                self.stdout.write(f"{number:,} of {len(paths):,} files")


class Tally:
    """What became of the files of one run."""

    def __init__(self, command: BaseCommand) -> None:
        self.command = command
        self.added = 0
        self.known: list[str] = []
        self.refused: list[Bad] = []

    def count(self, ready: Sequence[Ready], statuses: Sequence[str]) -> None:
        """Note the outcomes of one piece."""
        for each, status in zip(ready, statuses, strict=True):
            if status == ADDED:
                self.added += 1
            elif status == KNOWN:
                self.known.append(each.name)
            else:
                why = "Its address is there already, with other words. --apart imports it all the same."
                self.refused.append(Bad(each.name, why))

    def report(self) -> None:
        """Say it all; end with exit code 1 where anything was refused."""
        out = self.command.stdout
        out.write(f"Added: {self.added:,}")
        out.write(f"Already there: {len(self.known):,}")
        for name in self.known:
            out.write(f"  {name}")
        out.write(f"Refused: {len(self.refused):,}")
        for bad in self.refused:
            out.write(f"  {bad.name}: {bad.why}")
        if self.refused:
            sys.exit(1)


def _pieces(paths: Iterable[Path]) -> Iterator[list[Path]]:
    rest = iter(paths)
    while piece := list(islice(rest, PIECE)):
        yield piece


def _facts(options: dict[str, Any]) -> dict[str, str]:
    """Return the facts that the command line gives to every file."""
    given = {"outlet": options["outlet"], "published": options["date"], "language": options["language"]}
    try:
        return {name: FACTS[name].clean(value) for name, value in given.items() if value}
    except forms.ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error


def _member(project: Project, username: str) -> User:
    """Return who imports into a project that is there: the one named, or its owner."""
    members = Membership.objects.current().filter(project=project, role__in=(Role.OWNER, Role.EDITOR))
    chosen = members.filter(user__username=username) if username else members.filter(role=Role.OWNER)
    membership = chosen.select_related("user").order_by("id").first()
    if membership is None:
        who = f"“{username}” is no editor" if username else "There is no owner"
        raise CommandError(f"{who} of the project {project.key}. Say who imports with --by USERNAME.")
    return membership.user


def _owner(username: str) -> User:
    """Return who shall own a new project: the one named, the only superuser, or the only user."""
    users = User.objects.filter(is_active=True)
    for candidates in (users.filter(username=username),) if username else (users.filter(is_superuser=True), users):
        found = list(candidates[:2])
        if len(found) == 1:
            return found[0]
    if username:
        raise CommandError(f"There is no user “{username}”. manage.py add_user makes one.")
    raise CommandError("The project is new: say who shall own it with --by USERNAME (manage.py add_user makes one).")
