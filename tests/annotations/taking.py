"""Taking back what alice did, as an editor's browser does it, and what the project's export is."""

import re
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from annotations.exports import files
from annotations.exports.options import Options
from annotations.passages import parse
from newsroom.actions import taking_back
from newsroom.models import Project

QUOTES = ("French President Emmanuel Macron", "dialogue", "Kyiv", "Europe", "Moscow")
PERIOD = {"person": "alice", "since": "2020-01-01T00:00", "until": "2099-01-01T00:00", "kinds": ["highlights"]}


def take_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a step be two actions, written one by one."""
    for name, value in (("STEP", 2), ("PIECE", 1), ("TRIED", 2)):
        monkeypatch.setattr(taking_back, name, value)


def take(client: Client, address: str, **changes: Any) -> tuple[Any, Any]:
    """Look first and confirm what was shown, as the page does."""
    shown = client.post(address, {**PERIOD, "do": "look", **changes})
    assert shown.status_code == 200
    fields = dict(re.findall(r'name="(action|count)" value="([\w-]+)"', shown.content.decode()))
    return shown, client.post(address, {**PERIOD, "do": "take", **fields, **changes})


def exported(project: Project) -> bytes:
    """Return the CSV of all its annotations."""
    project.refresh_from_db()
    return b"".join(files.annotations_csv(project, None, parse(QueryDict("")), Options()))
