"""Where the steps of ``anything`` are done: people, and the choices of one example."""

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from annotations.models import Annotation
from newsroom import log
from newsroom.models import Article, Project, User
from tests.annotations.writer import Writer

WORDS: Final = ("alpha", "beta", "gamma", "delta", "epsilon")


@dataclass
class Newsroom:
    """Where the steps are done: an analyst, an editor, an owner, and the choices of one example."""

    analyst: Writer
    editor: User
    owner: User
    project: Project
    chance: Random

    def token(self) -> log.Token:
        """Return a new token."""
        return log.make_token()

    def annotation(self) -> Annotation | None:
        """Return one of the analyst's highlights."""
        return self.one(Annotation.objects.filter(deleted_at=None, article__deleted_at=None, author=self.analyst.user))

    def article(self) -> Article | None:
        """Return an article; the analyst works on it from now on."""
        found = self.one(Article.objects.filter(project=self.project, deleted_at=None).select_related("project"))
        if found is not None:
            self.analyst.article = found
        return found

    def one(self, rows: Any) -> Any:
        """Return one of the rows, None where there is none."""
        found = list(rows.order_by("pk"))
        return self.chance.choice(found) if found else None

    def word(self) -> str:
        """Return a word out of few, so that names meet."""
        return self.chance.choice(WORDS)
