"""Make the demo project, once: ``manage.py demo``."""

import os
import secrets
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from annotations import demo
from annotations.management.demo_coding import Room, code, code_second, make_codebook
from newsroom.actions.projects import add_member, create_project
from newsroom.models import Project, User


class Command(BaseCommand):
    """Imports the sample articles through the real importer and codes them through the real actions."""

    help = "Make the demo project with three invented analysts, unless it is there already; local profile only."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LOCAL:
            raise CommandError("The demo has a known set of accounts. It runs in the local profile alone.")
        password = _password(Path(settings.DATA_DIR) / "demo_password")
        story = demo.project()
        if not Project.objects.filter(key=story.key).exists():
            _make(story, password)
            self.stdout.write("Made the demo project.")
        names = ", ".join(one.username for one in story.analysts)
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


def _make(story: demo.Story, password: str) -> None:
    people = {one.username: _user(one.username, one.name, password) for one in story.analysts}
    owner = people[story.analysts[0].username]
    project = create_project(by=owner, name=story.name, key=story.key)
    for one in story.analysts:
        add_member(by=owner, project=project, user=people[one.username], role=one.role)
    room = Room(project, people, owner)
    articles = {name: room.take_in(name) for name in story.articles}
    make_codebook(room, story)
    for name, article in articles.items():
        code(room, article, demo.sheet(name))
    for name in story.articles:
        if second := demo.second_of(name):
            code_second(room, second)
