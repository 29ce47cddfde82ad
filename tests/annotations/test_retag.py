"""Re-tagging many passages: what changes, what stays, what is refused, and what a correction keeps."""

import csv
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotations.actions.claims import create_claim
from annotations.actions.retagging import retag
from annotations.models import Annotation, Correction, Notice, Tagging
from annotations.passages import PassageFilter
from annotations.retag import Change, work_out
from annotations.retag_steps import REMOVE, Wanted
from newsroom import log
from newsroom.actions.undo import undo
from newsroom.models import Action
from tests.annotations.retagging import DISPUTES, body, stances, talks
from tests.annotations.writer import Writer, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def passages(alice, bob, article, highlight):
    return talks(highlight, article, alice, bob)


@pytest.fixture
def url(project):
    return reverse("passages_retag", args=[project.key])


def exported(project, *options):
    out = StringIO()
    call_command("export_annotations", "--project", project.key, *options, stdout=out)
    return list(csv.DictReader(StringIO(out.getvalue())))


def take_back(user):
    last = Action.objects.filter(by=user).latest("pk")
    membership = user.memberships.select_related("project").get()
    return undo(by=user, membership=membership, action_uuid=last.uuid, token=log.make_token())


def test_ones_own_are_changed_at_once_and_undone_as_one(login, alice, passages, url):
    before = rows()
    answer = login(alice).post(url, body(*passages[:2]))
    assert answer.status_code == 303 and stances(*passages) == ["disputes", "disputes", "asserts"]
    assert not Correction.objects.exists() and Annotation.objects.get(pk=passages[0].pk).version == 2
    assert "The passages were re-tagged." in login(alice).get(answer.url).content.decode()
    take_back(alice)
    assert rows() == before


def test_all_that_a_filter_keeps(login, alice, passages, url):
    client = login(alice)
    assert client.get(url, {**DISPUTES, "all": "1", "stance": "asserts"}).context["total"]["changed"] == 2
    client.post(url, {"action": str(uuid4()), **DISPUTES, "all": "1", "stance": "asserts"})
    assert stances(*passages) == ["disputes", "disputes", "asserts"]


def test_an_analyst_never_changes_what_a_colleague_coded(login, alice, passages, url):
    page = login(alice).get(url, {**DISPUTES, "all": "1"}).content.decode()
    assert "1 passage of colleagues is left out" in page
    assert login(alice).post(url, body(passages[2])).status_code == 422
    assert stances(passages[2]) == ["asserts"]


def test_an_editors_run_keeps_what_was_coded_beside(login, edgar, passages, url):
    before = rows()
    login(edgar).post(url, body(*passages))
    assert stances(*passages) == ["disputes"] * 3
    assert set(Correction.objects.values_list("stance", "kind", "by__username")) == {("asserts", "changed", "edgar")}
    assert Annotation.objects.exclude(corrected_at=None).count() == 3
    take_back(edgar)
    assert [{**row, "corrected_at": None} for row in rows()["annotation"]] == before["annotation"]
    assert rows() == before and not Correction.objects.current().exists()
    take_back(edgar)
    assert stances(*passages) == ["disputes"] * 3 and Correction.objects.current().count() == 3


def test_authors_are_told_once_an_article(login, project, alice, bob, edgar, passages, url):
    login(edgar).post(url, body(*passages))
    told = Notice.objects.order_by("user__username").values_list("user__username", "kind", "annotation_id")
    assert list(told) == [("alice", "correction", passages[0].pk), ("bob", "correction", passages[2].pk)]
    page = login(alice).get(reverse("inbox", args=[project.key])).content.decode()
    assert "changed what your highlight carries" in page
    login(alice).post(url, body(passages[0], to_stance="none"))
    assert Notice.objects.count() == 2


def test_a_second_editor_does_not_hide_what_was_coded_first(login, edgar, olivia, passages, url):
    login(edgar).post(url, body(passages[0]))
    login(olivia).post(url, body(passages[0], to_stance="questions"))
    held = Correction.objects.current().get()
    assert (held.stance, held.by) == ("asserts", olivia)
    login(olivia).post(url, body(passages[0], to_stance="asserts"))
    assert not Correction.objects.current().exists() and stances(passages[0]) == ["asserts"]
    assert Annotation.objects.get(pk=passages[0].pk).corrected_at is None


def test_claims_that_are_added_and_taken_off_are_corrections_too(login, project, alice, edgar, passages, url):
    create_claim(by=alice, project=project, label="Other", token=log.make_token())
    client = login(edgar)
    client.post(url, body(passages[0], deed="add", to_claim="other", to_stance="none"))
    added = Tagging.objects.get(claim__label="Other")
    assert added.position == 2 and added.corrections.get().kind == "added"
    client.post(url, body(passages[0], deed="remove"))
    assert not passages[0].taggings.current().exists()
    held = Correction.objects.current().get()
    assert (held.kind, held.claim.label, held.stance) == ("removed", "Talks", "asserts")


def test_the_card_and_the_list_say_who_corrected_what(login, project, article, alice, bob, edgar, passages, url):
    login(edgar).post(url, body(passages[0]))
    for client in (login(alice), login(bob)):
        for address in (
            reverse("article_read", args=[project.key, article.uuid]),
            reverse("passages_list", args=[project.key]),
        ):
            assert "Alice: asserts. Corrected by Edgar: disputes" in client.get(address).content.decode()
    page = login(alice).get(reverse("article_read", args=[project.key, article.uuid])).content.decode()
    assert page.count("Take it over as mine") == 1
    assert (
        "Take it over" not in login(bob).get(reverse("article_read", args=[project.key, article.uuid])).content.decode()
    )


def test_the_author_takes_a_correction_over(login, project, alice, bob, edgar, passages, url):
    login(edgar).post(url, body(passages[0]))
    correction = Correction.objects.get()
    address = reverse("correction_take_over", args=[project.key, correction.uuid])
    asked = {"action": str(uuid4()), "version": 2}
    assert login(bob).post(address, asked).status_code == 403
    assert login(alice).post(address, {**asked, "version": 1}).status_code == 409
    for _try in range(2):
        assert login(alice).post(address, asked).status_code == 303
    assert not Correction.objects.current().exists() and stances(passages[0]) == ["disputes"]
    with pytest.raises(log.Conflict):
        take_back(edgar)
    take_back(alice)
    assert Correction.objects.current().count() == 1


def test_what_the_author_decides_afterwards_is_their_coding(login, alice, edgar, article, passages, url):
    login(edgar).post(url, body(passages[0]))
    Writer(alice, article).retag(passages[0].taggings.get(), "Talks", speaker="Macron", stance="none")
    assert not Correction.objects.current().exists()
    assert Annotation.objects.get(pk=passages[0].pk).corrected_at is None


def test_the_file_has_what_was_coded_and_what_it_was_corrected_to(login, project, edgar, passages, url):
    between = timezone.now()
    login(edgar).post(url, body(passages[0]))
    found = {row["annotation_id"]: row for row in exported(project)}
    row = found[str(passages[0].uuid)]
    assert (row["stance"], row["coded_stance"], row["correction"], row["corrected_by"]) == (
        "disputes",
        "asserts",
        "changed",
        "edgar",
    )
    assert (row["coded_claim"], row["coded_speaker"]) == ("Talks", "Macron")
    assert {found[str(one.uuid)]["correction"] for one in passages[1:]} == {""}
    now = exported(project, "--as-of", timezone.now().isoformat())
    assert [row["coded_stance"] for row in now] == [row["coded_stance"] for row in found.values()]
    then = exported(project, "--as-of", between.isoformat())
    assert {(row["stance"], row["correction"]) for row in then} == {("asserts", "")}


def test_history_names_the_editor(login, project, article, alice, edgar, passages, url):
    login(edgar).post(url, body(passages[0]))
    page = login(alice).get(reverse("article_history", args=[project.key, article.uuid])).content.decode()
    assert "Changed: stance" in page and "Edgar" in page


def test_two_that_become_the_same_become_one_and_it_is_said(login, project, alice, article, passages, url):
    Writer(alice, article).tag(passages[0], "Other", speaker="Macron")
    asked = {"deed": "replace", "to_claim": "Talks", "claim": str(Tagging.objects.get(claim__label="Other").claim.uuid)}
    client = login(alice)
    assert "the two become one" in client.get(url, {**asked, "all": "1"}).content.decode()
    client.post(url, {"action": str(uuid4()), **asked, "all": "1"})
    assert passages[0].taggings.current().get().claim.label == "Talks"
    take_back(alice)
    assert passages[0].taggings.current().count() == 2


def test_a_contradiction_is_left_as_it_is(login, alice, article, passages, url):
    Writer(alice, article).tag(passages[0], "Other", speaker="Macron", stance="disputes")
    answer = login(alice).post(url, body(passages[0], to_stance="", to_claim="Talks"))
    assert answer.status_code == 422 and "with another stance already" in answer.content.decode()
    assert passages[0].taggings.current().count() == 2


def test_the_speaker_brings_their_affiliation(login, alice, article, highlight, passages, url):
    other = highlight(alice, article, "sweeping", "Talks", speaker="Putin")
    other.taggings.get().speaker.__class__.objects.filter(name="Macron").update(affiliation="France")
    login(alice).post(url, body(other, to_stance="", to_speaker="macron"))
    tagging = other.taggings.get()
    assert (tagging.speaker.name, tagging.affiliation) == ("Macron", "France")
    login(alice).post(url, body(other, to_stance="", to_nobody="on"))
    tagging = other.taggings.get()
    assert (tagging.speaker, tagging.affiliation) == (None, "")


def test_the_queries_do_not_grow_with_the_passages(edgar, alice, article, highlight):
    membership = edgar.memberships.select_related("project").get()

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            run = work_out(membership, Change(PassageFilter(), None, Wanted(REMOVE)))
            retag(by=edgar, project=article.project, run=run, token=log.make_token())
        return len(queries)

    highlight(alice, article, "ceasefire", "Talks", speaker="Macron")
    few = cost()
    for quote in ("bombardment", "technical level", "sweeping", "harsh winter"):
        highlight(alice, article, quote, "Talks", speaker="Macron")
    assert cost() == few
