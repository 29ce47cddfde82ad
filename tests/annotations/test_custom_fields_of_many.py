"""Fields of a project given to many at once, on articles, and removed while somebody works with them."""

import csv
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from annotations.models import Correction, Tagging
from newsroom import log
from newsroom.actions.custom_fields import remove_field, restore_field
from newsroom.actions.undo import undo
from newsroom.models import Article, CustomField
from tests.annotations.own_fields import exported, found, how, lines, newest, retagged, url
from tests.annotations.sending import SCRIPTED, change, selection

pytestmark = pytest.mark.django_db


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
