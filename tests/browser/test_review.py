"""After an article was edited: what changed is seen and decided, with a script and without, on a phone as well."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk import make_piece

REWORD = """
from newsroom.models import Article, User
from tests.annotations.rewording import reword

article = Article.objects.select_related("project").get(uuid="UUID")
owner = User.objects.get(username="olivia-NAME")
reword(owner, article, ('no "real willingness"', 'a “real willingness”'), ("on Tuesday", "on Wednesday"))
"""


@pytest.fixture
def piece(site):
    piece = make_piece(site)
    uuid = piece.path.strip("/").rpartition("/")[2]
    site.run(REWORD.replace("UUID", uuid).replace("NAME", piece.name))
    return piece


def test_decisions_are_made_on_the_list_and_taken_back(new_context, page, piece):
    piece.open(page)
    page.get_by_role("link", name="2 of your highlights changed: review").click()
    rows = page.locator(".review-case")
    expect(rows).to_have_count(2)
    changed = page.locator(f"#review-{piece.keys[1]}")
    expect(changed.locator("del").first).to_contain_text("no")
    changed.get_by_role("button", name="Accept the new wording").click()
    expect(changed).to_contain_text("New wording accepted. 1 left to look at.")
    changed.get_by_role("button", name="Undo").click()
    expect(page.locator(".review-case")).to_have_count(2)
    plain = new_context(java_script_enabled=False, storage_state=page.context.storage_state()).new_page()
    plain.goto(page.url)
    plain.locator(f"#review-{piece.keys[1]}").get_by_role("button", name="Keep it on the old wording").click()
    expect(plain.locator(".banner.success")).to_contain_text("Kept on the old wording.")
    expect(plain.locator(".review-case")).to_have_count(1)
    plain.goto(piece.path)
    expect(plain.locator(f"#a-{piece.keys[1]}")).to_contain_text("made on an earlier wording")
    plain.goto(f"{piece.path}revisions/1/")
    expect(plain.locator(f"mark[data-a~='{piece.keys[1]}']").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_about_edits_have_no_barrier_and_fit_a_phone(new_context, page, piece, accessible, scheme):
    piece.open(page)
    state = page.context.storage_state()
    phone = new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme, storage_state=state).new_page()
    article = ("", "revisions/", "revisions/1/", "compare/", "compare/?view=inline")
    paths = [f"{piece.path}{name}" for name in article] + [f"/p/{piece.name}/{name}/" for name in ("edits", "review")]
    for path in paths:
        phone.goto(path)
        assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        accessible(phone)
