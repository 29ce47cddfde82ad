"""Whatever the actions do, one after the other: all that must hold in a database holds after each of them."""

from io import StringIO

import pytest
from django.core.management import call_command

from annotations.actions import annotations as highlights, claims, taggings
from annotations.actions.anchors import spot
from annotations.actions.reading import set_state
from annotations.actions.taggings import TaggingDraft
from annotations.anchoring import Selector
from annotations.models import Annotation, Claim, Tagging
from newsroom import log
from newsroom.actions.articles import edit_article, edit_articles, import_article, remove_article
from newsroom.actions.undo import latest_undoable, undo
from newsroom.doctor import faults, links
from newsroom.importers.registry import read
from newsroom.intake import prepare
from newsroom.models import Article, Membership, Project, User


@pytest.fixture
def demo(db, settings, tmp_path):
    """The demo project beside an empty one."""
    settings.DATA_DIR = tmp_path
    call_command("demo", stdout=StringIO())
    return Project.objects.get()


@pytest.fixture
def ana(demo):
    """The owner of the demo project."""
    return User.objects.get(username="ana")


@pytest.fixture
def article(demo):
    """The one without outlet and date."""
    return Article.objects.get(outlet=None)


@pytest.fixture
def note(demo, ana):
    """A highlight of ana's, on the same article."""
    return Annotation.objects.filter(author=ana, article__outlet=None).order_by("pk").first()


def token():
    return log.make_token()


def whole():
    found = list(faults("default"))
    assert found == []


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def spot_of(article, quote):
    return spot(article, article.current_revision, Selector(-1, -1, quote, "", ""))


def test_every_link_joins_two_rows_of_one_project(demo, make_article, charlie):
    make_article("Another\n\nOf another project.", by=charlie, where=Project.objects.get(key="elsewhere"))
    checked = 0
    for model, link in links():
        rows = model.objects.exclude(**{link.name: None}).select_related(link.name)
        for row in rows:
            assert getattr(row, link.name).project_id == row.project_id, (row, link.name)
            checked += 1
    assert checked > 100


def test_the_demo_is_whole(demo):
    whole()


def test_articles(demo, ana, article):
    edit = {"by": ana, "article": article}
    edit_article(**edit, version=article.version, values={"title": "Another title", "outlet": "Gazette"}, token=token())
    whole()
    edit_article(**edit, version=article.version, values={"standfirst": "", "language": "de"}, token=token())
    whole()
    edit_articles(by=ana, project=demo, articles=[(article, article.version)], values={"outlet": ""}, token=token())
    whole()
    draft = prepare(read(b"More\n\nAn article that comes later.", filename="a.txt"))
    import_article(by=ana, project=demo, prepared=draft, token=token())
    whole()
    remove_article(by=ana, article=fresh(article), version=fresh(article).version, token=token())
    whole()


def test_highlights(ana, article, note):
    made = highlights.add_annotation(
        by=ana,
        spot=spot_of(article, "harsh winter conditions"),
        taggings=[TaggingDraft(claim="New claim", stance="asserts", speaker="Somebody new", via="A paper")],
        token=token(),
    )
    whole()
    highlights.change_note(by=ana, annotation=made, version=made.version, note="words", token=token())
    highlights.change_visibility(by=ana, annotation=made, version=made.version, visibility="private", token=token())
    whole()
    highlights.change_place(
        by=ana, annotation=made, version=made.version, spot=spot_of(article, "imposed sweeping"), token=token()
    )
    whole()
    highlights.remove_annotation(by=ana, annotation=made, version=made.version, token=token())
    highlights.remove_annotation(by=ana, annotation=note, version=note.version, token=token())
    whole()


def test_claims_on_highlights(ana, note):
    draft = TaggingDraft(claim="Another claim", stance="disputes", speaker="Somebody new")
    taggings.add_tagging(by=ana, annotation=note, version=note.version, draft=draft, token=token())
    whole()
    for tagging in Tagging.objects.current().filter(annotation=note):
        tagging.annotation = fresh(note)
        other = TaggingDraft(claim=f"Claim {tagging.pk}", stance="questions", via="A paper")
        taggings.change_tagging(by=ana, tagging=tagging, version=tagging.annotation.version, draft=other, token=token())
        whole()
        tagging.annotation = fresh(note)
        taggings.remove_tagging(by=ana, tagging=tagging, version=tagging.annotation.version, token=token())
        whole()


def test_the_codebook(demo, ana):
    first, second = Claim.objects.filter(project=demo)[:2]
    words = {"label": "Under it", "statement": "It is.", "definition": "Use for it.", "slot": 4}
    claims.create_claim(by=ana, project=demo, parent=first, token=token(), **words)
    whole()
    claims.edit_claim(
        by=ana, claim=second, version=second.version, parent=first, token=token(), **{**words, "label": "x"}
    )
    whole()
    claims.archive_claim(by=ana, claim=first, version=first.version, token=token())
    whole()
    claims.restore_claim(by=ana, claim=first, version=fresh(first).version, token=token())
    whole()


def test_states(demo, article):
    for state in ("read", "coded", "untouched", "skipped"):
        for member in Membership.objects.all():
            set_state(by=member.user, article=article, state=state, reason="", token=token())
    whole()


def test_undoing_and_doing_again_all_that_was_done(demo, ana, article, note):
    edit_article(by=ana, article=article, version=article.version, values={"title": "Another title"}, token=token())
    highlights.change_note(by=ana, annotation=note, version=note.version, note="words", token=token())
    highlights.change_place(
        by=ana, annotation=note, version=note.version, spot=spot_of(fresh(article), "imposed sweeping"), token=token()
    )
    set_state(by=ana, article=article, state="skipped", reason="because", token=token())
    whole()
    membership = Membership.objects.get(user=ana)
    undone = []
    for _turn in range(4):
        target = latest_undoable(by=ana, project=demo)
        undone.append(undo(by=ana, membership=membership, action_uuid=target.uuid, token=token()))
        whole()
    for act in reversed(undone):
        undo(by=ana, membership=membership, action_uuid=act.action.uuid, token=token())
        whole()
