"""Each thing that can be in the way of an invitation has a page of its own, which says what to do next."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core import mail
from django.utils import timezone

from newsroom import log
from newsroom.actions.members import accept, change_role, invite
from newsroom.models import Invitation, Membership, Project, Role, User

pytestmark = pytest.mark.django_db
ACCOUNT = {"display_name": "Nora New", "username": "nora", "email": "nora@example.org", "password": "a quiet harbour 7"}
ROOT = Path(__file__).resolve().parents[2]
BEGIN = """
from django.core.management import call_command
from newsroom import log
from newsroom.actions.members import invite
from newsroom.actions.projects import create_project
from newsroom.models import User
call_command("migrate", verbosity=0)
olga = User.objects.create_user("olga", "olga@example.org", "a long password for a test")
project = create_project(by=olga, name="Talks", key="talks")
for name in ("north", "south"):
    User.objects.create_user(name, name + "@example.org")
print(invite(by=olga, project=project, role="reader", token=log.make_token())[1])
"""
JOIN = """
import sys
from newsroom import log
from newsroom.actions.members import accept, digest
from newsroom.invitations import find
from newsroom.models import User
invitation, user = find(digest("{secret}")), User.objects.get(username="{name}")
print("ready", flush=True)
sys.stdin.readline()
try:
    print(accept(user=user, invitation=invitation) is not None)
except log.Conflict:
    print(False)
"""


def invited(olivia, project, role=Role.ANALYST, email=""):
    return invite(by=olivia, project=project, role=role, email=email, token=log.make_token())


def opened(client, secret):
    assert client.get(f"/invitation/{secret}/").status_code == 302
    return client.get("/invitation/")


def in_project(project, user):
    return Membership.objects.current().filter(project=project, user=user).exists()


@pytest.mark.parametrize(
    ("change", "where", "words"),
    [
        ({"used_at": timezone.now()}, "used", "If that was you, log in"),
        ({"revoked_at": timezone.now()}, "revoked", "was taken back"),
        ({"expires_at": timezone.now() - timedelta(minutes=1)}, "expired", "has expired"),
    ],
)
def test_what_became_of_it_is_said_with_whom_to_ask(client, olivia, project, change, where, words):
    invitation, secret = invited(olivia, project)
    Invitation.objects.filter(pk=invitation.pk).update(**change)
    for page in (opened(client, secret), client.post("/invitation/", ACCOUNT)):
        assert page.status_code == 404
        assert f'id="invitation-{where}"' in page.content.decode()
        assert words in page.content.decode()
        assert "Ask Olivia Owner for another one." in page.content.decode()
    assert not User.objects.filter(username="nora").exists()


def test_a_link_of_nothing_says_that_it_may_be_cut_off(client, olivia, project):
    _invitation, secret = invited(olivia, project)
    page = opened(client, secret[:-1])
    assert page.status_code == 404
    assert "cut off" in page.content.decode()
    assert "Routes to talks" not in page.content.decode()


def test_without_a_link_there_is_no_invitation(client, db):
    assert "No such invitation" in client.get("/invitation/").content.decode()


def test_a_member_keeps_the_invitation_for_whom_it_is_meant(olivia, project, alice, login):
    _invitation, secret = invited(olivia, project)
    client = login(alice)
    page = opened(client, secret)
    assert page.status_code == 200
    assert "You are in already" in page.content.decode()
    assert "pass the link on" in page.content.decode()
    assert client.post("/invitation/").status_code == 409
    assert Invitation.objects.open().count() == 1


def test_whoever_used_it_comes_back_to_the_project(olivia, project, charlie, login):
    invitation, secret = invited(olivia, project)
    accept(user=charlie, invitation=invitation)
    page = opened(login(charlie), secret).content.decode()
    assert "You are in already" in page
    assert "pass the link on" not in page


def test_a_member_is_offered_a_higher_role(olivia, project, alice, login):
    _invitation, secret = invited(olivia, project, Role.EDITOR)
    client = login(alice)
    assert "Become editor" in opened(client, secret).content.decode()
    assert client.post("/invitation/").url == "/p/talks/"
    assert Membership.objects.current().get(user=alice).role == Role.EDITOR


def test_somebody_else_logs_out_and_goes_on_with_the_same_link(olivia, project, charlie, login):
    _invitation, secret = invited(olivia, project, email="nora@example.org")
    client = login(charlie)
    page = opened(client, secret).content.decode()
    assert "for somebody else" in page
    assert "charlie@example.org" in page
    assert "nora@example.org" not in page
    assert client.post("/invitation/").status_code == 403
    assert client.post("/invitation/", {"do": "log_out"}).url == "/invitation/"
    assert "Make the account and join" in client.get("/invitation/").content.decode()
    assert client.post("/invitation/", ACCOUNT).url == "/p/talks/"
    assert not in_project(project, charlie)


def test_nobody_gets_a_role_from_who_could_not_give_it_today(client, olivia, project, edgar):
    invitation, secret = invited(olivia, project, Role.OWNER)
    for user, role in ((edgar, Role.OWNER), (olivia, Role.EDITOR)):
        membership = Membership.objects.current().select_related("project").get(project=project, user=user)
        change_role(by=olivia, membership=membership, role=role, token=log.make_token())
    page = opened(client, secret).content.decode()
    assert "Nobody vouches for this invitation" in page
    assert "Ask Edgar for another one." in page
    assert client.post("/invitation/", ACCOUNT).status_code == 404
    with pytest.raises(log.Conflict, match="does not own"):
        accept(user=User.objects.create_user("nora"), invitation=invitation)


def test_while_the_project_is_archived_the_invitation_waits(client, olivia, project):
    _invitation, secret = invited(olivia, project)
    Project.objects.update(archived_at=timezone.now())
    assert "Once it is reopened the link works" in opened(client, secret).content.decode()
    Project.objects.update(archived_at=None)
    assert client.get("/invitation/").status_code == 200


def test_who_comes_second_by_the_same_link_is_refused(olivia, project, charlie, alice):
    """Both hold the invitation as it was before the first one used it; the project's lock decides."""
    invitation, _secret = invited(olivia, project)
    stale = Invitation.objects.select_related("project").get(pk=invitation.pk)
    accept(user=User.objects.create_user("quick", "quick@example.org"), invitation=invitation)
    with pytest.raises(log.Conflict, match="was used"):
        accept(user=charlie, invitation=stale)
    assert not in_project(project, charlie)


@pytest.mark.sqlite
def test_of_two_processes_one_gets_in(tmp_path):
    secret = start(tmp_path, BEGIN).communicate(timeout=120)[0].split()[-1]
    both = [start(tmp_path, JOIN.format(secret=secret, name=name)) for name in ("north", "south")]
    for process in both:
        assert process.stdout.readline() == "ready\n"
    answers = sorted(process.communicate("go\n", timeout=60)[0].split()[-1] for process in both)
    assert answers == ["False", "True"]


def start(folder, code):
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "VIRTUAL_ENV") if name in os.environ}
    environment = {"DATA_DIR": str(folder), "MARGIN_PROFILE": "local", "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=ROOT, env=kept | environment, **pipes)


def test_the_mail_says_who_invites_to_what_and_until_when(olivia, project, login, settings):
    body = {"action": str(uuid4()), "role": "editor", "email": "nora@example.org"}
    login(olivia).post("/p/talks/invitations/", body)
    [message] = mail.outbox
    assert message.to == ["nora@example.org"]
    for words in ("Olivia Owner", "Routes to talks", "as editor", "works once", f"{settings.BASE_URL}/invitation/"):
        assert words in message.subject + message.body


def test_the_console_prints_the_mail_where_none_is_sent(olivia, project, login, settings, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    body = {"action": str(uuid4()), "role": "reader", "email": "nora@example.org"}
    assert "was sent to nora@example.org" in login(olivia).post("/p/talks/invitations/", body).content.decode()
    assert "/invitation/" in capsys.readouterr().out
