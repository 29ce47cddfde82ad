"""The library: who sees it, what the filters keep, and that its cost is constant."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotations.actions.reading import set_state
from annotations.models import Annotation, Claim, Speaker
from newsroom import log
from newsroom.actions.outlets import get_or_make_outlet
from newsroom.models import Article, Project, User

URL = "/p/talks/"
TEXT = (
    "{title}\n\nThe first paragraph of this article says something about grain. It goes on for a while.\n\nEnd of it."
)


@pytest.fixture
def three(make_article: Callable[..., Article]) -> list[Article]:
    """One article of March, one of January, one undated; by arrival in this order."""
    march = make_article(TEXT.format(title="March on the border"), language="en")
    january = make_article(TEXT.format(title="January in the capital"), language="de")
    undated = make_article(TEXT.format(title="A talk without a date"), language="en")
    for article, month in ((march, 3), (january, 1)):
        article.published_at = datetime(2026, month, 5, tzinfo=UTC)
        article.published_precision = "day"
        article.save()
    return [march, january, undated]


def titles(client: Client, query: str = "") -> list[str]:
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200, response.content
    return [line.article.title for line in response.context["shelf"].lines]


def test_newest_first_and_undated_last(three: list[Article], alice: User, login: Callable[[User], Client]) -> None:
    assert titles(login(alice)) == ["March on the border", "January in the capital", "A talk without a date"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort=oldest", ["January in the capital", "March on the border", "A talk without a date"]),
        ("sort=title", ["A talk without a date", "January in the capital", "March on the border"]),
        ("sort=arrival", ["A talk without a date", "January in the capital", "March on the border"]),
        ("language=de", ["January in the capital"]),
        ("undated=1", ["A talk without a date"]),
        ("since=2026-02-01", ["March on the border"]),
        ("until=2026-01-05", ["January in the capital"]),
        ("q=border", ["March on the border"]),
        ("q=bord", ["March on the border"]),
        ('q="first paragraph" capital', ["January in the capital"]),
        ('q="paragraph first"', []),
        ("outlet=none", ["March on the border", "January in the capital", "A talk without a date"]),
    ],
)
def test_filters_and_orders(
    three: list[Article], alice: User, login: Callable[[User], Client], query: str, expected: list[str]
) -> None:
    assert titles(login(alice), query) == expected


def test_state_is_mine_and_the_team_is_counted(
    three: list[Article], alice: User, bob: User, login: Callable[[User], Client]
) -> None:
    march, january, undated = three
    set_state(by=alice, article=march, state="coded", token=log.make_token())
    set_state(by=alice, article=january, state="skipped", reason="a copy", token=log.make_token())
    client = login(alice)
    assert titles(client, "state=coded") == [march.title]
    assert titles(client, "state=skipped") == [january.title]
    assert titles(client, "state=untouched") == [undated.title]
    assert titles(client, "state=open") == [undated.title]
    assert titles(client, "state=nobody") == [january.title, undated.title]
    assert len(titles(login(bob), "state=untouched")) == 3


def test_claim_speaker_and_outlet_filter(
    three: list[Article],
    alice: User,
    bob: User,
    project: Project,
    highlight: Callable[..., Annotation],
    login: Callable[[User], Client],
) -> None:
    highlight(alice, three[0], "grain", claim="Grain matters", speaker="The minister")
    highlight(alice, three[1], "grain", claim="Hidden", visibility="private")
    with log.act(by=alice, project=project, kind="test", token=log.make_token()) as act:
        three[2].outlet = get_or_make_outlet(act, "Harbour Radio")
    three[2].save()
    claim, hidden = Claim.objects.get(label="Grain matters"), Claim.objects.get(label="Hidden")
    client = login(bob)
    assert titles(client, f"claim={claim.uuid}") == [three[0].title]
    assert titles(client, f"claim={hidden.uuid}") == []
    assert titles(client, f"speaker={Speaker.objects.get().uuid}") == [three[0].title]
    assert titles(client, f"outlet={three[2].outlet.uuid}") == [three[2].title]


def test_counts_leave_out_what_others_keep_to_themselves(
    three: list[Article], alice: User, bob: User, highlight: Callable[..., Annotation], login: Callable[[User], Client]
) -> None:
    highlight(alice, three[0], "grain", claim="Grain matters")
    highlight(alice, three[0], "paragraph", visibility="private", claim="Secret")
    mine = login(alice).get(URL).context["shelf"].lines[0]
    theirs = login(bob).get(URL).context["shelf"].lines[0]
    assert (mine.annotations, mine.claims, len(mine.strip)) == (2, 2, 2)
    assert (theirs.annotations, theirs.claims, len(theirs.strip)) == (1, 1, 1)


def test_pages_by_key_show_every_article_once(
    make_article: Callable[..., Article], alice: User, login: Callable[[User], Client]
) -> None:
    for number in range(60):
        article = make_article(TEXT.format(title=f"Number {number:02} of many"))
        if number % 3:
            article.published_at = datetime(2026, 1 + number % 5, 1, tzinfo=UTC)
            article.published_precision = "day"
            article.save()
    client = login(alice)
    for sort in ("newest", "oldest", "arrival", "title"):
        seen: list[str] = []
        url = f"?sort={sort}"
        while url:
            response = client.get(URL + url)
            page = [line.article.title for line in response.context["shelf"].lines]
            back = response.context["previous_url"]
            if seen:
                previous = client.get(URL + back).context["shelf"].lines
                assert [line.article.title for line in previous] == seen[-25:]
            seen += page
            url = response.context["next_url"]
        assert len(seen) == len(set(seen)) == 60


@pytest.mark.parametrize("query", ["state=lost", "sort=weight", "claim=7", "since=yesterday", "after=x", "outlet=1"])
def test_a_filter_that_makes_no_sense_is_named(
    project: Project, alice: User, login: Callable[[User], Client], query: str
) -> None:
    response = login(alice).get(f"{URL}?{query}")
    assert response.status_code == 400
    assert query.split("=")[1] in response.content.decode()


def test_strangers_and_former_members_get_404(
    project: Project, charlie: User, frank: User, login: Callable[[User], Client]
) -> None:
    assert login(charlie).get(URL).status_code == 404
    assert login(frank).get(URL).status_code == 404
    assert Client().get(URL).status_code == 302


def test_the_number_of_queries_is_constant(
    make_article: Callable[..., Article],
    alice: User,
    highlight: Callable[..., Annotation],
    login: Callable[[User], Client],
) -> None:
    client = login(alice)

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(URL).status_code == 200
        return len(queries)

    highlight(alice, make_article(TEXT.format(title="Article zero")), "grain", claim="Grain")
    client.get(URL)
    few = count()
    for number in range(1, 15):
        highlight(alice, make_article(TEXT.format(title=f"Article {number} of them")), "grain", claim=f"Claim {number}")
    assert count() == few


def test_menus_list_and_find(
    three: list[Article], alice: User, highlight: Callable[..., Annotation], login: Callable[[User], Client]
) -> None:
    highlight(alice, three[0], "grain", claim="Grain matters", speaker="Émile")
    client = login(alice)
    assert "Grain matters" in client.get(f"{URL}filters/claim/").content.decode()
    assert "Grain matters" not in client.get(f"{URL}filters/claim/?find=xyz").content.decode()
    assert "Émile" in client.get(f"{URL}filters/speaker/?find=ÉM").content.decode()
    assert "German" in client.get(f"{URL}filters/language/").content.decode()
    assert client.get(f"{URL}filters/password/").status_code == 404
