"""The figures that relocation must reach, on real edits, and on edits made to change the meaning."""

from collections import Counter

import pytest

from annotations.anchoring import relocate
from tests.annotations.mutations import mutations
from tests.annotations.reanchoring_score import marks

MUTATIONS = mutations()


@pytest.fixture(scope="module")
def marked():
    return marks()


def share(marked, mark, truths, kinds=("sentence", "phrase", "short")):
    wanted = {key: count for key, count in marked.items() if key[0] in kinds and key[1] in truths}
    assert sum(wanted.values()) > 5
    return 100 * sum(count for key, count in wanted.items() if key[3] == mark) / sum(wanted.values())


def test_the_sample_is_large_enough_to_mean_something(marked):
    truths = Counter()
    for (kind, truth, *_), count in marked.items():
        truths[kind, truth] += count
    assert truths["sentence", "edited"] >= 300
    assert truths["sentence", "deleted"] >= 60
    assert truths["sentence", "same"] >= 500


def test_edited_sentences_and_phrases_are_found(marked):
    assert share(marked, "right", ["edited"], ["sentence"]) >= 99.5
    assert share(marked, "right", ["edited"], ["phrase"]) >= 90  # some 20 cases here: one of them is 5 per cent


def test_deleted_sentences_are_lost(marked):
    assert share(marked, "right", ["deleted"], ["sentence"]) >= 98  # 99 on all 338; one of these is 1.2 per cent


def test_hardly_any_passage_is_put_in_a_wrong_place(marked):
    assert share(marked, "wrong", ["same", "moved", "edited", "deleted"]) <= 0.3


def test_what_did_not_change_is_in_its_place(marked):
    assert share(marked, "right", ["same", "moved"]) == 100


def test_edited_passages_are_never_exact(marked):
    assert not [key for key in marked if key[1:3] == ("edited", "exact")]


def test_there_are_mutations_of_every_kind():
    assert len({(m.before, m.after, m.start, m.end) for m in MUTATIONS}) >= 200
    assert min(Counter(mutation.kind for mutation in MUTATIONS).values()) >= 20


@pytest.mark.parametrize("kind", sorted({mutation.kind for mutation in MUTATIONS}))
def test_no_change_of_meaning_goes_unsaid(kind):
    for mutation in MUTATIONS:
        if mutation.kind != kind:
            continue
        [place] = relocate(mutation.before, mutation.after, [(mutation.start, mutation.end)])
        assert place.status != "exact", mutation
        assert not place.typographic, mutation
        assert place.status != "moved" or not mutation.wording, mutation
