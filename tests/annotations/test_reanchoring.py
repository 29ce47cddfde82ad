"""Highlights when their article gets a new wording."""

import pytest

from annotations.actions import anchor_rows, reanchoring
from annotations.actions.annotations import remove_annotation
from annotations.models import Anchor, AnchorStatus
from newsroom import log
from newsroom.actions import articles, intake
from newsroom.actions.articles import REVISED, edit_article
from newsroom.actions.revisions import TRIES
from newsroom.doctor import faults
from newsroom.models import Article
from tests.annotations.writer import Writer
from tests.newsroom.wordings import BODY, arrive, edited, wording

QUOTE = "no real willingness"
NEWER = edited(QUOTE, "a real willingness")
SHORTER = (BODY[0], BODY[2])


@pytest.fixture
def come(edgar, project):
    """Import a wording and return the article."""

    def importing(*body, **facts):
        outcome = arrive(edgar, project, wording(*body, **facts), how="check")
        outcome.article.refresh_from_db()
        return outcome.article

    return importing


@pytest.fixture
def talks(come):
    return come(*BODY)


def here(annotation):
    """Return the anchor in the article's current revision."""
    current = Article.objects.get(pk=annotation.article_id).current_revision
    return annotation.anchors.select_related("revision").get(revision=current)


def brief(annotation):
    anchor = here(annotation)
    return anchor.status, anchor.quote


def test_what_stays_moves_changes_and_goes_is_said(come, talks, alice, highlight):
    one, two, three, four = (
        highlight(alice, talks, quote)
        for quote in ("first time in four years", QUOTE, "Both sides will meet again in March", BODY[1])
    )
    come(*edited("Both sides will", "The two sides will", *NEWER[::-1]))
    assert brief(one) == ("moved", "first time in four years")
    assert brief(two) == ("changed", "a real willingness")
    assert (here(three).status, here(three).is_typographic) == ("changed", False)
    assert here(four).status == "changed"
    come(BODY[0])
    assert [here(annotation).status for annotation in (one, two, three)] == ["moved", "lost", "lost"]
    assert list(faults("default")) == []


def test_the_origin_is_never_rewritten(come, talks, alice, highlight):
    annotation = highlight(alice, talks, QUOTE)
    made = Anchor.objects.values().get()
    come(*NEWER)
    come(*SHORTER)
    assert Anchor.objects.values().get(is_origin=True) == made
    assert annotation.anchors.count() == 3


def test_changed_stays_changed_through_edits_elsewhere(come, talks, alice, highlight):
    annotation = highlight(alice, talks, QUOTE)
    come(*NEWER)
    come(*edited("in March", "in May", *NEWER))
    assert brief(annotation) == ("changed", "a real willingness")


def test_words_that_were_gone_are_found_when_they_come_back(come, talks, alice, highlight):
    annotation, other = highlight(alice, talks, QUOTE), highlight(alice, talks, "Both sides")
    come(*SHORTER)
    assert here(annotation).status == "lost"
    come(*edited("in March", "in May", *SHORTER))
    assert here(annotation).status == "lost"
    come(*BODY)
    assert brief(annotation) == ("exact", QUOTE)
    assert brief(other) == ("exact", "Both sides")


def test_the_same_words_in_a_changed_sentence_are_flagged(come, talks, alice, highlight):
    inside, outside = highlight(alice, talks, "real willingness"), highlight(alice, talks, "in March")
    come(*edited("There is no", "There is a", *BODY))
    assert (here(inside).status, here(inside).is_resaid) == ("moved", True)
    assert not here(outside).is_resaid


def test_a_decision_is_carried_as_long_as_its_words_stand(come, talks, alice, highlight):
    annotation = highlight(alice, talks, QUOTE)
    come(*NEWER)
    Anchor.objects.filter(pk=here(annotation).pk).update(decision="accepted", decided_by=alice)
    come(*edited("in March", "in May", *NEWER))
    assert (here(annotation).decision, here(annotation).decided_by) == ("accepted", alice)
    come(*edited("a real", "some", *NEWER))
    assert here(annotation).decision is None


def test_highlights_are_counted_by_status_without_private_and_removed_ones(come, talks, alice, bob, highlight):
    highlight(alice, talks, QUOTE)
    highlight(alice, talks, "Both sides")
    highlight(bob, talks, QUOTE, visibility="private")
    gone = highlight(bob, talks, BODY[1])
    remove_annotation(by=bob, annotation=gone, version=1, token=log.make_token())
    revision = come(*NEWER).current_revision
    assert sum(revision.changes["highlights"].values()) == 2
    assert revision.changes["highlights"]["changed"] == 1
    assert Anchor.objects.filter(revision=revision).count() == 4


def test_a_headline_takes_the_same_road(come, talks, alice, edgar, highlight):
    annotation = highlight(alice, talks, "Talks resume")
    edit_article(by=edgar, article=talks, version=1, values={"title": "Talks break off"}, token=log.make_token())
    talks.refresh_from_db()
    assert here(annotation).status != "exact"
    assert talks.current_revision.how == "edit"
    assert talks.current_revision.changes["headline"]
    assert sum(talks.current_revision.changes["highlights"].values()) == 1


@pytest.fixture
def meanwhile(monkeypatch):
    """Do something between the plan of an import and its transaction; ``count`` says how often it may."""

    def between(work, count=1):
        left, plan = [work] * count, intake.plan_imports

        def planned(*arguments):
            made = plan(*arguments)
            if left:
                step = left.pop()
                with monkeypatch.context() as patch:  # what happens meanwhile is not disturbed itself
                    patch.setattr(articles, "plan_imports", plan)
                    step()
            return made

        monkeypatch.setattr(articles, "plan_imports", planned)

    return between


def test_what_is_saved_between_plan_and_transaction_gets_its_place_too(come, talks, alice, meanwhile):
    writer = Writer(alice, talks)
    early = writer.add(0, 12)
    start = talks.current_revision.text.index(QUOTE)

    def work():
        writer.place(early, start, start + len(QUOTE))
        writer.add(0, 5)

    meanwhile(work)
    revision = come(*NEWER).current_revision
    assert Anchor.objects.filter(revision=revision).count() == 2
    assert brief(early) == ("changed", "a real willingness")
    assert list(faults("default")) == []


def test_where_much_was_saved_meanwhile_it_is_planned_again(come, talks, alice, meanwhile, monkeypatch):
    monkeypatch.setattr(reanchoring, "FEW", 2)
    writer = Writer(alice, talks)
    meanwhile(lambda: [writer.add(start, start + 4) for start in range(4)])
    revision = come(*NEWER).current_revision
    assert (revision.number, Anchor.objects.filter(revision=revision).count()) == (2, 4)


def test_somebody_who_was_faster_comes_first(come, talks, alice, edgar, project, highlight, meanwhile):
    annotation = highlight(alice, talks, QUOTE)
    faster = wording(*edited("in March", "in May"))
    meanwhile(lambda: arrive(edgar, project, faster))
    article = come(*NEWER)
    assert [revision.number for revision in article.revisions.order_by("number")] == [1, 2, 3]
    assert "in March" in article.current_revision.text
    assert (brief(annotation), annotation.anchors.count()) == (("changed", "a real willingness"), 3)


def test_whoever_was_too_slow_three_times_is_not_left_out(come, talks, edgar, project, meanwhile):
    times = [edited("in March", f"in {month}") for month in ("May", "June", "July")]
    meanwhile(lambda: arrive(edgar, project, wording(*times.pop())), count=TRIES)
    article = come(*NEWER)
    assert article.current_revision.number == 2 + TRIES
    assert "a real willingness" in article.current_revision.text


def test_many_anchors_cost_few_statements(come, talks, alice, edgar, project, django_assert_max_num_queries):
    writer = Writer(alice, talks)
    for start in range(60):
        writer.add(start, start + 9)
    with django_assert_max_num_queries(45):
        outcome = arrive(edgar, project, wording(*NEWER))
    assert outcome.status == REVISED
    assert Anchor.objects.filter(revision=outcome.article.current_revision).count() == 60


def test_rows_are_stored_as_django_would_store_them(talks, alice, highlight):
    origin = highlight(alice, talks, QUOTE).anchors.get()
    values = {field.attname: getattr(origin, field.attname) for field in Anchor._meta.concrete_fields}
    del values["id"]
    values |= {"suffix": "\\N \\. \t\r\n é", "decision": "kept", "is_resaid": True}
    origin.delete()
    anchor_rows.insert([anchor_rows.prepared(Anchor(**values))], values["revision_id"])
    again = Anchor.objects.get()
    assert {name: getattr(again, name) for name in values} == values
    assert again.status == AnchorStatus.EXACT
