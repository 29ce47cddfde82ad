"""Members, roles, invitations: who may, what is kept, what goes wrong."""

import re
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from newsroom import log
from newsroom.actions.members import accept, change_role, end_membership, invite
from newsroom.actions.undo import undo
from newsroom.models import Invitation, Membership, Role, User

pytestmark = pytest.mark.django_db


def membership_of(project, user):
    return Membership.objects.current().get(project=project, user=user)


def invited(olivia, project, role=Role.ANALYST, email=""):
    return invite(by=olivia, project=project, role=role, email=email, token=log.make_token())


def open_link(client, secret):
    answer = client.get(f"/invitation/{secret}/")
    assert (answer.status_code, answer.url) == (302, "/invitation/")
    return client.get("/invitation/")


ACCOUNT = {"display_name": "Nora New", "username": "nora", "email": "nora@example.org", "password": "a quiet harbour 7"}


def test_an_invited_stranger_makes_an_account_and_is_in(client, olivia, project):
    _invitation, secret = invited(olivia, project, Role.EDITOR)
    page = open_link(client, secret)
    assert "Routes to talks" in page.content.decode()
    answer = client.post("/invitation/", ACCOUNT)
    assert answer.url == "/p/talks/"
    assert membership_of(project, User.objects.get(username="nora")).role == Role.EDITOR
    assert client.get("/p/talks/").status_code == 200


def test_an_invitation_works_once(client, olivia, project, charlie, login):
    _invitation, secret = invited(olivia, project)
    other = login(charlie)
    open_link(other, secret)
    open_link(client, secret)
    assert other.post("/invitation/").status_code == 302
    again = client.post("/invitation/", ACCOUNT)
    assert again.status_code == 404
    assert not User.objects.filter(username="nora").exists()


def test_only_a_digest_of_the_secret_is_kept(olivia, project):
    invitation, secret = invited(olivia, project)
    assert secret not in str(Invitation.objects.filter(pk=invitation.pk).values())
    assert secret not in str(list(project.actions.values()) + list(project.events.values()))


def test_an_invitation_for_an_address_lets_in_nobody_else(olivia, project, charlie, login):
    _invitation, secret = invited(olivia, project, email="nora@example.org")
    client = login(charlie)
    assert "another e-mail address" in open_link(client, secret).content.decode()
    assert client.post("/invitation/").status_code == 403
    assert not Membership.objects.filter(project=project, user=charlie).exists()


def test_the_address_of_an_invitation_cannot_be_changed(client, olivia, project):
    _invitation, secret = invited(olivia, project, email="nora@example.org")
    open_link(client, secret)
    client.post("/invitation/", ACCOUNT | {"email": "somebody@example.org"})
    assert User.objects.get(username="nora").email == "nora@example.org"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("username", "alice", "This name is taken"),
        ("email", "alice@example.org", "There is an account with this address"),
        ("password", "short", "too short"),
    ],
)
def test_a_bad_account_is_refused_with_advice(client, olivia, project, alice, field, value, message):
    User.objects.filter(pk=alice.pk).update(email="alice@example.org")
    _invitation, secret = invited(olivia, project)
    open_link(client, secret)
    answer = client.post("/invitation/", ACCOUNT | {field: value})
    assert answer.status_code == 422
    assert message in answer.content.decode()
    assert Invitation.objects.open().exists()


def test_a_member_keeps_the_higher_role(olivia, project, edgar):
    invitation, _secret = invited(olivia, project, Role.READER)
    accept(user=edgar, invitation=invitation)
    assert membership_of(project, edgar).role == Role.EDITOR


def test_an_owner_invites_by_mail_and_the_link_works(olivia, project, login):
    client = login(olivia)
    body = {"action": str(uuid4()), "role": "reader", "email": "nora@example.org"}
    answer = client.post("/p/talks/invitations/", body)
    assert "was sent to nora@example.org" in answer.content.decode()
    [message] = mail.outbox
    link = re.search(r"/invitation/(\S+)/", message.body)
    assert link
    assert link.group(0) not in answer.content.decode()
    assert open_link(Client(), link.group(1)).status_code == 200


def test_an_owner_gets_a_link_to_pass_on_once(olivia, project, login):
    client = login(olivia)
    answer = client.post("/p/talks/invitations/", {"action": str(uuid4()), "role": "analyst", "email": ""})
    link = re.search(r"/invitation/([\w-]{20,})/", answer.content.decode())
    assert link
    assert link.group(1) not in client.get("/p/talks/members/").content.decode()


def test_the_same_request_twice_invites_once(olivia, project, login):
    client, body = login(olivia), {"action": str(uuid4()), "role": "reader", "email": ""}
    for _time in range(2):
        assert client.post("/p/talks/invitations/", body).status_code == 200
    assert Invitation.objects.count() == 1


def test_the_last_owner_cannot_go_or_step_down(olivia, project, login):
    mine = membership_of(project, olivia)
    for change in (
        lambda: end_membership(by=olivia, membership=mine, token=log.make_token()),
        lambda: change_role(by=olivia, membership=mine, role=Role.READER, token=log.make_token()),
    ):
        with pytest.raises(log.Conflict, match="always has an owner"):
            change()
    assert login(olivia).post(f"/p/talks/members/{mine.uuid}/end/").status_code == 409


def test_a_member_leaves_and_the_work_stays(alice, project, article, highlight, login):
    highlight(alice, article, "negotiate", "A claim")
    mine = membership_of(project, alice)
    answer = login(alice).post(f"/p/talks/members/{mine.uuid}/end/")
    assert answer.status_code == 302
    assert not Membership.objects.current().filter(user=alice).exists()
    assert article.annotations.filter(author=alice, deleted_at=None).exists()


def test_nobody_but_an_owner_lets_others_go(alice, bob, project, login):
    other = membership_of(project, bob)
    assert login(alice).post(f"/p/talks/members/{other.uuid}/end/").status_code == 403
    assert membership_of(project, bob)


def test_a_role_changes_and_undo_brings_it_back(olivia, alice, project):
    token = log.make_token()
    change_role(by=olivia, membership=membership_of(project, alice), role=Role.EDITOR, token=token)
    assert membership_of(project, alice).role == Role.EDITOR
    mine = membership_of(project, olivia)
    undo(by=olivia, membership=mine, action_uuid=token.uuid, token=log.make_token())
    assert membership_of(project, alice).role == Role.ANALYST


def test_undo_never_takes_the_last_owner(olivia, alice, project):
    change_role(by=olivia, membership=membership_of(project, alice), role=Role.OWNER, token=log.make_token())
    token = log.make_token()
    change_role(by=alice, membership=membership_of(project, olivia), role=Role.READER, token=token)
    change_role(by=alice, membership=membership_of(project, olivia), role=Role.OWNER, token=log.make_token())
    down = log.make_token()
    end_membership(by=olivia, membership=membership_of(project, alice), token=down)
    undo(by=olivia, membership=membership_of(project, olivia), action_uuid=down.uuid, token=log.make_token())
    assert Membership.objects.owners(project).count() == 2


def test_a_project_is_renamed_archived_and_brought_back(olivia, project, login):
    client = login(olivia)
    client.post("/p/talks/settings/", {"action": str(uuid4()), "version": 1, "name": "Roads to talks"})
    client.post("/p/talks/settings/archive/", {"action": str(uuid4()), "do": "archive"})
    page = client.get("/?all").content.decode()
    assert "In the archive" in page
    assert "Roads to talks" in page
    client.post("/p/talks/settings/archive/", {"action": str(uuid4()), "do": "reopen"})
    project.refresh_from_db()
    assert project.archived_at is None


def test_an_archived_project_lets_nobody_in(client, olivia, project, login):
    _invitation, secret = invited(olivia, project)
    login(olivia).post("/p/talks/settings/archive/", {"action": str(uuid4()), "do": "archive"})
    assert open_link(client, secret).status_code == 404


def test_readers_see_members_but_no_invitations(rita, olivia, project, login):
    invited(olivia, project, email="nora@example.org")
    page = login(rita).get("/p/talks/members/").content.decode()
    assert "olivia" in page
    assert "nora@example.org" not in page
    assert "Invite somebody" not in page


def test_queries_of_the_members_page_do_not_grow(olivia, project, login):
    client = login(olivia)
    client.get("/p/talks/members/")
    with CaptureQueriesContext(connection) as few:
        client.get("/p/talks/members/")
    for number in range(5):
        user = User.objects.create_user(f"user{number}", f"user{number}@example.org")
        Membership.objects.create(project=project, user=user, role=Role.READER)
        invited(olivia, project)
    with CaptureQueriesContext(connection) as many:
        client.get("/p/talks/members/")
    assert len(many) == len(few)
