"""Make the demo project, once: ``manage.py demo``."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from annotations import demo
from annotations.actions.anchors import spot
from annotations.actions.annotations import add_annotation
from annotations.actions.claims import create_claim
from annotations.actions.reading import set_state
from annotations.actions.speakers import make_speaker
from annotations.actions.taggings import TaggingDraft
from annotations.anchoring import Selector
from annotations.models import Claim, Speaker
from newsroom import log
from newsroom.actions.articles import import_article
from newsroom.actions.projects import add_member, create_project
from newsroom.actions.sources import keep_source
from newsroom.importers.registry import read
from newsroom.intake import prepare
from newsroom.layouts import reading_of
from newsroom.models import Article, Project, User


class Command(BaseCommand):
    """Imports the sample article through the real importer and codes it through the real actions."""

    help = "Make the demo project with three invented analysts, unless it is there already; local profile only."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError("The demo has a known set of accounts. It runs in the local profile alone.")
        password = _password(Path(settings.DATA_DIR) / "demo_password")
        key, name = demo.PROJECT
        if not Project.objects.filter(key=key).exists():
            people = {username: _user(username, shown, password) for username, shown, _role in demo.ANALYSTS}
            project = create_project(by=people["ana"], name=name, key=key)
            for username, _shown, role in demo.ANALYSTS:
                add_member(by=people["ana"], project=project, user=people[username], role=role)
            _fill(project, people)
            self.stdout.write("Made the demo project.")
        names = ", ".join(username for username, _shown, _role in demo.ANALYSTS)
        self.stdout.write(f"Log in as {names} with the password {password}")


def _password(path: Path) -> str:
    """Return the demo's password; made once, kept in a file that only its owner can read."""
    if not path.exists():
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(9))
    return path.read_text(encoding="utf-8").strip()


def _user(username: str, name: str, password: str) -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        user = User.objects.create_user(username, f"{username}@example.org", password, display_name=name)
    return user


def _fill(project: Project, people: dict[str, User]) -> None:
    article = _article(project, people["ana"])
    _codebook(project, people["ana"])
    for coding in demo.CODINGS:
        _code(project, article, people[coding.by], coding)
    for username, state in demo.STATES:
        set_state(by=people[username], article=article, state=state, token=log.make_token())


def _article(project: Project, by: User) -> Article:
    data = demo.ARTICLE.read_bytes()
    draft = read(data, filename=demo.ARTICLE.name)
    source = keep_source(by=by, project=project, data=data, filename=demo.ARTICLE.name, media_type="text/plain")
    token = log.make_token()
    return import_article(by=by, project=project, prepared=prepare(draft), source=source, token=token).article


def _codebook(project: Project, by: User) -> None:
    for entry in demo.CODEBOOK:
        create_claim(
            by=by,
            project=project,
            label=entry.label,
            statement=entry.statement,
            definition=entry.definition,
            token=log.make_token(),
        )
    with log.act(by=by, project=project, kind="speaker_add", token=log.make_token()) as act:
        for name, kind, affiliation in demo.SPEAKERS:
            make_speaker(act, name=name, kind=kind, affiliation=affiliation)


def _code(project: Project, article: Article, by: User, coding: demo.Coding) -> None:
    revision = article.current_revision
    assert revision is not None
    text = reading_of(revision.pk, revision.uuid).layout.text
    start = text.index(coding.quote, text.index(coding.after))
    draft = TaggingDraft(
        claim=Claim.objects.get(project=project, label=coding.claim.label),
        speaker=Speaker.objects.get(project=project, name=coding.speaker),
        stance=coding.stance,
        form=coding.form,
        certainty=coding.certainty,
    )
    place = spot(article, revision, Selector(start, start + len(coding.quote), coding.quote, "", ""))
    add_annotation(
        by=by,
        spot=place,
        taggings=[draft],
        note=coding.note,
        visibility=coding.visibility,
        token=log.make_token(),
    )
