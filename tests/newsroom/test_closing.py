"""A project in the archive is read and not written; a removed one is closed, and comes back for a time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.actions.reading import set_state
from annotations.models import Annotation
from newsroom import log
from newsroom.actions.members import invite
from newsroom.actions.projects import archive_project, bring_back_project, remove_project, reopen_project
from newsroom.actions.undo import undo
from newsroom.models import Event, Membership, Project
from newsroom.models.project import KEPT
from newsroom.working.leases import claim, is_any_open
from tests.annotations.sending import selection

pytestmark = pytest.mark.django_db


def archived(olivia, project):
    archive_project(by=olivia, project=project, token=log.make_token())


def removed(olivia, project):
    remove_project(by=olivia, project=project, token=log.make_token())


def test_in_the_archive_everybody_reads_and_nobody_writes(olivia, alice, edgar, project, article, highlight, login):
    annotation = highlight(alice, article, "negotiate", "Willing")
    archived(olivia, project)
    before = Event.objects.count()
    page = login(alice).get(f"/p/talks/articles/{article.uuid}/")
    assert page.status_code == 200
    assert "This project is in the archive" in page.content.decode()
    assert "annotation-form" not in page.content.decode()
    add = f"/p/talks/articles/{article.uuid}/annotations/"
    for user, url, sent in (
        (alice, add, selection(article, "Putin")),
        (alice, f"/p/talks/annotations/{annotation.uuid}/note/", {"note": "x", "action": str(uuid4()), "version": 1}),
        (alice, "/p/talks/claims/new/", {"label": "New", "action": str(uuid4())}),
        (edgar, "/p/talks/import/", {"text": "A title\n\nWords.", "action": str(uuid4())}),
        (olivia, "/p/talks/settings/", {"name": "Other", "action": str(uuid4())}),
        (olivia, "/p/talks/invitations/", {"role": "reader", "action": str(uuid4())}),
    ):
        answer = login(user).post(url, sent)
        assert answer.status_code == 403, url
        assert "in the archive" in answer.content.decode(), url
    assert Event.objects.count() == before


def test_a_script_gets_the_reason_as_a_fragment(olivia, alice, project, article, login):
    archived(olivia, project)
    url = f"/p/talks/articles/{article.uuid}/annotations/"
    answer = login(alice).post(url, selection(article, "Putin"), headers={"HX-Request": "true"})
    assert answer.status_code == 403
    assert answer.content.decode().startswith('<p class="refusal" role="alert">This project is in the archive')


def test_what_was_saved_before_is_answered_again_afterwards(olivia, alice, project, article, login):
    client, sent = login(alice), selection(article, "Putin")
    url = f"/p/talks/articles/{article.uuid}/annotations/"
    assert client.post(url, sent).status_code < 400
    token = log.make_token()
    set_state(by=alice, article=article, state="coded", token=token)
    archived(olivia, project)
    assert set_state(by=alice, article=article, state="coded", token=token).state == "coded"
    assert Annotation.objects.count() == 1


def test_a_save_that_loses_the_race_against_the_archive_is_refused(olivia, alice, project, article):
    archived(olivia, project)
    with pytest.raises(log.Closed, match="in the archive"):
        set_state(by=alice, article=article, state="coded", token=log.make_token())


def test_reopened_everybody_goes_on(olivia, alice, project, article, login):
    archived(olivia, project)
    page = login(olivia).get("/p/talks/settings/").content.decode()
    assert "Reopen the project" in page
    answer = login(olivia).post("/p/talks/settings/archive/", {"do": "reopen", "action": str(uuid4())})
    assert answer.status_code == 302
    set_state(by=alice, article=article, state="coded", token=log.make_token())


def test_archiving_twice_with_one_action_is_done_once(olivia, project, login):
    client, sent = login(olivia), {"do": "archive", "action": str(uuid4())}
    assert [client.post("/p/talks/settings/archive/", sent).status_code for _time in range(2)] == [302, 302]
    assert Event.objects.filter(object_kind="project").count() == 1


def test_whoever_wants_to_leaves_an_archived_project(olivia, alice, project, login):
    archived(olivia, project)
    mine = Membership.objects.current().get(user=alice)
    assert login(alice).post(f"/p/talks/members/{mine.uuid}/end/").status_code == 302


def test_imports_of_an_archived_project_wait(olivia, edgar, project, login):
    sent = {"text": "A title\n\nWords.", "action": str(uuid4()), "how": "add"}
    assert login(edgar).post("/p/talks/import/", sent).status_code == 302
    assert is_any_open()
    archived(olivia, project)
    assert not is_any_open()
    assert claim() is None
    reopen_project(by=olivia, project=project, token=log.make_token())
    assert is_any_open()


def test_the_name_is_typed_before_a_project_goes(olivia, project, login):
    client = login(olivia)
    page = client.get("/p/talks/settings/remove/").content.decode()
    assert "Annotations, as CSV" in page
    assert "For 30 days" in page
    wrong = client.post("/p/talks/settings/remove/", {"typed": "Routes", "action": str(uuid4())})
    assert wrong.status_code == 422
    assert "This is not the name" in wrong.content.decode()
    assert 'value="Routes"' in wrong.content.decode()
    right = client.post("/p/talks/settings/remove/", {"typed": " routes to  TALKS ", "action": str(uuid4())})
    assert (right.status_code, right.url) == (302, "/")
    project.refresh_from_db()
    assert project.deleted_at


def test_a_removed_project_is_nowhere(olivia, alice, project, article, login, client):
    _invitation, secret = invite(by=olivia, project=project, role="reader", token=log.make_token())
    removed(olivia, project)
    for user in (olivia, alice):
        assert login(user).get("/p/talks/").status_code == 404
        assert login(user).get(f"/p/talks/articles/{article.uuid}/").status_code == 404
    assert "Routes to talks" not in login(alice).get("/?all").content.decode()
    client.get(f"/invitation/{secret}/")
    assert client.get("/invitation/").status_code == 404
    with pytest.raises(log.Closed, match="was removed"):
        set_state(by=alice, article=article, state="coded", token=log.make_token())


def test_an_owner_brings_it_back_for_a_time(olivia, alice, project, login):
    removed(olivia, project)
    assert "bring it back until" in login(olivia).get("/").content.decode()
    url = f"/projects/removed/{project.uuid}/"
    assert login(alice).post(url).status_code == 404
    assert login(olivia).post(url, {"action": str(uuid4())}).url == "/p/talks/"
    assert login(alice).get("/p/talks/").status_code == 200
    assert login(olivia).post(url).status_code == 404


def test_after_the_time_it_stays_removed(olivia, project, login):
    removed(olivia, project)
    Project.objects.update(deleted_at=timezone.now() - KEPT - timedelta(minutes=1))
    assert "Routes to talks" not in login(olivia).get("/").content.decode()
    assert login(olivia).post(f"/projects/removed/{project.uuid}/").status_code == 409


def test_undo_neither_removes_a_project_nor_brings_it_back(olivia, project):
    removed(olivia, project)
    token = log.make_token()
    project.refresh_from_db()
    bring_back_project(by=olivia, project=project, token=token)
    mine = Membership.objects.select_related("project").get(user=olivia)
    with pytest.raises(log.Conflict, match="removed in its settings"):
        undo(by=olivia, membership=mine, action_uuid=token.uuid, token=log.make_token())


def test_editors_read_the_settings_and_learn_whom_to_ask(edgar, alice, project, login):
    page = login(edgar).get("/p/talks/settings/").content.decode()
    assert "Only an owner changes them: Olivia Owner." in page
    assert "settings-form" not in page
    refused = login(alice).get("/p/talks/settings/")
    assert refused.status_code == 403
    assert "Only editors and owners of the project see its settings." in refused.content.decode()
    assert "Ask Olivia Owner" in refused.content.decode()


def test_queries_of_the_project_list_do_not_grow(olivia, project, login):
    client = login(olivia)
    client.get("/?all")
    with CaptureQueriesContext(connection) as few:
        client.get("/?all")
    for number in range(6):
        closed = {} if number % 2 else {"archived_at": timezone.now()}
        other = Project.objects.create(name=f"Project {number}", key=f"p{number}", **closed)
        Membership.objects.create(project=other, user=olivia, role="owner")
    with CaptureQueriesContext(connection) as many:
        client.get("/?all")
    assert len(many) == len(few)
