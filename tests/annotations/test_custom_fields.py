"""Fields that a project defines itself: where they show, what removing one keeps, and that nothing shows without one."""

import csv
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotations.models import Correction, Tagging
from newsroom import log
from newsroom.actions.custom_fields import add_field, edit_field, move_field, remove_field, restore_field
from newsroom.actions.undo import undo
from newsroom.models import Action, Article, CustomField, Project
from tests.annotations.sending import SCRIPTED, change, selection

pytestmark = pytest.mark.django_db


@pytest.fixture
def defined(project, edgar):
    def define(label="Target", kind="list", subject="tagging", values=("Kyiv", "Moscow")):
        values = values if kind == "list" else ()
        options = {"label": label, "kind": kind, "subject": subject, "values": values}
        return add_field(by=edgar, project=project, token=log.make_token(), **options)

    return define


@pytest.fixture
def tagged(alice, article, login, defined):
    """Alice's highlight that says Kyiv in the field."""
    defined()
    sent = selection(article, "ceasefire", claim_label="Talks", stance="asserts", x_target="kyiv")
    answer = login(alice).post(url("annotation_add", article), sent, headers=SCRIPTED)
    assert answer.status_code == 200, answer.content
    assert b"Kyiv" in answer.content
    return Tagging.objects.get()


def url(name, target):
    return reverse(name, args=[target.project.key, target.uuid])


def how(by, field):
    return {"by": by, "field": field, "version": field.version, "token": log.make_token()}


def exported(project, *options):
    out = StringIO()
    call_command("export_annotations", "--project", project.key, *options, stdout=out)
    return out.getvalue()


def lines(project, *options):
    return list(csv.DictReader(StringIO(exported(project, *options))))


def found(client, project, query):
    answer = client.get(reverse("passages_list", args=[project.key]) + f"?{query}")
    return answer.status_code, len(answer.context.get("passages", ())) if answer.status_code == 200 else answer


class TestDefining:
    def test_an_editor_adds_one_and_it_gets_a_column(self, login, edgar, project):
        page = reverse("field_new", args=[project.key])
        sent = {"action": str(uuid4()), "label": "Ziel, Ort", "subject": "tagging", "field_kind": "list"}
        assert login(edgar).post(page, sent).status_code == 422
        answer = login(edgar).post(page, {**sent, "values": "Kyiv\n\nMoscow\nkyiv"}, follow=True)
        assert b"x_ziel_ort" in answer.content
        assert [option["label"] for option in CustomField.objects.get().options] == ["Kyiv", "Moscow"]
        assert login(edgar).post(page, {**sent, "values": "Kyiv\n\nMoscow\nkyiv"}).status_code == 303
        assert CustomField.objects.count() == 1

    def test_bad_names_are_told_with_what_was_typed(self, login, edgar, project, defined):
        defined()
        page = reverse("field_new", args=[project.key])
        sent = {"action": str(uuid4()), "label": "TARGET", "subject": "tagging", "field_kind": "text"}
        assert b"There is a field" in login(edgar).post(page, sent).content
        answer = login(edgar).post(page, {**sent, "label": "x" * 61})
        assert (answer.status_code, b"x" * 61 in answer.content) == (422, True)
        assert login(edgar).post(page, {**sent, "subject": "article"}).status_code == 303
        assert set(CustomField.objects.values_list("slug", flat=True)) == {"target", "target_2"}

    def test_there_are_eight_at_most(self, login, edgar, project, defined):
        fields = [defined(f"Field {number}", "text") for number in range(8)]
        sent = {"action": str(uuid4()), "label": "Ninth", "subject": "tagging", "field_kind": "text"}
        answer = login(edgar).post(reverse("field_new", args=[project.key]), sent)
        assert (answer.status_code, b"8 fields" in answer.content) == (409, True)
        removed = remove_field(**how(edgar, fields[0]))
        defined("Ninth", "text")
        with pytest.raises(log.Conflict, match="8 fields"):
            restore_field(**how(edgar, removed))

    def test_another_name_of_a_value_changes_it_everywhere(self, login, edgar, project, tagged):
        field = CustomField.objects.get()
        sent = {"action": str(uuid4()), "version": field.version, "label": "Aim", "value-kyiv": "Kiev"}
        sent |= {"value-moscow": "", "values": "Minsk"}
        assert login(edgar).post(url("field_edit", field), sent).status_code == 303
        [row] = lines(project)
        assert row["x_target"] == "Kiev"
        field.refresh_from_db()
        assert [label for _key, label in field.offered] == ["Kiev", "Minsk"]
        assert login(edgar).post(url("field_edit", field), {**sent, "action": str(uuid4())}).status_code == 409

    def test_the_order_is_the_projects(self, edgar, project, defined):
        first, second = defined(), defined("Addressee", "text")
        move_field(step=-1, **how(edgar, second))
        assert list(CustomField.objects.in_order()) == [second, first]

    def test_all_of_it_is_undone(self, edgar, project, defined):
        kept = list(CustomField.objects.values("label", "position", "options", "deleted_at"))
        field = defined()
        edited = edit_field(label="Aim", options=[], **how(edgar, field))
        other = defined("Other", "text")
        move_field(step=-1, **how(edgar, other))
        edited.refresh_from_db()
        removed = remove_field(**how(edgar, edited))
        restore_field(**how(edgar, removed))
        for action in Action.objects.filter(kind__startswith="field_").order_by("-pk"):
            member = edgar.memberships.get()
            undo(by=edgar, membership=member, action_uuid=action.uuid, token=log.make_token())
        assert list(CustomField.objects.current().values("label", "position", "options", "deleted_at")) == kept


class TestOnTaggings:
    def test_forms_cards_passages_and_files_show_it(self, login, alice, project, article, tagged):
        client = login(alice)
        assert tagged.custom == {"x_target": "kyiv"}
        read = client.get(url("article_read", article)).content.decode()
        assert 'name="x_target"' in read
        assert "<b>Target</b> <bdi>Kyiv</bdi>" in read
        assert b"x_target" in client.get(url("annotation_new", article)).content
        assert b"<bdi>Kyiv</bdi>" in client.get(reverse("passages_list", args=[project.key])).content
        assert b"<bdi>Kyiv</bdi>" in client.get(reverse("claim_show", args=[project.key, tagged.claim.uuid])).content
        [row] = lines(project)
        assert row["x_target"] == "Kyiv"

    def test_it_is_changed_told_and_undone(self, login, alice, project, article, tagged):
        client = login(alice)
        sent = change(tagged.annotation, claim=str(tagged.claim.uuid), stance="asserts", x_target="moscow")
        assert client.post(url("tagging_edit", tagged), sent, headers=SCRIPTED).status_code == 200
        told = client.get(url("article_history", article)).content.decode()
        assert "Changed: Target" in told and "Moscow" in told
        action = Action.objects.latest("pk")
        undo(by=alice, membership=alice.memberships.get(), action_uuid=action.uuid, token=log.make_token())
        assert Tagging.objects.get().custom == {"x_target": "kyiv"}

    def test_a_value_that_is_none_is_refused(self, login, alice, article, tagged):
        sent = selection(article, "bombardment", claim_label="Talks", stance="asserts", x_target="paris")
        answer = login(alice).post(url("annotation_add", article), sent, headers=SCRIPTED)
        assert (answer.status_code, Tagging.objects.count()) == (422, 1)

    def test_a_value_that_is_not_offered_any_more_stays(self, login, alice, edgar, article, tagged):
        field = CustomField.objects.get()
        edit_field(
            label="Target",
            options=[{"key": "kyiv", "label": "Kyiv", "gone": True}, {"key": "moscow", "label": "Moscow"}],
            **how(edgar, field),
        )
        sent = change(tagged.annotation, claim=str(tagged.claim.uuid), stance="disputes", x_target="kyiv")
        assert login(alice).post(url("tagging_edit", tagged), sent, headers=SCRIPTED).status_code == 200
        assert Tagging.objects.get().custom == {"x_target": "kyiv"}
        other = selection(article, "bombardment", claim_label="Talks", stance="asserts", x_target="kyiv")
        assert login(alice).post(url("annotation_add", article), other, headers=SCRIPTED).status_code == 422

    def test_passages_are_filtered_by_it(self, login, alice, project, article, tagged, highlight, defined):
        highlight(alice, article, "bombardment", "Talks")
        client = login(alice)
        assert found(client, project, "x_target=kyiv") == (200, 1)
        assert found(client, project, "x_target=none") == (200, 1)
        assert found(client, project, "x_target=none&x_target=kyiv") == (200, 2)
        assert found(client, project, "x_target=moscow&stance=asserts") == (200, 0)
        assert found(client, project, "x_target=paris")[0] == 400
        assert found(client, project, "x_other=1")[0] == 400
        assert len(lines(project, "--query", "x_target=kyiv")) == 1
        assert len(lines(project, "--query", "x_target=kyiv", "--as-of", timezone.now().isoformat())) == 1


class TestRetagging:
    def test_many_get_a_value_and_undo_takes_it_back(self, login, alice, project, article, tagged, highlight):
        highlight(alice, article, "bombardment", "Talks")
        retagged(login(alice), project, to_x_target="moscow")
        assert [one.custom for one in Tagging.objects.order_by("pk")] == [{"x_target": "moscow"}] * 2
        undo(by=alice, membership=alice.memberships.get(), action_uuid=newest(), token=log.make_token())
        assert [one.custom for one in Tagging.objects.order_by("pk")] == [{"x_target": "kyiv"}, None]

    def test_none_takes_it_away_and_nothing_else(self, login, alice, project, tagged, defined):
        defined("Addressee", "text")
        Tagging.objects.update(custom={"x_target": "kyiv", "x_addressee": "voters"})
        retagged(login(alice), project, to_x_target="none")
        assert Tagging.objects.get().custom == {"x_addressee": "voters"}

    def test_an_editors_change_is_a_correction_that_the_card_tells(self, login, edgar, alice, project, article, tagged):
        retagged(login(edgar), project, to_x_target="moscow")
        assert Correction.objects.get().custom == {"x_target": "kyiv"}
        page = login(alice).get(url("article_read", article)).content.decode()
        assert "Alice: Target: Kyiv. Corrected by Edgar: Target: Moscow" in page
        retagged(login(edgar), project, to_x_target="kyiv")
        assert not Correction.objects.current().exists()

    def test_a_text_is_taken_out_of_many_passages(self, login, alice, project, defined, tagged):
        defined("Addressee", "text")
        retagged(login(alice), project, to_x_addressee="voters")
        page = reverse("passages_retag", args=[project.key])
        asked = {"deed": "replace", "all": "1", "to_x_addressee.none": "on"}
        assert "Take out what is written in “Addressee”" in login(alice).get(page, asked).content.decode()
        both = {"action": str(uuid4()), **asked, "to_x_addressee": "more"}
        assert login(alice).post(page, both).status_code == 422
        retagged(login(alice), project, **{"to_x_addressee.none": "on"})
        assert Tagging.objects.get().custom == {"x_target": "kyiv"}
        undo(by=alice, membership=alice.memberships.get(), action_uuid=newest(), token=log.make_token())
        assert Tagging.objects.get().custom == {"x_target": "kyiv", "x_addressee": "voters"}

    def test_files_have_what_was_coded_first(self, login, edgar, alice, project, tagged, defined):
        defined("Desk", "text", "article")
        [row] = lines(project)
        assert (row["x_target"], row["coded_x_target"], "coded_x_desk" in row) == ("Kyiv", "", False)
        retagged(login(edgar), project, to_x_target="moscow")
        for options in ((), ("--as-of", timezone.now().isoformat())):
            [row] = lines(project, *options)
            assert (row["x_target"], row["coded_x_target"]) == ("Moscow", "Kyiv")
        assert "x_target" not in exported(project, "--layout", "wide") and "x_desk" in exported(
            project, "--layout", "wide"
        )
        assert "coded_x_target" not in exported(project, "--for", "excel")


def retagged(client, project, **values):
    sent = {"action": str(uuid4()), "deed": "replace", "all": "1", **values}
    assert client.post(reverse("passages_retag", args=[project.key]), sent).status_code == 303


def newest():
    return Action.objects.latest("pk").uuid


class TestOnArticles:
    def test_facts_library_page_filter_and_files(self, login, edgar, project, article, highlight, alice, defined):
        defined("Desk", "text", "article")
        highlight(alice, article, "ceasefire", "Talks")
        client = login(edgar)
        sent = {"action": str(uuid4()), "version": article.version, "title": article.title}
        sent |= {"initial-title": article.title, "x_desk": "Foreign =1+1", "initial-x_desk": ""}
        assert client.post(url("article_edit", article), sent).status_code == 302
        assert Article.objects.get().custom == {"x_desk": "Foreign =1+1"}
        assert b"Foreign =1+1" in client.get(url("article_read", article)).content
        assert found(client, project, "x_desk=foreign") == (200, 1)
        assert found(client, project, "x_desk=sports") == (200, 0)
        [row] = lines(project)
        assert row["x_desk"] == "Foreign =1+1"
        out = StringIO()
        call_command("export_articles", "--project", project.key, stdout=out)
        assert {row["x_desk"] for row in csv.DictReader(StringIO(out.getvalue()))} == {"Foreign =1+1"}
        [wide] = lines(project, "--layout", "wide")
        assert wide["x_desk"] == "Foreign =1+1"
        assert b"Desk" in client.get(url("article_history", article)).content

    def test_several_articles_are_given_one_together(self, login, edgar, project, article, make_article, defined):
        defined("Desk", "text", "article")
        defined("Region", "list", "article", ("East", "West"))
        other = make_article("Other title\n\nOther words.")
        Article.objects.filter(pk=article.pk).update(custom={"x_desk": "Home", "x_gone": "kept"})
        client, page = login(edgar), reverse("articles_edit", args=[project.key])
        both = {"article": [str(article.uuid), str(other.uuid)]}
        looked = client.get(page, both).content.decode()
        assert "Desk: Home" in looked and "Region" in looked
        sent = {"action": str(uuid4()), **both, **{f"version-{one.uuid}": one.version for one in (article, other)}}
        sent |= {"change": ["x_desk", "x_region"], "x_desk": "", "x_region": "east"}
        assert client.post(page, sent).status_code == 302
        stored = [Article.objects.get(pk=one.pk).custom for one in (article, other)]
        assert stored == [{"x_gone": "kept", "x_region": "east"}, {"x_region": "east"}]
        assert client.post(page, sent).status_code == 302
        undo(by=edgar, membership=edgar.memberships.get(), action_uuid=newest(), token=log.make_token())
        assert Article.objects.get(pk=article.pk).custom == {"x_desk": "Home", "x_gone": "kept"}

    def test_only_ticked_fields_change_and_a_value_that_is_none_is_refused(
        self, login, edgar, project, article, defined
    ):
        defined("Region", "list", "article", ("East", "West"))
        client, page = login(edgar), reverse("articles_edit", args=[project.key])
        sent = {"action": str(uuid4()), "article": str(article.uuid), f"version-{article.uuid}": article.version}
        sent |= {"language": "de", "x_region": "nowhere", "change": ["x_region"]}
        assert client.post(page, sent).status_code == 422
        assert client.post(page, {**sent, "x_region": "west", "change": ["language"]}).status_code == 302
        assert Article.objects.get().custom is None and Article.objects.get().language == "de"


class TestRemovedWhileInUse:
    def test_it_is_kept_and_comes_back(self, login, edgar, alice, project, article, tagged):
        before = exported(project)
        removed = remove_field(**how(edgar, CustomField.objects.get()))
        assert Tagging.objects.get().custom == {"x_target": "kyiv"}
        assert "x_target" not in exported(project)
        assert b"<bdi>Kyiv</bdi>" not in login(alice).get(url("article_read", article)).content
        page = login(edgar).get(reverse("field_list", args=[project.key])).content
        assert b"what was filled in 1 time is kept" in page
        status, answer = found(login(alice), project, "x_target=kyiv")
        assert (status, b"was removed" in answer.content) == (400, True)
        restore_field(**how(edgar, removed))
        assert exported(project) == before

    def test_a_change_meanwhile_keeps_what_was_filled_in(self, login, edgar, alice, tagged):
        remove_field(**how(edgar, CustomField.objects.get()))
        sent = change(tagged.annotation, claim=str(tagged.claim.uuid), stance="disputes")
        assert login(alice).post(url("tagging_edit", tagged), sent, headers=SCRIPTED).status_code == 200
        assert Tagging.objects.get().custom == {"x_target": "kyiv"}

    def test_a_form_that_was_open_says_what_it_cannot_save(self, login, edgar, alice, article, tagged):
        remove_field(**how(edgar, CustomField.objects.get()))
        sent = selection(article, "bombardment", claim_label="Talks", stance="asserts", x_target="moscow")
        answer = login(alice).post(url("annotation_add", article), sent, headers=SCRIPTED)
        assert (answer.status_code, Tagging.objects.count()) == (422, 1)
        assert "“Target” was removed meanwhile" in answer.content.decode()
        assert "Moscow" in answer.content.decode()


def test_editing_together_says_that_a_field_was_removed(login, edgar, project, article, defined):
    field = defined("Desk", "text", "article")
    remove_field(**how(edgar, field))
    sent = {"action": str(uuid4()), "article": str(article.uuid), f"version-{article.uuid}": article.version}
    client, page = login(edgar), reverse("articles_edit", args=[project.key])
    answer = client.post(page, {**sent, "change": ["x_desk"], "x_desk": "Home"})
    assert answer.status_code == 422 and "“Desk” was removed meanwhile" in answer.content.decode()
    answer = client.post(page, {**sent, "change": ["x_desk"], "x_desk": ""})
    assert answer.status_code == 422 and "was removed meanwhile" in answer.content.decode()
    assert Article.objects.get().version == article.version


def test_retagging_says_that_a_field_was_removed(login, edgar, alice, project, tagged):
    remove_field(**how(edgar, CustomField.objects.get()))
    sent = {"action": str(uuid4()), "deed": "replace", "all": "1", "to_stance": "disputes", "to_x_target": "moscow"}
    answer = login(alice).post(reverse("passages_retag", args=[project.key]), sent)
    assert answer.status_code == 422 and "“Target” was removed meanwhile" in answer.content.decode()
    assert Tagging.objects.get().stance == "asserts"


def test_a_project_without_fields_has_none_anywhere(login, alice, project, article, highlight):
    highlight(alice, article, "ceasefire", "Talks")
    assert Project.objects.get().has_fields is None
    assert "x_" not in exported(project).splitlines()[0]
    assert b'name="x_' not in login(alice).get(url("article_read", article)).content


def test_an_analyst_defines_none(login, alice, project):
    assert login(alice).get(reverse("field_list", args=[project.key])).status_code == 403


def test_the_pages_ask_the_same_however_many_there_are(
    login, edgar, alice, project, article, tagged, highlight, defined
):
    pages = [reverse("field_list", args=[project.key]), url("field_edit", CustomField.objects.get())]
    pages += [
        reverse("passages_list", args=[project.key]),
        reverse("claim_split", args=[project.key, tagged.claim.uuid]),
    ]
    client = login(edgar)
    counts = [_queries(client, page) for page in pages]
    for number, quote in enumerate(("bombardment", "outreach", "technical level")):
        defined(f"Field {number}", "text")
        highlight(alice, article, quote, "Talks")
    Tagging.objects.update(custom={"x_target": "kyiv", "x_field_0": "words"})
    assert [_queries(client, page) for page in pages] == counts


def _queries(client, page):
    client.get(page)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page).status_code == 200
    return len(queries)
