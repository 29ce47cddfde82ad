"""The codebook goes out and comes back the same, and bad files say what is wrong with them."""

import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from lxml import etree

from annotations.actions.claims import archive_claim, create_claim, shift_claim
from annotations.actions.codebook import import_codebook
from annotations.codebook_files import WRITERS, entries_of, plan_of, read
from annotations.codebooks.qdc import SPACE
from annotations.models import Claim
from newsroom import log
from newsroom.actions.projects import create_project
from newsroom.actions.undo import undo
from newsroom.models import Action

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(project, alice):
    def make(label, **values):
        return create_claim(by=alice, project=project, label=label, token=log.make_token(), **values)

    top = make("Talks", statement="=There will be talks.", definition="Of both sides.", slot=3)
    words = {"when_to_use": "Offers.\n\nAlso in part.", "when_not": "Order of talks <&>."}
    under = make("No will to talk", parent=top, **words)
    make("Unter dem “Anderen”, Ärger", parent=under)
    archive_claim(by=alice, claim=make("Old"), version=1, token=log.make_token())
    return project


def facts(project):
    rows = Claim.objects.current().filter(project=project).order_by("folded")
    names = ("label", "statement", "definition", "when_to_use", "when_not", "slot", "parent__label")
    return [(*row, bool(archived)) for *row, archived in rows.values_list(*names, "archived_at")]


def order(project):
    return [(entry.label, entry.order) for entry in entries_of(project)]


@pytest.mark.parametrize("kind", WRITERS)
def test_the_order_comes_along(book, alice, charlie, kind):
    found = {claim.label: claim for claim in Claim.objects.all()}
    options = {"by": alice, "claim": found["Talks"], "version": 1, "beside": found["Old"], "is_after": False}
    shift_claim(token=log.make_token(), **options)
    data = WRITERS[kind][0](entries_of(book))
    assert plan_of(book, read(data)).counts()["same"] == 4
    other = create_project(by=charlie, name="Other", key="other")
    options = {"by": charlie, "project": other, "takes_labels": False, "token": log.make_token()}
    import_codebook(entries=read(data), **options)
    assert order(other) == order(book) and order(book)[0] == ("Talks", 1)


@pytest.mark.parametrize("kind", WRITERS)
def test_a_file_in_another_order_moves_as_few_as_can_be(project, alice, kind):
    for label in "abcd":
        create_claim(by=alice, project=project, label=label, token=log.make_token())
    before = WRITERS[kind][0](entries_of(project))
    found = {claim.label: claim for claim in Claim.objects.all()}
    options = {"by": alice, "claim": found["d"], "version": 1, "beside": found["a"], "is_after": False}
    shift_claim(token=log.make_token(), **options)
    rows = plan_of(project, read(before)).rows
    assert [(row.entry.label, row.fields) for row in rows if row.state == "changed"] == [("d", ("order",))]
    options = {"by": alice, "project": project, "takes_labels": False}
    import_codebook(entries=read(before), token=log.make_token(), **options)
    assert [label for label, _order in order(project)] == list("abcd")


def sent(client, project, data, **more):
    file = SimpleUploadedFile("codebook", data)
    return client.post(reverse("codebook_import", args=[project.key]), {"file": file, **more})


@pytest.mark.parametrize("kind", WRITERS)
def test_a_codebook_comes_back_the_same_in_another_project(book, charlie, kind, tmp_path):
    data = WRITERS[kind][0](entries_of(book))
    assert plan_of(book, read(data)).counts() == {"new": 0, "changed": 0, "label": 0, "same": 4, "bad": 0}
    other = create_project(by=charlie, name="Other", key="other")
    path = str(tmp_path / "codebook")
    (tmp_path / "codebook").write_bytes(data)
    call_command("import_codebook", path, "--project", "other", "--by", "charlie")
    assert facts(other) == facts(book)
    call_command("import_codebook", path, "--project", "other", "--by", "charlie")
    assert facts(other) == facts(book)


def test_the_qdc_has_the_structure_of_the_standard(book):
    root = etree.fromstring(WRITERS["qdc"][0](entries_of(book)))
    assert root.tag == f"{{{SPACE}}}CodeBook" and root[0].tag == f"{{{SPACE}}}Codes"
    codes = root.findall(f".//{{{SPACE}}}Code")
    assert all({"guid", "name", "isCodable"} <= set(code.attrib) for code in codes)
    assert len(root.findall(f"./{{{SPACE}}}Codes/{{{SPACE}}}Code")) == 2
    assert [member.get("guid") for member in root.iter(f"{{{SPACE}}}MemberCode")] == [
        str(Claim.objects.get(label="Old").uuid)
    ]


def test_a_file_is_looked_at_before_it_is_brought_in_and_undone_as_one(book, edgar, login):
    client, before = login(edgar), facts(book)
    claim = Claim.objects.get(label="Talks")
    claims = [
        {"id": str(claim.uuid), "label": "Talks", "statement": "Changed."},
        {"label": "New one"},
        {"label": "old"},
    ]
    look = sent(client, book, json.dumps(claims).encode())
    assert look.context["counts"] == {"new": 1, "changed": 1, "label": 1, "same": 0, "bad": 0}
    assert facts(book) == before
    body = {"entries": look.context["entries"], "action": str(look.context["action"]), "save": "1"}
    for _try in range(2):
        assert client.post(reverse("codebook_import", args=[book.key]), body).status_code == 303
    assert Claim.objects.get(pk=claim.pk).statement == "Changed." and Claim.objects.filter(label="New one").exists()
    action = Action.objects.get(kind="codebook_import")
    undo(by=edgar, membership=edgar.memberships.get(), action_uuid=action.uuid, token=log.make_token())
    assert facts(book) == before


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"id,name\r\n1,2\r\n", "no column"),
        (b'label\r\n"open', "damaged"),
        (b"label\r\n", "no column"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'{"claims": [{"label"', "no JSON"),
        (b'{"claims": 3}', "no list of claims"),
        (b'[{"label": ""}]', "without a label"),
        (b"<CodeBook><Codes>", "REFI-QDA"),
        (b"<CodeBook/>", "no codes"),
        (b"<CodeBook><Codes/></CodeBook>", "no claim in this file"),
        (b'<!DOCTYPE a [<!ENTITY x "y"><!ENTITY z "&x;&x;">]><CodeBook><Codes>&z;</Codes></CodeBook>', "REFI-QDA"),
        (b"[" * 200_000, "no JSON"),
        (b"label\r\n" + b"a\r\n" * 6_000, "more than 5000"),
        (b"a" * 5_000_001, "larger than"),
    ],
)
def test_a_bad_file_says_what_is_wrong_and_changes_nothing(project, edgar, login, data, words):
    answer = sent(login(edgar), project, data)
    assert answer.status_code == 422 and words in answer.content.decode()
    assert not Claim.objects.exists()


def test_a_cycle_a_label_twice_and_too_long_a_label_are_told(project, edgar, login):
    one, two = str(uuid4()), str(uuid4())
    client = login(edgar)
    cycle = json.dumps([{"id": one, "label": "One", "parent": two}, {"id": two, "label": "Two", "parent": one}])
    look = sent(client, project, cycle.encode())
    body = {"entries": look.context["entries"], "action": str(uuid4()), "save": "1"}
    answer = client.post(reverse("codebook_import", args=[project.key]), body)
    assert answer.status_code == 409 and "stands under itself" in answer.content.decode()
    twice = sent(client, project, json.dumps([{"label": "One"}, {"label": "ONE"}, {"label": "x" * 201}]).encode())
    assert twice.context["counts"]["bad"] == 2 and "twice" in twice.content.decode()
    assert not Claim.objects.exists()


def test_what_a_file_leaves_empty_changes_nothing(book, edgar, login):
    before = facts(book)
    look = sent(login(edgar), book, b"label,statement\r\nTalks,\r\nold,\r\n")
    body = {"entries": look.context["entries"], "action": str(uuid4()), "save": "1", "labels": "1"}
    assert login(edgar).post(reverse("codebook_import", args=[book.key]), body).status_code == 303
    assert [row[1:] for row in facts(book)] == [row[1:] for row in before]


def test_the_command_wants_an_editor(project, alice, tmp_path):
    file = tmp_path / "codebook.csv"
    file.write_bytes(b"label\r\nOne\r\n")
    with pytest.raises(CommandError, match="no editor"):
        call_command("import_codebook", str(file), "--project", project.key, "--by", "alice")


def test_the_export_is_a_file_of_its_kind(book, alice, login):
    url = reverse("codebook_export", args=[book.key])
    answer = login(alice).get(url, {"format": "qdc"})
    assert answer["Content-Disposition"].endswith('.qdc"') and answer.content.startswith(b"<?xml")
    assert login(alice).get(url, {"format": "exe"}).status_code == 404
