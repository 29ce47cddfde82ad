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


def test_what_was_selected_on_an_older_wording_is_placed_in_the_current_one(login, article, alice, request):
    fields = selection(article, QUOTE, claim_label="Talks", stance="asserts")
    request.getfixturevalue("older")
    assert login(alice).post(url("annotation_add", article), fields).status_code == 303
    anchor = Anchor.objects.get()
    assert anchor.revision == article.current_revision
    assert text_of(article)[anchor.start : anchor.end] == QUOTE
    assert anchor.start != fields["start"]


def test_words_that_the_current_wording_has_not_are_refused_and_kept(login, article, alice, request):
    fields = selection(article, "Reopen Dialogue", note="typed with care")
    request.getfixturevalue("older")
    answer = login(alice).post(url("annotation_add", article), fields)
    assert answer.status_code == 422
    assert "typed with care" in answer.content.decode()
    assert f'value="{article.current_revision.uuid}"' in answer.content.decode()


def test_new_ends_make_the_origin_again_on_the_current_wording(login, annotation, article, alice, request):
    older = request.getfixturevalue("older")
    assert annotation.anchors.count() == 2
    annotation.article = article
    login(alice).post(url("annotation_place", annotation), moved(annotation, LONGER))
    origin = annotation.anchors.get()
    assert (origin.revision, origin.is_origin, origin.quote) == (article.current_revision, True, LONGER)
    assert Event.objects.filter(object_kind="anchor").get().before["revision"] == str(older.uuid)
