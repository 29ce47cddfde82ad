"""What a filter keeps is the same whether passages are listed or asked one by one, and the numbers count just that."""

from dataclasses import replace

import pytest
from django.http import QueryDict

from annotations.models import Annotation, Tagging
from annotations.passage_counts import count, count_hidden
from annotations.passage_query import annotations, ask, places
from annotations.passages import parse
from newsroom.models import Article, Membership
from tests.annotations.writer import Writer

pytestmark = pytest.mark.django_db
FILTERS = [
    "",
    "claim=CLAIM",
    "speaker=none",
    "stance=asserts",
    "stance=disputes&claim=CLAIM",
    "form=none",
    "certainty=none&stance=asserts",
    "via=none",
    "kind=paragraph",
    "kind=title&kind=paragraph",
    "status=exact",
    "status=changed",
    "agreement=single",
    "agreement=several",
    "untagged=1",
    "untagged=1&stance=asserts",
    "private=1",
    "visibility=private",
    "undated=1",
    "author=alice",
    "q=ceasefire",
    "q=words&stance=asserts",
]


@pytest.fixture
def coded(project, article, make_article, alice, bob, highlight):
    story = "00000000-0000-4000-8000-000000000001"
    copies = [make_article(f"Title {number}\n\nSome words of it.\n\nThe end.", story=story) for number in (1, 2)]
    gone = make_article("Gone\n\nSome words of it.\n\nThe end.")
    for by, where, quote, *rest in (
        (alice, article, "ceasefire", "Talks"),
        (alice, article, "bombardment"),
        (bob, article, "ceasefire", "Talks", "disputes"),
        (bob, copies[0], "words", "Talks"),
        (alice, copies[1], "words", "Peace"),
        (alice, copies[1], "Title"),
        (bob, gone, "words", "Talks"),
    ):
        highlight(by, where, quote, *rest[:1], **({"stance": rest[1]} if rest[1:] else {}))
    private = highlight(alice, article, "technical level", "Talks", visibility="private")
    removed = highlight(alice, article, "sweeping", "Talks")
    Writer(alice, article).remove(removed)
    Article.objects.filter(pk=gone.pk).update(deleted_at=private.created_at)
    return Membership.objects.select_related("project", "user").get(project=project, user=alice)


@pytest.mark.parametrize("query", FILTERS)
def test_asking_one_by_one_finds_what_listing_finds_and_the_numbers_say_so(coded, query):
    claim = Tagging.objects.filter(claim__label="Talks").first().claim.uuid
    asked = ask(coded.project, coded, parse(QueryDict(query.replace("CLAIM", str(claim)))))
    listed = set(annotations(asked).values_list("pk", flat=True))
    walked = replace(asked, walks=True)
    assert set(annotations(walked).values_list("pk", flat=True)) == listed
    assert set(places(walked).values_list("annotation", flat=True)) == listed
    assert set(places(asked).values_list("annotation", flat=True)) == listed
    found = Annotation.objects.filter(pk__in=listed).values_list("article", "article__story")
    numbers = count(asked)
    assert numbers.annotations == len(listed)
    assert numbers.articles == len({article for article, _story in found})
    assert numbers.stories == len({story or article for article, story in found})


def test_what_is_private_is_counted_apart(coded):
    asked = ask(coded.project, coded, parse(QueryDict("stance=asserts")))
    assert count_hidden(asked, "private") == 1
