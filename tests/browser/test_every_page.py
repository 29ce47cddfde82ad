"""Every page that somebody can open: a quarter each on a phone and a desk, light and dark. It fits, has a heading, no barrier."""

import json

import pytest

from tests.personas import PASSWORD

LOOKS = [((width, height), scheme) for width, height in ((390, 844), (1280, 800)) for scheme in ("light", "dark")]
# The world of the access tests, which has one of everything; made inside the site's own process.
MAKE = """
import csv, functools, json
from django.conf import settings
from newsroom import log
from newsroom.actions.members import end_membership
from newsroom.actions.projects import add_member, create_project
from newsroom.models import Role
from tests.access.addresses import addresses
from tests.access.world import build
from tests.personas import highlight_words, make_user, take_in

settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
owner = make_user("olivia")
project = create_project(by=owner, name="Routes to talks", key="every-page")
people = {"anonymous": None, "owner": owner, "outsider": make_user("charlie")}
for who, role in (("analyst", Role.ANALYST), ("colleague", Role.ANALYST), ("editor", Role.EDITOR), ("former", Role.READER)):
    people[who] = make_user(f"every-{who}")
    add_member(by=owner, project=project, user=people[who], role=role)
people["reader"] = make_user("every-reader")
add_member(by=owner, project=project, user=people["reader"], role=Role.READER)
end_membership(by=owner, membership=people["former"].memberships.get(), token=log.make_token())
create_project(by=people["outsider"], name="Elsewhere", key="every-elsewhere")

def make_article(text, *, by=None, where=None, **facts):
    return take_in(text, by=by or people["editor"], where=where or project, **facts)

world = build(people, make_article, highlight_words)
with open("tests/data/access.csv", encoding="utf-8") as file:
    opened = [row["name"] for row in csv.DictReader(file) if row["method"] == "GET" and row["owner"] == "200"]
pages = {name: world.urls()[name] for name in opened}
print(json.dumps(pages))
"""
# Files, streams and fragments, which are no pages of their own.
NO_PAGES = ("_csv", "_graphml", "_live", "_cards", "_notes", "_legend", "_progress", "_export", "_options", "_source")
NO_PAGES += ("health", "source_show", "people_list", "account_logout")
# Walked by tests/browser/test_people_pages.py, in both colours.
WALKED = ("account_show", "member_list", "project_settings", "project_remove", "activity_list", "activity_take_back")
WALKED += ("hand_over", "inbox", "project_new", "trash_list", "session_list", "account_email", "mfa_index")
STATES = """() => [document.documentElement.scrollWidth - innerWidth, document.querySelectorAll("h1").length]"""


@pytest.fixture(scope="module")
def pages(site):
    found = json.loads(site.run(MAKE).splitlines()[-1])
    return {name: path for name, path in found.items() if not name.endswith(NO_PAGES) and name not in WALKED}


@pytest.mark.parametrize("number", range(len(LOOKS)), ids=[f"{width}-{scheme}" for (width, _), scheme in LOOKS])
def test_every_page_fits_and_has_no_barrier(new_context, log_in, accessible, pages, number):
    (width, height), scheme = LOOKS[number]
    page = new_context(viewport={"width": width, "height": height}, color_scheme=scheme).new_page()
    log_in(page, "olivia", PASSWORD)
    for name in sorted(pages)[number :: len(LOOKS)]:
        assert page.goto(pages[name]).status == 200, name
        wider, headings = page.evaluate(STATES)
        assert (wider <= 0, headings) == (True, 1), name
        accessible(page)
