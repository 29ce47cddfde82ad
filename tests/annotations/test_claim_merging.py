"""Merging claims is a pointer: nothing is rewritten, everything follows, and undo takes it back."""

from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse

from annotations.actions.claim_merging import merge_claim, separate_claim
from annotations.actions.claims import create_claim, edit_claim, move_claim
from annotations.actions.responses import say_same
from annotations.codebook import codebook
from annotations.models import Claim, Tagging
from annotations.options import claim_options
from annotations.passage_counts import count, count_rows
from annotations.passage_query import ask
from annotations.passages import PassageFilter
from newsroom import log
from newsroom.actions.undo import undo
from newsroom.models import Action
from tests.annotations.writer import Writer

pytestmark = pytest.mark.django_db


@pytest.fixture
def make(project, alice):
    return lambda label, **values: create_claim(
        by=alice, project=project, label=label, token=log.make_token(), **values
    )


@pytest.fixture
def merge(edgar):
    return lambda claim, into: merge_claim(
        by=edgar, claim=claim, version=claim.version, into=into, token=log.make_token()
    )


def at(name, claim):
    return reverse(name, args=[claim.project.key, claim.uuid])


def exported(project, tmp_path, *options):
    target = tmp_path / f"{uuid4()}.csv"
    with target.open("w", newline="") as file:
        call_command("export_annotations", "--project", project.key, *options, stdout=file)
    return target.read_bytes()


def test_merging_rewrites_no_tagging_and_undo_leaves_the_export_byte_for_byte(
    project, article, alice, bob, edgar, highlight, merge, tmp_path
):
    for number in range(60):
        quote = article.current_revision.text[number * 7 : number * 7 + 30].strip()
        highlight(alice if number % 2 else bob, article, quote, ("One", "Two", "Three")[number % 3], speaker="Somebody")
    one, two = Claim.objects.get(label="One"), Claim.objects.get(label="Two")
    before, rows = exported(project, tmp_path), list(Tagging.objects.order_by("pk").values())
    merge(one, two)
    assert list(Tagging.objects.order_by("pk").values()) == rows
    during = exported(project, tmp_path)
    assert during != before and b'"One"' not in during and str(one.uuid).encode() not in during
    last = Action.objects.get(kind="claim_merge")
    undo(by=edgar, membership=edgar.memberships.get(), action_uuid=last.uuid, token=log.make_token())
    assert exported(project, tmp_path) == before


def test_two_taggings_that_become_the_same_show_once_and_count_once(
    project, article, alice, highlight, merge, login, tmp_path
):
    annotation = highlight(alice, article, "ceasefire", "One", speaker="Somebody")
    Writer(alice, article).tag(annotation, "Two", speaker="Somebody")
    Writer(alice, article).tag(annotation, "Three", speaker="Somebody", stance="disputes")
    one, two, three = (Claim.objects.get(label=label) for label in ("One", "Two", "Three"))
    merge(one, two)
    merge(three, two)
    asked = ask(project, alice.memberships.get(), PassageFilter())
    assert (count(asked).annotations, count_rows(asked)) == (1, 2)
    lines = exported(project, tmp_path).decode().splitlines()[1:]
    assert len(lines) == 2 and all(str(two.uuid) in line for line in lines)
    context = login(alice).get(at("claim_show", two)).context
    (place,) = context["places"].rows
    assert sorted(tagging.stance for tagging in place.taggings) == ["asserts", "disputes"]
    assert [voice.total for voice in context["voices"]] == [1] and not place.is_contested
    passages = login(alice).get(reverse("passages_list", args=[project.key])).context["passages"]
    assert [tagging.shown_claim.label for tagging in passages[0].taggings] == ["Two", "Two"]


def test_everything_that_lists_claims_follows(project, article, alice, highlight, merge, login):
    highlight(alice, article, "ceasefire", "The old label")
    highlight(alice, article, "bombardment", "Stays")
    old, stays = Claim.objects.get(label="The old label"), Claim.objects.get(label="Stays")
    merge(old, stays)
    membership = alice.memberships.select_related("project").get()
    (entry,) = codebook(membership, "", "passages", 1).entries
    assert (entry.claim, entry.annotations, entry.articles) == (stays, 2, 1)
    (option,) = claim_options(membership)
    assert (option.label, option.uses, option.recent) == ("Stays", 2, 1) and "the old label" in option.folded
    client = login(alice)
    page = client.get(reverse("article_read", args=[project.key, article.uuid])).content.decode()
    assert "The old label" not in page and page.count("Stays") > 2
    for uuid in (old.uuid, stays.uuid):
        query = f"?claim={uuid}"
        assert client.get(reverse("passages_list", args=[project.key]) + query).context["counts"].annotations == 2
    assert client.get(at("claim_show", old)).url == at("claim_show", stays)
    menu = client.get(reverse("passages_menu", args=[project.key, "claim"]) + "?find=old+label").context["entries"]
    assert [entry.label for entry in menu] == ["Stays"]


def test_typing_the_old_label_finds_the_claim_that_stands_for_it(project, article, alice, highlight, merge, make):
    stays = make("Stays")
    merge(make("The old label"), stays)
    highlight(alice, article, "ceasefire", "the OLD label")
    assert Tagging.objects.get().claim == stays
    assert Claim.objects.count() == 2


def test_the_same_claim_cannot_come_twice_by_its_old_name(project, article, alice, highlight, merge, make):
    annotation = highlight(alice, article, "ceasefire", "One", speaker="Somebody")
    merge(Claim.objects.get(label="One"), make("Two"))
    with pytest.raises(log.Conflict, match="same claim by the same speaker"):
        Writer(alice, article).tag(annotation, "Two", speaker="Somebody")


def test_the_same_here_on_a_passage_with_both_is_one(project, article, alice, bob, highlight, merge):
    annotation = highlight(alice, article, "ceasefire", "One", speaker="Somebody")
    Writer(alice, article).tag(annotation, "Two", speaker="Somebody")
    merge(Claim.objects.get(label="One"), Claim.objects.get(label="Two"))
    spot = Writer(bob, article).spot(5, 40)
    own = say_same(by=bob, annotation=annotation, spot=spot, token=log.make_token())
    assert [tagging.claim.label for tagging in own.taggings.current()] == ["Two"]


def test_a_claim_is_not_merged_into_itself_or_into_what_stands_under_it(edgar, login, make):
    top = make("Top")
    under = make("Under", parent=make("Middle", parent=top))
    client = login(edgar)
    for into, words in (
        ("Top", "cannot be merged into itself"),
        ("Under", "stands under"),
        ("Nowhere", "There is no claim"),
    ):
        body = {"action": str(uuid4()), "version": top.version, "into": into}
        answer = client.post(at("claim_merge", top), body)
        assert answer.status_code == 422 and words in answer.content.decode() and into in answer.content.decode()
        assert words in client.get(at("claim_merge", top), {"into": into}).content.decode()
    under.refresh_from_db()
    assert not Claim.objects.exclude(merged_into=None).exists()


def test_no_way_leads_to_a_cycle(alice, edgar, make, merge):
    top = make("Top")
    under = make("Under", parent=top)
    with pytest.raises(log.Conflict, match="under itself"):
        move_claim(by=alice, claim=top, version=1, parent=under, token=log.make_token())
    other = make("Other")
    merge(top, other)  # Under now stands under Other
    with pytest.raises(log.Conflict, match="under itself"):
        move_claim(by=alice, claim=other, version=1, parent=under, token=log.make_token())


def test_undo_makes_no_cycle_either(alice, make):
    one, two = make("One"), make("Two")
    move_claim(by=alice, claim=one, version=1, parent=two, token=log.make_token())
    move_claim(by=alice, claim=one, version=2, parent=None, token=(back := log.make_token()))
    move_claim(by=alice, claim=two, version=1, parent=one, token=log.make_token())
    with pytest.raises(log.Conflict, match="under itself"):
        undo(by=alice, membership=alice.memberships.get(), action_uuid=back.uuid, token=log.make_token())


def test_taking_apart_needs_the_name_to_be_free(edgar, alice, make, merge):
    old, stays = make("Old"), make("Stays")
    merge(old, stays)
    edit_claim(
        by=alice,
        claim=stays,
        version=1,
        label="Old",
        statement="",
        definition="",
        slot=1,
        parent=None,
        token=log.make_token(),
    )
    with pytest.raises(log.Conflict, match="taken meanwhile"):
        separate_claim(by=edgar, claim=old, version=2, token=log.make_token())


def test_the_preview_says_what_a_merge_concerns(project, article, alice, bob, edgar, highlight, login):
    first = highlight(alice, article, "ceasefire", "One", speaker="Somebody")
    Writer(alice, article).tag(first, "Two", speaker="Somebody")
    second = highlight(bob, article, "bombardment", "One", speaker="Somebody")
    Writer(bob, article).tag(second, "Two", speaker="Somebody", stance="disputes")
    highlight(bob, article, "technical level", "Two")
    one = Claim.objects.get(label="One")
    found = login(edgar).get(at("claim_merge", one), {"into": "two"}).context["preview"]
    assert (found.claim.passages, found.into.passages, found.both.passages) == (2, 3, 3)
    assert (found.both.articles, found.both.analysts, found.same, found.contested) == (1, 2, 1, 1)


def test_merging_in_the_browser_once_and_taking_it_apart(edgar, login, make):
    one, two = make("One"), make("Two")
    client, body = login(edgar), {"action": str(uuid4()), "version": 1, "into": "Two"}
    for _try in range(2):
        answer = client.post(at("claim_merge", one), body)
        assert answer.status_code == 303 and answer.url.startswith(at("claim_show", two))
    assert Action.objects.filter(kind="claim_merge").count() == 1
    page = client.get(answer.url).content.decode()
    assert "“One” was merged into this." in page and "Merged a claim into another" in page
    stale = client.post(at("claim_separate", one), {"action": str(uuid4()), "version": 1})
    assert stale.status_code == 409
    client.post(at("claim_separate", one), {"action": str(uuid4()), "version": 2})
    assert Claim.objects.get(pk=one.pk).merged_into is None


def test_an_old_version_gets_409_and_nothing_typed_is_lost(edgar, login, make):
    one, _two = make("One"), make("Two")
    answer = login(edgar).post(at("claim_merge", one), {"action": str(uuid4()), "version": 7, "into": "Two"})
    assert answer.status_code == 409 and 'value="Two"' in answer.content.decode()


def test_near_twins_are_listed_and_a_new_twin_asks_first(project, alice, edgar, login, make):
    make("No real willingness to negotiate")
    make("Sanctions stay until a settlement")
    client = login(edgar)
    url = reverse("claim_new", args=[project.key])
    body = {"action": str(uuid4()), "label": "No real wilingness to negotiate", "slot": 1}
    asked = client.post(url, body)
    assert asked.status_code == 422 and "Make it anyway" in asked.content.decode()
    assert client.post(url, {**body, "anyway": "1"}).status_code == 303
    (pair,) = client.get(reverse("claims_similar", args=[project.key])).context["pairs"]
    assert {pair.first.label, pair.second.label} == {"No real willingness to negotiate", body["label"]}
