"""The log under the actions: numbers in order, once for each request, nothing half."""

import pytest

from annotations.actions.annotations import add_annotation, change_note
from annotations.actions.claims import create_claim
from annotations.actions.taggings import TaggingDraft
from annotations.models import Annotation, Claim
from newsroom import log
from newsroom.models import Action, Event
from tests.annotations.writer import Writer


@pytest.fixture
def writer(alice, article):
    return Writer(alice, article)


def test_adding_writes_one_action_with_an_event_for_each_thing(writer):
    writer.add(10, 40, "Talks", speaker="Emmanuel Macron")
    action = writer.last()
    kinds = list(action.events.in_order().values_list("object_kind", flat=True))
    assert kinds == ["annotation", "claim", "speaker", "tagging"]
    assert action.kind == "annotation_add"
    assert {event.article_id for event in action.events.exclude(object_kind__in=("claim", "speaker"))} == {
        writer.article.pk
    }


def test_numbers_rise_in_the_order_of_the_actions(writer):
    for start in range(10, 60, 10):
        writer.add(start, start + 30, "Talks")
    numbers = list(Event.objects.order_by("action_id", "sequence").values_list("sequence", flat=True))
    assert numbers == sorted(set(numbers))
    writer.article.project.refresh_from_db()
    assert numbers[-1] <= writer.article.project.sequence


def test_an_action_with_many_events_has_numbers_enough(writer):
    writer.add(10, 40, *(f"Claim {number}" for number in range(40)))
    writer.add(50, 80)
    numbers = list(Event.objects.order_by("action_id", "sequence").values_list("sequence", flat=True))
    assert numbers == sorted(set(numbers))


def test_events_hold_no_text_of_the_article(writer):
    annotation = writer.add(10, 400, "Talks")
    writer.place(annotation, 400, 800)
    quote = annotation.anchors.get().quote
    for event in Event.objects.filter(action__by=writer.user):
        assert quote[:40] not in str(event.before) + str(event.after)


def test_same_request_twice_is_one_action_with_the_same_answer(writer):
    token = log.make_token(payload={"some": "thing"})
    draft = [TaggingDraft("Talks", "asserts")]
    made = [add_annotation(by=writer.user, spot=writer.spot(10, 40), taggings=draft, token=token) for _try in range(2)]
    assert made[0] == made[1]
    assert Annotation.objects.count() == Claim.objects.count() == 1


def test_same_name_for_other_data_or_by_somebody_else_is_a_conflict(writer, bob):
    token = log.make_token(payload={"some": "thing"})
    add_annotation(by=writer.user, spot=writer.spot(10, 40), taggings=[], token=token)
    other = log.make_token(token.uuid, {"other": "thing"})
    with pytest.raises(log.Conflict):
        add_annotation(by=writer.user, spot=writer.spot(10, 40), taggings=[], token=other)
    with pytest.raises(log.Conflict):
        add_annotation(by=bob, spot=writer.spot(10, 40), taggings=[], token=token)
    assert Annotation.objects.count() == 1


def test_what_fails_leaves_nothing_behind(writer):
    annotation = writer.add(10, 40, "Talks")
    before = Action.objects.count(), Event.objects.count(), Claim.objects.count()
    with pytest.raises(log.Conflict):
        add_annotation(
            by=writer.user,
            spot=writer.spot(50, 80),
            taggings=[TaggingDraft("New claim", "asserts"), TaggingDraft("NEW CLAIM", "disputes")],
            token=log.make_token(),
        )
    with pytest.raises(log.Conflict):
        change_note(by=writer.user, annotation=annotation, version=9, note="x", token=log.make_token())
    assert (Action.objects.count(), Event.objects.count(), Claim.objects.count()) == before
    assert Annotation.objects.count() == 1


def test_version_that_the_row_at_hand_has_not_is_a_conflict(writer):
    """Events tell the state before from the row at hand; an older one must not pass as the newest."""
    annotation = writer.add(10, 40, "Talks")
    stale = Annotation.objects.get(pk=annotation.pk)
    writer.note(annotation, "first")
    with pytest.raises(log.Conflict):
        change_note(by=writer.user, annotation=stale, version=2, note="second", token=log.make_token())


def test_same_claim_label_is_a_conflict_when_made_on_purpose(writer):
    writer.add(10, 40, "Straße")
    with pytest.raises(log.Conflict, match="STRASSE"):
        create_claim(by=writer.user, project=writer.article.project, label="STRASSE", token=log.make_token())


def test_everything_of_an_annotation_is_of_one_project(writer):
    annotation = writer.add(10, 40, "Talks", speaker="Somebody")
    tagging = annotation.taggings.get()
    rows = (annotation, annotation.anchors.get(), tagging, tagging.claim, tagging.speaker, writer.last())
    assert {row.project_id for row in rows} == {writer.article.project_id}
