"""Import files and folders: ``manage.py import_articles texts/ --project talks --outlet "The Daily" --date 2026-02-03``."""

import gc
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from time import monotonic
from typing import Any, Final

from django import forms
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug
from django.db import transaction
from tqdm import tqdm

from newsroom.actions.imports import import_files, lock, plan_of
from newsroom.actions.projects import create_project
from newsroom.columns import named_columns, typed_columns
from newsroom.files import Bad, Columns, Ready, Way, files_in, lost, pieces_in, read_piece
from newsroom.forms.facts import LanguageField, PublishedField, TidyField
from newsroom.models import Membership, Project, Role, User
from newsroom.pacing import Pace
from newsroom.reading_pool import read_all
from newsroom.tally import Tally
from newsroom.verdicts import Choice
from newsroom.working import bounds

FACTS: dict[str, TidyField] = {
    "outlet": TidyField(required=False, max_length=200),
    "published": PublishedField(required=False),
    "language": LanguageField(required=False),
}
EVERY: Final = 1_000
"""After so many articles a line says how far it is, where no terminal shows a bar."""


class Command(BaseCommand):
    """Reads outside transactions and stores in small pieces, so that a running site is not held up.

    Killed at any moment and run again, it adds what is missing and nothing twice.
    """

    requires_system_checks = ()  # they load every page of the site
    help = (
        "Import files, and folders of them, into a project; a project that is not there is made. Web pages, documents,"
        " tables (CSV, JSONL, XLSX), exports of archives, newsroom formats, and ZIP files of these are read."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file or a folder")
        parser.add_argument("--project", required=True, metavar="SLUG", help="key of the project")
        parser.add_argument("--outlet", default="", help="who published them all, whatever the files say")
        parser.add_argument("--date", default="", help="when: 2026-02-03, 2026-02 or 2026-02-03 09:30 +01:00")
        parser.add_argument("--language", default="", help="a code such as en, de or pt-BR")
        parser.add_argument("--by", default="", metavar="USERNAME", help="who imports; owns the project if it is new")
        parser.add_argument("--apart", action="store_true", help="import even where the address is there already")
        columns = parser.add_mutually_exclusive_group()
        columns.add_argument(
            "--columns", default="", metavar="FACT=COLUMN,...", help="columns of tables: title=Headline,body=Text"
        )
        columns.add_argument("--mapping", default="", metavar="NAME", help="columns kept in the project under a name")

    def handle(self, *args: Any, **options: Any) -> None:
        facts = _facts(options)
        project, by = self._project(options["project"], options["by"])
        way = Way(facts, _columns(project, options), self._say_guess)
        tally, pace = Tally(), Pace()
        gc.freeze()  # looking through all modules again takes longer than storing ten articles
        found = self._shown(options["paths"], way, tally, options["verbosity"])
        with bounds.memory():
            while piece := list(islice(found, pace.size)):
                self._store(project, by, piece, Choice(apart=options["apart"]), tally, pace)
        for line in tally.lines():
            self.stdout.write(line)
        if options["verbosity"] > 1:
            self.stdout.write(f"Longest write: {pace.longest * 1000:.0f} ms")
        if tally.refused.count:
            sys.exit(1)

    def _store(
        self, project: Project, by: User, piece: Sequence[Ready | Bad], choice: Choice, tally: Tally, pace: Pace
    ) -> None:
        for each in piece:
            if isinstance(each, Bad):
                tally.refuse(each.name, each.why)
        ready = [each for each in piece if isinstance(each, Ready)]
        if not ready:
            return
        items = [(each.source, each.prepared) for each in ready]
        plan = plan_of(project, items, choice)
        with transaction.atomic():
            lock(project)
            began = monotonic()
            outcomes = import_files(by=by, project=project, items=items, choice=choice, plan=plan)
        pace.took(len(ready), monotonic() - began)
        tally.count(ready, plan, outcomes)

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

    def _shown(self, names: Iterable[str], way: Way, tally: Tally, verbosity: int) -> Iterator[Ready | Bad]:
        """Yield the articles and show how far it is: a bar on a terminal, a line now and then elsewhere."""
        found = (each for path in files_in(names) for each in pieces_in(path, way))
        articles = read_all(found, partial(read_piece, facts=way.facts), lost)
        if sys.stderr.isatty() and verbosity:
            yield from tqdm(articles, unit=" articles", dynamic_ncols=True)
            return
        for number, each in enumerate(articles, start=1):
            yield each
            if number % EVERY == 0 and verbosity:
                self.stdout.write(f"{number:,} articles read, {tally.added:,} added")
                self.stdout.flush()

    def _say_guess(self, name: str, columns: Columns) -> None:
        pairs = ",".join(f"{fact}={column}" for fact, names in columns.items() for column in names)
        self.stdout.write(f"{name}: read as --columns “{pairs}”" if pairs else f"{name}: no column was recognised")


def _columns(project: Project, options: dict[str, Any]) -> Columns | None:
    """Return the columns that the command line gives; None where they are to be guessed."""
    try:
        if options["mapping"]:
            return named_columns(project, options["mapping"])
        return typed_columns(options["columns"]) if options["columns"] else None
    except ValueError as error:
        raise CommandError(str(error)) from error


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
