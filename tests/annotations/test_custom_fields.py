"""Fields that a project defines itself: where they show, what removing one keeps, and that nothing shows without one."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from annotations.models import Tagging
from newsroom import log
from newsroom.actions.custom_fields import edit_field, move_field, remove_field, restore_field
from newsroom.actions.undo import undo
from newsroom.models import Action, CustomField, Project
from tests.annotations.own_fields import exported, found, how, lines, url
from tests.annotations.sending import SCRIPTED, change, selection

pytestmark = pytest.mark.django_db


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
