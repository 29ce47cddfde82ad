"""What is not a passage, a claim or a date: 422, a clear message, the form kept, nothing written."""

import pytest

from annotations.models import Annotation, Claim, Speaker
from newsroom.actions.projects import create_project
from newsroom.models import Action
from tests.annotations.sending import SCRIPTED, selection, text_of, url

QUOTE = "preparations are underway"
TYPED = {"note": "a long thought", "claim_label": "A new claim of mine", "stance": "disputes"}
ALL_TYPED = tuple(TYPED.values())


@pytest.fixture
def refused(login, article, alice):
    """Send a form that must not be accepted, with and without the script; return the page that comes back."""

    def post(fields, keeps=ALL_TYPED):
        before = Action.objects.count(), Annotation.objects.count(), Claim.objects.count(), Speaker.objects.count()
        client = login(alice)
        pages = []
        for headers in (SCRIPTED, {}):
            answer = client.post(url("annotation_add", article), fields, headers=headers)
            page = answer.content.decode()
            assert answer.status_code == 422, page
            assert 'role="alert"' in page
            for words in keeps:
                assert words in page
            assert ("HX-Retarget" in answer) == bool(headers)
            pages.append(page)
        after = Action.objects.count(), Annotation.objects.count(), Claim.objects.count(), Speaker.objects.count()
        assert before == after
        return pages[0]

    return post


BAD_PLACES = {
    "nothing": {"quote": "", "start": "", "end": ""},
    "empty": {"start": 5, "end": 5, "quote": ""},
    "white space alone": {"start": 5, "end": 6, "quote": " \n "},
    "backwards": {"start": 9, "end": 3, "quote": "words that are nowhere"},
    "outside": {"start": 10**6, "end": 10**6 + 5, "quote": "words that are nowhere"},
    "before the start": {"start": -5},
    "larger than any number": {"end": 10**30},
    "no number": {"start": "three"},
    "half a number": {"start": "1.5"},
    "a boolean": {"start": "true", "end": "false"},
    "other words": {"quote": "words that are nowhere"},
    "NUL": {"quote": "prepara\0tions"},
    "control characters": {"quote": "prepara\x07\x1b nothing like it"},
    "no revision": {"revision": ""},
    "an unknown revision": {"revision": "00000000-0000-4000-8000-000000000000"},
    "a revision that is none": {"revision": "current"},
    "no action": {"action": ""},
    "an action that is none": {"action": "again"},
    "ambiguous words": {"start": 0, "end": 1, "quote": "Macron", "prefix": "", "suffix": ""},
    "sentences the wrong way round": {"quote": "", "first": 300, "last": 20},
    "sentences outside": {"quote": "", "first": 0, "last": 10**6},
    "words that the sentence has not": {"quote": "", "first": 0, "last": 60, "words": "nowhere"},
}


@pytest.mark.parametrize("place", BAD_PLACES.values(), ids=BAD_PLACES.keys())
def test_selection_that_is_none_is_refused(refused, article, place):
    refused({**selection(article, QUOTE, **TYPED), **place})


def test_lone_surrogates_are_refused(login, article, alice):
    fields = selection(article, QUOTE)
    body = "&".join(f"{name}={value}" for name, value in fields.items() if name not in ("quote", "prefix", "suffix"))
    answer = login(alice).post(
        url("annotation_add", article), f"{body}&quote=%ED%A0%80x", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 422


def test_passage_longer_than_any_is_refused(login, alice, make_article):
    long = make_article("Title\n\n" + "word " * 6000)
    text = text_of(long)
    fields = selection(long, text[7:], **TYPED)
    answer = login(alice).post(url("annotation_add", long), fields, headers=SCRIPTED)
    assert answer.status_code == 422
    assert "too long" in answer.content.decode()


BAD_TAGS = {
    "no stance": {"stance": ""},
    "a stance that there is not": {"stance": "reports"},
    "a long claim": {"claim_label": "x" * 201},
    "a claim that folds to more than fits": {"claim_label": "ﷺ" * 100},
    "an invisible claim": {"claim_label": "\u200b\u200d\u2060"},
    "a long speaker": {"speaker_label": "y" * 201},
    "an unknown claim": {"claim": "00000000-0000-4000-8000-000000000000"},
    "a claim that is none": {"claim": "1"},
    "no date": {"said_at": "yesterday"},
    "a date that there is not": {"said_at": "2026-02-30"},
    "month zero": {"said_at": "2026-00"},
    "a time that there is not": {"said_at": "2026-02-03 25:00"},
    "a year out of reach": {"said_at": "0001-01-01 00:00"},
    "an unknown form": {"form": "sung"},
    "an unknown certainty": {"certainty": "maybe"},
    "an unknown visibility": {"visibility": "world"},
    "a date without a claim": {"claim_label": "", "said_at": "2026-02-03"},
    "a new speaker without a claim": {"claim_label": "", "speaker_label": "Somebody"},
}


@pytest.mark.parametrize("tag", BAD_TAGS.values(), ids=BAD_TAGS.keys())
def test_tagging_that_is_none_is_refused(refused, article, tag):
    refused({**selection(article, QUOTE, **TYPED), **tag}, keeps=("a long thought",))


def test_stance_is_asked_for(refused, article):
    assert "Choose a stance" in refused(selection(article, QUOTE, claim_label="Talks"), keeps=("Talks",))


def test_long_note_is_kept_whole_and_not_saved(refused, article):
    note = "ä" * 10_001
    page = refused(selection(article, QUOTE, note=note), keeps=(note,))
    assert "10001" in page


def test_note_of_ten_thousand_characters_is_saved(login, article, alice):
    note = ("Zeile\r\n" * 1666 + "äöü👩‍👩‍👧")[:11_666]
    fields = selection(article, QUOTE, note=note)
    assert login(alice).post(url("annotation_add", article), fields).status_code == 303
    assert Annotation.objects.get().note == note.replace("\r\n", "\n")


def test_archived_claim_is_not_given_again(refused, article, alice, highlight):
    claim = highlight(alice, article, "technical level", "Old claim").taggings.get().claim
    Claim.objects.update(archived_at="2026-01-01T00:00Z")
    assert "archived" in refused(selection(article, QUOTE, claim_label="OLD CLAIM", stance="asserts"), keeps=())
    refused(selection(article, QUOTE, claim=claim.uuid, stance="asserts"), keeps=())


@pytest.mark.parametrize("field", ["claim", "speaker", "via"])
def test_what_belongs_to_another_project_is_not_linked(refused, article, charlie, make_article, highlight, field):
    other = create_project(by=charlie, name="Other", key="other")
    there = make_article("There\n\nWords of another project.", by=charlie, where=other)
    tagging = highlight(charlie, there, "another", "Foreign", speaker="Foreigner").taggings.get()
    foreign = {"claim": tagging.claim.uuid, "speaker": tagging.speaker.uuid, "via": tagging.speaker.uuid}[field]
    page = refused({**selection(article, QUOTE, claim_label="Mine", stance="asserts"), field: str(foreign)}, keeps=())
    assert "Foreign" not in page


def test_choosing_one_claim_and_writing_another_is_told_without_a_script(login, article, alice, highlight):
    claim = highlight(alice, article, "technical level", "Talks").taggings.get().claim
    fields = selection(article, QUOTE, claim=claim.uuid, claim_label="Something else", stance="asserts")
    answer = login(alice).post(url("annotation_add", article), fields)
    assert answer.status_code == 422
    assert "Keep one of them" in answer.content.decode()
