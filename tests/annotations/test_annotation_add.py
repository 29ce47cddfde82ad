"""Highlighting and tagging a passage: who may, what is saved, what is refused and kept."""

import pytest

from annotations.models import Anchor, Annotation, Claim, Speaker, Tagging
from newsroom.models import Action
from tests.annotations.sending import SCRIPTED, selection, text_of, url

QUOTE = "preparations are underway"


@pytest.fixture
def send(login, article):
    """Return what the server answers when somebody sends the form for a new highlight."""

    def post(user, *, scripted=False, to=None, **fields):
        client = login(user)
        return client.post(url("annotation_add", to or article), fields, headers=SCRIPTED if scripted else {})

    return post


def test_analyst_highlights_and_tags(send, article, alice):
    fields = selection(article, QUOTE, claim_label="Talks reopen", speaker_label="Emmanuel Macron", stance="asserts")
    answer = send(alice, **fields)
    annotation = Annotation.objects.get()
    assert answer.status_code == 303
    assert answer["Location"].endswith(f"#a-{annotation.key}")
    anchor = annotation.anchors.get()
    assert (anchor.quote, anchor.start, anchor.is_origin) == (QUOTE, fields["start"], True)
    tagging = annotation.taggings.get()
    assert (tagging.claim.label, tagging.speaker.name, tagging.stance) == ("Talks reopen", "Emmanuel Macron", "asserts")
    assert annotation.author == alice


def test_script_gets_the_touched_blocks_alone(send, article, alice):
    answer = send(alice, scripted=True, **selection(article, QUOTE, claim_label="Talks", stance="asserts"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'id="changes"' in page
    assert f'data-a="{Annotation.objects.get().key}"' in page
    assert "<html" not in page


def test_passage_without_a_claim_is_a_plain_highlight(send, article, alice):
    assert send(alice, **selection(article, QUOTE, stance="asserts", note="look again")).status_code == 303
    assert Annotation.objects.get().note == "look again"
    assert not Tagging.objects.exists()


def test_everything_behind_more_is_saved(send, article, alice):
    more = {"via_label": "AFP", "form": "indirect", "certainty": "hedged", "said_at": "2026-02-03 14:30"}
    send(alice, **selection(article, QUOTE, claim_label="Talks", stance="disputes", visibility="private", **more))
    tagging = Tagging.objects.get()
    assert (tagging.via.name, tagging.form, tagging.certainty) == ("AFP", "indirect", "hedged")
    assert (tagging.said_at.isoformat(), tagging.said_precision) == ("2026-02-03T14:30:00+00:00", "minute")
    assert Annotation.objects.get().visibility == "private"


@pytest.mark.parametrize(("said", "precision", "day"), [("2031-12", "month", 1), ("1867-03-09", "day", 9)])
def test_time_said_is_as_exact_as_it_was_given(send, article, alice, said, precision, day):
    send(alice, **selection(article, QUOTE, claim_label="Talks", stance="asserts", said_at=said))
    tagging = Tagging.objects.get()
    assert (tagging.said_precision, tagging.said_at.day) == (precision, day)


def test_known_claim_and_speaker_are_found_in_any_spelling(send, article, alice, highlight):
    highlight(alice, article, "technical level", "Straße No. 1", speaker="Łukasz")
    send(
        alice,
        **selection(article, QUOTE, claim_label="  STRASSE  no. １ ", speaker_label="łUKASZ", stance="asserts"),
    )
    assert Claim.objects.count() == Speaker.objects.count() == 1
    assert Tagging.objects.filter(claim__label="Straße No. 1", speaker__name="Łukasz").count() == 2


def test_claim_and_speaker_can_be_chosen(send, article, alice, highlight):
    known = highlight(alice, article, "technical level", "Talks", speaker="Emmanuel Macron").taggings.get()
    chosen = {"claim": known.claim.uuid, "claim_label": known.claim.label, "speaker": known.speaker.uuid}
    send(alice, scripted=True, **selection(article, QUOTE, stance="questions", **chosen))
    tagging = Tagging.objects.latest("pk")
    assert (tagging.claim, tagging.speaker, tagging.stance) == (known.claim, known.speaker, "questions")


def test_trying_twice_saves_once_and_answers_the_same(send, article, alice):
    fields = selection(article, QUOTE, claim_label="Talks", stance="asserts")
    first, second = send(alice, **fields), send(alice, **fields)
    assert first["Location"] == second["Location"]
    assert Annotation.objects.count() == Action.objects.filter(kind="annotation_add").count() == 1


def test_second_try_is_answered_even_when_the_claim_is_gone_meanwhile(send, article, alice, highlight):
    claim = highlight(alice, article, "technical level", "Talks").taggings.get().claim
    fields = selection(article, QUOTE, claim=claim.uuid, stance="asserts")
    first = send(alice, **fields)
    Claim.objects.update(archived_at="2026-01-01T00:00Z")
    assert send(alice, **fields)["Location"] == first["Location"]


def test_same_action_with_other_words_is_a_conflict(send, article, alice):
    fields = selection(article, QUOTE)
    send(alice, **fields)
    assert send(alice, scripted=True, **{**fields, "note": "other"}).status_code == 409
    answer = send(alice, **{**fields, "note": "kept on the page"})
    assert answer.status_code == 409
    assert "kept on the page" in answer.content.decode()
    assert Annotation.objects.get().note == ""


def test_action_of_a_colleague_cannot_be_taken_over(send, article, alice, bob):
    fields = selection(article, QUOTE)
    send(alice, **fields)
    assert send(bob, scripted=True, **fields).status_code == 409
    assert Annotation.objects.get().author == alice


def test_stranger_and_former_member_get_404(send, article, charlie, frank):
    assert send(charlie, **selection(article, QUOTE)).status_code == 404
    assert send(frank, **selection(article, QUOTE)).status_code == 404
    assert not Annotation.objects.exists()


def test_reader_gets_403(send, article, rita, login):
    assert send(rita, **selection(article, QUOTE)).status_code == 403
    assert login(rita).get(url("annotation_new", article)).status_code == 403
    assert not Annotation.objects.exists()


def test_get_is_not_how_one_writes(login, article, alice):
    assert login(alice).get(url("annotation_add", article)).status_code == 405


def test_without_a_session_nothing_is_saved(client, article):
    answer = client.post(url("annotation_add", article), selection(article, QUOTE), headers=SCRIPTED)
    assert answer.status_code == 401
    assert not Annotation.objects.exists()


def test_article_of_another_project_is_not_there(send, article, charlie, make_article, alice):
    elsewhere = make_article(
        "Elsewhere\n\nWords of another project.", by=charlie, where=charlie.memberships.get().project
    )
    assert send(alice, to=elsewhere, **selection(elsewhere, "Words")).status_code == 404


def test_ends_are_snapped_to_whole_words_of_the_text(send, article, alice):
    fields = selection(article, f" {QUOTE} ")
    send(alice, **fields)
    anchor = Anchor.objects.get()
    assert text_of(article)[anchor.start : anchor.end] == anchor.quote == QUOTE
