"""The codebook as a tree: branches fold and stay so, claims move by keys, and all of it stands open without a script."""

import json

import pytest

from tests.personas import PASSWORD

WIDE, PHONE = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
PATH = "/p/tree-talks/claims/?sort=tree"
MAKE = """
import json
from annotations.actions.claims import create_claim
from newsroom import log
from newsroom.actions.projects import create_project
from tests.personas import make_user

owner = make_user("tove")
project = create_project(by=owner, name="Trees", key="tree-talks")
made = {}
for label, parent in (("Talks", None), ("Talks in Geneva", "Talks"), ("Talks in Vienna", "Talks"), ("War", None)):
    options = {"by": owner, "project": project, "label": label, "parent": made.get(parent)}
    made[label] = create_claim(token=log.make_token(), **options)
print(json.dumps({label: str(claim.uuid) for label, claim in made.items()}))
"""


@pytest.fixture(scope="module")
def made(site):
    return json.loads(site.run(MAKE).splitlines()[-1])


@pytest.fixture
def tree(new_context, log_in, made):
    def open_it(**options):
        page = new_context(**{"viewport": WIDE, **options}).new_page()
        log_in(page, "tove", PASSWORD)
        page.goto(PATH)
        return page

    return open_it


def labels(page):
    return [one.inner_text() for one in page.locator("#claims h2 a").all() if one.is_visible()]


def test_branches_fold_and_stay_so(tree, accessible, made):
    page = tree()
    fold = page.get_by_role("button", name="What stands under “Talks”")
    fold.click()
    assert labels(page) == ["Talks", "War"] and fold.get_attribute("aria-expanded") == "false"
    accessible(page)
    page.reload()
    assert labels(page) == ["Talks", "War"]
    page.goto("/p/tree-talks/")
    page.goto(f"{PATH}#claim-{made['Talks in Vienna']}")
    assert "Talks in Vienna" in labels(page)
    page.goto("/p/tree-talks/")
    page.goto(PATH)
    assert labels(page) == ["Talks", "War"]
    fold.press("Enter")
    assert labels(page) == ["Talks", "Talks in Geneva", "Talks in Vienna", "War"]


def test_a_phone_shows_it_whole(tree, accessible):
    page = tree(viewport=PHONE, color_scheme="dark")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    accessible(page)


def test_keys_put_a_claim_up_and_down_and_the_focus_goes_along(tree):
    page = tree()
    page.get_by_role("link", name="Talks in Vienna", exact=True).focus()
    for key, expected in (("ArrowUp", ["Vienna", "Geneva"]), ("ArrowDown", ["Geneva", "Vienna"])):
        with page.expect_navigation():
            page.keyboard.press(f"Alt+{key}")
        assert "Vienna" in page.locator("#claims li:focus-within").inner_text()
        assert labels(page) == ["Talks", *(f"Talks in {city}" for city in expected), "War"]


def test_without_a_script_all_stands_open_and_the_buttons_move(tree):
    page = tree(java_script_enabled=False)
    assert labels(page) == ["Talks", "Talks in Geneva", "Talks in Vienna", "War"]
    assert not page.get_by_role("button", name="What stands under").count()
    page.get_by_role("button", name="Put “War” before “Talks”").click()
    assert labels(page) == ["War", "Talks", "Talks in Geneva", "Talks in Vienna"]
    page.get_by_role("button", name="Put “War” after “Talks”").click()
    assert labels(page)[0] == "Talks"


@pytest.mark.parametrize(("path", "menu"), [("claims/", "#claims-unit"), ("passages/", "#passages-export")])
@pytest.mark.parametrize("width", [320, 390, 900])
def test_a_menu_near_the_edge_stays_in_the_window(tree, path, menu, width):
    page = tree(viewport={"width": width, "height": 800})
    page.goto(f"/p/tree-talks/{path}")
    page.locator(f"{menu} > summary").click()
    page.wait_for_timeout(100)
    box = page.locator(f"{menu} > .sheet").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
