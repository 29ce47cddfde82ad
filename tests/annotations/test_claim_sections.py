"""The page of a claim in cases of its own: without dates, without passages, with headlines, with many places."""

import pytest
from django.urls import reverse

from annotations.actions.claims import create_claim
from annotations.models import Claim
from newsroom import log

pytestmark = pytest.mark.django_db


def test_a_claim_without_any_date_has_no_drawing_but_its_places(project, article, alice, login, highlight):
    highlight(alice, article, "ceasefire", "Undated", speaker="One")
    claim = Claim.objects.get()
    response = login(alice).get(reverse("claim_show", args=[project.key, claim.uuid]))
    assert response.context["timeline"] is None
    assert response.context["undated"].count == 1 == len(response.context["places"].rows)
    assert "1 place" in response.content.decode()


def test_headlines_are_never_mixed_with_quotations(project, make_article, alice, login, highlight):
    article = make_article("No will to talk, he says\n\nHe said: no will to talk, he says it so.\n\nThe end of it.")
    highlight(alice, article, "No will to talk, he says", "A claim", form="direct")
    highlight(alice, article, "no will to talk, he says it", "A claim", form="direct")
    claim = Claim.objects.get()
    response = login(alice).get(reverse("claim_wordings", args=[project.key, claim.uuid]))
    titles = [str(form.title) for form in response.context["wordings"].forms]
    assert titles == ["Quoted directly", "In headlines and standfirsts"]


def test_a_page_of_a_claim_nobody_gave_yet_is_a_page(project, alice, login):
    claim = create_claim(by=alice, project=project, label="New", token=log.make_token())
    response = login(alice).get(reverse("claim_show", args=[project.key, claim.uuid]))
    assert "No passage carries this claim" in response.content.decode()


def test_places_are_paged(project, make_article, alice, login, highlight):
    words = [f"word{number}" for number in range(30)]
    article = make_article("Title\n\n" + " and ".join(words) + ".\n\nThe end.")
    for word in words:
        highlight(alice, article, f"{word} " if word != "word29" else word, "A claim")
    claim = Claim.objects.get()
    client, address = login(alice), reverse("claim_show", args=[project.key, claim.uuid])
    first, second = client.get(address).context, client.get(address + "?page=2").context
    assert (len(first["places"].rows), len(second["places"].rows)) == (20, 10)
    assert first["next_url"] and not first["previous_url"] and not second["next_url"]
    assert client.get(address + "?page=x").status_code == 404
    shown = {row.passage.annotation.uuid for context in (first, second) for row in context["places"].rows}
    assert len(shown) == 30
