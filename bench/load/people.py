"""The people of a load: made in the site's own process before it begins, signed in without a password."""

import json
import secrets
import string
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.load.wire import Person

LETTERS = string.ascii_letters + string.digits

HOT_PARAGRAPHS = 12
"""Of four sentences each: some 900 words, on which many work at once."""
MAKE = """
import io
import json
import tempfile
from pathlib import Path
from bench.prose import Prose
from django.core.management import call_command
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.conf import settings
from annotations.models import Claim, Speaker
from newsroom.actions.projects import add_member
from newsroom.layouts import reading_of
from newsroom.models import Article, Project, Role, User

project = Project.objects.get(key=KEY)
owner = User.objects.filter(memberships__project=project).order_by("pk").first()

def person(number):
    if known := User.objects.filter(username=f"load{number}").first():
        return [known.username, signed_in(known)]
    user = User.objects.create(username=f"load{number}", email=f"load{number}@example.org", display_name=f"Load {number}")
    user.set_unusable_password()
    user.save()
    add_member(by=owner, project=project, user=user, role=Role.EDITOR if number == 0 else Role.ANALYST)
    return [user.username, signed_in(user)]

def signed_in(user):
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session.create()
    return session.session_key

def facts(article):
    reading = reading_of(article.current_revision_id, article.current_revision.uuid)
    blocks = [[block.start, block.end] for block in reading.layout.blocks if block.end - block.start > 30]
    return {"uuid": str(article.uuid), "revision": str(article.current_revision.uuid), "text": reading.layout.text, "blocks": blocks}

with tempfile.TemporaryDirectory() as directory:
    prose = Prose(Article.objects.count())
    paragraphs = [prose.headline(), *[" ".join(prose.sentence() for _ in range(4)) for _ in range(HOT_PARAGRAPHS)]]
    (Path(directory) / "hot.txt").write_text("\\n\\n".join(paragraphs), encoding="utf-8")
    call_command("import_articles", directory, project=project.key, by=owner.username, stdout=io.StringIO())
articles = Article.objects.filter(project=project, deleted_at=None).select_related("current_revision").order_by("-pk")[:ARTICLES]
print("MADE " + json.dumps({
    "people": [person(number) for number in range(PEOPLE)],
    "articles": [facts(article) for article in articles],
    "claims": [str(uuid) for uuid in Claim.objects.filter(project=project, deleted_at=None).values_list("uuid", flat=True)[:20]],
    "speakers": [str(uuid) for uuid in Speaker.objects.filter(project=project, deleted_at=None).values_list("uuid", flat=True)[:10]],
    "last": project.actions.order_by("-pk").values_list("pk", flat=True).first() or 0,
}))
"""


@dataclass(slots=True)
class Crowd:
    """Who is there and what they write on; the first article is the one that many have open."""

    project: str
    people: list[Person]
    articles: list[dict[str, Any]]
    claims: list[str]
    speakers: list[str]
    last: int
    """The newest action before the load."""


def gather(run: Callable[[str], str], project: str, people: int, articles: int) -> Crowd:
    """Make the people; ``run`` runs Python inside the site and returns what it printed."""
    code = f"KEY, PEOPLE, ARTICLES, HOT_PARAGRAPHS = {project!r}, {people}, {articles}, {HOT_PARAGRAPHS}\nexec({MAKE!r}, globals())"
    line = next(line for line in run(code).splitlines() if line.startswith("MADE "))
    made = json.loads(line.removeprefix("MADE "))
    known = [Person(*pair, csrf="".join(secrets.choice(LETTERS) for _ in range(32))) for pair in made["people"]]
    return Crowd(project, known, made["articles"], made["claims"], made["speakers"], made["last"])
