"""Copies of one text are grouped as one story, by imports and by editors, and can be taken apart."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest
from django.test import Client

from newsroom import log
from newsroom.actions import sketches, stories
from newsroom.actions.articles import import_articles, remove_article
from newsroom.actions.undo import undo
from newsroom.fingerprints import landmarks, packed, unpacked
from newsroom.importers.registry import read
from newsroom.intake import Prepared, prepare
from newsroom.models import Article, Landmark, Project, Sketch, User
from newsroom.near import SAME, near_many, near_of
from newsroom.web_addresses import key
from tests.newsroom.test_fingerprints import prose

pytestmark = pytest.mark.django_db
URL = "https://daily.example/talks"


def text(seed: int, extra: str = "") -> str:
    words = prose(seed, 240)
    lines = [" ".join(words[start : start + 60]).capitalize() + "." for start in range(0, 240, 60)]
    return "\n\n".join([f"Headline {seed} {extra}", *lines, *([f"{extra} only."] if extra else [])])


def prepared(*texts: str) -> list[Prepared]:
    return [prepare(read(one.encode(), filename="a.txt")) for one in texts]


@pytest.fixture
def bring(project: Project, edgar: User) -> Callable[..., tuple[list[Article], log.Token]]:
    """Store texts as imports do."""

    def imported(*texts: str) -> tuple[list[Article], log.Token]:
        token = log.make_token()
        items = [(item, None) for item in prepared(*texts)]
        outcomes = import_articles(by=edgar, project=project, items=items, token=token)
        return [outcome.article for outcome in outcomes], token

    return imported


def story_of(article: Article) -> UUID | None:
    return Article.objects.get(pk=article.pk).story


def test_a_near_copy_joins_the_story_of_the_first_one(bring) -> None:
    (first, other), _token = bring(text(1), text(2))
    (copy,), _token = bring(text(1, "Harbour Radio"))
    assert story_of(first) == story_of(copy) is not None
    assert story_of(other) is None
    (third,), _token = bring(text(1, "Valley Post"))
    assert story_of(third) == story_of(first)


def test_copies_in_one_import_find_each_other(bring) -> None:
    (first, other, copy), _token = bring(text(1), text(2), text(1, "Harbour Radio"))
    assert story_of(first) == story_of(copy) != story_of(other)


def test_a_lookup_says_how_much_is_shared(bring, project: Project) -> None:
    (first,), _token = bring(text(1))
    (item,) = prepared(text(1, "Harbour Radio"))
    (near,) = near_of(project, item.fingerprints)
    assert near.article == first
    assert near.is_same
    assert SAME <= near.shared <= near.of == 64
    assert near_of(project, item.fingerprints, exclude=first) == []
    assert near_of(project, ()) == []


def test_texts_that_share_passages_are_named_and_not_grouped(bring, project: Project) -> None:
    (first,), _token = bring(text(1))
    half = "\n\n".join(["Another headline", *text(1).split("\n\n")[1:3], *text(5).split("\n\n")[1:], text(6)])
    items = prepared(half)
    plan = stories.lookup(project, items)
    (found,) = plan.near.values()
    if found:
        assert found[0].article == first
        assert not found[0].is_same
    (copy,), _token = bring(half)
    assert story_of(copy) is None


def test_a_batch_is_looked_up_in_three_queries(bring, project: Project, django_assert_num_queries) -> None:
    bring(text(1), text(2), text(3))
    items = prepared(text(1, "A"), text(2, "B"), text(9))
    with django_assert_num_queries(3):
        found = near_many(project, [item.fingerprints for item in items])
    assert [len(near) for near in found] == [1, 1, 0]


def test_another_project_is_never_looked_at(bring, charlie: User) -> None:
    bring(text(1))
    (item,) = prepared(text(1))
    assert near_of(charlie.memberships.get().project, item.fingerprints) == []


def test_boilerplate_of_many_articles_is_not_counted_and_not_looked_for(bring, project: Project, monkeypatch) -> None:
    monkeypatch.setattr("newsroom.near.COMMON", 3)
    (first,), _token = bring(text(1))
    values = unpacked(bytes(first.sketch.hashes))
    articles, _token = bring(*(text(seed) for seed in range(20, 24)))
    sketches.drop(project.pk, [article.pk for article in articles])
    sketches.store(project, [(article.pk, values[:50]) for article in articles])
    (copy,), _token = bring(text(1, "Harbour Radio"))
    assert story_of(copy) is None
    assert copy.landmarks.count() < len(landmarks(values)) / 2


def test_a_new_wording_replaces_the_fingerprints_and_does_not_find_itself(bring, project: Project, edgar: User) -> None:
    (first,), _token = bring(text(1))
    (item,) = prepared(text(1, "Corrected"))
    with log.act(by=edgar, project=project, kind="article_import", token=log.make_token()) as act:
        found = stories.remember(act, [(first, item)])
    assert found == {}
    assert Sketch.objects.get(article=first).hashes == packed(item.fingerprints)
    assert {row.value for row in first.landmarks.all()} == set(landmarks(item.fingerprints))
    assert story_of(first) is None


def test_undoing_a_new_wording_takes_its_fingerprints_back(project: Project, edgar: User) -> None:
    old, new = (replace(item, url=URL, address_key=key(URL)) for item in prepared(text(1), text(1, "Corrected")))
    articles = []
    for item in (old, new):
        token = log.make_token()
        articles += import_articles(by=edgar, project=project, items=[(item, None)], token=token)
    assert articles[1].status == "revised"
    stored = Sketch.objects.filter(article=articles[0].article)
    assert stored.get().hashes == packed(new.fingerprints)
    undo(by=edgar, membership=edgar.memberships.get(), action_uuid=token.uuid, token=log.make_token())
    assert stored.get().hashes == packed(old.fingerprints)
    marks = Landmark.objects.filter(article=articles[0].article).values_list("value", flat=True)
    assert set(marks) == set(landmarks(old.fingerprints))


def test_undoing_an_import_takes_the_story_back(bring, project: Project, edgar: User) -> None:
    (first,), _token = bring(text(1))
    (copy,), token = bring(text(1, "Harbour Radio"))
    membership = edgar.memberships.get()
    undo(by=edgar, membership=membership, action_uuid=token.uuid, token=log.make_token())
    assert story_of(first) is None
    assert Article.objects.get(pk=copy.pk).deleted_at
    assert near_of(project, prepared(text(1))[0].fingerprints)[0].article == first


def test_a_removed_article_is_no_neighbour(bring, project: Project, edgar: User) -> None:
    (first,), _token = bring(text(1))
    remove_article(by=edgar, article=first, version=first.version, token=log.make_token())
    (copy,), _token = bring(text(1, "Harbour Radio"))
    assert story_of(copy) is None


def test_an_editor_takes_a_copy_out_and_puts_it_back(bring, project: Project, edgar: User) -> None:
    (first, copy, third), _token = bring(text(1), text(1, "A"), text(1, "B"))
    token = log.make_token()
    stories.leave_story(by=edgar, article=copy, version=copy.version, token=token)
    assert story_of(copy) is None
    assert story_of(first) == story_of(third) is not None
    undo(by=edgar, membership=edgar.memberships.get(), action_uuid=token.uuid, token=log.make_token())
    assert story_of(copy) == story_of(first)


def test_the_last_copy_left_stands_alone_again(bring, edgar: User) -> None:
    (first, copy), _token = bring(text(1), text(1, "A"))
    stories.leave_story(by=edgar, article=copy, version=copy.version, token=log.make_token())
    assert story_of(first) is None


def test_whole_stories_are_put_together(bring, project: Project, edgar: User) -> None:
    (one, two, three, four), _token = bring(text(1), text(1, "A"), text(2), text(2, "B"))
    pairs = [(article, article.version) for article in (two, three)]
    stories.join_story(by=edgar, project=project, articles=pairs, token=log.make_token())
    assert len({story_of(article) for article in (one, two, three, four)}) == 1
    with pytest.raises(log.Conflict):
        stories.join_story(by=edgar, project=project, articles=pairs, token=log.make_token())


def test_the_page_names_the_copies_and_an_editor_takes_one_out(
    bring, edgar: User, alice: User, charlie: User, login: Callable[[User], Client]
) -> None:
    (first, copy), _token = bring(text(1), text(1, "Harbour"))
    url = f"/p/talks/stories/{story_of(first)}/"
    page = login(alice).get(url).content.decode()
    assert "Headline 1" in page
    assert "of 64 fingerprints" in page
    assert "Take it out" not in page
    assert login(charlie).get(url).status_code == 404
    assert login(alice).post(f"{url}leave/", {"article": copy.uuid, "version": copy.version}).status_code == 403
    answer = login(edgar).post(f"{url}leave/", {"article": copy.uuid, "version": copy.version}, follow=True)
    assert answer.status_code == 200
    assert b"Undo" in answer.content
    assert story_of(copy) is None


def test_ticked_articles_become_one_story_after_a_look(bring, edgar: User, login: Callable[[User], Client]) -> None:
    (one, two), _token = bring(text(1), text(2))
    client, ticks = login(edgar), {"article": [str(one.uuid), str(two.uuid)]}
    assert b"Are these 2 articles one text?" in client.get("/p/talks/stories/join/", ticks).content
    sent = {**ticks, f"version-{one.uuid}": one.version, f"version-{two.uuid}": two.version}
    answer = client.post("/p/talks/stories/join/", sent)
    assert answer.status_code == 302
    assert story_of(one) == story_of(two) is not None
    assert client.post("/p/talks/stories/join/", sent).status_code == 409


def test_the_library_counts_both_and_can_show_one_line_a_story(
    bring, alice: User, login: Callable[[User], Client], django_assert_max_num_queries
) -> None:
    (first, copy, other), _token = bring(text(1), text(1, "Zanzibar"), text(2))
    client = login(alice)
    page = client.get("/p/talks/")
    assert "3 articles, 2 stories" in " ".join(page.content.decode().split())
    assert page.content.decode().count("+1 copy") == 2
    once = client.get("/p/talks/?once=1")
    assert [line.article for line in once.context["shelf"].lines] == [other, first]
    assert "+1 copy" in once.content.decode()
    with django_assert_max_num_queries(20):
        client.get("/p/talks/?once=1&q=headline&sort=oldest")
    remaining = client.get(f"/p/talks/?once=1&after={other.uuid}")
    assert [line.article for line in remaining.context["shelf"].lines] == [first]
    searched = client.get("/p/talks/?once=1&q=zanzibar")
    assert [line.article for line in searched.context["shelf"].lines] == [copy]


def test_claims_count_both_articles_and_stories(
    bring, alice: User, highlight: Callable[..., object], login: Callable[[User], Client]
) -> None:
    (first, copy), _token = bring(text(1), text(1, "Zanzibar"))
    for article in (first, copy):
        annotation = highlight(alice, article, text(1).split("\n\n")[1][:20], "They want talks")
    claim = annotation.taggings.get().claim
    client = login(alice)
    assert "in 2 articles (1 story)" in " ".join(client.get("/p/talks/claims/").content.decode().split())
    page = " ".join(client.get(f"/p/talks/claims/{claim.uuid}/").content.decode().split())
    assert '<span class="t">Articles</span> <b>2</b>' in page
    assert '<span class="t">Stories</span> <b>1</b>' in page
