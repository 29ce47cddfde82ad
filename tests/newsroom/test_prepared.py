"""Queries that are compiled once answer as Django's own do, for any values."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.db import DatabaseError, OperationalError, ProgrammingError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from newsroom.asking_plainly import ask
from newsroom.models import Article, Membership, Project, User
from newsroom.prepared import MOST, WHOLE, Prepared, _Place, _with_arrays, first

BY_KEY = Prepared(
    lambda user, key: Membership.objects.current().filter(user_id=user, project__key=key).select_related("project")
)
BY_UUID = Prepared(lambda uuids: Article.objects.filter(uuid__in=uuids).order_by("id").values_list("pk", "uuid"))


def test_objects_come_with_what_select_related_names(project: Project, alice: User, bob: User) -> None:
    for person in (alice, bob, alice):
        found = first(BY_KEY.objects(user=person.pk, key="talks"))
        with CaptureQueriesContext(connection) as queries:
            assert (found.user_id, found.project) == (person.pk, project)
        assert not queries.captured_queries


def test_nothing_found_is_none(project: Project, alice: User) -> None:
    assert first(BY_KEY.objects(user=alice.pk, key="elsewhere")) is None


@pytest.mark.parametrize("count", [1, 2, MOST, MOST + 1])
def test_lists_of_any_length(article: Article, count: int) -> None:
    uuids = [article.uuid, *(uuid4() for _ in range(count - 1))]
    assert BY_UUID.rows(uuids=uuids) == [(article.pk, article.uuid)]
    assert BY_UUID.rows(uuids=uuids[1:]) == []


def test_values_are_never_part_of_the_sql(project: Project, alice: User) -> None:
    hostile = "talks' OR '1'='1"
    assert BY_KEY.objects(user=alice.pk, key=hostile) == []


def test_a_value_that_the_query_does_not_ask_for_is_a_mistake(db: None) -> None:
    forgetful = Prepared(lambda user, key: Membership.objects.filter(user_id=user))
    with pytest.raises(ValueError, match="does not ask for"):
        forgetful.objects(user=1, key="talks")


def test_deferred_fields_stay_deferred(article: Article, make_article: Callable[..., Article]) -> None:
    titles = Prepared(lambda uuid: Article.objects.filter(uuid=uuid).defer("byline"))
    found = first(titles.objects(uuid=article.uuid))
    assert found.get_deferred_fields() == {"byline"}
    assert found.title == article.title


def test_a_per_cent_sign_in_the_sql_and_in_a_value_is_itself(article: Article) -> None:
    asked = Prepared(
        lambda title: Article.objects.filter(title=title).exclude(byline__contains="%").values_list("title", "pk")
    )
    Article.objects.filter(pk=article.pk).update(title="Up 3 % in May")
    assert asked.rows(title="Up 3 % in May") == [("Up 3 % in May", article.pk)]
    assert asked.rows(title="%") == []


def test_asked_plainly_or_djangos_way_the_answer_is_the_same(article: Article) -> None:
    plainly = BY_UUID.rows(uuids=[article.uuid])
    with CaptureQueriesContext(connection) as queries:
        assert BY_UUID.rows(uuids=[article.uuid]) == plainly
    assert len(queries) == 1


def test_errors_are_those_that_django_raises(db: None) -> None:
    with (
        pytest.raises(ProgrammingError if connection.vendor == "postgresql" else OperationalError),
        transaction.atomic(),
    ):
        ask(connection, "SELECT nothing FROM nowhere WHERE no = %s", [1])


def test_nothing_is_asked_in_a_transaction_that_is_broken(alice: User) -> None:
    with pytest.raises(TransactionManagementError), transaction.atomic():
        transaction.set_rollback(True)
        connection.needs_rollback = True
        BY_KEY.objects(user=alice.pk, key="talks")


def test_a_list_is_one_parameter_where_the_database_has_arrays(article: Article) -> None:
    for count in (1, 3, 200):
        with CaptureQueriesContext(connection) as queries:
            assert BY_UUID.rows(uuids=[article.uuid, *(uuid4() for _ in range(count - 1))])
        assert ("= ANY(" in queries[0]["sql"]) == (connection.vendor == "postgresql")
    assert len(BY_UUID._compiled) <= (1 if connection.vendor == "postgresql" else 10)


def test_a_list_that_stands_elsewhere_than_after_in_is_a_mistake(db: None) -> None:
    places = (_Place("pks", 0), _Place("pks", 1))
    with pytest.raises(ValueError, match="not a list of values after IN"):
        _with_arrays('SELECT 1 WHERE "id" = %s OR "id" = %s', places)


def test_other_parameters_and_per_cent_signs_stay_beside_an_array() -> None:
    parameters = ("a%", _Place("pks", 0), _Place("pks", 1), _Place("user", -1))
    sql, kept = _with_arrays("x LIKE %s AND y LIKE '%%s' AND id IN (%s, %s) AND u = %s", parameters)
    assert sql == "x LIKE %s AND y LIKE '%%s' AND id = ANY(%s) AND u = %s"
    assert kept == ("a%", _Place("pks", WHOLE), _Place("user", -1))


def test_the_same_statement_is_asked_again_and_again_by_one_connection(article: Article) -> None:
    for _again in range(20):
        assert ask(connection, "SELECT title, '%%' FROM newsroom_article WHERE id = %s", [article.pk]) == [
            (article.title, "%")
        ]
        with pytest.raises(DatabaseError), transaction.atomic():
            ask(connection, "SELECT title FROM newsroom_article WHERE id = %s AND nothing = 1", [article.pk])


def test_an_answer_of_many_rows_is_whole_and_a_statement_of_many_values_too(db: None) -> None:
    numbers = list(range(1, 301))
    sql = f"SELECT * FROM (VALUES {', '.join(['(%s)'] * 300)}) AS many"
    for _again in range(3):
        assert sorted(int(row[0]) for row in ask(connection, sql, numbers)) == numbers
    rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) SELECT i FROM n WHERE i > %s"
    for _again in range(3):
        assert len(ask(connection, rows, [0])) == 2000
