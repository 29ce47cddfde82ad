"""Undo and redo from the page and from the history."""

from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.actions.reading import set_state
from annotations.models import Annotation, ReadingState
from newsroom import log
from newsroom.models import Action

QUOTE = "French President Emmanuel Macron"


@pytest.fixture
def press(login, project, article):
    """Press undo as somebody; ``scripted`` as the page's script does."""

    def send(user, *, scripted=True, action=None, **fields):
        data = {"action": str(action or uuid4()), "article": str(article.uuid), **fields}
        headers = {"HX-Request": "true"} if scripted else {}
        return login(user).post(reverse("action_undo", args=[project.key]), data, headers=headers)

    return send


@pytest.fixture
def noted(article, alice, highlight):
    return highlight(alice, article, QUOTE, "A claim", speaker="Macron")


def action_of(annotation):
    return Action.objects.get(kind="annotation_add", answer__annotation=str(annotation.uuid))


def test_undo_takes_the_highlight_off_the_page(press, alice, noted):
    response = press(alice, undo=str(action_of(noted).uuid))
    page = response.content.decode()
    assert response.status_code == 200
    assert f'data-gone="{noted.key}"' in page
    assert 'id="b1"' in page
    assert noted.key not in page.split("data-blocks")[1].split("data-cards")[0]
    noted.refresh_from_db()
    assert noted.deleted_at is not None


def test_redo_brings_it_back_with_its_claim(press, alice, noted):
    press(alice, undo=str(action_of(noted).uuid))
    undone = Action.objects.get(kind="undo")
    page = press(alice, undo=str(undone.uuid)).content.decode()
    assert f'id="a-{noted.key}"' in page
    assert f'data-a="{noted.key}"' in page
    assert "Macron asserts: A claim" in page
    assert Annotation.objects.get(pk=noted.pk).deleted_at is None


def test_the_toast_of_an_undo_offers_redo(press, alice, noted):
    page = press(alice, undo=str(action_of(noted).uuid)).content.decode()
    assert "data-redo" in page
    assert str(Action.objects.get(kind="undo").uuid) in page


def test_latest_undoes_one_after_the_other(press, alice, article, noted, highlight):
    second = highlight(alice, article, "In January")
    press(alice, latest="1")
    second.refresh_from_db()
    noted.refresh_from_db()
    assert (second.deleted_at is None, noted.deleted_at is None) == (False, True)
    press(alice, latest="1")
    noted.refresh_from_db()
    assert noted.deleted_at is not None
    assert press(alice, latest="1").status_code == 409


def test_the_same_press_twice_undoes_once(press, alice, article, noted, highlight):
    highlight(alice, article, "In January")
    name = uuid4()
    for _ in range(2):
        assert press(alice, latest="1", action=name).status_code == 200
    assert Annotation.objects.filter(deleted_at=None).count() == 1


def test_colleague_cannot_undo_it(press, bob, noted):
    assert press(bob, undo=str(action_of(noted).uuid)).status_code == 404
    assert press(bob, latest="1").status_code == 409


def test_stranger_gets_404(press, charlie, noted):
    assert press(charlie, undo=str(action_of(noted).uuid)).status_code == 404


def test_undone_twice_is_a_conflict_in_words(press, alice, noted):
    press(alice, undo=str(action_of(noted).uuid))
    response = press(alice, undo=str(action_of(noted).uuid))
    assert response.status_code == 409
    assert "undone already" in response.content.decode()


def test_without_a_script_one_comes_back_to_the_history(press, alice, project, article, noted):
    history = reverse("article_history", args=[project.key, article.uuid])
    response = press(alice, scripted=False, undo=str(action_of(noted).uuid), next=history)
    assert (response.status_code, response["Location"]) == (303, history)


def test_next_to_another_site_is_not_followed(press, alice, noted):
    response = press(alice, scripted=False, undo=str(action_of(noted).uuid), next="//evil.example/x")
    assert response["Location"].startswith("/p/talks/articles/")


def test_a_reading_state_is_undone_and_the_page_loads_again(press, alice, article):
    set_state(by=alice, article=article, state="coded", token=log.make_token())
    response = press(alice, latest="1")
    assert response.headers["HX-Refresh"] == "true"
    assert ReadingState.objects.get().state == "untouched"


def test_get_is_not_allowed(login, project, alice):
    assert login(alice).get(reverse("action_undo", args=[project.key])).status_code == 405


@pytest.mark.parametrize("fields", [{}, {"undo": "nonsense"}, {"undo": str(uuid4())}, {"article": "nonsense"}])
def test_nonsense_is_refused(press, alice, article, fields):
    assert press(alice, **fields).status_code in (404, 409)


def test_redo_after_a_reload_does_the_latest_again_and_again(press, alice, article, highlight):
    first, second = highlight(alice, article, QUOTE), highlight(alice, article, "ceasefire")
    alive = lambda: [not Annotation.objects.get(pk=row.pk).deleted_at for row in (first, second)]  # noqa: E731
    press(alice, latest="1")
    press(alice, latest="1")
    assert alive() == [False, False]
    assert press(alice, latest="1", redo="1").status_code == 200
    assert alive() == [True, False]
    assert press(alice, latest="1", redo="1").status_code == 200
    assert alive() == [True, True]
    assert press(alice, latest="1", redo="1").status_code == 409
    answer = press(alice, latest="1").content.decode()
    assert alive() == [True, False] and "Undone." in answer and "data-redo" in answer
    assert "Done again." in press(alice, latest="1", redo="1").content.decode()


def test_redo_is_over_once_something_else_was_done(press, alice, article, highlight):
    highlight(alice, article, QUOTE)
    press(alice, latest="1")
    highlight(alice, article, "ceasefire")
    assert press(alice, latest="1", redo="1").status_code == 409


def test_redo_outside_an_article(press, alice, article, highlight):
    row = highlight(alice, article, QUOTE)
    press(alice, latest="1", article="", scripted=False)
    assert press(alice, latest="1", redo="1", article="", scripted=False).status_code == 303
    row.refresh_from_db()
    assert row.deleted_at is None
