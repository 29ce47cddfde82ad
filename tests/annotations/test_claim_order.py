"""A tree is listed depth first, and no claim is lost in it."""

from hypothesis import given, strategies as st

from annotations.claim_order import Node, ascending, between, in_tree


def test_children_stand_under_their_parents_by_label():
    nodes = [
        Node(1, "b", None),
        Node(2, "z", 1),
        Node(3, "a", 1),
        Node(4, "a", None),
        Node(5, "x", 3),
        Node(6, "q", 99),
    ]
    assert in_tree(nodes) == [(4, 0), (1, 0), (3, 1), (5, 2), (2, 1), (6, 0)]


@given(st.lists(st.integers(0, 30), max_size=30))
def test_every_claim_comes_once_after_its_parent(parents):
    nodes = [Node(key, str(key), above if above < key else None) for key, above in enumerate(parents)]
    found = in_tree(nodes)
    assert sorted(key for key, _depth in found) == [node.key for node in nodes]
    places = {key: place for place, (key, _depth) in enumerate(found)}
    assert all(node.parent is None or places[node.parent] < places[node.key] for node in nodes)


WORDS = st.text(st.characters(min_codepoint=0x21, exclude_categories=["Cs", "Cc"]), min_size=1, max_size=6)


def test_a_rank_goes_before_the_label():
    assert in_tree([Node(1, "a", None, "x"), Node(2, "b", None), Node(3, "z", None, "a!")]) == [(3, 0), (2, 0), (1, 0)]


@given(WORDS, WORDS)
def test_there_is_always_a_text_between_two(one, other):
    low, high = sorted((one, other))
    if low != high:
        assert low < between(low, high) < high
    assert low < between(low, "") and "" < between("", high) < high


def test_between_the_same_there_is_nothing():
    assert between("a", "a") == "a"


def test_a_claim_can_be_put_between_two_again_and_again():
    low, high = "apple", "apple pie"
    for _ in range(60):
        high = between(low, high)
        low = between(low, high)
    assert low < high and len(high) < 60


@given(st.lists(WORDS, unique=True, max_size=12))
def test_any_order_is_reached_by_changing_as_few_as_can_be(places):
    found = ascending(places)
    assert found == sorted(set(found)) and len(found) == len(places)
    if places == sorted(places):
        assert found == places


def test_a_row_in_order_but_for_one_changes_that_one():
    assert [one == now for one, now in zip("bcda", ascending(list("bcda")), strict=True)] == [True, True, True, False]
