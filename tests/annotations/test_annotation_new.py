"""Tagging without a script: sentences as from and to, claims and speakers as lists, everything kept on a refusal."""

import re

import pytest

from annotations.models import Annotation
from newsroom.layouts import reading_of
from tests.annotations.sending import text_of, url


def hidden(page, name):
    return re.search(f'name="{name}" value="([^"]*)"', page)[1]


def radios(page, name):
    return [int(value) for value in re.findall(f'type="radio" name="{name}" value="(\\d+)"', page)]


@pytest.fixture
def page_of(login, article, alice):
    def get(block):
        answer = login(alice).get(url("annotation_new", article), {"block": block})
        assert answer.status_code == 200
        return answer.content.decode()

    return get


def test_sentences_of_the_block_and_its_neighbours_can_be_chosen(page_of, article):
    reading = reading_of(article.current_revision.pk, article.current_revision.uuid)
    blocks = reading.layout.blocks
    page = page_of(3)
    wanted = [start for start, end in reading.sentences if blocks[2].start <= start and end <= blocks[4].end]
    assert radios(page, "first") == wanted
    chosen = re.search(r'name="first" value="(\d+)" checked', page)[1]
    assert int(chosen) == blocks[3].start


@pytest.mark.parametrize("block", ["", "-1", "two", "999999", "9" * 30, "²"])
def test_a_block_that_there_is_not_is_no_error(page_of, block):
    assert 'name="first"' in page_of(block)


def test_form_saves_what_was_chosen(page_of, login, article, alice):
    page = page_of(3)
    first, last = radios(page, "first")[1], radios(page, "last")[2]
    fields = {name: hidden(page, name) for name in ("action", "revision")}
    fields |= {"first": first, "last": last, "claim_label": "Talks", "stance": "asserts"}
    answer = login(alice).post(url("annotation_add", article), fields)
    annotation = Annotation.objects.get()
    assert answer["Location"].endswith(f"?at={annotation.uuid}#a-{annotation.key}")
    assert annotation.anchors.get().quote == text_of(article)[first:last]


def test_exact_words_inside_the_sentences(page_of, login, article, alice):
    page = page_of(4)
    fields = {name: hidden(page, name) for name in ("action", "revision")}
    fields |= {"first": radios(page, "first")[0], "last": radios(page, "last")[-1], "words": "technical level"}
    client = login(alice)
    answer = client.post(url("annotation_add", article), {**fields, "note": "kept"})
    assert answer.status_code == 422  # they stand there twice
    assert "more than once" in answer.content.decode()
    assert "kept" in answer.content.decode()
    fields["words"] = "taking place at a technical level"
    assert client.post(url("annotation_add", article), fields).status_code == 303
    assert Annotation.objects.get().anchors.get().quote == fields["words"]


def test_stance_is_not_chosen_by_silence(page_of):
    assert not re.search(r'name="stance"[^>]*checked', page_of(2))


def test_speaker_of_this_article_is_proposed_and_said_to_be_so(page_of, article, alice, highlight):
    highlight(alice, article, "preparations are underway", "Talks", speaker="Emmanuel Macron")
    page = page_of(3)
    assert re.search("selected>Emmanuel Macron", page)
    assert "proposed: named in this paragraph" in page


def test_choices_are_kept_on_a_refusal(page_of, login, article, alice, highlight):
    known = highlight(alice, article, "technical level", "Talks", speaker="Emmanuel Macron").taggings.get()
    page = page_of(3)
    fields = {name: hidden(page, name) for name in ("action", "revision")}
    fields |= {"first": radios(page, "first")[1], "last": radios(page, "last")[1], "said_at": "soon"}
    fields |= {"claim": known.claim.uuid, "speaker": known.speaker.uuid, "stance": "disputes"}
    answer = login(alice).post(url("annotation_add", article), fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert hidden(page, "action") == fields["action"]
    assert f'name="first" value="{fields["first"]}" checked' in page
    assert "selected>Talks" in page and "selected>Emmanuel Macron" in page
    assert re.search(r'value="disputes"[^>]*checked', page)
    assert 'value="soon"' in page
    assert '<details class="more" open' in page


def test_tag_and_add_another_goes_on_to_the_next_claim(page_of, login, article, alice):
    page = page_of(3)
    fields = {name: hidden(page, name) for name in ("action", "revision")}
    fields |= {"first": radios(page, "first")[0], "last": radios(page, "last")[0], "again": "1"}
    answer = login(alice).post(url("annotation_add", article), fields)
    assert answer["Location"] == url("tagging_add", Annotation.objects.get())


def test_quotation_marks_and_tags_in_what_was_typed_stay_text(login, article, alice):
    typed = '"><script>alert(1)</script>'
    fields = {"action": "x", "claim_label": typed, "note": typed, "words": typed, "first": '"><u>', "quote": typed}
    page = login(alice).post(url("annotation_add", article), fields).content.decode()
    assert "<script>alert" not in page
    assert '"><u>' not in page
