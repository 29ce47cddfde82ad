"""What the database itself refuses, whoever writes to it: the forms give the message, this is the guarantee."""

from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from annotations.models import Anchor, Annotation, Claim, Preference, ReadingState, Speaker, Tagging
from newsroom.models import Action, Article, Event, Membership, Outlet, Project, Revision, User


@pytest.fixture
def note(alice, article, highlight):
    """A tagged highlight."""
    return highlight(alice, article, "at a technical level", "Talks", speaker="Emmanuel Macron")


def refused(rows, **values):
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**values)
    return True


def copy_refused(row, **values):
    """A second row like this one is refused."""
    row = type(row).objects.get(pk=row.pk)
    row.pk = None
    if hasattr(row, "uuid"):
        row.uuid = uuid4()
    for name, value in values.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)
    return True


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize(
    "values",
    [
        {"start": 50, "end": 50},
        {"start": 51, "end": 50},
        {"start": None},
        {"end": None},
        {"block": 5, "last_block": 4},
        {"start": None, "end": None, "block": None, "last_block": None},
        {"start": None, "end": None, "block": None, "last_block": None, "status": "lost"},
    ],
    ids=str,
)
def test_an_anchor_has_a_place_or_is_lost_and_no_origin_is_lost(note, values):
    assert refused(note.anchors.all(), **values)


def test_an_annotation_has_one_origin(note, article):
    anchor = note.anchors.get()
    revision = Revision.objects.get(pk=article.current_revision_id)
    revision.pk, revision.uuid, revision.number = None, uuid4(), 2
    revision.save(force_insert=True)
    assert copy_refused(anchor, revision=revision)
    assert copy_refused(anchor, is_origin=False)


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Tagging, {"stance": "reports"}),
        (Tagging, {"stance": ""}),
        (Tagging, {"said_precision": "day"}),
        (Tagging, {"said_at": "2026-01-01T00:00Z"}),
        (Annotation, {"visibility": "world"}),
        (Annotation, {"visibility": ""}),
        (Membership, {"role": "king"}),
        (Membership, {"role": ""}),
        (Claim, {"slot": 0}),
        (Claim, {"slot": 9}),
        (Speaker, {"kind": "ghost"}),
        (Article, {"published_precision": "day"}),
        (Article, {"published_at": "2026-01-01T00:00Z"}),
        (Revision, {"length": 0}),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else value.__name__,
)
def test_a_value_that_makes_no_sense_is_refused(note, model, values):
    assert model.objects.exists()
    assert refused(model.objects.all(), **values)


def test_a_claim_is_neither_its_own_parent_nor_merged_into_itself(note):
    claim = Claim.objects.get()
    assert refused(Claim.objects.all(), parent=claim)
    assert refused(Claim.objects.all(), merged_into=claim)


def test_a_label_is_there_once_among_what_is_in_use(note):
    claim = Claim.objects.get()
    assert copy_refused(claim)
    Claim.objects.update(deleted_at="2026-01-01T00:00Z")
    claim.pk, claim.uuid, claim.deleted_at = None, uuid4(), None
    claim.save(force_insert=True)


def test_names_are_there_once(note):
    outlet = Outlet.objects.create(project=note.project, name="Gazette", folded="gazette")
    assert copy_refused(outlet)
    assert copy_refused(Speaker.objects.get())
    assert copy_refused(Project.objects.get())
    assert copy_refused(User.objects.get(username="alice"), username="other", email="ALICE@example.org")


def test_an_outlet_has_one_voice(note):
    outlet = Outlet.objects.create(project=note.project, name="Gazette", folded="gazette")
    Speaker.objects.update(outlet=outlet)
    assert copy_refused(Speaker.objects.get(), folded="another")


def test_the_same_is_said_once_on_a_passage(note):
    tagging = Tagging.objects.get()
    assert copy_refused(tagging)
    Tagging.objects.update(speaker=None)
    assert copy_refused(tagging)


def test_one_row_a_person(note, alice, article):
    assert copy_refused(alice.memberships.get())
    state = ReadingState.objects.create(
        project=note.project, article=article, user=alice, uuid=uuid4(), state="skipped", reason="why"
    )
    assert copy_refused(state)
    assert refused(ReadingState.objects.all(), state="coded")
    assert refused(ReadingState.objects.all(), reason="", state="dreamt")
    assert copy_refused(Preference.objects.create(project=note.project, user=alice))


def test_numbers_of_the_log_and_of_wordings_are_there_once(note):
    assert copy_refused(Event.objects.first())
    assert copy_refused(Revision.objects.first())
    action = Action.objects.first()
    assert copy_refused(action, uuid=action.uuid)
    undone = Action.objects.exclude(pk=action.pk).first()
    Action.objects.filter(pk=undone.pk).update(undoes=action)
    assert copy_refused(undone)


def test_nothing_that_is_referred_to_can_be_taken_away(note):
    for row in (note, note.article, note.project, Claim.objects.get(), Anchor.objects.get().revision, note.author):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.delete()
