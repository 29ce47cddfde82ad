"""Note, visibility and removal: one's own alone, of the version that one saw, once."""

import pytest

from annotations.models import Annotation
from newsroom.models import Action
from tests.annotations.sending import SCRIPTED, change, url

VIEWS = {
    "annotation_note": {"note": "Said before"},
    "annotation_visibility": {"visibility": "private"},
    "annotation_remove": {},
}


@pytest.fixture
def annotation(article, alice, highlight):
    return highlight(alice, article, "technical level", "Talks", speaker="Emmanuel Macron")


@pytest.fixture
def send(login, annotation):
    """Return what the server answers when somebody sends one of the forms."""

    def post(user, name, fields=None, *, scripted=True):
        fields = {**VIEWS[name], **(fields or change(annotation))}
        return login(user).post(url(name, annotation), fields, headers=SCRIPTED if scripted else {})

    return post


def as_stored(annotation):
    fresh = Annotation.objects.get(pk=annotation.pk)
    return fresh.note, fresh.visibility, fresh.deleted_at is not None


AFTER = {
    "annotation_note": ("Said before", "project", False),
    "annotation_visibility": ("", "private", False),
    "annotation_remove": ("", "project", True),
}


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("scripted", [True, False])
def test_author_changes_it(send, annotation, alice, name, scripted):
    answer = send(alice, name, scripted=scripted)
    assert answer.status_code == (200 if scripted else 303)
    assert as_stored(annotation) == AFTER[name]
    annotation.refresh_from_db()
    assert annotation.version == 2


@pytest.mark.parametrize("name", VIEWS)
def test_colleague_editor_and_owner_get_403(send, annotation, bob, edgar, olivia, rita, name):
    for user in (bob, edgar, olivia, rita):
        assert send(user, name).status_code == 403
    assert as_stored(annotation) == ("", "project", False)


@pytest.mark.parametrize("name", VIEWS)
def test_stranger_and_former_member_get_404(send, annotation, charlie, frank, name):
    assert send(charlie, name).status_code == send(frank, name).status_code == 404
    assert as_stored(annotation) == ("", "project", False)


@pytest.mark.parametrize("name", VIEWS)
def test_private_highlight_of_another_is_not_there(send, annotation, bob, name):
    Annotation.objects.update(visibility="private")
    assert send(bob, name).status_code == 404


@pytest.mark.parametrize("name", VIEWS)
def test_get_is_not_how_one_writes(login, annotation, alice, name):
    assert login(alice).get(url(name, annotation)).status_code == 405


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("scripted", [True, False])
def test_somebody_was_faster(send, annotation, alice, name, scripted):
    fields = change(annotation)
    send(alice, "annotation_note", {**change(annotation), "note": "first"})
    answer = send(alice, name, fields, scripted=scripted)
    assert answer.status_code == 409
    assert "changed or removed meanwhile" in answer.content.decode()
    assert as_stored(annotation) == ("first", "project", False)


def test_page_keeps_the_note_after_a_conflict_and_can_be_sent_again(send, annotation, alice):
    old = change(annotation)
    send(alice, "annotation_visibility")
    page = send(alice, "annotation_note", {**old, "note": "typed with care"}, scripted=False).content.decode()
    assert "typed with care" in page
    assert 'name="version" value="2"' in page
    assert old["action"] not in page


@pytest.mark.parametrize("name", VIEWS)
def test_trying_twice_changes_it_once(send, annotation, alice, name):
    fields = change(annotation)
    first, second = send(alice, name, fields), send(alice, name, fields)
    assert first.status_code == second.status_code == 200
    annotation.refresh_from_db()
    assert annotation.version == 2
    assert Action.objects.filter(uuid=fields["action"]).count() == 1


def test_same_action_for_another_highlight_is_a_conflict(send, annotation, alice, highlight, article, login):
    other = highlight(alice, article, "preparations are underway")
    fields = change(annotation)
    send(alice, "annotation_remove", fields)
    answer = login(alice).post(url("annotation_remove", other), fields, headers=SCRIPTED)
    assert answer.status_code == 409
    other.refresh_from_db()
    assert other.deleted_at is None


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("annotation_note", {"note": "x" * 10_001}),
        ("annotation_note", {"version": "latest"}),
        ("annotation_note", {"version": 10**20}),
        ("annotation_note", {"action": "1"}),
        ("annotation_visibility", {"visibility": "world"}),
        ("annotation_visibility", {"visibility": ""}),
        ("annotation_remove", {"version": ""}),
        ("annotation_remove", {"version": 0}),
    ],
)
@pytest.mark.parametrize("scripted", [True, False])
def test_bad_input_is_refused_and_kept(send, annotation, alice, name, bad, scripted):
    fields = {**VIEWS[name], **change(annotation), **bad}
    answer = send(alice, name, fields, scripted=scripted)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert as_stored(annotation) == ("", "project", False)
    if not scripted and "note" in bad:
        assert bad["note"] in page


def test_removed_highlight_is_not_there_for_another_change(send, annotation, alice):
    send(alice, "annotation_remove")
    assert send(alice, "annotation_note").status_code == 404


def test_edit_page_shows_what_the_author_may_change(login, annotation, alice, bob):
    page = login(alice).get(url("annotation_edit", annotation)).content.decode()
    assert "Emmanuel Macron asserts: Talks" in page
    assert url("annotation_place", annotation) in page
    assert login(bob).get(url("annotation_edit", annotation)).status_code == 403
    assert page.count('id="') == len({part.split('"')[0] for part in page.split('id="')[1:]})
