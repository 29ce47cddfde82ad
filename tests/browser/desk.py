"""An article on the running site, with the people of the personas, for the tests of the reading page."""

import dataclasses
import json
import secrets
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

from tests.browser.site import Site
from tests.personas import PASSWORD

# Runs inside the site's own process; NAME, TEXT, CODINGS are put in front.
MAKE = """
from types import SimpleNamespace
from tests.personas import make_user
from annotations.actions.anchors import spot
from annotations.actions.annotations import add_annotation
from annotations.actions.taggings import TaggingDraft
from annotations.anchoring import describe
from newsroom import log
from newsroom.actions.articles import import_article
from newsroom.actions.projects import add_member, create_project
from newsroom.importers.registry import read
from newsroom.intake import prepare
from newsroom.layouts import reading_of
from newsroom.models import Role
import json

people = {}
owner = make_user("olivia-" + NAME)
project = create_project(by=owner, name="Routes to talks", key=NAME)
for name in ("alice", "bob"):
    people[name] = make_user(f"{name}-{NAME}", name.capitalize())
    add_member(by=owner, project=project, user=people[name], role=Role.ANALYST)
draft = read(TEXT.encode(), filename="article.txt")
article = import_article(by=owner, project=project, prepared=prepare(draft), token=log.make_token()).article
revision = article.current_revision
text = reading_of(revision.pk, revision.uuid).layout.text
keys = []
for who, quote, claim, stance, speaker in CODINGS:
    start = text.index(quote)
    place = spot(article, revision, describe(text, start, start + len(quote)))
    drafts = [TaggingDraft(claim=claim, stance=stance, speaker=speaker)] if claim else []
    keys.append(add_annotation(by=people[who], spot=place, taggings=drafts, token=log.make_token()).key)
print(json.dumps({"path": f"/p/{NAME}/articles/{article.uuid}/", "text": text, "keys": keys}))
"""

TEXT = """Talks may resume, Macron says

French President Emmanuel Macron said on Tuesday that preparations are under way. He added that Russia has shown no "real willingness" to negotiate a ceasefire.

"It is being prepared," Macron said. "I think it would be useful, but I don't think Russia is willing."

The Kremlin said it viewed calls from some European states to resume talks as positive. Nobody gave a date.

Critics called the visit 🧑🏻‍🔧 premature. They want guarantees first.
"""
CODINGS = (
    ("alice", "preparations are under way", "Europe should reopen channels", "asserts", "Emmanuel Macron"),
    (
        "alice",
        'Russia has shown no "real willingness" to negotiate a ceasefire',
        "No real willingness",
        "asserts",
        "Emmanuel Macron",
    ),
    ("bob", "real willingness", "No real willingness", "disputes", "The Kremlin"),
)


@dataclass
class Piece:
    """An article on the site: its path, its text, the page keys of its annotations, and who reads it."""

    site: Site
    name: str
    path: str
    text: str
    keys: list[str] = dataclasses.field(default_factory=list)

    def open(self, page: Page, who: str = "alice") -> Page:
        """Log in and open the article; the scripts are running when this returns."""
        page.goto("/account/login/")
        page.fill("input[name=login]", f"{who}-{self.name}")
        page.fill("input[name=password]", PASSWORD)
        page.click("form:has(input[name=password]) button:not([name])")
        page.wait_for_url(lambda url: "/account/login" not in url)
        return self.read(page)

    def read(self, page: Page) -> Page:
        """Open it again."""
        page.goto(self.path)
        page.wait_for_selector("#claim-options", state="attached")
        page.wait_for_selector(".cards.placed, .cards", state="attached")
        return page

    def facts(self) -> list[dict[str, Any]]:
        """Return what the database holds, in text order."""
        return json.loads(self.site.run(FACTS.replace("PATH", repr(self.path))))


FACTS = """
import json
from annotations.models import Annotation, Tagging
rows = []
for annotation in Annotation.objects.filter(article__uuid=PATH.split("/")[4], deleted_at=None).order_by("pk"):
    anchor = annotation.anchors.get(is_origin=True)
    taggings = Tagging.objects.filter(annotation=annotation, deleted_at=None).order_by("position")
    rows.append({"start": anchor.start, "end": anchor.end, "quote": anchor.quote, "note": annotation.note,
        "taggings": [[t.claim.label, t.stance, t.speaker.name if t.speaker else "", t.form, t.certainty] for t in taggings]})
rows.sort(key=lambda row: (row["start"], row["end"]))
print(json.dumps(rows))
"""


def make_piece(site: Site, text: str = TEXT, codings: tuple[tuple[str, ...], ...] = CODINGS) -> Piece:
    """Make a project of its own with one article in it."""
    name = f"desk-{secrets.token_hex(4)}"
    script = site.directory / f"{name}.py"  # a long text does not fit on a command line
    script.write_text(f"NAME, TEXT, CODINGS = {name!r}, {text!r}, {codings!r}\n{MAKE}", encoding="utf-8")
    made = json.loads(site.run(f"exec(open({str(script)!r}).read(), {{}})").strip().splitlines()[-1])
    return Piece(site, name, made["path"], made["text"], made["keys"])


RECT = """
([start, end]) => import("/static/js/offsets.js").then((offsets) => {
  const range = offsets.toRange(document.getElementById("article"), {start, end});
  const top = range.getBoundingClientRect().top;
  if (top < 150 || top > 500) scrollBy({top: top - 300, behavior: "instant"});
  const rects = [...range.getClientRects()].filter((rect) => rect.width > 1);
  const [first, last] = [rects[0], rects.at(-1)];
  return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
})
"""
PAINTED = """
(name) => import("/static/js/offsets.js").then((offsets) => {
  const root = document.getElementById("article");
  const texts = [...(CSS.highlights.get(name) ?? [])].map((range) => offsets.toOffsets(root, range));
  return texts.map(({start, end}) => offsets.slice(root, start, end));
})
"""


def place_of(piece: Piece, words: str) -> tuple[int, int]:
    """Return where some words stand, in code points."""
    start = piece.text.index(words)
    return start, start + len(words)


def ends_of(page: Page, piece: Piece, words: str) -> list[float]:
    """Return where some words begin and end on screen, once they are in sight and nothing moves any more."""
    before: list[float] = []
    for _ in range(20):
        now = page.evaluate(RECT, list(place_of(piece, words)))
        if now == before:
            break
        before = now
        page.wait_for_timeout(50)
    return before


def drag(page: Page, piece: Piece, words: str) -> None:
    """Select words with the mouse, as a person does."""
    x1, y1, x2, y2 = ends_of(page, piece, words)
    page.mouse.move(x1 + 1, y1)
    page.mouse.down()
    page.mouse.move((x1 + x2) / 2, (y1 + y2) / 2, steps=3)
    page.mouse.move(x2 - 1, y2, steps=3)
    page.mouse.up()


def click_words(page: Page, piece: Piece, words: str) -> None:
    """Press the mouse in the middle of the first line of some words."""
    x1, y1, x2, y2 = ends_of(page, piece, words)
    page.mouse.click((x1 + x2) / 2 if y1 == y2 else x1 + 20, y1)


def painted(page: Page, name: str) -> list[str]:
    """Return the texts that ::highlight(name) covers now."""
    return page.evaluate(PAINTED, name)


def field(page: Page, name: str) -> str:
    """Return the value of a field of the popover's form."""
    return page.eval_on_selector("#annotation-form", "(form, name) => form.elements.namedItem(name).value", name)


def opened(page: Page) -> bool:
    return page.evaluate("document.getElementById('popover').matches(':popover-open')")


def wait_saved(page: Page) -> None:
    """Wait until nothing is left to save."""
    page.wait_for_function("() => !JSON.parse(localStorage.getItem('margin-outbox') ?? '[]').length")
