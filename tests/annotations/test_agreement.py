"""Several analysts, or contested: on cards, in the list of passages, its filter and the file."""

import csv
from io import StringIO
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations.actions.responses import differ, say_same, would_not_tag
from annotations.actions.taggings import TaggingDraft
from annotations.models import Annotation
from annotations.response_spots import spot_of
from newsroom import log
from tests.annotations.sending import SCRIPTED, url


@pytest.fixture
def three(article, alice, bob, edgar, highlight):
    """Alice and Bob overlap with the same claim and speaker; Edgar stands alone."""
    first = highlight(alice, article, 'handled "at a technical level', "Talks", speaker="Emmanuel Macron")
    second = highlight(bob, article, "technical level", "talks", speaker="emmanuel macron")
    alone = highlight(edgar, article, "Emmanuel Macron", "Visit")
    return first, second, alone


@pytest.fixture
def listed(login, project):
    """Return the annotations that the passages page shows somebody, and how many it counts."""

    def ask(user, query):
        found = login(user).get(f"/p/{project.key}/passages/?{query}")
        assert found.status_code == 200
        return {passage.annotation.pk for passage in found.context["passages"]}, found.context["counts"].annotations

    return ask


@pytest.fixture
def rows(login, project):
    """Return the rows of the file by annotation."""

    def ask(user, query=""):
        answer = login(user).get(f"/p/{project.key}/passages/export/?{query}")
        assert answer.status_code == 200
        text = b"".join(answer.streaming_content).decode()
        return {row["annotation_id"]: row for row in csv.DictReader(StringIO(text))}

    return ask


def kept(*annotations):
    return {annotation.pk for annotation in annotations}, len(annotations)


def test_filter_of_the_passages(three, listed, rita):
    first, second, alone = three
    assert listed(rita, "agreement=several") == kept(first, second)
    assert listed(rita, "agreement=single") == kept(alone)
    assert listed(rita, "agreement=contested") == kept()
    assert listed(rita, "agreement=several,single") == kept(*three)
    assert listed(rita, "agreement=several&stance=disputes") == kept()


def test_another_stance_is_contested(article, alice, bob, highlight, listed, rita):
    first = highlight(alice, article, "technical level", "Talks")
    second = highlight(bob, article, "a technical level", "Talks", stance="disputes")
    assert listed(rita, "agreement=contested") == kept(first, second)


def test_answers_make_a_place_contested(three, listed, rows, rita, edgar):
    first, second, alone = three
    would_not_tag(by=edgar, annotation=first, reason="", token=log.make_token())
    assert listed(rita, "agreement=contested") == kept(first, second)
    row = rows(rita)[str(first.uuid)]
    assert (row["analysts"], row["contested"], row["responses"]) == ("2", "1", "edgar would_not_tag")
    assert rows(rita)[str(second.uuid)]["contested"] == "1"
    assert [rows(rita)[str(alone.uuid)][name] for name in ("analysts", "contested", "responses")] == ["1", "0", ""]


def test_another_reading_is_contested_on_both_sides(article, alice, bob, highlight, listed, rita):
    theirs = highlight(alice, article, "technical level", "Talks")
    draft = TaggingDraft(claim="Only a pretext", stance="asserts")
    mine = differ(by=bob, annotation=theirs, spot=spot_of(theirs), taggings=[draft], token=log.make_token())
    assert listed(rita, "agreement=contested") == kept(theirs, mine)


def test_same_here_is_several_and_not_contested(article, alice, bob, highlight, listed, rows, rita):
    theirs = highlight(alice, article, "technical level", "Talks")
    mine = say_same(by=bob, annotation=theirs, spot=spot_of(theirs), token=log.make_token())
    assert listed(rita, "agreement=several") == kept(theirs, mine)
    assert listed(rita, "agreement=contested") == kept()
    assert rows(rita)[str(theirs.uuid)]["responses"] == "bob same"


def test_what_is_private_counts_for_nobody(three, listed, rows, rita, bob):
    first, second, _alone = three
    Annotation.objects.filter(pk=second.pk).update(visibility="private")
    log_on = log.make_token()
    would_not_tag(by=bob, annotation=first, reason="", token=log_on)
    assert listed(rita, "agreement=several") == kept()
    assert rows(rita)[str(first.uuid)]["analysts"] == "1"


def test_the_file_keeps_what_the_filter_keeps(three, rows, rita):
    first, second, _alone = three
    assert rows(rita, "agreement=several").keys() == {str(first.uuid), str(second.uuid)}


def test_unknown_value_and_a_file_as_of_a_time_are_refused(login, project, rita):
    client = login(rita)
    assert client.get(f"/p/{project.key}/passages/?agreement=many").status_code == 400
    past = f"/p/{project.key}/passages/export/?agreement=single&as_of=2026-02-03"
    assert client.get(past).status_code == 400


def test_cards_and_passages_name_the_analysts(three, login, article, project, rita):
    for address in (url("article_read", article), f"/p/{project.key}/passages/"):
        page = login(rita).get(address).content.decode()
        assert page.count("2 analysts") == 2
        assert "Alice, Bob" in page
        assert 'class="differ"' not in page


def test_a_save_tells_the_cards_beside_it(three, login, alice, edgar, highlight):
    first, second, _alone = three
    fields = {"action": str(uuid4()), "reason": ""}
    answer = login(edgar).post(url("response_would_not_tag", first), fields, headers=SCRIPTED).content.decode()
    assert f'contested" id="g-{second.key}"' in answer
    assert f'contested" id="g-{first.key}"' in answer


def test_questions_do_not_grow(three, login, article, project, alice, bob, rita, highlight, django_assert_num_queries):
    client, address = login(rita), f"/p/{project.key}/passages/?agreement=several"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    asked = len(few)
    for quote in ("Kremlin", "Russia"):
        highlight(alice, article, quote, "Talks")
        highlight(bob, article, quote, "Talks")
    client.get(address)
    with django_assert_num_queries(asked):
        client.get(address)
