"""The people and things that tests are about.

alice (analyst) wrote the annotations, bob (analyst) reads in the same project, charlie is in another one; olivia owns
the project, edgar is its editor, rita its reader, frank was a member once.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from annotations.actions.anchors import spot
from annotations.actions.annotations import add_annotation
from annotations.actions.taggings import TaggingDraft
from annotations.anchoring import Selector
from annotations.models import Annotation
from newsroom import log
from newsroom.actions.articles import import_article
from newsroom.actions.members import end_membership
from newsroom.actions.projects import add_member, create_project
from newsroom.importers.registry import read
from newsroom.intake import prepare
from newsroom.layouts import reading_of
from newsroom.models import Article, Project, Role, User

PASSWORD = "correct horse battery staple"
SAMPLE = "tests/data/macron-dialogue.txt"


def make_user(username: str, name: str = "") -> User:
    return User.objects.create_user(
        username, f"{username}@example.org", PASSWORD, display_name=name or username.capitalize()
    )


@pytest.fixture
def olivia(db: None) -> User:
    return make_user("olivia", "Olivia Owner")


@pytest.fixture
def project(olivia: User) -> Project:
    return create_project(by=olivia, name="Routes to talks", key="talks")


def _member(project: Project, username: str, role: str) -> User:
    user = make_user(username)
    add_member(by=user, project=project, user=user, role=role)
    return user


@pytest.fixture
def alice(project: Project) -> User:
    return _member(project, "alice", Role.ANALYST)


@pytest.fixture
def bob(project: Project) -> User:
    return _member(project, "bob", Role.ANALYST)


@pytest.fixture
def edgar(project: Project) -> User:
    return _member(project, "edgar", Role.EDITOR)


@pytest.fixture
def rita(project: Project) -> User:
    return _member(project, "rita", Role.READER)


@pytest.fixture
def frank(project: Project) -> User:
    user = _member(project, "frank", Role.ANALYST)
    end_membership(by=user, membership=user.memberships.get(), token=log.make_token())
    return user


@pytest.fixture
def charlie(db: None) -> User:
    user = make_user("charlie")
    create_project(by=user, name="Elsewhere", key="elsewhere")
    return user


@pytest.fixture
def login() -> Callable[[User], Client]:
    """Return a client that is signed in as somebody."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


def take_in(text: str, *, by: User, where: Project, **facts: Any) -> Article:
    """Import a text as an article through the real importer."""
    prepared = prepare(read(text.encode(), filename="article.txt"))
    article = import_article(by=by, project=where, prepared=prepared, token=log.make_token()).article
    if facts:
        Article.objects.filter(pk=article.pk).update(**facts)
        article.refresh_from_db()
    return article


@pytest.fixture
def make_article(project: Project, edgar: User) -> Callable[..., Article]:
    """Import a text as an article of the project, by its editor where nobody else is named."""

    def make(text: str, *, by: User | None = None, where: Project | None = None, **facts: Any) -> Article:
        return take_in(text, by=by or edgar, where=where or project, **facts)

    return make


@pytest.fixture
def article(make_article: Callable[..., Article]) -> Article:
    """The sample article."""
    with open(SAMPLE, encoding="utf-8") as file:
        return make_article(file.read())


def highlight_words(by: User, article: Article, quote: str, claim: str = "", **values: Any) -> Annotation:
    """Highlight the first occurrence of a quote in an article, tagged where a claim is given."""
    revision = article.current_revision
    assert revision is not None
    start = reading_of(revision.pk, revision.uuid).layout.text.index(quote)
    place = spot(article, revision, Selector(start, start + len(quote), quote, "", ""))
    tagging = {name: values.pop(name) for name in ("speaker", "stance", "via", "form", "certainty") if name in values}
    drafts = [TaggingDraft(claim=claim, **{"stance": "asserts", **tagging})] if claim else []
    return add_annotation(by=by, spot=place, taggings=drafts, token=log.make_token(), **values)


@pytest.fixture
def highlight() -> Callable[..., Annotation]:
    """Return highlight_words."""
    return highlight_words
