"""New ends for a highlight, with and without a script, on the current and on an older wording."""

import pytest

from annotations.models import Anchor
from newsroom import log
from newsroom.actions import articles
from newsroom.models import Event
from tests.annotations.sending import SCRIPTED, change, selection, text_of, url

QUOTE = "at a technical level"
LONGER = "being handled"


@pytest.fixture
def annotation(article, alice, highlight):
    return highlight(alice, article, QUOTE, "Talks")


def moved(annotation, words, **more):
    return {**selection(annotation.article, words), **change(annotation), **more}


@pytest.mark.parametrize("scripted", [True, False])
def test_author_moves_the_ends(login, annotation, alice, scripted):
    headers = SCRIPTED if scripted else {}
    answer = login(alice).post(url("annotation_place", annotation), moved(annotation, LONGER), headers=headers)
    assert answer.status_code == (200 if scripted else 303)
    origin = annotation.anchors.get()
    assert (origin.quote, origin.is_origin) == (LONGER, True)
    assert text_of(annotation.article)[origin.start : origin.end] == LONGER
    assert LONGER in origin.sentence


def test_old_place_is_in_the_event(login, annotation, alice):
    before = annotation.anchors.get()
    login(alice).post(url("annotation_place", annotation), moved(annotation, LONGER))
    event = Event.objects.filter(object_kind="anchor").get()
    assert (event.before["start"], event.before["end"]) == (before.start, before.end)


def test_block_that_it_left_is_drawn_again_too(login, annotation, alice, article):
    left = annotation.anchors.get().block
    fields = moved(annotation, "criticism in the past")
    page = login(alice).post(url("annotation_place", annotation), fields, headers=SCRIPTED).content.decode()
    assert f'id="b{left}"' in page
    assert f'id="b{annotation.anchors.get().block}"' in page


def test_sentences_and_exact_words_do_without_a_script(login, annotation, alice, article):
    client = login(alice)
    anchor = annotation.anchors.get()
    fields = change(annotation, revision=article.current_revision.uuid, first=anchor.sentence_start)
    fields["last"] = anchor.sentence_start + len(anchor.sentence)
    assert client.post(url("annotation_place", annotation), fields).status_code == 303
    assert annotation.anchors.get().quote == anchor.sentence
    again = {**fields, **change(annotation), "words": "a technical  level"}
    assert client.post(url("annotation_place", annotation), again).status_code == 422
    again["words"] = "a technical level"
    assert client.post(url("annotation_place", annotation), again).status_code == 303
    assert annotation.anchors.get().quote == "a technical level"


def test_who_may_not_move_it(login, annotation, bob, rita, charlie):
    before = annotation.anchors.get()
    statuses = [
        login(user).post(url("annotation_place", annotation), moved(annotation, LONGER)).status_code
        for user in (bob, rita, charlie)
    ]
    assert statuses == [403, 403, 404]
    assert annotation.anchors.get().end == before.end
    assert login(bob).get(url("annotation_place", annotation)).status_code == 405


def test_bad_ends_old_version_and_second_try(login, annotation, alice):
    client, address = login(alice), url("annotation_place", annotation)
    assert client.post(address, moved(annotation, LONGER, quote="nowhere at all")).status_code == 422
    assert client.post(address, moved(annotation, LONGER, version=7)).status_code == 409
    fields = moved(annotation, LONGER)
    for _try in range(2):
        assert client.post(address, fields).status_code == 303
    annotation.refresh_from_db()
    assert annotation.version == 2


@pytest.fixture
def older(article, edgar):
    """The first revision; a second one, with another title, has come since."""
    first = article.current_revision
    articles.edit_article(
        by=edgar, article=article, version=article.version, values={"title": "Another title"}, token=log.make_token()
    )
    article.refresh_from_db()
    assert article.current_revision != first
    return first


@pytest.mark.parametrize("headers", [SCRIPTED, {}], ids=["scripted", "plain"])
def test_what_was_selected_on_an_older_wording_stands_there_and_in_the_current_one(
    login, article, alice, request, headers
):
    fields = selection(article, QUOTE, claim_label="Talks", stance="asserts")
    older, client = request.getfixturevalue("older"), login(alice)
    answer = client.post(url("annotation_add", article), fields, headers=headers)
    assert (answer.status_code, answer.headers.get("HX-Refresh")) == ((200, "true") if headers else (303, None))
    origin, anchor = Anchor.objects.order_by("-is_origin")
    assert (origin.revision, origin.is_origin, origin.start) == (older, True, fields["start"])
    assert (anchor.revision, anchor.status) == (article.current_revision, "exact")
    assert text_of(article)[anchor.start : anchor.end] == QUOTE
    assert anchor.start != fields["start"]
    page = client.get(url("article_read", article)).content.decode()
    assert "was edited while you read it" in page
    assert "are in the new wording too" in page


def test_words_that_the_current_wording_has_not_are_kept_on_the_one_that_was_read(login, article, alice, request):
    fields = selection(article, "Reopen Dialogue", note="typed with care")
    older, client = request.getfixturevalue("older"), login(alice)
    answer = client.post(url("annotation_add", article), fields, headers=SCRIPTED)
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (200, "true")
    origin, anchor = Anchor.objects.order_by("-is_origin")
    assert (origin.revision, origin.quote) == (older, "Reopen Dialogue")
    assert (anchor.revision, anchor.status, anchor.start) == (article.current_revision, "lost", None)
    assert origin.annotation.note == "typed with care"
    assert "its words are gone" in client.get(url("article_read", article)).content.decode()


def test_words_that_are_in_neither_wording_are_refused_and_kept(login, article, alice, request):
    fields = selection(article, "Reopen Dialogue", note="typed with care") | {
        "quote": "never said",
        "start": 0,
        "end": 9,
    }
    request.getfixturevalue("older")
    answer = login(alice).post(url("annotation_add", article), fields)
    assert answer.status_code == 422
    assert "typed with care" in answer.content.decode()
    assert f'value="{article.current_revision.uuid}"' in answer.content.decode()


def test_new_ends_on_a_newer_wording_leave_the_origin_as_it_is(login, annotation, article, alice, request):
    older = request.getfixturevalue("older")
    made = annotation.anchors.values().get(is_origin=True)
    annotation.article = article
    login(alice).post(url("annotation_place", annotation), moved(annotation, LONGER))
    assert annotation.anchors.values().get(is_origin=True) == made
    assert made["revision_id"] == older.pk
    standing = annotation.anchors.get(is_origin=False)
    assert (standing.revision, standing.quote, standing.decision) == (article.current_revision, LONGER, "placed")
    assert (standing.status, standing.decided_by) == ("changed", alice)
    event = Event.objects.filter(object_kind="standing").get()
    assert event.after["revision"] == str(article.current_revision.uuid)
    assert event.before["status"] == "exact"
