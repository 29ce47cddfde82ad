"""The answer to a write: touched blocks and notes, options that are new, a toast with its undo, and nothing else."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.actions import annotations as actions
from annotations.actions.anchors import spot
from annotations.anchoring import describe
from annotations.models import Annotation, Preference
from newsroom import log
from newsroom.layouts import reading_of

QUOTE = "In January"


@pytest.fixture
def text(article):
    return reading_of(article.current_revision.pk, article.current_revision.uuid).layout.text


@pytest.fixture
def add(login, project, article, text):
    """Highlight a quote through the page's own form."""

    def send(user, quote=QUOTE, query="", **fields):
        start = text.index(quote)
        data = {"action": str(uuid4()), "revision": str(article.current_revision.uuid), "start": start}
        data |= {"end": start + len(quote), "quote": quote, "visibility": "project", **fields}
        page = "http://testserver" + reverse("article_read", args=[project.key, article.uuid]) + query
        headers = {"HX-Request": "true", "HX-Current-URL": page}
        address = reverse("annotation_add", args=[project.key, article.uuid])
        response = login(user).post(address, data, headers=headers)
        assert response.status_code == 200, response.content
        return response.content.decode()

    return send


TAG = {"claim_label": "A claim", "speaker_label": "Macron", "stance": "asserts"}


def test_only_the_touched_block_comes_back(add, alice):
    page = add(alice, **TAG)
    key = Annotation.objects.get().key
    assert re.findall(r'id="(b\d+)"', page) == ["b6"]
    assert f'data-a="{key}"' in page
    assert re.search(rf'<a class="ref c\d asserts" id="r-{key}" data-skip href="#a-{key}" aria-label', page)
    assert page.count('<li class="card ') == 1
    assert f'data-annotation="{key}"' in page


def test_the_toast_reads_the_coding_back_and_offers_undo(add, alice):
    page = add(alice, **TAG)
    toast = page.split("data-toast")[1]
    assert "Macron asserts: A claim" in toast
    assert reverse("action_undo", args=["talks"]) in toast


def test_new_claim_and_speaker_come_as_options_and_known_ones_do_not(add, alice):
    page = add(alice, **TAG)
    assert page.count('role="option" id="claim-') == 1
    assert re.search(r'role="option" id="speaker-[^>]+data-here="1"', page)
    page = add(alice, quote="Macron told reporters", **TAG)
    assert 'id="claim-' not in page


def test_what_is_set_back_on_the_page_stays_set_back(add, alice, bob, article, highlight):
    other = highlight(bob, article, "the Kremlin said", "Other claim")
    page = add(alice, query=f"?dim=person:{bob.username}", **TAG)
    assert re.search(rf'class="hl c\d asserts dim" data-a="{other.key}"', page)


def test_private_marks_of_colleagues_are_not_drawn_with_the_block(add, alice, bob, article, highlight):
    secret = highlight(bob, article, "the Kremlin said", "Other claim", visibility="private")
    assert secret.key not in add(alice, **TAG)


def test_colleagues_stay_hidden_where_one_looks_at_ones_own(add, alice, bob, project, article, highlight):
    other = highlight(bob, article, "the Kremlin said", "Other claim")
    Preference.objects.create(project=project, user=alice, show="mine")
    page = add(alice, **TAG)
    assert other.key not in page
    assert Annotation.objects.get(author=alice).key in page


def test_moved_ends_draw_the_old_and_the_new_block(login, project, article, alice, text, highlight):
    noted = highlight(alice, article, QUOTE)
    token = log.make_token()
    new = text.index("Macron told reporters")
    place = spot(article, article.current_revision, describe(text, new, new + 5))
    actions.change_place(by=alice, annotation=noted, version=1, spot=place, token=token)
    data = {"action": str(uuid4()), "undo": str(token.uuid), "article": str(article.uuid)}
    address = reverse("action_undo", args=[project.key])
    page = login(alice).post(address, data, headers={"HX-Request": "true"}).content.decode()
    assert re.findall(r'id="(b\d+)"', page) == ["b3", "b6"]


def test_list_items_and_table_cells_come_in_what_a_parser_wants(project, alice, login, highlight):
    from annotations.desk import _parsable
    from newsroom.text import Block

    assert _parsable(Block("list_item", 0, 1), "<li>x</li>") == "<ul><li>x</li></ul>"
    assert _parsable(Block("table_cell", 0, 1), "<td>x</td>") == "<table><tbody><tr><td>x</td></tr></tbody></table>"
    assert _parsable(Block("paragraph", 0, 1), "<p>x</p>") == "<p>x</p>"
