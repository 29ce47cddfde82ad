"""What re-tagging does to one passage."""

from annotations.retag_steps import ADD, REMOVE, REPLACE, Coded, Wanted, steps

A, B, X, Y = 1, 2, 10, 20


def test_a_claim_is_added_once():
    wanted = Wanted(ADD, claim=A, speaker=X, stance="asserts")
    assert steps([], wanted).is_added
    assert steps([Coded(1, A, X, "asserts")], wanted).same == 1
    assert steps([Coded(1, A, X, "disputes")], wanted).contrary == 1
    assert steps([Coded(1, A, Y, "disputes")], wanted).is_added


def test_what_the_change_is_not_about_stays():
    carried = [Coded(1, A, X, "asserts"), Coded(2, B, X, "asserts", is_meant=False)]
    assert steps(carried, Wanted(REMOVE)).removed == (1,)
    assert steps(carried, Wanted(REPLACE, stance="disputes")).changed == (1,)


def test_what_says_so_already_is_no_change():
    found = steps([Coded(1, A, X, "asserts", "direct")], Wanted(REPLACE, claim=A, stance="asserts", form="direct"))
    assert (found.same, found.is_change) == (1, False)


def test_two_that_become_the_same_become_one():
    carried = [Coded(1, A, X, "asserts"), Coded(2, B, X, "asserts")]
    found = steps(carried, Wanted(REPLACE, claim=B))
    assert (found.merged, found.changed, found.same) == ((1,), (), 1)


def test_the_one_that_keeps_claim_and_speaker_takes_the_other_in():
    carried = [Coded(1, A, X, "asserts"), Coded(2, B, X, "disputes")]
    found = steps(carried, Wanted(REPLACE, claim=B, stance="questions"))
    assert (found.changed, found.merged) == ((2,), (1,))


def test_two_that_would_contradict_each_other_are_left_as_they_are():
    carried = [Coded(1, A, X, "asserts"), Coded(2, B, X, "disputes")]
    found = steps(carried, Wanted(REPLACE, claim=B))
    assert (found.contrary, found.same, found.is_change) == (1, 1, False)


def test_several_that_come_to_one_speaker_become_one():
    carried = [Coded(1, A, X, "asserts"), Coded(2, A, Y, "asserts"), Coded(3, A, None, "disputes")]
    found = steps(carried, Wanted(REPLACE, is_nobody=True, stance="asserts"))
    assert (found.changed, found.merged) == ((3,), (1, 2))


def test_only_what_is_given_changes():
    coded = Coded(1, A, X, "asserts", "direct")
    assert Wanted(REPLACE, form="").of(coded) == Coded(1, A, X, "asserts", "")
    assert Wanted(REPLACE, speaker=Y).of(coded) == Coded(1, A, Y, "asserts", "direct")
