"""What bad input gets, from everybody: a clear answer, nothing written, nothing told to whom it does not concern."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import reverse

from annotations.actions.annotations import remove_annotation
from annotations.live import news
from annotations.models import Annotation
from newsroom import log
from newsroom.live.cursors import seal
from newsroom.models import Article
from tests.access.tables import digests
from tests.access.world import MARK, OUTSIDERS, PRINCIPALS

NOBODY_IS_NAMED = {"text": f"@nobody {MARK}"}
CASES = {
    #                    anonymous, outsider, former, reader, colleague, analyst, editor, owner
    "reply to removed": (302, 404, 404, 403, 404, 404, 404, 404),
    "mention of nobody": (302, 404, 404, 403, 422, 422, 422, 422),
    "stream elsewhere": (302, 404, 404, 404, 404, 404, 404, 404),
    "stream of theirs": (302, 200, 404, 404, 404, 404, 404, 404),
    "stream besides": (302, 404, 404, 404, 404, 404, 404, 404),
    "forged cursor": (302, 404, 404, 200, 200, 200, 200, 200),
    "old cursor": (302, 404, 404, 200, 200, 200, 200, 200),
    "cursor of another": (302, 404, 404, 200, 200, 200, 200, 200),
    "cursor from elsewhere": (302, 404, 404, 200, 200, 200, 200, 200),
    "a hundred windows": (302, 404, 404, 404, 404, 404, 404, 404),
}


@pytest.mark.parametrize("case", CASES)
def test_it_gets_a_clear_answer_from_whomever_it_comes(world, case, monkeypatch):
    monkeypatch.setattr(news, "MOST_BEHIND", 50)
    if case == "reply to removed":
        removed = Annotation.objects.get(pk=world.annotation.pk)
        remove_annotation(
            by=world.people["analyst"], annotation=removed, version=removed.version, token=log.make_token()
        )
    got = {}
    for who in PRINCIPALS:
        client = world.client(who)
        before = digests()
        with transaction.atomic():
            answer = ask(client, world, case, who)
            got[who] = answer.status_code
            body = answer.getvalue().decode()
            assert digests() == before, who
            assert who not in OUTSIDERS or MARK not in body.replace(NOBODY_IS_NAMED["text"], ""), who
            if "cursor" in case and answer.status_code == 200:
                assert f'"why": "{"many" if case == "old cursor" else "lost"}"' in body, who
            if case == "mention of nobody" and answer.status_code == 422:
                assert "Nobody here goes by @nobody" in body
                assert NOBODY_IS_NAMED["text"] in body
            transaction.set_rollback(True)
    assert got == dict(zip(PRINCIPALS, CASES[case], strict=True))


def ask(client, world, case, who):
    """Send what a browser would not."""
    if case == "reply to removed":
        return client.post(_url("reply_add", world, world.annotation), {"action": str(uuid4()), "text": "Late"})
    if case == "mention of nobody":
        return client.post(_url("reply_add", world, world.annotation), {"action": str(uuid4()), **NOBODY_IS_NAMED})
    there = Article.objects.get(project=world.foreign)
    if case == "stream elsewhere":
        return _stream(client, world.project, there)
    if case == "stream of theirs":
        return _stream(client, world.foreign, there)
    if case == "stream besides":
        return _stream(client, world.project, world.article, also=f"{there.uuid}~{_cursor(world, who)}~")
    if case == "a hundred windows":
        also = [f"{uuid4()}~{_cursor(world, who)}~" for _ in range(100)]
        return _stream(client, world.project, world.article, also=also)
    since = {
        "forged cursor": "A" * 40,
        "old cursor": _cursor(world, who, sequence=1),
        "cursor of another": _cursor(world, "analyst" if who != "analyst" else "owner"),
        "cursor from elsewhere": _cursor(world, who, world.foreign),
    }[case]
    return _stream(client, world.project, world.article, since=since)


def _url(name, world, row):
    return reverse(name, args=[world.project.key, row.uuid])


def _stream(client, project, article, **asked):
    return client.get(reverse("article_live", args=[project.key, article.uuid]), {"once": "1", **asked})


def _cursor(world, who, project=None, sequence=None):
    person = world.people[who] or world.people["outsider"]
    project = project or world.project
    project.refresh_from_db()
    return seal(settings.SECRET_KEY.encode(), person.pk, project.pk, sequence or project.sequence)
