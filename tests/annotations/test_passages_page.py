"""The passages page: who sees it, what it says, and what it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.models import Anchor, Annotation, Claim, Speaker
from annotations.passage_search import terms

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(project):
    return reverse("passages_list", args=[project.key])


def text(response):
    return " ".join(response.content.decode().split())


def shown(response):
    return [passage.anchor.quote for passage in response.context["passages"]]


@pytest.mark.parametrize("name", ["passages_list", "passages_file", "passages_export", "articles_export"])
def test_members_come_in_and_others_get_404(name, project, alice, rita, frank, charlie, login):
    address = reverse(name, args=[project.key])
    assert [login(user).get(address).status_code for user in (alice, rita, frank, charlie)] == [200, 200, 404, 404]


def test_a_passage_shows_its_sentence_coding_and_source(project, article, alice, bob, login, highlight, address):
    annotation = highlight(
        alice, article, "Russia Shows Little Appetite", "No will to talk", speaker="Emmanuel Macron", note="Headline!"
    )
    response = login(bob).get(address)
    page = text(response)
    assert "1 annotation in 1 article" in page
    assert 'Says <mark class="hl c1 asserts">Russia Shows Little Appetite</mark> For Ceasefire' in page
    for words in (
        "Emmanuel Macron",
        "asserts",
        "No will to talk",
        "Headline!",
        "No outlet</bdi>, no date,",
        "headline",
    ):
        assert words in page
    assert "Tagged by Alice" in page
    assert reverse("annotation_show", args=[project.key, annotation.uuid]) in page


def test_hostile_words_stay_words(article, alice, login, highlight, address):
    highlight(alice, article, "ceasefire", "<script>alert(1)</script>", speaker='"><img src=x>', note="<b>bold</b>")
    page = login(alice).get(address + "?q=%3Cscript%3E").content.decode()
    page += login(alice).get(address).content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page and "<b>bold" not in page


@pytest.mark.parametrize("query", ["nonsense=1", "claim=7", "stance=agrees", "from=never", "after=7", "author=nobody"])
def test_a_filter_without_sense_is_answered_with_400_and_words(query, alice, login, address):
    response = login(alice).get(f"{address}?{query}")
    assert response.status_code == 400
    assert "“" in response.context["message"]


def test_a_claim_of_another_project_is_as_unknown_as_one_that_never_was(project, alice, charlie, login, address):
    other = charlie.memberships.get().project
    foreign = Claim.objects.create(project=other, label="Theirs", folded="theirs", slot=1, created_by=charlie)
    nowhere = "00000000-0000-4000-8000-000000000000"
    client = login(alice)
    told = [client.get(f"{address}?claim={uuid}") for uuid in (foreign.uuid, nowhere)]
    assert [response.status_code for response in told] == [400, 400]
    messages = [str(response.context["message"]) for response in told]
    assert messages[0].replace(str(foreign.uuid), "") == messages[1].replace(nowhere, "")
    assert b"Theirs" not in told[0].content


def test_claim_and_speaker_are_asked_of_the_same_tagging(project, article, alice, login, highlight, address):
    highlight(alice, article, "ceasefire", "First", speaker="One")
    highlight(alice, article, "Putin", "Second", speaker="Two")
    first, two = Claim.objects.get(label="First"), Speaker.objects.get(name="Two")
    client = login(alice)
    assert shown(client.get(f"{address}?claim={first.uuid}")) == ["ceasefire"]
    assert shown(client.get(f"{address}?claim={first.uuid}&speaker={two.uuid}")) == []
    second = Claim.objects.get(label="Second")
    assert len(shown(client.get(f"{address}?claim={first.uuid}&claim={second.uuid}"))) == 2


@pytest.mark.parametrize(
    ("query", "found"),
    [("settlement", 1), ("SETTLEMENT", 1), ("tlemen", 1), ('"to a settlement"', 1), ("путин", 1), ("NOTED", 1)]
    + [
        ("停火", 1),
        ("EU", 0),
        ("nowhere", 0),
        ("settlement nowhere", 0),
        ("100%", 1),
        ("a_b", 0),
        ('"', 3),
        ("* OR", 0),
    ],
)
def test_words_are_found_in_sentences_and_notes(query, found, make_article, alice, login, highlight, address):
    one = make_article("A title\n\nThe road to a settlement is long.\n\nAnother paragraph stands here.")
    other = make_article("Другой\n\nПУТИН сказал, что 100% готов.\n\nЕщё один абзац здесь.")
    third = make_article("停火协议今天\n\n马克龙说停火有用。\n\n没有人知道更多的事情。")
    highlight(alice, one, "road")
    highlight(alice, other, "готов", note="Noted in passing")
    highlight(alice, third, "马克龙")
    assert len(shown(login(alice).get(address, {"q": query}))) == found


def test_the_index_of_sentences_and_notes_follows_every_change(article, alice, login, highlight, address):
    annotation = highlight(alice, article, "ceasefire", note="first words")
    client = login(alice)
    Annotation.objects.filter(pk=annotation.pk).update(note="second words")
    Anchor.objects.filter(annotation=annotation).update(sentence="A new sentence.")
    counts = [len(shown(client.get(address, {"q": q}))) for q in ("first", "second", "ceasefire", "new sentence")]
    assert counts == [0, 1, 0, 1]
    Annotation.objects.filter(pk=annotation.pk).update(note="")
    assert shown(client.get(address, {"q": "second"})) == []


def test_terms_are_words_and_phrases():
    assert terms('real "to negotiate" now') == ["to negotiate", "real", "now"]


def test_untagged_passages_are_found_and_a_foreign_menu_is_404(project, article, alice, login, highlight, address):
    highlight(alice, article, "ceasefire")
    highlight(alice, article, "Putin", "A claim")
    client = login(alice)
    assert shown(client.get(address, {"untagged": "1"})) == ["ceasefire"]
    assert client.get(reverse("passages_menu", args=[project.key, "password"])).status_code == 404


@pytest.mark.parametrize("menu", ["claim", "speaker", "outlet", "author", "via"])
def test_a_menu_adds_its_value_to_the_address(menu, project, article, alice, login, highlight):
    highlight(alice, article, "Putin", "A claim", speaker="Somebody")
    address = reverse("passages_menu", args=[project.key, menu])
    whole, part = (
        login(alice).get(address, {"stance": "asserts"}, headers=headers) for headers in ({}, {"HX-Request": "true"})
    )
    assert b"<html" in whole.content and b"<html" not in part.content
    assert all("stance=asserts" in entry.address for entry in whole.context["entries"])
    assert whole.context["entries"] or menu == "outlet"


def test_what_is_set_can_be_taken_away(project, article, alice, login, highlight, address):
    highlight(alice, article, "Putin", "A claim", speaker="Somebody")
    claim = Claim.objects.get()
    query = f"claim={claim.uuid}&stance=asserts&author=alice&from=2026-01-01&undated=1&q=Putin&speaker=none"
    chips = login(alice).get(f"{address}?{query}").context["chips"]
    assert [chip.label for chip in chips][:4] == ["A claim", "Speaker not named", "asserts", "Alice"]
    assert len(chips) == 7
    assert all(chip.address.count("=") == 6 for chip in chips)


@pytest.mark.parametrize("query", ["", "stance=asserts&order=newest", "q=Putin&private=1"])
def test_the_page_costs_the_same_with_few_and_with_many_passages(query, make_article, alice, login, highlight, address):
    client = login(alice)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(f"{address}?{query}").status_code == 200
        return len(queries)

    def work(number):
        article = make_article(f"Title {number}\n\nPutin said this. Then he left.\n\nNumber {number} in a row.")
        for quote in ("Putin", "said", "Then"):
            highlight(alice, article, quote, f"Claim {number} {quote}", speaker=f"Speaker {number}")

    work(0)
    cost()
    few = cost()
    for number in range(1, 8):
        work(number)
    assert cost() == few
    assert few <= 16
