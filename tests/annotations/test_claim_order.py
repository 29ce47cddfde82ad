"""A tree is listed depth first, and no claim is lost in it."""

from hypothesis import given, strategies as st

from annotations.claim_order import Node, in_tree


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
