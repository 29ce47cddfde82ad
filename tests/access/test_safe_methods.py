"""Looking changes nothing, and a change needs a token of ours and a page of ours."""

import pytest

from tests.access.bodies import body
from tests.access.tables import digests


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
@pytest.mark.parametrize("who", ["analyst", "owner", "editor", "anonymous"])
def test_looking_writes_nothing(world, who, method):
    client = world.client(who)
    before = digests()
    for name, url in world.urls().items():
        answer = client.generic(method, url)
        assert answer.status_code < 500, name
        if answer.streaming:
            b"".join(answer.streaming_content)
        assert digests() == before, name


@pytest.mark.parametrize("who", ["analyst", "outsider", "anonymous"])
def test_head_answers_as_get_without_a_body(world, who):
    client = world.client(who)
    for name, url in world.urls().items():
        got, head = client.generic("GET", url), client.generic("HEAD", url)
        assert head.status_code == got.status_code, name
        assert head.get("Content-Type") == got.get("Content-Type"), name
        assert (b"".join(head.streaming_content) if head.streaming else head.content) == b"", name


@pytest.mark.parametrize("who", ["owner", "analyst", "anonymous"])
def test_a_post_without_a_token_is_refused(world, who):
    client = world.client(who, enforce_csrf_checks=True)
    before = digests()
    for name, url in world.urls().items():
        answer = client.post(url, body(world, name))
        assert answer.status_code in (403, 405), name
    assert digests() == before


def test_a_post_with_the_token_of_somebody_else_is_refused(world):
    client = world.client("owner", enforce_csrf_checks=True)
    for headers in ({"X-CSRFToken": "a" * 64}, {"X-CSRFToken": ""}):
        answer = client.post(world.urls()["annotation_add"], body(world, "annotation_add"), headers=headers)
        assert answer.status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_site_sends_is_refused_even_with_a_token(world, site):
    before = digests()
    for who in ("owner", "analyst", "anonymous"):
        client = world.client(who)
        for name, url in world.urls().items():
            answer = client.post(url, body(world, name), headers={"Sec-Fetch-Site": site})
            assert answer.status_code == 403, name
    assert digests() == before
