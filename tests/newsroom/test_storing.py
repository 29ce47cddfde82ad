"""Many rows at once keep what rows saved one by one keep."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.forms.models import model_to_dict

from newsroom import storing
from newsroom.models import ItemStatus, Job, JobItem, Source
from newsroom.storing import insert, update

VALUES = {
    "data": b"\x00 bytes \xff",
    "size": 9,
    "sha256": "0" * 64,
    "filename": "a “quoted” name %s.txt",
    "options": {"columns": {"title": ["Überschrift"]}, "odd": [None, True, 1.5]},
    "dropped": [],
    "batch": uuid4(),
    "settled_at": datetime(2026, 2, 3, 9, 30, 15, 123456, tzinfo=UTC),
}


def sources(project, count):
    return [
        Source(project=project, by=project_owner(project), url=f"https://daily.example/{n}", **VALUES)
        for n in range(count)
    ]


def project_owner(project):
    return project.memberships.filter(role="owner").first().user


def plain(row):
    kept = model_to_dict(row, exclude=["id"]) | {"uuid": row.uuid, "data": bytes(row.data)}
    return {name: value for name, value in kept.items() if name not in ("url", "fetched_at")}


def test_inserted_rows_are_what_saved_rows_are(project):
    [inserted, saved] = sources(project, 2)
    inserted.uuid = saved.uuid = uuid4()
    insert([inserted])
    fresh = Source.objects.get(pk=inserted.pk)
    Source.objects.filter(pk=fresh.pk).delete()
    saved.save()
    assert plain(fresh) == plain(Source.objects.get(pk=saved.pk))


def test_each_row_gets_its_own_key_however_many_statements_it_takes(project, monkeypatch):
    monkeypatch.setattr(storing, "VALUES", 3 * len(Source._meta.concrete_fields))
    rows = sources(project, 10)
    insert(rows)
    assert [Source.objects.get(pk=row.pk).url for row in rows] == [row.url for row in rows]
    assert not any(row._state.adding for row in rows)


def test_no_rows_are_no_statement(project, django_assert_num_queries):
    with django_assert_num_queries(0):
        insert([])
        update([], ("status",))


@pytest.fixture
def items(project):
    job = Job.objects.create(project=project, by=project_owner(project), kind="files")
    rows = [JobItem(job=job, number=number, data=b"bytes", options={"a": 1}) for number in range(3)]
    insert(rows)
    return rows


def test_an_update_writes_the_named_fields_of_each_row_and_no_others(items):
    for item in items:
        item.status, item.why, item.data = ItemStatus.REFUSED, ["code", f"Number {item.number}", {}], None
        item.place, item.settled_at = "not written", VALUES["settled_at"]
    update(items[:2], ("status", "why", "data", "settled_at"))
    kept = JobItem.objects.order_by("number").values_list("status", "why", "data", "place", "settled_at")
    at = VALUES["settled_at"]
    assert list(kept)[:2] == [(ItemStatus.REFUSED, ["code", f"Number {n}", {}], None, "", at) for n in range(2)]
    [(status, why, data, _place, settled_at)] = list(kept)[2:]
    assert (status, why, bytes(data), settled_at) == (ItemStatus.WAITING, [], b"bytes", None)
