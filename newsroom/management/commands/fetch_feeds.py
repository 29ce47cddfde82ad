"""Ask feeds for new articles, from cron: ``manage.py fetch_feeds``. The worker does it by itself where it runs."""

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from newsroom.feeds import fetch_feed, line_of, name_of
from newsroom.models import Feed, FeedStatus, Project
from newsroom.working import bounds


class Command(BaseCommand):
    """Prints a line a feed; ends with exit code 1 where one failed."""

    help = "Ask the feeds whose time has come for new articles, and import them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--project", default="", metavar="SLUG", help="only the feeds of this project")
        parser.add_argument("--all", action="store_true", help="also those whose time has not come yet")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.FETCHING:
            raise CommandError("Fetching is switched off (FETCHING=off).")
        failed = 0
        for feed in _chosen(options["project"], is_all=options["all"]):
            with bounds.memory():
                result = fetch_feed(feed)
            feed.refresh_from_db()
            if result is None:
                self.stdout.write(f"{name_of(feed)}: another worker has it")
            elif result.notice is not None:
                failed += 1
                self.stdout.write(f"{name_of(feed)}: {_(result.notice.message) % dict(result.notice.params)}")
            else:
                said = ", ".join(f"{number} {words}" for number, words in line_of(feed).counts)
                self.stdout.write(f"{name_of(feed)}: {said or 'nothing new'}")
        if failed:
            sys.exit(1)


def _chosen(key: str, *, is_all: bool) -> "QuerySet[Feed]":
    active = Feed.objects.current().filter(status=FeedStatus.ACTIVE).order_by("next_at", "id")
    rows = active if is_all else Feed.objects.due()
    rows = rows.filter(project__archived_at=None, project__deleted_at=None)
    if not key:
        return rows
    if not Project.objects.filter(key=key).exists():
        raise CommandError(f"There is no project “{key}”.")
    return rows.filter(project__key=key)
