"""The doctor finds nothing in a database that the actions made, and each fault that is planted in one."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from annotations.models import Anchor, Annotation, Claim, Tagging
from newsroom.doctor import all_checks, links
from newsroom.models import Article, Event, Membership, Outlet, Project, Revision


@pytest.fixture
def coded(alice, bob, charlie, article, make_article, highlight):
    """A project with codings, and another project beside it."""
    highlight(alice, article, "little willingness to negotiate", "No will", speaker="Emmanuel Macron", note="why")
    highlight(bob, article, "preparations are underway", "Talks")
    elsewhere = Project.objects.get(key="elsewhere")
    there = make_article("There\n\nWords of another project.", by=charlie, where=elsewhere)
    highlight(charlie, there, "another project", "Foreign", speaker="Foreigner")
    return article


def doctor(**options):
    out = StringIO()
    call_command("doctor", stdout=out, **options)
    return out.getvalue()


def told():
    """Let the doctor find something, and return what it said."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("doctor", stdout=out)
    assert error.value.returncode == 1
    return out.getvalue()


def test_nothing_is_wrong_with_what_the_actions_made(coded):
    said = doctor(verbosity=2)
    assert "Everything that must hold does." in said
    assert said.count("ok: ") == len(all_checks())


def test_every_check_says_what_must_hold():
    assert len(all_checks()) >= 12
    assert all(one.__doc__ for one in all_checks())


def test_every_link_inside_a_project_is_looked_at():
    found = {(model._meta.model_name, field.name) for model, field in links()}
    assert found >= {
        ("tagging", "claim"),
        ("tagging", "speaker"),
        ("tagging", "via"),
        ("tagging", "annotation"),
        ("anchor", "revision"),
        ("annotation", "article"),
        ("article", "outlet"),
        ("claim", "parent"),
        ("event", "action"),
        ("action", "undoes"),
        ("revision", "source"),
    }


def test_a_claim_of_another_project_is_found(coded):
    tagging = Tagging.objects.get(claim__label="Talks")
    Tagging.objects.filter(pk=tagging.pk).update(claim=Claim.objects.get(label="Foreign"))
    assert f"tagging {tagging.uuid}: claim is in another project" in told()


def test_an_outlet_of_another_project_is_found(coded):
    foreign = Outlet.objects.create(project=Project.objects.get(key="elsewhere"), name="Gazette", folded="gazette")
    Article.objects.filter(pk=coded.pk).update(outlet=foreign)
    assert f"article {coded.uuid}: outlet is in another project" in told()


def test_a_moved_anchor_is_found(coded):
    anchor = Anchor.objects.filter(article=coded).first()
    Anchor.objects.filter(pk=anchor.pk).update(start=anchor.start + 1)
    assert f"anchor {anchor.annotation.uuid}: its quote is not what stands there" in told()


def test_an_annotation_without_origin_is_found(coded):
    annotation = Annotation.objects.filter(article=coded).first()
    annotation.anchors.update(is_origin=False)
    assert f"annotation {annotation.uuid}: has 0 origins" in told()


def test_an_annotation_without_any_place_is_found(coded):
    annotation = Annotation.objects.filter(article=coded).first()
    annotation.anchors.all().delete()
    assert f"annotation {annotation.uuid}: has no place" in told()


def test_an_anchor_in_another_article_is_found(coded, make_article):
    other = make_article("Other\n\nA second article of the project.")
    annotation = Annotation.objects.filter(article=coded).first()
    Annotation.objects.filter(pk=annotation.pk).update(article=other)
    assert f"annotation {annotation.uuid}: an anchor of it is in another article" in told()


def test_a_claim_in_use_that_was_removed_is_found(coded):
    Claim.objects.filter(label="Talks").update(deleted_at="2026-01-01T00:00Z")
    assert "its claim or speaker was removed" in told()


def test_a_changed_text_is_found(coded):
    revision = coded.current_revision
    Revision.objects.filter(pk=revision.pk).update(text=revision.text.replace("Macron", "MACRON"))
    said = told()
    assert f"revision {revision.uuid}: its text is not the one that was stored" in said
    assert f"article {coded.uuid}: its title is not the one in its text" in said


def test_blocks_outside_the_text_are_found(coded):
    revision = coded.current_revision
    Revision.objects.filter(pk=revision.pk).update(blocks=[*revision.blocks, ["paragraph", 5, 10**6, {}]])
    assert f"revision {revision.uuid}: its blocks" in told()


@pytest.mark.parametrize("values", [{"title": "Something else"}, {"is_title_made_up": True}])
def test_a_title_that_is_not_in_the_text_is_found(coded, values):
    Article.objects.filter(pk=coded.pk).update(**values)
    assert f"article {coded.uuid}: its title is not the one in its text" in told()


def test_a_wording_of_another_article_is_found(coded, make_article):
    other = make_article("Other\n\nA second article of the project.")
    Article.objects.filter(pk=other.pk).update(current_revision=coded.current_revision)
    assert f"article {other.uuid}: its current revision belongs to another article" in told()


def test_an_article_without_a_wording_is_found(coded):
    Article.objects.filter(pk=coded.pk).update(current_revision=None)
    assert f"article {coded.uuid}: has no current revision" in told()


def test_a_number_out_of_order_is_found(coded):
    events = Event.objects.filter(project=coded.project).order_by("sequence")
    first, last = events.first(), events.last()
    Event.objects.filter(pk=last.pk).update(sequence=first.sequence - 1)
    assert "its number is not after those of earlier actions" in told()


def test_a_number_beyond_the_counter_is_found(coded):
    Project.objects.filter(pk=coded.project.pk).update(sequence=1)
    assert "its number is beyond the project's counter" in told()


def test_an_event_that_names_another_article_is_found(coded):
    Event.objects.filter(object_kind="article").update(object_uuid=uuid4())
    assert "it names another article than its own" in told()


def test_a_gap_in_the_search_index_is_found(coded, make_article):
    from newsroom import search

    other = make_article("Other\n\nA second article of the project.")
    search.forget(other.project, other.pk, other.current_revision.text)
    search.index(other.project, [(10**9, "nobody's words")])
    said = told()
    assert f"article {other.uuid}: is not in the search index" in said
    assert "newsroom_search 1000000000: the search index holds an article that is not there" in said


def test_a_project_without_owner_is_found(coded):
    Membership.objects.filter(project=coded.project).update(role="analyst")
    assert f"project {coded.project.uuid}: has no owner" in told()


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_link_into_the_void_is_found(coded):
    revision = coded.current_revision
    with connection.constraint_checks_disabled():
        Anchor.objects.filter(annotation__author__username="alice").update(decided_by=10**9)
    said = told()
    Anchor.objects.update(decided_by=None)
    assert "points to a row of newsroom_user that is not there" in said
    assert revision is not None
