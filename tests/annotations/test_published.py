"""A claim published at a link: every byte of what a stranger is sent, and who may publish, extend and revoke."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from annotations.actions.annotations import remove_annotation
from annotations.actions.publications import publish, secret_of
from annotations.actions.replies import add_reply
from annotations.models import Annotation, Claim, Publication
from annotations.publishing import OPTIONS, fingerprint, original, payload
from newsroom import log
from newsroom.actions.blinding import set_article_blind
from newsroom.actions.undo import undo
from newsroom.models import Action, Article, Membership, Outlet, Project

pytestmark = pytest.mark.django_db
TEXT = "Zqheadline\n\nZqbefore was said. There is a will to talk now. Zqafter was said.\n\nZqother is another claim of them."
ALWAYS = "Will to talk", "will to talk now", "Shown Speaker", "https://example.org/shown", "Shown Outlet"
CHOSEN = {"definition": "zqdefinition", "analysts": "Zqalice", "notes": "zqnote", "replies": "zqreply"}


@pytest.fixture(autouse=True)
def nobody_asked_before(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": str(uuid4())}
    }


@pytest.fixture
def claim(project, alice, bob, edgar, make_article, highlight):
    """One passage with everything about it, beside what nobody outside may ever be sent."""
    type(alice).objects.filter(pk=alice.pk).update(display_name="Zqalice")
    alice.refresh_from_db()
    outlet = Outlet.objects.create(
        project=project, name="Shown Outlet", folded="shown outlet", domain="zqdomain.example"
    )
    article = make_article(TEXT, url="https://example.org/shown", outlet=outlet, byline="Zqbyline")
    shown = highlight(alice, article, "will to talk now", "Will to talk", speaker="Shown Speaker", note="zqnote")
    highlight(bob, article, "was said", "Will to talk", note="zqprivate", visibility="private", speaker="Zqhidden")
    highlight(bob, article, "another claim", "Zqclaim", speaker="Zqspeaker")
    add_reply(by=bob, annotation=shown, text="zqreply", token=log.make_token())
    Claim.objects.filter(label="Will to talk").update(definition="zqdefinition", when_not="zqwhen")
    type(project).objects.filter(pk=project.pk).update(name="Zqproject")
    return Claim.objects.select_related("project").get(label="Will to talk")


def published(claim, by, *options, live=False, days=7):
    frozen = None if live else payload(claim, options)
    return publish(by=by, claim=claim, options=options, frozen=frozen, days=days, token=log.make_token())


def opened(publication, client=None):
    return (client or Client()).get(reverse("published_show", args=[secret_of(publication.uuid)]))


def sent(answer):
    return "\n".join(f"{name}: {value}" for name, value in answer.headers.items()) + answer.content.decode()


@pytest.mark.parametrize("live", [False, True])
@pytest.mark.parametrize("options", [(), *((name,) for name in OPTIONS), tuple(OPTIONS)])
def test_every_byte_is_what_was_chosen(claim, edgar, options, live):
    answer = opened(published(claim, edgar, *options, live=live))
    text = sent(answer)
    assert answer.status_code == 200
    for word in (*ALWAYS, *(CHOSEN[name] for name in options)):
        assert word in text, word
    allowed = {CHOSEN[name].lower() for name in options}
    assert set(re.findall(r"zq\w+", text.lower())) <= allowed
    for model in (Annotation, Article, Claim, Membership, Publication):
        for uuid in model.objects.values_list("uuid", flat=True):
            assert str(uuid) not in text and uuid.hex not in text
    assert "talks" not in re.findall(r'href="[^"]*"', text)


def test_no_other_address_of_the_site_is_on_it(claim, edgar):
    text = opened(published(claim, edgar, *OPTIONS)).content.decode()
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', text)
    assert {one for one in addresses if not one.startswith("/static/")} == {"https://example.org/shown"}
    assert "<script" not in text and "<form" not in text


def test_nothing_is_kept_of_the_reader_and_no_machine_lists_the_page(claim, edgar, login):
    for client in (Client(), login(edgar)):
        answer = opened(published(claim, edgar), client)
        assert not answer.cookies
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Security-Policy"].startswith("default-src 'none'")


def test_what_does_not_open_looks_the_same_whatever_it_was(claim, edgar, project):
    expired, revoked, archived = (published(claim, edgar) for _number in range(3))
    Publication.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    Publication.objects.filter(pk=revoked.pk).update(revoked_at=timezone.now())
    answers = [opened(expired), opened(revoked), Client().get(reverse("published_show", args=["guessed"]))]
    type(project).objects.filter(pk=project.pk).update(archived_at=timezone.now())
    answers.append(opened(archived))
    assert {answer.status_code for answer in answers} == {404}
    assert len({sent(answer) for answer in answers}) == 1


def test_frozen_stays_and_live_follows(claim, edgar, alice, project):
    frozen, live = published(claim, edgar), published(claim, edgar, live=True)
    for annotation in Annotation.objects.filter(author=alice, deleted_at=None):
        remove_annotation(by=alice, annotation=annotation, version=annotation.version, token=log.make_token())
    assert "will to talk now" in sent(opened(frozen))
    assert "will to talk now" not in sent(opened(live))


def undo_last(by, project, kind):
    target = Action.objects.filter(by=by, kind=kind).latest("pk")
    membership = Membership.objects.get(user=by, project=project)
    return undo(by=by, membership=membership, action_uuid=target.uuid, token=log.make_token())


def test_what_blind_mode_covers_is_not_on_a_live_page_until_it_is_revealed(claim, edgar, project):
    live = published(claim, edgar, live=True)
    Project.objects.filter(pk=project.pk).update(is_blind=True)
    assert "will to talk now" not in sent(opened(live))
    for article in Article.objects.all():
        set_article_blind(by=edgar, article=article, is_blind=False, token=log.make_token())
    assert "will to talk now" in sent(opened(live))


def test_an_article_under_embargo_is_not_published(claim, edgar):
    Article.objects.update(embargo_until=timezone.now() + timedelta(days=1))
    assert "will to talk now" not in sent(opened(published(claim, edgar)))


def test_a_whole_article_that_somebody_marked_does_not_go_out(claim, edgar, alice, make_article, highlight):
    article = make_article("Long\n\n" + "word " * 900 + "end.")
    highlight(alice, article, "word " * 800, "Will to talk")
    assert all(len(place["quote"]) <= 501 for place in payload(claim, [])["places"])


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://a.example/", "https://me:pw@a.example/", "https://[", ""]
)
def test_an_original_is_on_the_web(url):
    assert original(url) == ""


def test_too_many_requests_are_told_to_wait(claim, edgar, monkeypatch):
    monkeypatch.setattr("annotations.views.published.MOST", 1)
    one = published(claim, edgar)
    assert [opened(one).status_code for _number in range(2)] == [200, 429]


def test_the_editor_publishes_what_was_looked_at(claim, edgar, login, project):
    client, url = login(edgar), reverse("claim_publish", args=[project.key, claim.uuid])
    body = {"action": str(uuid4()), "way": "frozen", "days": 30, "notes": "on", "seen": fingerprint(payload(claim, []))}
    answer = client.post(url, body)
    assert answer.status_code == 409 and "not what you looked at" in answer.content.decode()
    assert not Publication.objects.exists()
    body["seen"] = fingerprint(payload(claim, ["notes"]))
    assert client.post(url, {**body, "do": "look"}).status_code == 200
    assert not Publication.objects.exists()
    assert client.post(url, body).status_code == client.post(url, body).status_code == 303
    made = Publication.objects.get()
    assert "zqnote" in sent(opened(made))
    assert secret_of(made.uuid) in client.get(reverse("publication_list", args=[project.key])).content.decode()


def test_a_form_that_lacks_something_comes_back(claim, edgar, login, project):
    url = reverse("claim_publish", args=[project.key, claim.uuid])
    assert login(edgar).post(url, {"action": str(uuid4()), "days": 5}).status_code == 422


def test_extending_revoking_and_undoing(claim, edgar, login, project):
    made, client = published(claim, edgar), login(edgar)
    Publication.objects.update(expires_at=timezone.now() - timedelta(days=1))
    for name, version in (("publication_extend", 1), ("publication_revoke", 2)):
        body = {"action": str(uuid4()), "version": version, "days": 30}
        assert client.post(reverse(name, args=[project.key, made.uuid]), body).status_code == 303
        assert opened(made).status_code == (200 if name == "publication_extend" else 404)
        body["action"] = str(uuid4())
        assert client.post(reverse(name, args=[project.key, made.uuid]), body).status_code == 409
    undo_last(edgar, project, "publication_revoke")
    assert opened(made).status_code == 200
    again = published(claim, edgar)
    undo_last(edgar, project, "publication_make")
    assert opened(again).status_code == 404


def test_a_page_costs_the_same_however_many_places_it_has(claim, edgar, alice, highlight, django_assert_num_queries):
    one = published(claim, edgar, *OPTIONS)
    with django_assert_num_queries(1):
        opened(one)
