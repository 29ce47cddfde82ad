"""Files as of an earlier time: what the log says was there then, filters included."""

import csv
import io
import random

import pytest
from django.urls import reverse
from django.utils.timezone import now

from annotations.actions import annotations as annotation_actions, claims as claim_actions, taggings as tagging_actions
from annotations.actions.anchors import spot
from annotations.anchoring import Selector
from annotations.models import Annotation, Claim
from newsroom import log
from newsroom.actions.articles import edit_article
from newsroom.actions.undo import undo
from newsroom.models import Action, Project
from tests.annotations.newsroom_at_work import fill, random_query

pytestmark = pytest.mark.django_db


def export(client, project, query="", at=None):
    extra = f"&as_of={at.isoformat().replace('+', '%2B')}" if at else ""
    return b"".join(client.get(f"{reverse('passages_export', args=[project.key])}?{query}{extra}").streaming_content)


NOW_ALONE = ("analysts", "contested", "responses", "replies")
"""Columns that are empty in a file as of a time."""


def read(data):
    rows = csv.DictReader(io.StringIO(data.decode(), newline=""))
    return [{name: value for name, value in row.items() if name not in NOW_ALONE} for row in rows]


@pytest.fixture
def busy(project, alice, bob, make_article, highlight):
    fill(project, [alice, bob], make_article, highlight)
    Project.objects.get(pk=project.pk).articles.update(deleted_at=None)
    return project


def fresh(annotation):
    return Annotation.objects.select_related("article", "project").get(pk=annotation.pk)


def disturb(project, alice, edgar, make_article, highlight, chance):
    """Change everything that a file shows, a little, one action each."""
    token = log.make_token
    own = list(Annotation.objects.filter(author=alice, deleted_at=None).select_related("article", "project"))
    chance.shuffle(own)
    note, gone, hidden, moved, tagged, untagged = (fresh(one) for one in own[:6])
    act = {"by": alice}
    annotation_actions.change_note(**act, annotation=note, version=note.version, note="rewritten", token=token())
    annotation_actions.remove_annotation(**act, annotation=gone, version=gone.version, token=token())
    change = annotation_actions.change_visibility
    other = "project" if hidden.visibility == "private" else "private"
    change(**act, annotation=hidden, version=hidden.version, visibility=other, token=token())
    article = moved.article
    text = article.current_revision.text
    place = spot(article, article.current_revision, Selector(0, 5, text[:5], "", ""))
    annotation_actions.change_place(**act, annotation=moved, version=moved.version, spot=place, token=token())
    draft = tagging_actions.TaggingDraft(claim="Made later", stance="questions", speaker="Somebody new")
    tagging_actions.add_tagging(**act, annotation=tagged, version=tagged.version, draft=draft, token=token())
    for tagging in untagged.taggings.current().select_related("annotation"):
        whole = fresh(untagged)
        tagging.annotation = whole
        tagging_actions.remove_tagging(**act, tagging=tagging, version=whole.version, token=token())
    highlight(alice, make_article("Brand new\n\nText that came later.\n\nAnd more."), "came later", "Переговоры")
    claim = Claim.objects.get(label="No will to talk")
    values = {"label": "Renamed", "statement": "S.", "definition": "", "slot": 3}
    parent = Claim.objects.get(label="停火")
    claim_actions.edit_claim(**act, claim=claim, version=claim.version, parent=parent, **values, token=token())
    published = {"outlet": "Another Paper", "published_at": None, "published_precision": "unknown"}
    edit_article(by=edgar, article=article, version=article.version, values=published, token=token())


def test_a_file_as_of_a_moment_is_the_file_of_that_moment(busy, alice, bob, edgar, make_article, highlight, login):
    chance = random.Random(3)
    queries = ["", "private=1", "untagged=1", *(random_query(busy, chance) for _number in range(25))]
    client = login(alice)
    before = {query: export(client, busy, query) for query in queries}
    moment = now()
    disturb(busy, alice, edgar, make_article, highlight, chance)
    assert export(client, busy) != before[""]
    for query in queries:
        hidden = where_visibility_stayed(read(before[query]), alice)
        assert where_visibility_stayed(read(export(client, busy, query, moment)), alice) == hidden, query
    assert read(export(client, busy, "", now())) == read(export(client, busy))


def where_visibility_stayed(rows, alice):
    """Rows without alice's annotation that changed its visibility: today's privacy counts as well as then's."""
    changed = {
        str(action.events.get().object_uuid) for action in Action.objects.filter(kind="annotation_visibility", by=alice)
    }
    return [row for row in rows if row["annotation_id"] not in changed]


def test_wide_and_codebook_are_of_that_moment_too(busy, alice, edgar, make_article, highlight, login):
    client = login(alice)
    before = export(client, busy, "layout=wide&author=bob")
    moment = now()
    disturb(busy, alice, edgar, make_article, highlight, random.Random(4))
    names = {"article_title", "outlet", "published_at", "published_precision"}
    told = read(export(client, busy, "layout=wide&author=bob", moment))
    assert told == read(before)
    assert names <= set(told[0])


def test_undone_and_redone_work_is_there_or_not_as_it_was(project, alice, article, highlight, login):
    client, membership = login(alice), alice.memberships.get(project=project)
    nothing = now()
    highlight(alice, article, "ceasefire", "A claim")
    done = now()
    action = Action.objects.filter(by=alice).latest("pk")
    back = undo(by=alice, membership=membership, action_uuid=action.uuid, token=log.make_token())
    undone = now()
    undo(by=alice, membership=membership, action_uuid=back.action.uuid, token=log.make_token())
    counts = [len(read(export(client, project, at=moment))) for moment in (nothing, done, undone, now())]
    assert counts == [0, 1, 0, 1]


def test_what_a_colleague_hides_now_is_not_shown_as_of_then(project, alice, bob, article, highlight, login):
    annotation = highlight(alice, article, "ceasefire", note="ONCE-OPEN")
    moment = now()
    annotation_actions.change_visibility(
        by=alice, annotation=fresh(annotation), version=1, visibility="private", token=log.make_token()
    )
    for query in ("", "private=1", "visibility=project"):
        assert b"ONCE-OPEN" not in export(login(bob), project, query, moment)
    assert b"ONCE-OPEN" in export(login(alice), project, "private=1", moment)


def test_what_was_private_then_is_not_shown_to_colleagues(project, alice, bob, article, highlight, login):
    annotation = highlight(alice, article, "ceasefire", note="STILL-SECRET", visibility="private")
    moment = now()
    mine = fresh(annotation)
    annotation_actions.change_note(by=alice, annotation=mine, version=1, note="for all", token=log.make_token())
    annotation_actions.change_visibility(
        by=alice, annotation=fresh(annotation), version=2, visibility="project", token=log.make_token()
    )
    assert b"STILL-SECRET" not in export(login(bob), project, "private=1", moment)
    assert b"for all" in export(login(bob), project)


@pytest.mark.parametrize("at", ["soon", "2026-13-01", "12:00"])
def test_a_time_that_is_none_is_refused(at, project, alice, login):
    response = login(alice).get(reverse("passages_export", args=[project.key]) + f"?as_of={at}")
    assert response.status_code == 400
