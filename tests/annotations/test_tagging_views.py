"""Claims on a highlight: added, changed and taken off by its author alone."""

import pytest

from annotations.models import Annotation, Claim, Tagging
from newsroom.models import Action
from tests.annotations.sending import SCRIPTED, change, url

NEW = {"claim_label": "Paris acts alone", "speaker_label": "The Kremlin", "stance": "disputes"}


@pytest.fixture
def annotation(article, alice, highlight):
    return highlight(alice, article, "technical level", "Talks reopen", speaker="Emmanuel Macron", form="indirect")


@pytest.fixture
def tagging(annotation):
    return annotation.taggings.get()


VIEWS = ("tagging_add", "tagging_edit", "tagging_remove")


@pytest.fixture
def send(login, annotation, tagging):
    """Return what the server answers when somebody sends one of the forms."""

    def post(user, name, fields=None, *, scripted=True, **more):
        fields = {**({} if name == "tagging_remove" else NEW), **(fields or change(annotation)), **more}
        target = annotation if name == "tagging_add" else tagging
        return login(user).post(url(name, target), fields, headers=SCRIPTED if scripted else {})

    return post


def as_stored(annotation):
    found = annotation.taggings.current().order_by("position", "pk")
    return list(found.values_list("claim__label", "speaker__name", "stance", "position"))


BEFORE = [("Talks reopen", "Emmanuel Macron", "asserts", 1)]
AFTER = {
    "tagging_add": [*BEFORE, ("Paris acts alone", "The Kremlin", "disputes", 2)],
    "tagging_edit": [("Paris acts alone", "The Kremlin", "disputes", 1)],
    "tagging_remove": [],
}


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("scripted", [True, False])
def test_author_does_it(send, annotation, alice, name, scripted):
    answer = send(alice, name, scripted=scripted)
    assert answer.status_code == (200 if scripted else 303)
    assert as_stored(annotation) == AFTER[name]
    annotation.refresh_from_db()
    assert (annotation.version, annotation.deleted_at) == (2, None)


@pytest.mark.parametrize("name", VIEWS)
def test_who_may_not(send, annotation, bob, edgar, rita, charlie, frank, name):
    statuses = [send(user, name).status_code for user in (bob, edgar, rita, charlie, frank)]
    assert statuses == [403, 403, 403, 404, 404]
    Annotation.objects.update(visibility="private")
    assert send(bob, name).status_code == 404
    assert as_stored(annotation) == BEFORE


@pytest.mark.parametrize("name", ["tagging_add", "tagging_edit"])
def test_forms_are_shown_to_the_author_alone(login, annotation, tagging, alice, bob, charlie, name):
    address = url(name, annotation if name == "tagging_add" else tagging)
    assert [login(user).get(address).status_code for user in (alice, bob, charlie)] == [200, 403, 404]
    fragment = login(alice).get(address, headers=SCRIPTED).content.decode()
    assert fragment.startswith('<form id="annotation-form"')
    assert f'action="{address}"' in fragment
    assert login(alice).put(address).status_code == 405


def test_taking_off_is_no_get(login, tagging, alice):
    assert login(alice).get(url("tagging_remove", tagging)).status_code == 405


def test_form_holds_what_the_tagging_says_and_reads_it_back(login, tagging, alice):
    Tagging.objects.update(said_at="2026-02-01T00:00Z", said_precision="month", certainty="hedged")
    for headers in (SCRIPTED, {}):
        page = login(alice).get(url("tagging_edit", tagging), headers=headers).content.decode()
        assert 'value="2026-02"' in page
        assert "Emmanuel Macron asserts, with a hedge: Talks reopen" in page
        assert str(tagging.claim.uuid) in page


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("scripted", [True, False])
def test_somebody_was_faster(send, annotation, alice, name, scripted):
    fields = change(annotation)
    send(alice, "tagging_add", claim_label="First")
    stored = as_stored(annotation)
    answer = send(alice, name, fields, scripted=scripted)
    assert answer.status_code == 409
    assert "changed or removed meanwhile" in answer.content.decode()
    assert as_stored(annotation) == stored
    if not scripted and name != "tagging_remove":
        assert NEW["claim_label"] in answer.content.decode()


@pytest.mark.parametrize("name", VIEWS)
def test_trying_twice_does_it_once(send, annotation, alice, name):
    fields = change(annotation)
    assert [send(alice, name, fields).status_code for _try in range(2)] == [200, 200]
    assert as_stored(annotation) == AFTER[name]
    assert Action.objects.filter(uuid=fields["action"]).count() == 1


@pytest.mark.parametrize("name", ["tagging_add", "tagging_edit"])
@pytest.mark.parametrize(
    "bad",
    [
        {"claim_label": ""},
        {"stance": ""},
        {"stance": "reports"},
        {"claim": "00000000-0000-4000-8000-000000000000"},
        {"said_at": "some day"},
        {"claim_label": "x" * 201},
        {"version": "x"},
        {"action": ""},
    ],
    ids=str,
)
@pytest.mark.parametrize("scripted", [True, False])
def test_bad_input_is_refused_and_kept(send, annotation, alice, name, bad, scripted):
    answer = send(alice, name, scripted=scripted, **bad)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert "The Kremlin" in page
    assert as_stored(annotation) == BEFORE


def test_bad_version_takes_nothing_off(send, annotation, alice):
    for scripted in (True, False):
        assert send(alice, "tagging_remove", scripted=scripted, version="").status_code == 422
    assert as_stored(annotation) == BEFORE


def test_same_claim_by_the_same_speaker_twice_is_a_conflict(send, annotation, alice):
    known = {"claim_label": "TALKS REOPEN", "speaker_label": "emmanuel macron", "stance": "questions"}
    assert send(alice, "tagging_add", **known).status_code == 409
    answer = send(alice, "tagging_add", scripted=False, **known)
    assert answer.status_code == 409
    assert "already" in answer.content.decode()
    assert as_stored(annotation) == BEFORE


def test_same_claim_by_another_speaker_is_fine(send, annotation, alice):
    assert send(alice, "tagging_add", claim_label="Talks reopen").status_code == 200
    assert [line[1] for line in as_stored(annotation)] == ["Emmanuel Macron", "The Kremlin"]


def test_claim_that_was_archived_since_may_stay(send, annotation, tagging, alice):
    Claim.objects.update(archived_at="2026-01-01T00:00Z")
    kept = {"claim": tagging.claim.uuid, "claim_label": "Talks reopen", "stance": "questions"}
    assert send(alice, "tagging_edit", **kept).status_code == 200
    assert as_stored(annotation) == [("Talks reopen", "The Kremlin", "questions", 1)]
    assert send(alice, "tagging_add", **kept).status_code == 422


def test_speaker_used_here_is_proposed_and_marked_as_unconfirmed(login, article, alice, highlight):
    highlight(alice, article, "technical level", "Talks", speaker="Emmanuel Macron")
    plain = highlight(alice, article, "Russia is currently willing to conclude a peace agreement")
    page = login(alice).get(url("tagging_add", plain), headers=SCRIPTED).content.decode()
    assert 'value="Emmanuel Macron"' in page
    assert "data-proposed" in page
    assert 'value="direct" selected' in page


def test_speaker_from_another_article_is_not_proposed(login, article, alice, highlight, make_article):
    other = make_article("Other title\n\nEmmanuel Macron spoke.")
    highlight(alice, other, "spoke", "Talks", speaker="Emmanuel Macron")
    plain = highlight(alice, article, "Russia is currently willing")
    page = login(alice).get(url("tagging_add", plain), headers=SCRIPTED).content.decode()
    assert 'value="Emmanuel Macron"' not in page
    assert "proposed" not in page.partition('id="speaker-input"')[2].partition(">")[0]


def test_tag_and_add_another_goes_on_to_the_next_claim(send, annotation, alice):
    answer = send(alice, "tagging_add", scripted=False, again="1")
    assert answer.status_code == 302
    assert answer["Location"] == url("tagging_add", annotation)


def test_page_without_a_script_shows_each_choice_once(login, tagging, alice):
    client, address = login(alice), url("tagging_edit", tagging)
    page = client.get(address).content.decode()
    assert "selected>Talks reopen" in page and "selected>Emmanuel Macron" in page
    assert 'value="Talks reopen"' not in page and 'value="Emmanuel Macron"' not in page
    fields = change(tagging.annotation, claim=tagging.claim.uuid, stance="none")
    assert client.post(address, {**fields, "speaker_label": "Somebody new"}).status_code == 303
    assert as_stored(tagging.annotation) == [("Talks reopen", "Somebody new", "none", 1)]
