"""Where one starts: first run, projects, colours, accounts by command."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest import MonkeyPatch

from newsroom.models import Membership, Project, User

FIRST = {
    "display_name": "Ana Kovač",
    "username": "ana",
    "email": "ana@example.org",
    "password": "a long and quiet evening",
    "project": "Routes to talks",
}


def test_the_first_visitor_makes_account_and_project(db: None) -> None:
    client = Client()
    assert client.get("/").headers["Location"] == "/welcome/"
    assert client.post("/welcome/", FIRST).status_code == 302
    assert Membership.objects.get().role == "owner"
    assert client.get("/welcome/").status_code == 404


def test_a_weak_first_password_keeps_what_was_typed(db: None) -> None:
    response = Client().post("/welcome/", FIRST | {"password": "12345"})
    assert response.status_code == 422
    assert "Routes to talks" in response.content.decode()
    assert not User.objects.exists()


def test_on_a_server_the_first_visitor_makes_nothing(db: None, settings: object) -> None:
    settings.LOCAL = False  # type: ignore[attr-defined]
    assert Client().get("/welcome/").status_code == 404
    assert Client().post("/welcome/", FIRST).status_code == 404


def test_one_project_opens_at_once_and_several_are_listed(
    project: Project, alice: User, login: Callable[[User], Client]
) -> None:
    client = login(alice)
    assert client.get("/").headers["Location"] == "/p/talks/"
    assert client.post("/projects/new/", {"name": "Grain and gas"}).headers["Location"] == "/p/grain-and-gas/"
    page = client.get("/").content.decode()
    assert "Grain and gas" in page
    assert "Routes to talks" in page


def test_a_project_needs_a_name(alice: User, login: Callable[[User], Client]) -> None:
    assert login(alice).post("/projects/new/", {"name": "  "}).status_code == 422


def test_a_stranger_sees_no_project_of_others(project: Project, charlie: User, login: Callable[[User], Client]) -> None:
    assert "Routes to talks" not in login(charlie).get("/?all").content.decode()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_colours_are_remembered_and_never_lead_elsewhere(db: None, target: str) -> None:
    client = Client()
    response = client.post("/theme/", {"theme": "dark", "next": target})
    assert response.headers["Location"] == "/"
    assert client.cookies["margin_theme"].value == "dark"
    assert client.post("/theme/", {"theme": "pink", "next": "/p/x/"}).headers["Location"] == "/p/x/"
    assert client.cookies["margin_theme"].value == ""


def test_the_command_makes_an_account_and_lets_it_in(project: Project, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("a long and quiet evening\n"))
    out = StringIO()
    call_command(
        "add_user", "nora", email="nora@example.org", project="talks", role="editor", password_stdin=True, stdout=out
    )
    assert Membership.objects.get(user__username="nora").role == "editor"
    assert "nora is in talks as editor" in out.getvalue()


def test_the_command_refuses_a_weak_password(db: None, monkeypatch: MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("short\n"))
    with pytest.raises(CommandError, match="too short"):
        call_command("add_user", "nora", email="nora@example.org", password_stdin=True)
    assert not User.objects.filter(username="nora").exists()
