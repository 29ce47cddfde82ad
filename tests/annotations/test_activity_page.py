"""The project's activity: the log in sentences, filtered, paged, and nothing in it that the reader may not see."""

import html
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotations.action_words import GROUPS, VERBS, Deed, deed_words
from annotations.actions import annotations as actions
from annotations.actions.reading import set_state
from newsroom import log
from newsroom.actions.articles import remove_article
from newsroom.actions.members import invite
from newsroom.models import Action, Event

QUOTES = ("French President Emmanuel Macron", "dialogue", "Kyiv", "Europe", "Moscow")


@pytest.fixture
def page(login, project):
    def read(user, query=""):
        response = login(user).get(reverse("activity_list", args=[project.key]) + query)
        assert response.status_code == 200
        return response.content.decode().split('id="main"')[1]

    return read


@pytest.fixture
def text(page):
    def read(user, query=""):
        words = re.sub(r"<[^>]+>", " ", page(user, query))
        return " ".join(html.unescape(words).split()).replace(" :", ":")

    return read


def test_runs_of_one_person_on_one_article_are_one_line(text, article, alice, bob, highlight):
    for quote in QUOTES[:3]:
        highlight(alice, article, quote, "A claim")
    highlight(bob, article, QUOTES[3])
    words = text(bob)
    assert "Alice highlighted 3 passages" in words
    assert "Bob highlighted a passage" in words
    assert article.title in words


def test_lines_open_the_passage(page, project, article, alice, bob, highlight):
    noted = highlight(alice, article, QUOTES[0], "A claim", note="A thought")
    address = reverse("annotation_show", args=[project.key, noted.uuid])
    assert f'href="{address}"' in page(bob)
    actions.remove_annotation(by=alice, annotation=noted, version=1, token=log.make_token())
    assert f'href="{address}"' not in page(bob)
    assert "removed a highlight" in page(bob)


def test_private_work_of_a_colleague_is_not_in_it(page, article, alice, bob, highlight):
    before = page(bob)
    noted = highlight(
        alice, article, QUOTES[0], "Claim of hers", speaker="Her speaker", visibility="private", note="Hush"
    )
    actions.change_note(by=alice, annotation=noted, version=1, note="Hush again", token=log.make_token())
    actions.remove_annotation(by=alice, annotation=noted, version=2, token=log.make_token())
    assert _plain(page(bob)) == _plain(before)
    assert "Hush again" in page(alice)


def test_what_was_private_when_it_happened_stays_so(text, article, alice, bob, highlight):
    noted = highlight(alice, article, QUOTES[0], "A claim", note="Private words", visibility="private")
    actions.change_visibility(by=alice, annotation=noted, version=1, visibility="project", token=log.make_token())
    assert "Private words" not in text(bob)
    assert "changed who sees a highlight" in text(bob)


def test_it_is_filtered_by_person_kind_article_and_day(text, make_article, article, alice, bob, highlight):
    other = make_article("Another one\n\nWords of another article.")
    highlight(alice, article, QUOTES[0])
    set_state(by=bob, article=other, state="coded", token=log.make_token())
    assert "Bob marked" not in text(alice, "?person=alice")
    assert "Alice highlighted" not in text(alice, "?kind=reading")
    assert "Alice highlighted" not in text(alice, f"?article={other.uuid}")
    assert "Bob marked" in text(alice, f"?article={other.uuid}")
    Action.objects.filter(kind="reading_state").update(created_at=timezone.now() + timedelta(days=3))
    today = timezone.localdate().isoformat()
    assert "Bob marked" not in text(alice, f"?until={today}")
    assert "Alice highlighted" in text(alice, f"?since={today}&until={today}")
    later = (timezone.localdate() + timedelta(days=2)).isoformat()
    assert "Alice highlighted" not in text(alice, f"?since={later}")


@pytest.mark.parametrize(
    "query", ["?kind=nothing", "?since=yesterday", "?since=2026-02-03&until=2026-02-01", "?article=x"]
)
def test_a_filter_that_makes_no_sense_says_so(login, project, alice, query):
    response = login(alice).get(reverse("activity_list", args=[project.key]) + query)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize("before", ["x", "-1", "99999999999999999999", "0", "1"])
def test_a_forged_place_is_harmless(login, project, alice, before):
    response = login(alice).get(reverse("activity_list", args=[project.key]) + f"?before={before}")
    assert response.status_code == 200


def test_pages_lose_and_repeat_nothing(page, article, alice, bob):
    for number in range(200):
        who = (alice, bob)[number % 2]
        set_state(by=who, article=article, state=("read", "coded")[number // 2 % 2], token=log.make_token())
    query, seen = "", 0
    for _ in range(8):
        found = page(alice, query)
        seen += found.count("marked an article")
        older = re.search(r'rel="next" href="(\?before=\d+)"', found)
        if not older:
            break
        query = older.group(1)
    assert seen == 200


def test_the_number_of_queries_is_constant(login, project, article, alice, bob, highlight):
    client, address = login(bob), reverse("activity_list", args=[project.key])
    highlight(alice, article, QUOTES[0], "A claim", speaker="Macron")
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    for quote in QUOTES[1:]:
        highlight(alice, article, quote, f"Claim on {quote}", speaker=f"Who says {quote}")
        highlight(bob, article, quote, f"Claim on {quote}")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)


def test_ones_own_actions_are_undone_and_done_again(login, project, article, alice, highlight):
    noted = highlight(alice, article, QUOTES[0], "A claim")
    client, address = login(alice), reverse("activity_list", args=[project.key]) + "?person=alice"
    for is_gone in (True, False):
        fields = dict(re.findall(r'name="(undo|action)" value="([\w-]+)"', client.get(address).content.decode())[:2])
        answer = client.post(reverse("action_undo", args=[project.key]), {**fields, "next": address})
        assert answer.status_code == 303
        assert answer.headers["Location"] == address
        noted.refresh_from_db()
        assert bool(noted.deleted_at) is is_gone


def test_nobody_undoes_for_others_here(page, article, alice, bob, rita, highlight):
    highlight(alice, article, QUOTES[0])
    assert 'name="undo"' in page(alice, "?person=alice")
    assert 'name="undo"' not in page(bob, "?person=alice")
    assert 'name="undo"' not in page(rita)


def test_invitations_are_told_to_owners_alone(text, project, olivia, edgar):
    invite(by=olivia, project=project, role="reader", email="new@example.org", token=log.make_token())
    assert "new@example.org" in text(olivia)
    assert "new@example.org" not in text(edgar)


def test_an_article_that_is_gone_is_named_without_a_link(page, article, edgar, alice, highlight):
    highlight(alice, article, QUOTES[0])
    remove_article(by=edgar, article=article, version=article.version, token=log.make_token())
    assert article.title in page(alice)
    assert reverse("article_read", args=[article.project.key, article.uuid]) not in page(alice)


def test_a_kind_that_is_not_in_the_table_is_told_all_the_same(article, alice):
    assert deed_words(Deed("never_heard_of", False, False), [Event(object_kind="claim")]) == "changed: Claim"


def test_every_group_finds_kinds_of_the_table():
    starts = {start for _label, starts in GROUPS.values() for start in starts}
    assert all(any(kind.startswith(start) for start in starts) for kind in VERBS)


def _plain(text):
    return re.sub(r'value="[\w-]{36,64}"', "", text)
