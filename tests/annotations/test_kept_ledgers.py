"""Ledgers kept in a file: another process begins with them, and reads on in the log; what cannot be trusted is not taken."""

import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import kept_ledgers, ledgers as module
from annotations.actions.claims import create_claim
from annotations.actions.reading import set_state
from annotations.kept_ledgers import load
from annotations.ledgers import ledgers
from annotations.models import Claim
from annotations.tally import COLUMNS
from newsroom import log
from newsroom.models import Event, Membership, Project
from tests.annotations.writer import Writer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small(monkeypatch, settings, tmp_path):
    """Two codings are worth a file here, and each number of the log a new one."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(kept_ledgers, "LEAST", 2)
    monkeypatch.setattr(kept_ledgers, "EVERY", 1)


def member_of(project, user):
    return Membership.objects.select_related("project", "user").get(project=project, user=user)


@pytest.fixture
def member(project, alice):
    return member_of(project, alice)


@pytest.fixture
def codings(article, alice, bob, highlight):
    return [
        highlight(by, article, quote, "Talks", speaker="Macron")
        for by, quote in ((alice, "ceasefire"), (bob, "technical level"))
    ]


@pytest.fixture
def another_process(member, monkeypatch):
    """What a process finds that has read nothing yet."""

    def start():
        for thread in threading.enumerate():
            if thread.name == "keep ledgers":
                thread.join()
        monkeypatch.setattr(module, "_SHELVES", type(module._SHELVES)())
        return columns(ledgers(member))

    return start


def columns(found):
    return {claim: [list(getattr(one, name)) for name in COLUMNS] for claim, one in found.items()}


def shelf():
    (found,) = module._SHELVES.values()
    return found


def test_another_process_begins_with_what_is_kept(member, codings, another_process):
    first = another_process()
    with CaptureQueriesContext(connection) as queries:
        assert another_process() == first
    assert shelf().filed >= 0 and not any("annotations_tagging" in query["sql"] for query in queries)


def test_it_reads_on_in_the_log(member, alice, article, codings, highlight, another_process):
    another_process()
    another_process()
    highlight(alice, article, "sweeping", "Talks")
    Writer(alice, article).remove(codings[0])
    assert {len(one[0]) for one in another_process().values()} == {2}
    assert facts(another_process()) == facts(fresh(member, another_process))


def facts(found):
    """Rows without the numbers that stand for places."""
    at = [COLUMNS.index(name) for name in COLUMNS if name != "place"]
    return {claim: sorted(zip(*(one[index] for index in at), strict=True)) for claim, one in found.items()}


def fresh(member, another_process):
    kept_ledgers._path(member.project).unlink()
    return another_process()


def test_a_file_of_another_past_is_not_taken(member, project, alice, codings, another_process):
    another_process()
    another_process()
    assert load(member.project) is not None
    last = Event.objects.filter(project=project).latest("sequence").action
    last.uuid = log.make_token().uuid
    last.save()
    assert load(member.project) is None


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[:-8],
        lambda content: b"no" + content,
        lambda content: content[:-1] + b"\x7f",
        lambda content: b"",
    ],
)
def test_a_damaged_file_is_as_good_as_none(member, codings, another_process, spoil):
    first = another_process()
    another_process()
    path = kept_ledgers._path(member.project)
    path.write_bytes(spoil(path.read_bytes()))
    assert load(member.project) is None
    assert another_process() == first


def test_a_disk_that_cannot_be_written_does_no_harm(member, codings, another_process, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "nowhere" / "at all"
    assert another_process() == another_process()


def test_whoever_is_under_the_blind_takes_nothing_from_it_and_keeps_nothing(
    project, bob, article, codings, another_process, monkeypatch
):
    another_process()
    another_process()
    kept = kept_ledgers._path(project).read_bytes()
    Project.objects.filter(pk=project.pk).update(is_blind=True)
    member = member_of(project, bob)
    monkeypatch.setattr(module, "_SHELVES", type(module._SHELVES)())
    assert {tuple(one.annotation) for one in ledgers(member).values()} == {(codings[1].pk,)}
    set_state(by=bob, article=article, state="coded", token=log.make_token())
    assert {tuple(one.annotation) for one in ledgers(member_of(project, bob)).values()} == {
        tuple(one.pk for one in codings)
    }
    assert kept_ledgers._path(project).read_bytes() == kept and shelf().filed == -1


def test_words_and_names_are_not_in_it(member, alice, project, codings, another_process):
    create_claim(by=alice, project=project, label="Peace", token=log.make_token())
    another_process()
    another_process()
    content = kept_ledgers._path(member.project).read_bytes()
    assert not any(word.encode() in content for word in ("Talks", "Macron", "ceasefire", "alice"))
    assert str(Claim.objects.get(label="Talks").uuid).encode() not in content
