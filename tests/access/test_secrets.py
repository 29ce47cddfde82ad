"""What is somebody else's is not in any answer: not in pages, files, headers, error messages or counts."""

import re
from uuid import UUID

import pytest
from django.urls import reverse

from annotations.page_keys import page_key
from tests.access.addresses import addresses
from tests.access.bodies import body, seen, send
from tests.access.tables import digests
from tests.access.world import MARK, PRIVATE

IN_PROJECT = sorted(name for name, address in addresses().items() if "project" in address.parameters)
WITH_IDS = sorted(
    name
    for name in IN_PROJECT
    if {"uuid", "article", "annotation", "tagging", "claim", "batch"} & set(addresses()[name].parameters)
)
EXPORTS = ["", "?for=excel&separator=tab", "?for=scripts", "?layout=wide", "?private=1", "?as_of=2999-01-01T00:00Z"]
"""What can be asked of the files."""
READ_BY_READERS = {"annotation_show", "thread_show"}
"""Addresses with an annotation in them that a reader may look at; the others are refused before anything is sought."""


def test_ids_of_one_project_open_nothing_in_another(world):
    """The outsider is the owner of a project: there too, the ids of the other one are those of nothing."""
    before = digests()
    client = world.client("outsider")
    for name in WITH_IDS:
        url = world.url(addresses()[name], project=world.foreign.key)
        answers = [client.get(url), client.post(url, body(world, name))]
        assert {answer.status_code for answer in answers} <= {404, 405}, name
        assert 404 in {answer.status_code for answer in answers}, name
        assert not any(MARK in seen(answer) for answer in answers), name
    assert digests() == before


def test_ids_that_are_none_open_nothing(world):
    unknown = UUID("00000000-0000-4000-8000-000000000000")
    client = world.client("owner")
    for name in WITH_IDS:
        address = addresses()[name]
        url = world.url(address, **dict.fromkeys(set(address.parameters) - {"project", "number"}, unknown))
        answers = [client.get(url), client.post(url, body(world, name))]
        assert {answer.status_code for answer in answers} <= {404, 405}, name


def test_ids_of_one_project_in_the_query_of_another_show_nothing(world):
    client = world.client("outsider")
    ids = {
        "claim": world.claim.uuid,
        "speaker": world.tagging.speaker.uuid,
        "via": world.tagging.speaker.uuid,
        "outlet": world.article.outlet.uuid,
        "article": world.article.uuid,
        "at": world.annotation.uuid,
        "after": world.article.uuid,
        "before": world.annotation.uuid,
        "author": "alice",
    }
    for name in IN_PROJECT:
        url = world.url(addresses()[name], project=world.foreign.key).partition("?")[0]
        for key, value in ids.items():
            answer = client.get(url, {key: value})
            assert answer.status_code < 500, (name, key)
            assert MARK not in seen(answer), (name, key)


@pytest.mark.parametrize("who", ["reader", "colleague", "editor", "owner"])
def test_a_private_annotation_is_its_authors_alone(world, who):
    client = world.client(who)
    secrets = [PRIVATE, str(world.private.uuid), page_key(world.private.uuid)]
    for name, url in world.urls().items():
        for answer in (client.get(url), client.get(url, headers={"HX-Request": "true"})):
            assert_none_of(secrets, seen(answer), name)
    for name in ("passages_export", "articles_export"):
        for query in EXPORTS:
            answer = client.get(world.urls()[name] + query)
            assert_none_of(secrets, seen(answer), name + query)


def test_the_author_sees_the_private_annotation(world):
    client = world.client("analyst")
    assert PRIVATE in seen(client.get(world.urls()["article_read"]))
    assert PRIVATE in seen(client.get(world.urls()["passages_export"] + "?private=1"))
    assert PRIVATE not in seen(client.get(world.urls()["passages_export"]))


def assert_none_of(secrets, text, where):
    found = [secret for secret in secrets if secret in text]
    assert not found, where


@pytest.mark.parametrize("who", ["reader", "colleague", "editor", "owner"])
def test_a_private_annotation_is_not_there_for_others_whatever_is_sent(world, who):
    """404, not 403: that it exists is a secret too."""
    before = digests()
    client = world.client(who)
    private = world.private
    for name in IN_PROJECT:
        address = addresses()[name]
        ids = {"annotation": private.uuid, "tagging": private.taggings.get().uuid}
        if name == "annotation_show":
            ids["uuid"] = private.uuid
        mine = set(ids) & set(address.parameters)
        if not mine:
            continue
        url = world.url(address, **{parameter: ids[parameter] for parameter in mine})
        answers = [client.get(url), client.post(url, body(world, name))]
        allowed = {403, 405} if who == "reader" and name not in READ_BY_READERS else {404, 405}
        assert {answer.status_code for answer in answers} <= allowed, name
    assert digests() == before


@pytest.mark.parametrize("who", ["reader", "colleague", "editor", "owner"])
def test_pages_are_the_same_with_and_without_a_colleagues_private_annotation(world, who):
    """No count, no colour, no place tells that it is there; the codebook alone may count what it must not lose."""
    client = world.client(who)
    names = ["article_read", "article_cards", "article_notes", "article_legend", "library", "passages_list"]
    urls = [world.urls()[name] for name in names]
    before = [_plain(client.get(url)) for url in urls]
    world.private.taggings.update(deleted_at="2026-01-01T00:00Z")
    world.private.__class__.objects.filter(pk=world.private.pk).update(deleted_at="2026-01-01T00:00Z")
    assert [_plain(client.get(url)) for url in urls] == before


def _plain(answer):
    """Return a page without what is new in every answer: tokens, names for the next action and the sealed cursor."""
    return re.sub(r'value="[\w-]{36,64}"|"X-CSRFToken": "\w+"|data-cursor="[\w-]+"', "", answer.content.decode())


def test_a_former_member_keeps_nothing(world):
    client = world.client("former")
    for name in IN_PROJECT:
        assert MARK not in seen(client.get(world.urls()[name])), name
    assert world.project.key not in seen(client.get(reverse("project_list")))


def test_names_that_do_not_exist_and_names_of_others_look_the_same(world):
    """An outsider cannot find out which projects there are."""
    there = send(world, "library", "GET", "outsider", reverse("library", args=[world.project.key]))
    nowhere = send(world, "library", "GET", "outsider", reverse("library", args=["nowhere"]))
    assert there.status_code == nowhere.status_code == 404
    assert _plain(there).replace(world.project.key, "nowhere") == _plain(nowhere)
