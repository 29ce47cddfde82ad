"""Ids in bodies: what belongs to another project is refused as what is not there, and nothing is linked to it."""

import pytest

from annotations.models import Claim, Preference, Speaker, Tagging
from newsroom.doctor import faults
from newsroom.models import Action, Article, Revision, Source
from tests.access.bodies import body, seen
from tests.access.tables import digests

FOREIGN = {
    "claim": lambda world: Claim.objects.get(project=world.foreign),
    "speaker": lambda world: Speaker.objects.get(project=world.foreign),
    "revision": lambda world: Revision.objects.get(project=world.foreign),
    "article": lambda world: Article.objects.get(project=world.foreign),
    "action": lambda world: Action.objects.filter(project=world.foreign).last(),
    "tagging": lambda world: Tagging.objects.get(project=world.foreign),
}
"""By kind: a row of the outsider's project."""

FIELDS = [
    ("annotation_add", "claim", "claim"),
    ("annotation_add", "speaker", "speaker"),
    ("annotation_add", "via", "speaker"),
    ("annotation_add", "revision", "revision"),
    ("annotation_place", "revision", "revision"),
    ("tagging_add", "claim", "claim"),
    ("tagging_add", "speaker", "speaker"),
    ("tagging_add", "via", "speaker"),
    ("tagging_edit", "claim", "claim"),
    ("tagging_edit", "speaker", "speaker"),
    ("tagging_edit", "via", "speaker"),
    ("claim_new", "parent", "claim"),
    ("claim_edit", "parent", "claim"),
    ("articles_edit", "article", "article"),
    ("action_undo", "undo", "action"),
    ("action_undo", "article", "article"),
]


@pytest.mark.parametrize("scripted", [False, True], ids=["page", "script"])
@pytest.mark.parametrize(("name", "field", "kind"), FIELDS, ids=[f"{name}-{field}" for name, field, _ in FIELDS])
def test_an_id_of_another_project_is_refused(world, name, field, kind, scripted):
    who = "editor" if name == "articles_edit" else "analyst"
    foreign = FOREIGN[kind](world)
    fields = {**body(world, name), field: str(foreign.uuid)}
    before = digests()
    headers = {"HX-Request": "true"} if scripted else {}
    answer = world.client(who).post(world.urls()[name], fields, headers=headers)
    assert answer.status_code in (404, 422)
    assert digests() == before
    assert "Foreign" not in seen(answer)


def test_one_foreign_article_among_own_ones_refuses_all(world):
    fields = body(world, "articles_edit")
    foreign = FOREIGN["article"](world)
    fields["article"] = [str(world.article.uuid), str(foreign.uuid)]
    before = digests()
    assert world.client("editor").post(world.urls()["articles_edit"], fields).status_code == 404
    assert digests() == before


def test_a_foreign_claim_is_not_pinned(world):
    foreign = FOREIGN["claim"](world)
    world.client("analyst").post(world.urls()["preference_set"], {"pin": str(foreign.uuid)})
    assert [row.pinned_claims for row in Preference.objects.all()] == [[]]


def test_a_preview_takes_no_source_of_somebody_else(world, login):
    """Fields of a preview are named after its sources; those of others are no fields of it."""
    owner = world.client("owner")
    answer = owner.post(world.urls()["import_new"], {"text": "Own title\n\nAn own text that is pasted."})
    own = Source.objects.latest("id")
    other = world.waiting
    owner.post(answer.url, {"do": "save", f"{other.uuid}-title": "Taken", f"{other.uuid}-out": "1", "title": "Mine"})
    other.refresh_from_db()
    own.refresh_from_db()
    assert (other.settled_at, other.facts) == (None, {})
    assert own.settled_at is not None


@pytest.mark.parametrize(
    "extra",
    [
        {"project": "elsewhere", "project_id": "2", "author": "2", "author_id": "2", "by": "2"},
        {"user": "2", "user_id": "2", "role": "owner", "is_staff": "1", "is_superuser": "1"},
        {"id": "1", "pk": "1", "uuid": "00000000-0000-4000-8000-000000000000", "deleted_at": "2026-01-01"},
        {"created_at": "1999-01-01", "updated_at": "1999-01-01", "is_origin": "0", "status": "lost", "score": "0"},
    ],
)
def test_fields_that_no_form_has_change_nothing(world, extra):
    alice = world.people["analyst"]
    client = world.client("analyst")
    for name in ("annotation_add", "annotation_note", "tagging_add", "claim_edit", "reading_state_set"):
        assert client.post(world.urls()[name], {**body(world, name), **extra}).status_code == 303, name
    alice.refresh_from_db()
    assert not alice.is_staff and not alice.is_superuser
    assert alice.memberships.get().role == "analyst"
    assert set(alice.annotations.values_list("project", "deleted_at")) == {(world.project.pk, None)}
    assert not alice.annotations.filter(created_at__year=1999).exists()
    assert list(faults("default")) == []
