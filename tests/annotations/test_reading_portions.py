"""Long articles: notes come in portions, and what comes later is drawn light until then."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from annotations.actions.anchors import wording
from annotations.desk import packed
from annotations.models import Anchor, Annotation, Tagging
from annotations.portions import ALL, FIRST, portions
from annotations.reading import Mark
from newsroom.layouts import reading_of

PARAGRAPHS = 40


@pytest.fixture
def long_article(make_article):
    words = "Somebody said on Tuesday that talks may begin soon and nobody objected to it in public"
    return make_article("A long article\n\n" + "\n\n".join(f"{words}, part {n}." for n in range(PARAGRAPHS)))


@pytest.fixture
def many(project, long_article, alice, highlight):
    """Add so many highlights, spread over the paragraphs; every one carries the same claim."""

    def add(count):
        revision = long_article.current_revision
        reading = reading_of(revision.pk, revision.uuid)
        first = highlight(alice, long_article, "Tuesday", "A claim", speaker="Somebody")
        claim, speaker = first.taggings.get().claim, first.taggings.get().speaker
        made = []
        for number in range(count - 1):
            block = reading.layout.blocks[1 + number * PARAGRAPHS // count]
            start = block.start + number % 30
            annotation = Annotation.objects.create(project=project, article=long_article, author=alice)
            place = wording(reading, start, start + 9)
            Anchor.objects.create(
                project=project, article=long_article, annotation=annotation, revision=revision, **place
            )
            Tagging.objects.create(
                project=project, annotation=annotation, claim=claim, speaker=speaker, stance="asserts"
            )
            made.append(annotation)
        return made

    return add


def read(client, project, article, name="article_read", query=""):
    response = client.get(reverse(name, args=[project.key, article.uuid]) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_up_to_a_hundred_notes_are_all_in_the_page(login, project, long_article, alice, many):
    many(100)
    page = read(login(alice), project, long_article)
    assert page.count('<li class="card ') == 100 + 1  # and the template of one that was not saved
    assert "card-more" not in page


def test_more_come_in_portions_that_together_are_all(login, project, long_article, alice, many):
    many(300)
    client = login(alice)
    page = read(client, project, long_article)
    keys = re.findall(r'<li class="card c\d" id="a-([\w-]+)"', page)
    assert FIRST <= len(keys) < ALL
    drawn = set(re.findall(r'id="r-([\w-]+)"', page))
    assert drawn == set(keys)
    for query in re.findall(r'hx-get="[^"?]+(\?[^"]+)"[^>]+hx-trigger="cards:show once"', page):
        portion = read(client, project, long_article, "article_cards", query.replace("&amp;", "&"))
        keys += re.findall(r'<li class="card c\d" id="a-([\w-]+)"', portion)
        numbers = re.findall(r'<a class="n" [^>]+>(\d+)</a>', portion)
        assert numbers == [str(number) for number in range(int(numbers[0]), int(numbers[0]) + len(numbers))]
        refs = dict(re.findall(r'id="r-([\w-]+)"[^>]*data-n="(\d+)"', portion))
        assert refs == dict(zip(re.findall(r'<li class="card c\d" id="a-([\w-]+)"', portion), numbers, strict=True))
    assert len(keys) == len(set(keys)) == 300


def test_light_blocks_keep_the_text_and_the_marks(login, project, long_article, alice, many):
    many(300)
    page = read(login(alice), project, long_article)
    last = re.search(rf'<p class="block" id="b{PARAGRAPHS}".*?</p>', page, re.DOTALL).group()
    assert '<mark class="hl ' in last
    assert "data-a" not in last
    assert re.sub("<[^>]+>", "", last.split("tagit")[0]).startswith("Somebody said on Tuesday")


def test_a_note_that_one_comes_for_is_in_the_page(login, project, long_article, alice, many):
    late = many(300)[-1]
    page = read(login(alice), project, long_article)
    assert f'id="a-{late.key}"' not in page
    page = read(login(alice), project, long_article, query=f"?at={late.uuid}")
    assert f'id="a-{late.key}"' in page
    assert f'id="r-{late.key}"' in page


def test_notes_page_has_all_of_them_in_pages(login, project, long_article, alice, many):
    many(300)
    client = login(alice)
    page = read(client, project, long_article, "article_notes")
    assert page.count('<li class="card ') == 200
    assert "300 annotations" in page
    page = read(client, project, long_article, "article_notes", "?from=201")
    assert page.count('<li class="card ') == 100


@pytest.mark.parametrize("query", ["", "?first=1", "?first=5&last=2", "?first=-1&last=3", "?first=0&last=9999999"])
def test_portions_that_make_no_sense_are_refused(login, project, long_article, alice, query):
    response = login(alice).get(reverse("article_cards", args=[project.key, long_article.uuid]) + query)
    assert response.status_code == 400


@pytest.mark.parametrize("name", ["article_read", "article_notes", "article_legend", "article_history"])
def test_a_page_costs_the_same_queries_with_5_and_with_50_notes(login, project, long_article, alice, many, name):
    client = login(alice)
    counts = []
    for count in (5, 50):
        many(count)
        read(client, project, long_article, name)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            read(client, project, long_article, name)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert 5 < counts[0] <= 16


def test_the_queries_of_a_portion_do_not_grow(login, project, long_article, alice, many):
    client = login(alice)
    counts = []
    for count in (5, 50):
        many(count)
        with CaptureQueriesContext(connection) as queries:
            read(client, project, long_article, "article_cards", "?first=1&last=20&number=1")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def mark(number, block, last_block=None):
    return Mark(number, None, 1, number, number + 1, block, last_block or block, f"k{number}")


def test_portions_cover_all_blocks_once_and_cut_between_blocks():
    marks = [mark(number, 3 + number // 7) for number in range(400)]
    found = portions(marks, 100)
    assert found[0].first == 0
    assert found[-1].last == 99
    assert [later.first for later in found[1:]] == [earlier.last + 1 for earlier in found[:-1]]
    assert sum(portion.count for portion in found) == 400
    for portion in found:
        assert all(portion.first <= one.block <= portion.last for one in portion.of(marks))


def test_a_portion_knows_what_reaches_into_it_from_before():
    marks = [mark(number, number // 7, 99 if number == 5 else None) for number in range(400)]
    assert [portion.over for portion in portions(marks, 100)[1:]] == [(6,)] * (len(portions(marks, 100)) - 1)


def test_an_article_without_notes_has_one_empty_portion():
    assert portions([], 7) == [(0, 6, 1, 0, ())]


def test_sentences_are_packed_as_lengths_and_gaps():
    assert packed([]) == ""
    assert packed([(0, 5), (6, 9), (11, 20)]) == "5 3 2,9"
    assert packed([(3, 5)]) == "4,2"
