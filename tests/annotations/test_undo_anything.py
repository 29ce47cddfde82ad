"""Any sequence of actions, undone in reverse order, leaves exports that are the same byte for byte."""

from dataclasses import replace
from random import Random

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings, strategies as st

from annotations.exports import files
from annotations.exports.options import Options
from annotations.passages import parse
from newsroom import log
from newsroom.actions.undo import undo
from newsroom.models import Action, Membership
from tests.action_kinds import action_kinds
from tests.annotations.anything import STEPS
from tests.annotations.anything_elsewhere import ELSEWHERE
from tests.annotations.room import Newsroom
from tests.annotations.writer import Writer

FIRST = ("annotation_add", "article_edit", "annotation_add", "tagging_add")
"""Done before anything is counted, so that there is something to work on."""


@pytest.fixture
def room(alice, edgar, olivia, project, make_article):
    text = (
        "Title alpha\n\nA standfirst of it.\n\nFirst alpha sentence of the body. Second beta sentence, which is longer."
    )
    room = Newsroom(Writer(alice, make_article(text)), edgar, olivia, project, Random(7))
    for name in FIRST:
        STEPS[name](room)
    return room


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=10), st.integers(0, 10_000))
def test_undone_in_reverse_order_the_exports_are_the_same(room, names, seed):
    room.chance = Random(seed)
    with transaction.atomic():
        before, known = exports(room), newest()
        for name in names:
            do(room, name)
        for action in Action.objects.filter(pk__gt=known).order_by("-pk"):
            take_back(room, action)
        assert exports(room) == before
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", sorted(STEPS))
def test_each_kind_alone(room, name):
    for seed in range(2):
        room.chance = Random(seed)
        before, known = exports(room), newest()
        do(room, name)
        for action in Action.objects.filter(pk__gt=known).order_by("-pk"):
            take_back(room, action)
        assert exports(room) == before


def test_every_kind_of_action_is_a_step():
    """A new kind of action needs a line in ``anything.STEPS``."""
    assert action_kinds() - STEPS.keys() - ELSEWHERE.keys() == set()
    assert ELSEWHERE.keys() - action_kinds() == set()


def do(room, name):
    """Do a step; what is refused is not done."""
    try:
        with transaction.atomic():
            STEPS[name](room)
    except log.Conflict:
        pass


def take_back(room, action):
    """Undo an action; what was undone and done again since is undone by undoing the last of these."""
    while (later := Action.objects.filter(undoes=action).first()) is not None:
        action = later
    membership = Membership.objects.current().get(project=room.project, user=action.by)
    membership.project = room.project
    undo(by=action.by, membership=membership, action_uuid=action.uuid, token=log.make_token())


def newest():
    return Action.objects.order_by("-pk").values_list("pk", flat=True)[0]


def exports(room):
    """Return both files with everything in them; when an article or a highlight was made is in them, versions are not."""
    filter = replace(parse(QueryDict("")), private=True)
    room.project.refresh_from_db()
    everything = files.annotations_csv(room.project, None, filter, Options())
    return b"".join(everything), b"".join(files.articles_csv(room.project, None, True, Options()))
