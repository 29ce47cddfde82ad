"""A process that gives articles new wordings, to be raced and killed: ``python -m tests.newsroom.reviser WORK NAME COUNT``.

WORK is "begin" (make an article with highlights in the empty DATA_DIR) or "revise" (give it COUNT new wordings, printing
each number when it is stored). Uses the real database file of the local profile.
"""

import os
import sys

HIGHLIGHTS = 200


def begin() -> None:
    """Make a project with one article and its highlights."""
    from django.core.management import call_command

    from annotations.actions.anchors import values
    from annotations.models import Anchor, Annotation
    from newsroom.actions.projects import create_project
    from newsroom.models import User
    from tests.newsroom.wordings import arrive

    call_command("migrate", verbosity=0)
    olga = User.objects.create_user("olga", "olga@example.org", "a long password for a test")
    project = create_project(by=olga, name="Talks", key="talks")
    article = arrive(olga, project, text("first")).article
    for number in range(HIGHLIGHTS):
        annotation = Annotation.objects.create(project=project, article=article, author=olga)
        place = Place(article, article.current_revision, number, number + 40)
        Anchor.objects.create(project=project, article=article, annotation=annotation, **values(place))


def revise(name: str, count: int) -> None:
    """Import new wordings, each its own."""
    from newsroom.models import Project, User
    from tests.newsroom.wordings import arrive

    olga, project = User.objects.get(), Project.objects.get()
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(count):
        print(arrive(olga, project, text(f"{name} {number}"), how="check").status, flush=True)


def text(words: str) -> object:
    """Return a wording with some words of its own."""
    from tests.newsroom.wordings import BODY, wording

    return wording(*BODY, f"This is the wording that they call {words}, and no other one.")


class Place:
    """A place in a revision, as the action for highlights knows it."""

    def __init__(self, article: object, revision: object, start: int, end: int) -> None:
        self.article, self.revision, self.start, self.end = article, revision, start, end


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    os.environ["MARGIN_PROFILE"] = "local"
    import django

    django.setup()
    if sys.argv[1] == "begin":
        begin()
    else:
        revise(sys.argv[2], int(sys.argv[3]))
