"""What a browser would send: for every form a body that is accepted of somebody who may."""

import csv
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

from annotations.models import Claim
from annotations.publishing import fingerprint, payload
from newsroom.models import CustomField, Event, Membership
from tests.access.bringing import visitor
from tests.access.voices import contradicted, merged, speaker
from tests.access.world import MARK, World
from tests.annotations.correcting import correction_in
from tests.annotations.sending import change, selection

TABLE = Path(__file__).parents[1] / "data" / "access.csv"
Body = dict[str, Any]


def _place(world: World) -> Body:
    return selection(world.article, "want to negotiate", version=world.annotation.version)


def _claimed(world: World) -> Body:
    return change(world.annotation, claim_label="Other words", stance="disputes")


def _shifted(world: World) -> Body:
    other = Claim.objects.current().filter(project=world.project, parent=None).exclude(pk=world.claim.pk)
    return {"action": str(uuid4()), "version": world.claim.version, "after": str(other.latest("pk").uuid)}


def _words(world: World, label: str) -> Body:
    version = world.claim.version
    return {"action": str(uuid4()), "version": version, "label": label, "statement": "Another statement.", "slot": 2}


def _facts(world: World) -> Body:
    article = world.article
    return {
        "action": str(uuid4()),
        "version": article.version,
        "title": "Another title",
        "initial-title": article.title,
    }


def _together(world: World) -> Body:
    article = world.article
    chosen = {"article": str(article.uuid), f"version-{article.uuid}": article.version}
    return {"action": str(uuid4()), **chosen, "change": "language", "language": "de"}


def _field(world: World) -> CustomField:
    return CustomField.objects.get(project=world.project)


def _retagged(world: World) -> Body:
    """Add a claim to all passages, of which everybody who may has one or may correct one."""
    claim = f"Merged claim {MARK}"
    return {"action": str(uuid4()), "deed": "add", "to_claim": claim, "to_stance": "none", "all": "1"}


def _versioned(row: Any) -> Body:
    return {"action": str(uuid4()), "version": row.version}


def _outlet(world: World) -> Body:
    outlet = world.article.outlet
    return {"action": str(uuid4()), "version": outlet.version, "name": outlet.name, "country": "FR"}


def _another_outlet(world: World) -> Body:
    return {**_versioned(world.article.outlet), "into": f"Another {MARK}"}


def _team_note(world: World) -> Body:
    return {**_versioned(world.article.team_note), "text": "Other words", "holder": ""}


def _handed(world: World) -> Body:
    """The colleague, who has the article in hand, gives it to the analyst."""
    to = Membership.objects.get(project=world.project, user=world.people["analyst"])
    article = world.article.uuid
    return {"action": str(uuid4()), "to": str(to.uuid), "articles": [str(article)], "note": "Please"}


def _copies(world: World) -> Body:
    articles = (world.article, world.copy)
    versions = {f"version-{article.uuid}": article.version for article in articles}
    return {"action": str(uuid4()), "article": [str(article.uuid) for article in articles], **versions}


def _copy(world: World) -> Body:
    return {**_versioned(world.copy), "article": str(world.copy.uuid)}


def _decision(world: World) -> Body:
    revision = world.article.current_revision
    assert revision is not None
    return {"action": str(uuid4()), "revision": str(revision.uuid), "decision": "accepted"}


def _elsewhere(world: World) -> Body:
    return selection(world.article, "They met", version=world.edited.version)


def _columns(world: World) -> Body:
    return {"do": "save", "signature": world.job.question["signature"], "first_title": "title", "name": "Kept"}


def _seen(world: World) -> Body:
    last = Event.objects.filter(object_uuid=world.claim.uuid).latest("sequence")
    return {"action": str(uuid4()), "seen": last.sequence}


def _period(world: World) -> Body:
    return {
        "do": "look",
        "person": "alice",
        "since": "2020-01-01T00:00",
        "until": "2099-01-01T00:00",
        "kinds": "highlights",
    }


def _published(world: World) -> Body:
    seen = fingerprint(payload(Claim.objects.select_related("project").get(pk=world.claim.pk), []))
    return {"action": str(uuid4()), "way": "frozen", "days": 7, "seen": seen}


BODIES: dict[str, Callable[[World], Body]] = {
    "activity_take_back": _period,
    "activity_taken": lambda world: {"action": str(uuid4())},
    "action_undo": lambda world: {"action": str(uuid4()), "latest": "1"},
    "annotation_add": lambda world: selection(world.article, "They met", claim_label="New", stance="asserts"),
    "annotation_note": lambda world: change(world.annotation, note="another"),
    "annotation_place": _place,
    "annotation_remove": lambda world: change(world.annotation),
    "annotation_visibility": lambda world: change(world.annotation, visibility="private"),
    "article_blind": lambda world: {"action": str(uuid4()), "blind": "blind"},
    "article_check": lambda world: {"action": str(uuid4())},
    "article_edit": _facts,
    "article_remove": lambda world: _versioned(world.article),
    "articles_edit": _together,
    "blindfold_set": lambda world: {"action": str(uuid4()), "on": "1"},
    "claim_archive": lambda world: _versioned(world.claim),
    "claim_edit": lambda world: _words(world, "Another label"),
    "passages_retag": lambda world: _retagged(world),
    "correction_take_over": lambda world: _versioned(correction_in(world.project).annotation),
    "claim_contradict": lambda world: {"action": str(uuid4()), "other": f"Merged claim {MARK}"},
    "claim_reconcile": lambda world: {"action": str(uuid4()), "other": contradicted(world).uuid},
    "claim_merge": lambda world: {**_versioned(world.claim), "into": f"Merged claim {MARK}"},
    "codebook_import": lambda world: {"entries": '[{"label": "From a file"}]', "action": str(uuid4()), "save": "1"},
    "claim_new": lambda world: _words(world, "A new label"),
    "claim_publish": _published,
    "publication_revoke": lambda world: {"action": str(uuid4()), "version": 1},
    "publication_extend": lambda world: {"action": str(uuid4()), "version": 1, "days": 7},
    "claim_split": lambda world: {**_versioned(world.claim), "where": "new", "label": "Split off", "all": "1"},
    "claim_move": lambda world: {**_versioned(world.claim), "parent": ""},
    "claim_shift": _shifted,
    "claim_separate": lambda world: _versioned(world.merged_claim),
    "claim_restore": lambda world: _versioned(world.claim),
    "example_choose": lambda world: {"action": str(uuid4()), "claim": str(world.tagging.claim.shown.uuid)},
    "example_remove": lambda world: {"action": str(uuid4())},
    "field_new": lambda world: {"action": str(uuid4()), "label": "Tone", "subject": "tagging", "field_kind": "text"},
    "field_edit": lambda world: {**_versioned(_field(world)), "label": "Another name"},
    "field_move": lambda world: {**_versioned(_field(world)), "to": "up"},
    "field_remove": lambda world: _versioned(_field(world)),
    "field_restore": lambda world: _versioned(_field(world)),
    "feed_edit": lambda world: {**_versioned(world.feed), "title": "Another title"},
    "feed_new": lambda world: {"action": str(uuid4()), "url": "https://news.example.org/feed"},
    "feed_pause": lambda world: _versioned(world.feed),
    "feed_remove": lambda world: _versioned(world.feed),
    "feed_resume": lambda world: _versioned(world.feed),
    "import_new": lambda world: {"action": str(uuid4()), "text": "A title\n\nA pasted text."},
    "import_preview": lambda world: {"action": str(uuid4()), "do": "save"},
    "import_pick": lambda world: {"action": str(uuid4()), "block": "0"},
    "import_source": lambda world: {"action": str(uuid4()), "do": "save"},
    "invitation_make": lambda world: {"action": str(uuid4()), "role": "reader", "email": ""},
    "invitation_revoke": lambda world: {"action": str(uuid4())},
    "job_change": lambda world: {"action": str(uuid4()), "do": "stop"},
    "job_columns": _columns,
    "member_end": lambda world: {"action": str(uuid4())},
    "member_role": lambda world: {"action": str(uuid4()), "role": "analyst"},
    "outlet_edit": _outlet,
    "outlet_merge": _another_outlet,
    "outlet_separate": lambda world: _versioned(world.merged),
    "preference_set": lambda world: {"show": "mine"},
    "project_archive": lambda world: {"action": str(uuid4()), "do": "archive"},
    "project_bring_back": lambda world: {"action": str(uuid4())},
    "project_remove": lambda world: {"action": str(uuid4()), "typed": world.project.name},
    "project_new": lambda world: {"name": "Another project"},
    "project_settings": lambda world: {**_versioned(world.project), "name": "Another name"},
    "hand_over": _handed,
    "inbox_read": lambda world: {},
    "notice_open": lambda world: {},
    "reply_add": lambda world: {"action": str(uuid4()), "text": "Another reply"},
    "reply_edit": lambda world: {**_versioned(world.reply), "text": "Other words"},
    "reply_remove": lambda world: _versioned(world.reply),
    "team_note_edit": _team_note,
    "reading_state_set": lambda world: {"action": str(uuid4()), "state": "coded"},
    "state_restore": _seen,
    "speaker_edit": lambda world: {
        **_versioned(speaker(world.project, MARK)),
        "name": "Another name",
        "kind": "person",
    },
    "speaker_merge": lambda world: {**_versioned(speaker(world.project, MARK)), "into": f"Into speaker {MARK}"},
    "speaker_separate": lambda world: _versioned(merged(world, "speaker")),
    "story_join": _copies,
    "story_leave": _copy,
    "response_differs": lambda world: {"action": str(uuid4()), "claim_label": "Other words", "stance": "disputes"},
    "response_remove": lambda world: _versioned(world.response),
    "response_same": lambda world: {"action": str(uuid4())},
    "response_would_not_tag": lambda world: {"action": str(uuid4()), "reason": "another reason"},
    "review_decide": _decision,
    "review_place": _elsewhere,
    "review_typography": lambda world: {"action": str(uuid4())},
    "tagging_add": _claimed,
    "tagging_edit": _claimed,
    "tagging_remove": lambda world: change(world.annotation),
    "theme_set": lambda world: {"theme": "dark"},
}


def body(world: World, name: str) -> Body:
    """Return the fields to send to an address; none where nothing is sent to it."""
    return BODIES[name](world) if name in BODIES else {}


def send(world: World, name: str, method: str, who: str, url: str, **options: Any) -> Any:
    """Send one request as somebody, from a browser that knows nothing but their session."""
    client = visitor(world, who)
    if method == "POST":
        return client.post(url, body(world, name), **options)
    return client.generic(method, url, **options)


def seen(answer: Any) -> str:
    """Return all that an answer sends: headers, cookies and body, files unpacked."""
    body: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as archive:
            body = b"".join(archive.read(name) for name in archive.namelist())
    return f"{answer.headers}{answer.cookies}" + body.decode("utf-8", "replace")


COOKIES = {"__Host-session", "__Host-csrf", "margin_theme", "messages"}
"""All that the site ever sets in production."""


def careless_cookies(answer: Any) -> list[str]:
    """Return the cookies of an answer that are not needed, or that scripts, other sites or plain HTTP would get to see."""
    return [cookie.OutputString() for name, cookie in answer.cookies.items() if not _is_careful(name, cookie)]


def _is_careful(name: str, cookie: Any) -> bool:
    if name not in COOKIES or cookie["domain"] or cookie["path"] != "/" or cookie["samesite"] != "Lax":
        return False
    is_taken_away = cookie["max-age"] == 0
    return is_taken_away or bool(cookie["secure"] and cookie["httponly"])


def table() -> list[dict[str, str]]:
    """Return the rows of the checked-in table of who gets what."""
    with TABLE.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
