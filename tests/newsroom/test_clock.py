"""A clock that is wrong, or is set back while people work: order follows the log, leases and sessions come right again."""

import time
from datetime import datetime, timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from annotations.models import Annotation
from newsroom import log
from newsroom.actions.undo import latest_undoable, undo
from newsroom.models import Action, Event, Feed
from newsroom.working.leases import Lost, claim
from tests.newsroom.test_jobs import started
from tests.newsroom.workshop import texts
from tests.personas import PASSWORD

YEAR, BACK = timedelta(days=365), timedelta(hours=-2)
NOW = time.time


@pytest.fixture
def clock(monkeypatch):
    """Sets the clock of this process: so much ahead of the true one."""

    def put(ahead):
        class Clock(datetime):
            @classmethod
            def now(cls, tz=None):
                return datetime.now(tz) + ahead

        monkeypatch.setattr("django.utils.timezone.datetime", Clock)
        monkeypatch.setattr(time, "time", lambda: NOW() + ahead.total_seconds())

    return put


@pytest.mark.parametrize("ahead", [YEAR, -YEAR, BACK])
def test_order_is_that_of_the_log_whatever_the_clock_says(clock, ahead, login, project, article, alice, highlight):
    first = highlight(alice, article, "dialogue")
    clock(ahead)
    second = highlight(alice, article, "Moscow")
    assert second.created_at - first.created_at > ahead - timedelta(minutes=1)
    numbers = [Event.objects.filter(object_uuid=one.uuid).latest("sequence").sequence for one in (first, second)]
    assert numbers == sorted(numbers)
    done = latest_undoable(by=alice, project=project)
    assert done.events.filter(object_uuid=second.uuid).exists()
    undo(by=alice, membership=alice.memberships.get(), action_uuid=done.uuid, token=log.make_token())
    assert Annotation.objects.get(deleted_at=None) == first
    clock(timedelta())
    undo(
        by=alice,
        membership=alice.memberships.get(),
        action_uuid=Action.objects.latest("pk").uuid,
        token=log.make_token(),
    )
    assert Annotation.objects.filter(deleted_at=None).count() == 2
    for name in ("activity_list", "library", "inbox"):
        assert login(alice).get(reverse(name, args=[project.key])).status_code == 200


@pytest.mark.parametrize(("ahead", "goes_on"), [(YEAR, False), (-YEAR, True), (BACK, True)])
def test_a_session_goes_on_or_is_begun_anew(clock, ahead, goes_on, login, project, alice):
    client, library = login(alice), reverse("library", args=[project.key])
    clock(ahead)
    assert client.get(library).status_code == (200 if goes_on else 302)
    fresh = Client()
    sent = {"login": "alice", "password": PASSWORD}
    assert fresh.post(reverse("account_login"), sent).status_code == 302
    assert fresh.get(library).status_code == 200
    clock(timedelta())
    for one, is_in in ((client, goes_on), (fresh, ahead > -YEAR)):
        assert one.get(library).status_code == (200 if is_in else 302)


def test_a_job_that_a_worker_took_when_the_clock_was_ahead_is_taken_up_once_it_is_right(clock, edgar, project):
    started(edgar, project, texts(1))
    clock(YEAR)
    lost = claim()
    clock(timedelta())
    taken = claim()
    assert taken is not None and claim() is None
    with pytest.raises(Lost):
        lost.check()
    clock(BACK)
    taken.check()  # whoever is at work goes on
    assert claim() is None


def test_a_feed_that_was_put_off_for_a_year_is_due(clock, project, edgar):
    feed = Feed.objects.create(project=project, by=edgar, url="https://daily.example/feed", title="Daily")
    clock(timedelta())
    for ahead, is_due in ((timedelta(hours=3), False), (timedelta(days=-1), True), (YEAR, True)):
        Feed.objects.filter(pk=feed.pk).update(next_at=feed.next_at + ahead)
        assert Feed.objects.due().exists() == is_due, ahead


@pytest.mark.parametrize(
    "said",
    [
        "connection failed: FATAL:  sorry, too many clients already",
        "FATAL:  remaining connection slots are reserved for roles with the SUPERUSER attribute",
        "terminating connection due to administrator command\nserver closed the connection unexpectedly",
        "couldn't get a connection after 10.00 sec",
    ],
)
@pytest.mark.parametrize("asked", ["django_session", "newsroom_article"])
def test_a_database_that_takes_no_connection_is_busy_and_heals_by_itself(login, project, article, alice, said, asked):
    client = login(alice)
    client.raise_request_exception = False

    def refuses(execute, sql, params, many, context):
        if asked in sql:
            raise OperationalError(said)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuses):
        answer = client.get(reverse("library", args=[project.key]))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5") and "FATAL" not in answer.content.decode()
    assert client.get(reverse("library", args=[project.key])).status_code == 200
