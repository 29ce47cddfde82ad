"""Make the fingerprints that articles have not got: ``manage.py fingerprint_articles [--project talks] [--again]``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from newsroom.actions.sketches import drop, store
from newsroom.fingerprints import sketch
from newsroom.intake import body_of
from newsroom.layouts import reading_of
from newsroom.models import Article

PIECE = 50
"""Articles a transaction: nobody who saves meanwhile waits long."""


class Command(BaseCommand):
    """Articles of before fingerprints were kept have none, so their near copies are not found until this was run."""

    help = "Makes the fingerprints by which near copies are found, for articles that have none."

    def add_arguments(self, parser: CommandParser) -> None:
        """Ask for a project, or take all."""
        parser.add_argument("--project", default="", help="key of one project; all where it is left out")
        parser.add_argument("--again", action="store_true", help="for all articles, as another rule needs it")

    def handle(self, *args: Any, project: str, again: bool, **options: Any) -> None:
        """Work through the articles in small pieces; stopping in between loses nothing."""
        articles = Article.objects.filter(deleted_at=None).exclude(current_revision=None)
        if project:
            articles = articles.filter(project__key=project)
        if not again:
            articles = articles.filter(sketch=None)
        keys = list(articles.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), PIECE):
            _fingerprint(keys[start : start + PIECE])
        self.stdout.write(f"{len(keys)} articles")


def _fingerprint(keys: list[int]) -> None:
    made: dict[int, list[tuple[int, tuple[int, ...]]]] = {}
    for article in Article.objects.filter(pk__in=keys).select_related("current_revision"):
        revision = article.current_revision
        assert revision is not None
        layout = reading_of(revision.pk, revision.uuid).layout
        made.setdefault(article.project_id, []).append((article.pk, sketch(body_of(layout))))
    for project, texts in made.items():
        with transaction.atomic():
            drop(project, [pk for pk, _values in texts])
            store(project, texts)
