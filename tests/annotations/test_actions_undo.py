"""Every action on a highlight taken back and done again: the rows are as they were."""

import random

import pytest

from annotations.models import Annotation, Claim, Speaker
from newsroom import log
from newsroom.actions.articles import edit_article
from tests.annotations.writer import Writer, rows


@pytest.fixture
def writer(alice, article):
    return Writer(alice, article)


@pytest.fixture
def annotation(writer):
    return writer.add(10, 40, "Talks reopen", "Nothing is decided", speaker="Emmanuel Macron")


STEPS = {
    "add": lambda writer, annotation: writer.add(100, 130, "New claim", speaker="New speaker"),
    "add a plain highlight": lambda writer, annotation: writer.add(100, 130),
    "note": lambda writer, annotation: writer.note(annotation, "a thought"),
    "visibility": lambda writer, annotation: writer.hide(annotation, "private"),
    "place": lambda writer, annotation: writer.place(annotation, 200, 450),
    "remove": lambda writer, annotation: writer.remove(annotation),
    "tag": lambda writer, annotation: writer.tag(annotation, "Another claim", "Another speaker"),
    "tag with what is known": lambda writer, annotation: writer.tag(annotation, "TALKS REOPEN", "Volodymyr Zelensky"),
    "retag": lambda writer, annotation: writer.retag(annotation.taggings.first(), "Another claim", "Another speaker"),
    "untag": lambda writer, annotation: writer.untag(annotation.taggings.first()),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS.keys())
def test_undone_it_is_as_before_and_redone_as_after(writer, annotation, step):
    before = rows()
    step(writer, annotation)
    after = rows()
    assert after != before
    taken_back = writer.undo(writer.last())
    assert rows() == before
    done_again = writer.undo(taken_back)
    assert rows() == after
    writer.undo(done_again)
    assert rows() == before


def test_undo_puts_the_time_of_change_back_and_the_version_on(writer, annotation):
    before = Annotation.objects.get(pk=annotation.pk)
    writer.note(annotation, "a thought")
    writer.undo(writer.last())
    after = Annotation.objects.get(pk=annotation.pk)
    assert after.updated_at == before.updated_at
    assert after.version == before.version + 2


@pytest.mark.parametrize("seed", range(12))
def test_undo_in_reverse_order_of_anything_leaves_the_same_rows(writer, seed):
    chance = random.Random(seed)
    states, actions = [rows()], []
    for _step in range(chance.randint(6, 14)):
        _anything(writer, chance)
        states.append(rows())
        actions.append(writer.last())
    undone = []
    for action, state in zip(reversed(actions), reversed(states[:-1]), strict=True):
        undone.append(writer.undo(action))
        assert rows() == state
    for action, state in zip(reversed(undone), states[1:], strict=True):
        writer.undo(action)
        assert rows() == state


def _anything(writer, chance):
    """Do something that is possible now."""
    annotations = list(Annotation.objects.filter(deleted_at=None))
    start = chance.randrange(0, 1500)
    claim, speaker = f"Claim {chance.randrange(4)}", chance.choice(["", "Emmanuel Macron", "The Kremlin"])
    if not annotations or chance.random() < 0.25:
        writer.add(
            start, start + chance.randrange(20, 400), *([claim] if chance.random() < 0.8 else []), speaker=speaker
        )
        return
    annotation = chance.choice(annotations)
    taggings = list(annotation.taggings.current())
    steps = [
        lambda: writer.note(annotation, f"thought {chance.random()}"),
        lambda: writer.hide(annotation, "private" if annotation.visibility == "project" else "project"),
        lambda: writer.place(annotation, start, start + chance.randrange(20, 400)),
        lambda: writer.remove(annotation),
        lambda: writer.tag(annotation, f"Claim {chance.random()}", speaker),
    ]
    if taggings:
        steps.append(lambda: writer.untag(taggings[0]))
        steps.append(lambda: writer.retag(taggings[0], f"Claim {chance.random()}", speaker))
    chance.choice(steps)()


def test_undo_names_what_was_built_on_it(writer, annotation):
    added = writer.last()
    writer.note(annotation, "a thought")
    with pytest.raises(log.Conflict, match="note"):
        writer.undo(added)


def test_claim_that_a_colleague_uses_by_now_stays(writer, annotation, bob, article):
    writer.tag(annotation, "Mine first")
    mine = writer.last()
    Writer(bob, article).add(100, 120, "Mine first")
    before = rows()
    with pytest.raises(log.Conflict, match="1 passage"):
        writer.undo(mine)
    assert rows() == before


def test_claims_that_were_added_since_are_named(writer):
    plain = writer.add(10, 40)
    added = writer.last()
    writer.tag(plain, "Later")
    with pytest.raises(log.Conflict, match="Claims were added"):
        writer.undo(added)


def test_change_of_a_removed_highlight_is_not_undone_behind_its_back(writer, annotation):
    writer.note(annotation, "a thought")
    noted = writer.last()
    writer.remove(annotation)
    with pytest.raises(log.Conflict, match="removed since"):
        writer.undo(noted)


def test_tagging_does_not_come_back_without_its_claim(writer, annotation):
    writer.tag(annotation, "Short-lived", "Somebody")
    made = writer.last()
    tagging = annotation.taggings.get(claim__label="Short-lived")
    writer.untag(tagging)
    taken_off = writer.last()
    # taking the claim back is possible now that nothing carries it
    Claim.objects.filter(label="Short-lived").update(deleted_at="2026-01-01T00:00Z")
    with pytest.raises(log.Conflict, match="Short-lived"):
        writer.undo(taken_off)
    Claim.objects.update(deleted_at=None)
    Speaker.objects.filter(name="Somebody").update(deleted_at="2026-01-01T00:00Z")
    with pytest.raises(log.Conflict, match="Somebody"):
        writer.undo(taken_off)
    Speaker.objects.update(deleted_at=None)
    writer.undo(taken_off)
    writer.undo(made)


def test_ends_go_back_over_a_change_of_wording(writer, annotation, edgar, article):
    first = annotation.anchors.get()
    edit_article(
        by=edgar, article=article, version=article.version, values={"title": "Other title"}, token=log.make_token()
    )
    article.refresh_from_db()
    writer.article = article
    before = rows()
    writer.place(annotation, 300, 420)
    assert annotation.anchors.get(is_origin=False).revision == article.current_revision
    after = rows()
    taken_back = writer.undo(writer.last())
    assert rows() == before
    assert annotation.anchors.get(is_origin=True).quote == first.quote
    writer.undo(taken_back)
    assert rows() == after


def test_nothing_of_a_colleague_can_be_undone(writer, annotation, bob, article):
    from newsroom.models import Action

    with pytest.raises(Action.DoesNotExist):
        Writer(bob, article).undo(writer.last())


def test_who_lost_the_right_to_annotate_can_undo_nothing(writer, annotation):
    writer.membership.role = "reader"
    writer.membership.save()
    with pytest.raises(log.Forbidden):
        writer.undo(writer.last())
