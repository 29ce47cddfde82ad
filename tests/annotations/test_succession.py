"""How an annotation stands after several edits: told against the words on which it was made."""

from annotations.relocation import Relocation
from annotations.succession import LOST, Found, Last, Origin, Standing, needs_origin, succeed

ORIGIN = Origin("no real willingness", "There is no real willingness.")
EXACT, MOVED = Relocation("exact", 5, 24, 1.0), Relocation("moved", 50, 69, 1.0)
CHANGED = Relocation("changed", 5, 23, 0.9)
THERE = Found(EXACT, ORIGIN.quote, ORIGIN.sentence)
AWAY = Found(MOVED, ORIGIN.quote, ORIGIN.sentence)
RESAID = Found(MOVED, ORIGIN.quote, "He denied that there is no real willingness.")
OTHER = Found(CHANGED, "a real willingness", "There is a real willingness.")
GONE = Found(LOST)


def last(status, decision="", sentence=ORIGIN.sentence, **values):
    place = (None, None) if status == "lost" else (1, 20)
    return Last(Standing(status, *place, **values), sentence, decision)


def after(before, step, direct=GONE):
    return succeed(before, step, direct, ORIGIN)


def test_what_stays_exact_is_exact():
    assert after(last("exact"), THERE) == Standing("exact", 5, 24)


def test_changed_words_that_the_next_edit_leaves_alone_are_still_changed():
    assert after(last("changed", score=0.9), THERE) == Standing("changed", 5, 24, 0.9)


def test_a_decision_holds_while_the_words_in_question_stay():
    assert after(last("changed", "accepted", score=0.9), THERE).is_decided
    assert not after(last("changed", "accepted"), OTHER).is_decided
    assert after(last("changed", "kept"), OTHER).is_decided
    assert after(last("lost", "kept"), GONE).is_decided
    assert not after(last("moved", "accepted"), RESAID).is_decided
    assert after(last("moved", "accepted", RESAID.sentence), RESAID).is_decided


def test_words_that_come_back_are_exact_or_moved_again():
    assert after(last("changed", "accepted", score=0.9), OTHER, THERE) == Standing("exact", 5, 24)
    assert after(last("lost", score=0.0), GONE, THERE) == Standing("exact", 5, 24)
    assert after(last("lost", score=0.0), GONE, AWAY) == Standing("moved", 50, 69)


def test_near_words_do_not_bring_back_what_was_lost():
    assert after(last("lost", score=0.0), GONE, OTHER) == Standing("lost", None, None, 0.0)


def test_the_same_words_in_another_sentence_are_flagged():
    assert after(last("exact"), RESAID).is_resaid
    assert not after(last("exact"), AWAY).is_resaid
    assert after(last("exact"), RESAID).status == "moved"


def test_changed_words_that_move_are_changed():
    found = after(last("changed", "accepted", score=0.9, is_typographic=True), AWAY)
    assert (found.status, found.start, found.score, found.is_typographic, found.is_decided) == (
        "changed",
        50,
        0.9,
        True,
        True,
    )


def test_typography_is_told_against_the_origin():
    step = Found(Relocation("changed", 5, 24, 0.99, typographic=True), "a real  willingness", "")
    assert not after(last("changed", score=0.9), step).is_typographic
    step = Found(Relocation("changed", 5, 25, 0.99, typographic=True), "no real  willingness", "")
    assert after(last("exact"), step).is_typographic


def test_the_likeness_is_never_better_than_it_was():
    assert after(last("changed", score=0.7), OTHER).score == 0.7


def test_a_place_that_a_person_chose_is_not_left_for_the_old_words():
    assert not needs_origin(last("changed", "placed"), CHANGED)
    assert needs_origin(last("changed", "accepted"), CHANGED)
    assert needs_origin(last("lost"), LOST)
    assert not needs_origin(last("changed"), EXACT)


def test_lost_words_are_lost():
    assert after(last("exact"), GONE) == Standing("lost", None, None, 0.0)
