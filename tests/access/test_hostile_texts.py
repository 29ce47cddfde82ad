"""Every text that somebody can set, set to what breaks things: kept as it is, shown as text, never an error of ours."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from annotations.models import Annotation, Claim, Speaker
from newsroom.doctor import faults
from newsroom.folding import one_line
from newsroom.models import User
from newsroom.text import clean
from tests.access.bodies import body
from tests.access.hostile import LONG, MARKUP, NAUGHTY, assert_clean, some

WRITERS = [
    ("annotation_add", "claim_label", "analyst"),
    ("annotation_add", "speaker_label", "analyst"),
    ("annotation_add", "via_label", "analyst"),
    ("annotation_add", "note", "analyst"),
    ("annotation_add", "quote", "analyst"),
    ("annotation_add", "prefix", "analyst"),
    ("annotation_add", "words", "analyst"),
    ("annotation_add", "said_at", "analyst"),
    ("annotation_note", "note", "analyst"),
    ("annotation_visibility", "visibility", "analyst"),
    ("tagging_add", "claim_label", "analyst"),
    ("tagging_edit", "speaker_label", "analyst"),
    ("tagging_edit", "stance", "analyst"),
    ("claim_new", "label", "analyst"),
    ("claim_new", "statement", "analyst"),
    ("claim_new", "definition", "analyst"),
    ("claim_edit", "label", "analyst"),
    ("claim_edit", "statement", "analyst"),
    ("claim_edit", "slot", "analyst"),
    ("claim_edit", "parent", "analyst"),
    ("claim_archive", "version", "analyst"),
    ("reading_state_set", "reason", "analyst"),
    ("reading_state_set", "state", "analyst"),
    ("preference_set", "pin", "analyst"),
    ("preference_set", "show", "analyst"),
    ("preference_set", "next", "analyst"),
    ("action_undo", "undo", "analyst"),
    ("action_undo", "action", "analyst"),
    ("action_undo", "article", "analyst"),
    ("article_edit", "title", "editor"),
    ("article_edit", "standfirst", "editor"),
    ("article_edit", "outlet", "editor"),
    ("article_edit", "byline", "editor"),
    ("article_edit", "url", "editor"),
    ("article_edit", "published", "editor"),
    ("article_edit", "language", "editor"),
    ("article_edit", "version", "editor"),
    ("article_remove", "version", "editor"),
    ("articles_edit", "language", "editor"),
    ("articles_edit", "change", "editor"),
    ("articles_edit", "article", "editor"),
    ("import_new", "text", "editor"),
    ("import_new", "action", "editor"),
    ("import_source", "title", "editor"),
    ("import_source", "outlet", "editor"),
    ("import_source", "published", "editor"),
    ("import_source", "do", "editor"),
    ("import_source", "encoding", "editor"),
    ("import_preview", "do", "editor"),
    ("project_new", "name", "editor"),
    ("theme_set", "next", "anonymous"),
    ("theme_set", "theme", "anonymous"),
    ("account_login", "login", "anonymous"),
    ("account_login", "next", "anonymous"),
    ("account_reset_password", "email", "anonymous"),
    ("account_signup", "email", "anonymous"),
    ("account_change_password", "oldpassword", "reader"),
]
EXTRA = {
    "annotation_add": {"stance": "asserts", "claim_label": "Some claim"},
    "reading_state_set": {"state": "skipped"},
    "account_login": {"login": "nobody", "password": "x"},
    "articles_edit": {"change": ["outlet", "language"], "outlet": "Gazette"},
    "import_source": {"do": "read"},
}


KEPT = {"claim_label", "speaker_label", "via_label", "note", "label", "statement", "definition", "reason"}


def fields_for(world, name, field, text):
    fields = {**body(world, name), **EXTRA.get(name, {}), field: text}
    if "action" in fields and field != "action":
        fields["action"] = str(uuid4())
    return fields


def crawl(world, strings=MARKUP):
    """Look at every page as several people; return all that was sent."""
    for who, headers in (("analyst", {}), ("editor", {"HX-Request": "true"})):
        client = world.client(who)
        for name, url in world.urls().items():
            if "account" not in name:
                assert_clean(client.get(url, headers=headers), (who, name), strings)


@pytest.mark.parametrize("name", sorted({name for name, _field, _who in WRITERS}))
def test_what_is_sent_breaks_nothing(world, name):
    url = world.urls()[name]
    for turn, (field, who) in enumerate((field, who) for other, field, who in WRITERS if other == name):
        client = world.client(who)
        for number, text in enumerate(some(turn)):
            headers = {"HX-Request": "true"} if number % 2 else {}
            answer = client.post(url, fields_for(world, name, field, text.encode("utf-8", "replace")), headers=headers)
            assert_clean(answer, (field, text))
        sent = f"{field}=%ED%A0%80x%00&action={uuid4()}"
        assert_clean(client.post(url, sent, "application/x-www-form-urlencoded"), (field, "lone surrogates"))
        assert_clean(client.get(url), (field, "the page after it"))


def test_pages_show_as_text_what_is_markup(world):
    """Each text that is kept holds an injection of another kind; then every page is looked at."""
    for text in [*MARKUP, "\u202egnp.exe", "\u2066evil"]:
        for name, field, who in WRITERS:
            if field in KEPT:
                world.client(who).post(world.urls()[name], fields_for(world, name, field, text))
    for text in MARKUP:
        editor = world.client("editor")
        for field in ("title", "standfirst", "outlet", "byline"):
            world.article.refresh_from_db()
            editor.post(world.urls()["article_edit"], fields_for(world, "article_edit", field, text))
        editor.post(world.urls()["import_new"], {"text": f"{text}\n\nA text {text} with more words."})
        editor.post(
            world.urls()["import_new"], {"files": SimpleUploadedFile(f"{text.replace('/', '')}.txt", b"A\n\nb c.")}
        )
    User.objects.update(display_name=MARKUP[0])
    world.project.name = MARKUP[1]
    world.project.save(update_fields=["name"])
    world.annotation.refresh_from_db()
    world.article.refresh_from_db()
    assert Claim.objects.filter(label__contains="<").exists() and Speaker.objects.filter(name__contains="<").exists()
    assert MARKUP[10] in world.client("owner").get(world.urls()["claim_list"]).content.decode()
    crawl(world)
    assert list(faults("default")) == []


def test_naughty_strings_come_back_as_they_were(world):
    client = world.client("analyst")
    labels, kept = world.urls()["claim_new"], world.urls()["annotation_note"]
    for text in NAUGHTY:
        answer = client.post(kept, {**body(world, "annotation_note"), "note": text})
        assert answer.status_code == 303, text
        assert Annotation.objects.get(pk=world.annotation.pk).note == clean(text).strip()
        answer = client.post(labels, {**body(world, "claim_new"), "label": text, "anyway": "1"})
        assert_clean(answer, text, [text])
        label = one_line(clean(text))
        if answer.status_code == 303:
            assert Claim.objects.filter(project=world.project, label=label).exists(), text
    assert Claim.objects.filter(project=world.project).count() > 400
    crawl(world, [text for text in NAUGHTY if "<" in text])
    assert list(faults("default")) == []


@pytest.mark.parametrize("length", [10_000, 10_001])
def test_a_long_note_is_kept_whole_or_refused_whole(world, length):
    answer = world.client("analyst").post(
        world.urls()["annotation_note"], {**body(world, "annotation_note"), "note": "ä" * length}
    )
    world.annotation.refresh_from_db()
    assert (answer.status_code, len(world.annotation.note)) in ((303, length), (422, len("Note qzxmark")))


def test_a_long_label_is_refused_and_stays_in_the_form(world):
    answer = world.client("analyst").post(world.urls()["claim_new"], {**body(world, "claim_new"), "label": LONG})
    assert answer.status_code == 422
    assert LONG in answer.content.decode()
