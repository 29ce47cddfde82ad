"""The pages about people and projects, walked on a phone's width in both colours; the switcher by keys and without a script."""

import json

import pytest

from tests.personas import PASSWORD

PHONE = {"width": 390, "height": 844}
MAKE = """
import json
from tests.personas import make_user
from annotations.actions.claims import create_claim
from newsroom import log
from newsroom.actions.articles import import_article, remove_article
from newsroom.actions.members import invite
from newsroom.actions.projects import add_member, archive_project, create_project, remove_project
from newsroom.importers.registry import read
from newsroom.intake import prepare
from newsroom.models import Project

owner = make_user("peg")
project = create_project(by=owner, name="Routes to talks", key="peg-talks")
for name in ("Grain and gas", "Old elections", "Thrown away"):
    create_project(by=owner, name=name, key="peg-" + name.split()[0].lower())
archive_project(by=owner, project=Project.objects.get(key="peg-old"), token=log.make_token())
remove_project(by=owner, project=Project.objects.get(key="peg-thrown"), token=log.make_token())
colleague = make_user("pip")
add_member(by=owner, project=project, user=colleague, role="analyst")
create_claim(by=owner, project=project, label="Talks are near", token=log.make_token())
for text in ("One title\\n\\nThey met.", "Another title\\n\\nThey met again."):
    draft = read(text.encode(), filename="a.txt")
    article = import_article(by=owner, project=project, prepared=prepare(draft), token=log.make_token()).article
remove_article(by=owner, article=article, version=article.version, token=log.make_token())
_invitation, secret = invite(by=owner, project=project, role="analyst", email="new@example.org", token=log.make_token())
print(json.dumps({"secret": secret}))
"""
PAGES = (
    "/?all",
    "/account/",
    "/account/email/",
    "/account/sessions/",
    "/account/two-factor/",
    "/p/peg-old/",
    "/p/peg-old/settings/",
    "/p/peg-talks/activity/",
    "/p/peg-talks/activity/take-back/",
    "/p/peg-talks/hand-over/",
    "/p/peg-talks/inbox/",
    "/p/peg-talks/members/",
    "/p/peg-talks/settings/",
    "/p/peg-talks/settings/remove/",
    "/p/peg-talks/trash/?kind=article",
    "/projects/new/",
)
WIDER = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module")
def made(site):
    return json.loads(site.run(MAKE).splitlines()[-1])


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_every_page_fits_a_phone_and_has_no_barrier(new_context, log_in, accessible, made, colours):
    page = new_context(viewport=PHONE, color_scheme=colours).new_page()
    log_in(page, "peg", PASSWORD)
    for path in PAGES:
        answer = page.goto(path)
        assert answer.status == 200, path
        assert page.evaluate(WIDER) <= 0, path
        accessible(page)


def test_invitations_fit_a_phone_and_have_no_barrier(new_context, log_in, accessible, made, complaints):
    complaints.expect("status of 404")
    stranger = new_context(viewport=PHONE).new_page()
    stranger.goto(f"/invitation/{made['secret']}/")
    assert stranger.locator("h1").inner_text() == "Join “Routes to talks”"
    accessible(stranger)
    member = new_context(viewport=PHONE).new_page()
    log_in(member, "pip", PASSWORD)
    for path, title in ((made["secret"], "You are in already"), ("forged", "No such invitation")):
        member.goto(f"/invitation/{path}/")
        assert member.locator("h1").inner_text() == title
        assert member.evaluate(WIDER) <= 0
        accessible(member)


def test_a_refusal_says_why_and_whom_to_ask(new_context, log_in, accessible, made, complaints):
    complaints.expect("status of 403")
    page = new_context(viewport=PHONE).new_page()
    log_in(page, "pip", PASSWORD)
    page.goto("/p/peg-talks/settings/")
    assert "Only editors and owners" in page.locator("#reason").inner_text()
    assert "Ask Peg" in page.locator("#main").inner_text()
    accessible(page)


def test_keys_change_the_project(new_context, log_in, accessible, made):
    page = new_context(viewport={"width": 1280, "height": 800}).new_page()
    log_in(page, "peg", PASSWORD)
    page.goto("/p/peg-talks/claims/")
    page.focus("#room-menu > summary")
    page.keyboard.press("Enter")
    accessible(page)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Grain and gas"
    page.keyboard.press("Escape")
    assert not page.locator("#room-menu").evaluate("menu => menu.open")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/p/peg-grain/claims/")


def test_without_a_script_the_project_is_changed_too(new_context, log_in, made):
    page = new_context(viewport=PHONE, java_script_enabled=False).new_page()
    log_in(page, "peg", PASSWORD)
    page.goto("/p/peg-talks/members/")
    page.click("#room-menu > summary")
    page.click("#room-menu a:has-text('Grain and gas')")
    page.wait_for_url("**/p/peg-grain/members/")
