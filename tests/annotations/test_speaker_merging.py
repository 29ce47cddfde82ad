"""Merging speakers is a pointer: nothing is rewritten, everything follows, and undo takes it back."""

import csv
import io
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse

from annotations.actions.responses import say_same
from annotations.actions.speaker_merging import merge_speaker, separate_speaker
from annotations.actions.speakers import SpeakerFacts, edit_speaker
from annotations.menus import choices, label_of
from annotations.models import Speaker, SpeakerAlias, Tagging
from annotations.options import speaker_options
from annotations.passage_counts import count, count_rows
from annotations.passage_query import ask
from annotations.passages import PassageFilter
from newsroom import log
from newsroom.actions.undo import undo
from newsroom.models import Action
from tests.annotations.writer import Writer

pytestmark = pytest.mark.django_db


@pytest.fixture
def merge(edgar):
    return lambda speaker, into: merge_speaker(
        by=edgar, speaker=speaker, version=speaker.version, into=into, token=log.make_token()
    )


@pytest.fixture
def two(article, alice, bob, highlight):
    """A speaker under two names."""
    highlight(alice, article, "ceasefire", "Stays", speaker="E. Macron", via="The Kremlin")
    highlight(bob, article, "bombardment", "Stays", speaker="Emmanuel Macron", stance="disputes")
    return named("E. Macron"), named("Emmanuel Macron")


def named(name):
    return Speaker.objects.get(name=name)


def facts(speaker, **changes):
    return SpeakerFacts(**{"name": speaker.name, "kind": speaker.kind, "affiliation": speaker.affiliation, **changes})


def exported(project, tmp_path, *options):
    target = tmp_path / f"{uuid4()}.csv"
    with target.open("w", newline="") as file:
        call_command("export_annotations", "--project", project.key, *options, stdout=file)
    return target.read_bytes()


def columns(data, without):
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    return [{name: value for name, value in row.items() if name not in without} for row in rows]


def test_nothing_is_rewritten_and_undo_leaves_the_export_byte_for_byte(project, edgar, two, merge, tmp_path):
    old, into = two
    before, rows = exported(project, tmp_path), list(Tagging.objects.order_by("pk").values())
    merge(old, into)
    during = exported(project, tmp_path)
    assert list(Tagging.objects.order_by("pk").values()) == rows
    names = ("speaker_id", "speaker", "speaker_kind")
    assert during != before and columns(during, names) == columns(before, names)
    assert str(old.uuid).encode() not in during and b"E. Macron" not in during
    last = Action.objects.get(kind="speaker_merge")
    undo(by=edgar, membership=edgar.memberships.get(), action_uuid=last.uuid, token=log.make_token())
    assert exported(project, tmp_path) == before


def test_two_taggings_that_become_the_same_show_once_and_count_once(
    project, article, alice, bob, highlight, merge, tmp_path
):
    annotation = highlight(alice, article, "ceasefire", "One", speaker="A")
    Writer(alice, article).tag(annotation, "One", speaker="B")
    Writer(alice, article).tag(annotation, "One", speaker="C", stance="disputes")
    merge(named("A"), named("B"))
    merge(named("C"), named("B"))
    asked = ask(project, alice.memberships.get(), PassageFilter())
    assert (count(asked).annotations, count_rows(asked)) == (1, 2)
    assert list(Tagging.objects.current().once().values_list("speaker__name", "stance")) == [
        ("B", "asserts"),
        ("C", "disputes"),
    ]
    lines = columns(exported(project, tmp_path), ())
    assert [row["speaker"] for row in lines] == ["B", "B"]
    then = columns(exported(project, tmp_path, "--as-of", "2100-01-01"), ())
    assert [row["tagging_id"] for row in then] == [row["tagging_id"] for row in lines]
    own = say_same(by=bob, annotation=annotation, spot=Writer(bob, article).spot(5, 40), token=log.make_token())
    assert [(one.speaker.name, one.stance) for one in own.taggings.current()] == [("B", "asserts")]


def test_everything_that_lists_speakers_follows(project, article, alice, two, merge, login):
    old, into = two
    merge(old, into)
    membership = alice.memberships.select_related("project").get()
    options = {option.name: option for option in speaker_options(membership, article)}
    assert old.name not in options and "e. macron" in options[into.name].folded and options[into.name].is_here
    client = login(alice)
    page = client.get(reverse("article_read", args=[project.key, article.uuid])).content.decode()
    assert "E. Macron" not in page and page.count("Emmanuel Macron") > 2
    for uuid in (old.uuid, into.uuid):
        found = client.get(reverse("passages_list", args=[project.key]), {"speaker": uuid})
        assert found.context["counts"].annotations == 2
        assert "E. Macron" not in found.content.decode()
        library = client.get(reverse("library", args=[project.key]), {"speaker": uuid}).content.decode()
        assert article.title in library and "E. Macron" not in library
        assert label_of(project, "speaker", uuid) == "Emmanuel Macron"
    assert choices(project, alice, "speaker", "e. macron") == [(into.uuid, "Emmanuel Macron", 0)]
    claim = Tagging.objects.first().claim
    context = client.get(reverse("claim_show", args=[project.key, claim.uuid])).context
    (voice,) = context["voices"]
    assert voice.speaker.pk == into.pk and dict(voice.counts) == {"asserts": 1, "disputes": 1}


def test_typing_the_old_name_or_an_alias_finds_who_stands_for_it(project, article, alice, edgar, two, merge, highlight):
    old, into = two
    edit_speaker(
        by=edgar, speaker=into, version=1, facts=facts(into, aliases=["The Élysée", "Jupiter"]), token=log.make_token()
    )
    merge(old, into)
    for number, name in enumerate(("e. MACRON", "the ÉLYSÉE", "jupiter")):
        highlight(alice, article, "ceasefire", f"Claim {number}", speaker=name)
    assert set(Tagging.objects.filter(claim__label__startswith="Claim").values_list("speaker", flat=True)) == {into.pk}
    (option,) = [o for o in speaker_options(alice.memberships.get(), article) if o.name == into.name]
    assert option.folded.split("\n")[1:] == ["e. macron", "jupiter", "the élysée"]


def test_a_tagging_keeps_its_pointer_when_something_else_of_it_changes(alice, article, two, merge):
    old, into = two
    tagging = Tagging.objects.get(speaker=old)
    merge(old, into)
    Writer(alice, article).retag(tagging, "Stays", speaker="Emmanuel Macron", stance="questions")
    tagging.refresh_from_db()
    assert tagging.speaker == old and tagging.stance == "questions"


def test_what_cannot_be_merged_says_why(project, alice, edgar, two, merge):
    old, into = two
    with pytest.raises(log.Conflict, match="into itself"):
        merge(old, old)
    voice = named("The Kremlin")
    Speaker.objects.filter(pk=voice.pk).update(kind="outlet")
    voice.refresh_from_db()
    with pytest.raises(log.Conflict, match="voice of an outlet"):
        merge(voice, into)
    merge(old, into)
    old.refresh_from_db()
    into.refresh_from_db()
    with pytest.raises(log.Conflict, match="merged into another speaker itself"):
        merge(into, old)
    with pytest.raises(log.Conflict, match="changed meanwhile"):
        merge_speaker(by=edgar, speaker=into, version=9, into=voice, token=log.make_token())


def test_taken_apart_each_has_its_own_again_unless_the_name_is_taken(edgar, two, merge):
    old, into = two
    merge(old, into)
    old.refresh_from_db()
    other = named("The Kremlin")
    with pytest.raises(log.Conflict, match="is how “Emmanuel Macron” is found"):
        edit_speaker(
            by=edgar, speaker=other, version=1, facts=facts(other, aliases=["E. Macron"]), token=log.make_token()
        )
    separate_speaker(by=edgar, speaker=old, version=2, token=log.make_token())
    old.refresh_from_db()
    assert old.merged_into is None and old.version == 3


def test_a_name_is_one_speakers_among_names_and_aliases(edgar, two):
    old, into = two
    edit_speaker(by=edgar, speaker=into, version=1, facts=facts(into, aliases=["Jupiter"]), token=log.make_token())
    for change in ({"name": "jupiter"}, {"aliases": ["JUPITER"]}, {"aliases": ["emmanuel macron"]}):
        with pytest.raises(log.Conflict, match="is found already"):
            edit_speaker(by=edgar, speaker=old, version=1, facts=facts(old, **change), token=log.make_token())
    into.refresh_from_db()
    edit_speaker(by=edgar, speaker=into, version=2, facts=facts(into), token=(gone := log.make_token()))
    edit_speaker(by=edgar, speaker=old, version=1, facts=facts(old, name="Jupiter"), token=log.make_token())
    with pytest.raises(log.Conflict, match="There is a speaker “Jupiter” by now"):
        undo(by=edgar, membership=edgar.memberships.get(), action_uuid=gone.uuid, token=log.make_token())
    assert not SpeakerAlias.objects.current().exists()
