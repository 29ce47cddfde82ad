"""Near twins are found without comparing all with all."""

from random import Random

from annotations.near_claims import COMMON, NEIGHBOURS, RAREST, Name, _candidates, near, near_to

WORDS = [
    f"{a}{b}" for a in ("neg", "sanc", "tal", "cea", "ukr", "mos", "par") for b in ("o", "ti", "ks", "ri", "un", "cow")
]


def many(count):
    random = Random(7)
    return [Name(n, " ".join(random.sample(WORDS, 5)), " ".join(random.sample(WORDS, 8))) for n in range(count)]


def test_a_misspelt_label_another_order_and_a_near_statement_are_alike():
    names = [
        Name(1, "no real willingness to negotiate"),
        Name(2, "no real wilingness to negotiate"),
        Name(3, "willingness to negotiate, no real"),
        Name(4, "something else", "moscow does not intend to settle now"),
        Name(5, "entirely different", "moscow does not intend to settle"),
        Name(6, "sanctions stay"),
    ]
    pairs = {(pair.first, pair.second) for pair in near(names)}
    assert (1, 2) in pairs and (1, 3) in pairs and (4, 5) in pairs
    assert not any(6 in pair for pair in pairs)
    assert [pair.second for pair in near_to(Name(0, "sanctions stays"), names)] == [6]


def test_work_grows_with_the_names_not_with_their_square():
    for count in (250, 500, 1000):
        assert len(_candidates(many(count))) <= count * (2 * NEIGHBOURS + 2 * RAREST * COMMON)


def test_nothing_is_alike_in_nothing():
    assert near([]) == near([Name(1, "")]) == []
