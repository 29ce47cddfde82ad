"""Names: two spellings of one are one, those that look alike are told, and none turns what stands after it."""

import unicodedata
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given, strategies as st

from annotations.actions.claims import create_claim
from annotations.models import Claim, Speaker
from annotations.similar_speakers import similar
from newsroom import log
from newsroom.actions.outlets import get_or_make_outlet
from newsroom.folding import drawn, fold, one_line
from newsroom.forms.members import AccountForm
from newsroom.models import Outlet, Project, Source, User
from newsroom.sources import new_source
from newsroom.views.articles import hand_out
from tests.personas import PASSWORD

QUOTE = "dialogue"

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
SPELLINGS = (
    "Zoë Müller",
    "Zoe\u0308 Mu\u0308ller",
    "zoë müller",
    "Zoë\u200b Müller",
    "Zoë \u2060Mül\u200dler",
    "ＺＯË Müller",
)
HOMOGLYPHS = (("Emmanuel Macron", "Еmmаnuеl Масrоn"), ("scope", "ѕсоре"), ("Nato", "Νατο"))
names = st.text(st.characters(codec="utf-8", exclude_characters=TURNING + "\r\n\0"), min_size=1, max_size=30)


@given(names, st.sampled_from(["\u200b", "\u2060", "\ufeff", "\u00ad", "\u200e"]), st.integers(0, 30))
def test_what_nobody_sees_makes_no_other_name(name, invisible, place):
    assert fold(name[:place] + invisible + name[place:]) == fold(name)


@given(names)
def test_composed_and_decomposed_names_are_one(name):
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name)) == fold(fold(name))


@given(names)
def test_a_line_turns_nothing_and_keeps_everything_else(name):
    turned = "".join(f"{char}{TURNING[number % 9]}" for number, char in enumerate(name))
    assert one_line(turned) == one_line(name) and not set(one_line(turned)) & set(TURNING)


def test_a_joiner_stays_where_a_script_needs_it():
    assert fold("می\u200cخواهم") != fold("میخواهم")
    assert fold("क्\u200dष") != fold("क्ष")


@pytest.mark.parametrize(("name", "other"), HOMOGLYPHS)
def test_letters_of_another_script_are_drawn_alike(name, other):
    assert fold(name) != fold(other) and drawn(fold(name)) == drawn(fold(other))


def test_every_spelling_is_one_claim_one_speaker_one_outlet(project, article, alice, edgar, highlight):
    for number, name in enumerate(SPELLINGS):
        highlight(alice, article, QUOTE, f"Claim of {name}", speaker=name)
        with log.act(by=edgar, project=project, kind="outlet_edit", token=log.make_token()) as act:
            get_or_make_outlet(act, name)
        assert (Claim.objects.count(), Speaker.objects.count()) == (1, 1), number
    assert Outlet.objects.filter(name__startswith="Zo").count() == 1
    with pytest.raises(log.Conflict):
        create_claim(by=alice, project=project, label=f"CLAIM OF {SPELLINGS[1]}", token=log.make_token())


@pytest.mark.parametrize("username", ["ALICE", "аlice", "alice\u200b", "alice\u202e", "ａlice"])
def test_a_login_name_is_taken_in_any_case_and_has_no_other_letters(alice, username):
    values = {"display_name": "Al", "username": username, "email": "new@example.org", "password": PASSWORD}
    form = AccountForm(values)
    assert not form.is_valid() and list(form.errors) == ["username"]


@pytest.mark.parametrize(("name", "other"), HOMOGLYPHS)
def test_names_that_look_alike_are_told(login, project, article, alice, edgar, olivia, highlight, name, other):
    for each in (name, other):
        highlight(alice, article, QUOTE, each, speaker=f"{each} of {each}")
    [pair] = similar(project)
    assert {pair.first.name, pair.second.name} == {f"{name} of {name}", f"{other} of {other}"}
    page = login(alice).get(reverse("claims_similar", args=["talks"])).content.decode()
    assert name in page and other in page
    asked = login(edgar).post(reverse("claim_new", args=["talks"]), {"label": f"{name}ѕ", "action": str(uuid4())})
    assert asked.status_code == 422 and name in asked.content.decode()
    members = reverse("member_list", args=["talks"])
    User.objects.filter(pk=alice.pk).update(display_name=name)
    assert "similar name" not in login(olivia).get(members).content.decode()
    User.objects.filter(pk=edgar.pk).update(display_name=other)
    assert login(olivia).get(members).content.decode().count("similar name") == 2


def test_no_name_turns_what_stands_after_it(login, project, article, alice, edgar, olivia, highlight):
    evil = f"Ann{TURNING}exe"
    highlight(alice, article, QUOTE, evil, speaker=evil)
    login(alice).post(reverse("account_profile"), {"display_name": evil})
    settings = reverse("project_settings", args=["talks"])
    login(olivia).post(settings, {"name": evil, "version": project.version, "action": str(uuid4())})
    login(olivia).post(reverse("project_new"), {"name": evil})
    found = [Claim.objects.get().label, Speaker.objects.get().name, User.objects.get(pk=alice.pk).name]
    found += Project.objects.values_list("name", flat=True)
    assert found.count("Annexe") == 5


@pytest.mark.parametrize(
    "name", ["\u202egnp.exe", 'a";x=".html', "naïve\u2066.html", "a\nb.txt", "%0d%0aSet-Cookie: x.txt", "日本.txt"]
)
def test_the_name_of_a_file_is_plain_ascii_in_the_header(article, name):
    source = new_source(b"A title", filename=name)
    told = hand_out(source, article).headers["Content-Disposition"]
    assert told.isascii() and told.isprintable() and told.startswith("attachment")
    if not name.isascii():
        assert ("filename*=utf-8''" in told and "%E2%80%AE" in told) or "%" in told


def test_an_uploaded_file_has_no_turning_name(login, edgar, project):
    sent = SimpleUploadedFile("\u202egnp.txt", b"A title\n\nSome words.")
    login(edgar).post(reverse("import_new", args=["talks"]), {"files": sent})
    assert not set("".join(Source.objects.values_list("filename", flat=True))) & set(TURNING)
