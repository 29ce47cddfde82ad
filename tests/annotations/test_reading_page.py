"""The reading page: what is drawn, for whom, and what it costs."""

import re

import pytest
from django.urls import reverse

from annotations.models import Preference

CLAIM = "No real willingness to negotiate"
QUOTE = 'Russia has shown no "real willingness" to negotiate a ceasefire'


def url(name, project, *args):
    return reverse(name, args=[project.key, *args])


@pytest.fixture
def noted(article, alice, highlight):
    return highlight(alice, article, QUOTE, CLAIM, speaker="Emmanuel Macron", note="Compare January.")


def page_of(client, project, article, query=""):
    response = client.get(url("article_read", project, article.uuid) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_article_is_read_with_its_highlights_and_notes(login, project, article, alice, bob, noted):
    page = page_of(login(bob), project, article)
    assert f'data-a="{noted.key}"' in page
    assert f'id="a-{noted.key}"' in page
    assert f'id="r-{noted.key}"' in page
    assert "Compare January." in page
    assert "Emmanuel Macron asserts: No real willingness to negotiate" in page
    assert "No outlet" in page
    assert "No date" in page


def test_every_block_of_the_text_is_there(login, project, article, alice):
    page = page_of(login(alice), project, article)
    blocks = re.findall(r'data-block="(\d+)" data-start="\d+"', page)
    assert blocks == [str(index) for index in range(8)]
    assert re.search(r'id="sentences" hidden data-ranges="\d+ ', page)


def test_stranger_gets_404(login, project, article, charlie, frank):
    for user in (charlie, frank):
        for name in ("article_read", "article_cards", "article_notes", "article_legend", "article_history"):
            assert login(user).get(url(name, project, article.uuid)).status_code == 404


def test_private_note_of_a_colleague_is_nowhere_in_the_page(login, project, article, alice, bob, highlight):
    secret = highlight(alice, article, QUOTE, "A secret claim", note="My secret", visibility="private")
    for name in ("article_read", "article_notes", "article_legend", "article_history"):
        page = login(bob).get(url(name, project, article.uuid)).content.decode()
        assert "secret" not in page
        assert secret.key not in page
    assert "My secret" in page_of(login(alice), project, article)


def test_reader_gets_no_tag_links_and_no_forms_that_write_annotations(login, project, article, rita, noted):
    page = page_of(login(rita), project, article)
    assert "tagit" not in page
    assert 'id="annotation-form"' not in page
    assert 'id="undo-latest"' not in page
    assert "/remove/" not in page


def test_author_alone_gets_the_forms_of_a_note(login, project, article, alice, bob, noted):
    remove = url("annotation_remove", project, noted.uuid)
    assert remove in page_of(login(alice), project, article)
    assert remove not in page_of(login(bob), project, article)


def test_mine_leaves_out_colleagues_and_none_leaves_out_all(login, project, article, alice, bob, noted, highlight):
    own = highlight(bob, article, "In January", CLAIM)
    Preference.objects.create(project=project, user=bob, show="mine")
    page = page_of(login(bob), project, article)
    assert own.key in page
    assert noted.key not in page
    Preference.objects.update(show="none")
    page = page_of(login(bob), project, article)
    assert own.key not in page
    assert 'data-view="none"' in page


def test_notes_are_numbered_in_text_order(login, project, article, alice, bob, highlight):
    late = highlight(alice, article, "In January", CLAIM)
    early = highlight(bob, article, "French President Emmanuel Macron")
    page = page_of(login(alice), project, article)
    numbers = dict(re.findall(r'id="r-([\w-]+)" data-skip href="#a-[\w-]+" data-n="(\d+)"', page))
    assert numbers == {early.key: "1", late.key: "2"}


def test_solo_of_a_claim_sets_the_others_back(login, project, article, alice, noted, highlight):
    other = highlight(alice, article, "In January", "Another claim")
    claim = noted.taggings.get().claim
    page = page_of(login(alice), project, article, f"?solo=claim:{claim.uuid}")
    assert re.search(rf'<mark class="hl c\d asserts" data-a="{noted.key}"', page)
    assert re.search(rf'<mark class="hl c\d asserts dim" data-a="{other.key}"', page)
    assert re.search(rf'class="card c\d dim" id="a-{other.key}"', page)


def test_a_colleague_can_be_set_back(login, project, article, alice, bob, noted, highlight):
    own = highlight(bob, article, "In January", CLAIM)
    page = page_of(login(bob), project, article, f"?dim=person:{alice.username}")
    assert re.search(rf'class="hl c\d asserts dim" data-a="{noted.key}"', page)
    assert re.search(rf'class="hl c\d asserts" data-a="{own.key}"', page)


def test_nonsense_in_the_address_is_left_out(login, project, article, alice, noted):
    query = "?solo=claim:nonsense&dim=x&at=y&solo=" + "z" * 500
    assert noted.key in page_of(login(alice), project, article, query)


def test_original_link_is_a_web_address_alone(login, project, make_article, alice):
    good = make_article("A title here\n\nOne paragraph of text that is long enough.", url="https://example.org/a")
    bad = make_article("Another title\n\nOne more paragraph of text, long enough.", url="javascript:alert(1)")
    assert 'href="https://example.org/a"' in page_of(login(alice), project, good)
    assert "javascript:" not in page_of(login(alice), project, bad)


def test_markup_in_texts_is_only_text(login, project, make_article, alice, highlight):
    article = make_article("Title <b>x</b>\n\nA paragraph with <script>alert(1)</script> in it, and some more words.")
    highlight(alice, article, "<script>alert(1)", '<img src=x onerror="a">', speaker="<i>S</i>", note="<u>n</u>")
    page = page_of(login(alice), project, article)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "<i>S" not in page
    assert "<u>n" not in page


def test_right_to_left_article_says_so(login, project, make_article, alice):
    article = make_article("عنوان المقال هنا\n\nهذه فقرة طويلة بما يكفي للقراءة.", language="ar")
    assert 'lang="ar" dir="rtl"' in page_of(login(alice), project, article)


def test_permalink_opens_the_article_at_the_note(login, project, article, alice, bob, charlie, noted):
    response = login(bob).get(url("annotation_show", project, noted.uuid))
    expected = url("article_read", project, article.uuid) + f"?at={noted.uuid}#a-{noted.key}"
    assert (response.status_code, response["Location"]) == (303, expected)
    assert login(charlie).get(url("annotation_show", project, noted.uuid)).status_code == 404


def test_permalink_of_a_private_note_is_404_for_colleagues(login, project, article, alice, bob, highlight):
    secret = highlight(alice, article, QUOTE, visibility="private")
    assert login(bob).get(url("annotation_show", project, secret.uuid)).status_code == 404


def test_who_follows_a_link_sees_the_note_whatever_the_view(login, project, article, bob, noted):
    Preference.objects.create(project=project, user=bob, show="none")
    assert noted.key in page_of(login(bob), project, article, f"?at={noted.uuid}")
