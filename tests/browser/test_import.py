"""Importing as a person does it: files, the table with fill-down, a preview read again without losing a word."""

import re

import pytest
from playwright.sync_api import expect

PREPARE = """
from newsroom.actions.projects import create_project
from newsroom.models import User
if not User.objects.filter(username="ida").exists():
    user = User.objects.create_user("ida", "ida@example.org", "correct horse battery staple", display_name="Ida")
    create_project(by=user, name="Imports", key="imports")
"""


@pytest.fixture
def import_page(site, page, log_in):
    """The import page in a project of Ida's own."""
    site.run(PREPARE)
    page.goto("/account/login/")
    page.fill("input[name=login]", "ida")
    page.fill("input[name=password]", "correct horse battery staple")
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/account/login" not in url)
    page.goto("/p/imports/import/")
    return page


def text_file(name, text):
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def test_several_files_are_filled_down_and_imported(import_page, accessible):
    page = import_page
    files = [text_file(f"f{n}.txt", f"Headline of number {n}\n\nThey met, for the {n}th time.") for n in range(3)]
    page.set_input_files(
        "#import-files", files=[*files, {"name": "picture.png", "mimeType": "image/png", "buffer": b"no"}]
    )
    expect(page.locator("#import-chosen li")).to_have_count(4)
    accessible(page)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#import-refused")).to_contain_text("does not read .png files")
    outlets = page.locator("[data-cell=outlet]")
    outlets.first.fill("The Daily")
    page.locator("button[data-fill=outlet]").click()
    expect(outlets.nth(2)).to_have_value("The Daily")
    accessible(page)
    page.get_by_role("button", name="Import all without a problem").click()
    expect(page.locator("#import-results li")).to_have_count(3)
    accessible(page)


def test_reading_again_keeps_what_was_typed_and_stays_in_place(import_page, accessible):
    page = import_page
    page.fill("#import-text", "Ceasefire talks resume\nA summary of the whole day.\n\nThey met.\n\nThey left.")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Byline").fill("Ann Lee")
    page.get_by_role("button", name="Swap title and standfirst").click()
    expect(page.locator("#import-text h2")).to_have_text("A summary of the whole day.")
    expect(page.get_by_label("Byline")).to_have_value("Ann Lee")
    accessible(page)
    page.get_by_role("button", name="Swap title and standfirst").click()
    expect(page.locator("#import-text h2")).to_have_text("Ceasefire talks resume")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page).to_have_url(re.compile(r"/articles/[0-9a-f-]+/$"))


PARAGRAPHS = [
    f"<p>The {name} delegation spoke about the grain in the ports for an hour.</p>"
    for name in ("first", "second", "third", "fourth")
]
PAGE = (
    "<!doctype html><html lang=en><head><title>Talks resume</title></head><body><nav><p>Menu of the whole site</p></nav><article>"
    f"<h1>Talks resume</h1>{''.join(PARAGRAPHS)}</article><aside><p>Another story about the weather.</p></aside></body></html>"
)


def test_paragraphs_of_a_page_are_picked_with_keys_and_cut(import_page, accessible):
    page = import_page
    page.set_input_files("#import-files", files={"name": "t.html", "mimeType": "text/html", "buffer": PAGE.encode()})
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Byline").fill("Ann Lee")
    accessible(page)
    page.get_by_role("button", name="Pick the paragraphs yourself").click()
    expect(page.get_by_label("Menu of the whole site")).not_to_be_checked()
    for name in ("first", "second", "third", "fourth"):
        page.get_by_label(f"The {name} delegation").uncheck()
    page.get_by_label("Talks resume").uncheck()
    page.get_by_label("The first delegation").check()
    page.get_by_label("The fourth delegation").click(modifiers=["Shift"])
    expect(page.locator("#import-pick :checked")).to_have_count(4)
    accessible(page)
    page.locator("li", has_text="The third delegation").get_by_role("button", name="cut from here").click()
    expect(page.locator("#import-pick :checked")).to_have_count(2)
    page.get_by_role("button", name="Read it from these").click()
    expect(page.locator("#import-text .prose p")).to_have_count(2)
    expect(page.get_by_label("Byline")).to_have_value("Ann Lee")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page).to_have_url(re.compile(r"/articles/[0-9a-f-]+/$"))


def test_importing_works_without_javascript(site, new_context, import_page):
    state = import_page.context.storage_state()
    page = new_context(java_script_enabled=False, storage_state=state).new_page()
    page.goto("/p/imports/import/")
    files = [text_file(f"g{n}.txt", f"Another headline {n}\n\nThey spoke, number {n}.") for n in range(2)]
    page.set_input_files("#import-files", files=files)
    page.get_by_role("button", name="Go on").click()
    page.locator("[data-cell=outlet]").first.fill("The Weekly")
    page.locator("button[data-fill=outlet]").click()
    expect(page.locator("[data-cell=outlet]").nth(1)).to_have_value("The Weekly")
    page.get_by_role("button", name="Import all without a problem").click()
    expect(page.locator("#import-results li")).to_have_count(2)


DROP = """(zone) => {
  const data = new DataTransfer();
  for (const number of [1, 2]) data.items.add(new File([`Dropped headline ${number}\\n\\nThey met again, number ${number}.`], `d${number}.txt`));
  zone.dispatchEvent(new DragEvent("dragover", {dataTransfer: data, bubbles: true, cancelable: true}));
  zone.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


def test_files_are_dropped_on_the_page(import_page):
    page = import_page
    page.locator("[data-drop]").evaluate(DROP)
    expect(page.locator("#import-chosen li")).to_have_count(2)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("[data-cell=title]")).to_have_count(2)
    expect(page.locator("[data-cell=title]").first).to_have_value("Dropped headline 1")


def test_one_refused_file_is_tried_again_without_javascript(site, new_context, import_page, accessible):
    bad = [{"name": f"bad{n}.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 nothing"} for n in (1, 2)]
    import_page.set_input_files("#import-files", files=bad)
    import_page.get_by_role("button", name="Go on").click()
    expect(import_page.locator("#job-items .refusal")).to_have_count(2, timeout=20_000)
    expect(import_page.get_by_text("All 2 were refused: nothing was added.")).to_be_visible()
    accessible(import_page)
    state = import_page.context.storage_state()
    page = new_context(java_script_enabled=False, storage_state=state).new_page()
    page.goto(import_page.url)
    page.get_by_role("button", name="Try again: bad2.pdf").click()
    expect(page.get_by_text("1 is tried again.")).to_be_visible()
    page.goto(import_page.url)
    expect(page.locator("#job-items .refusal")).to_have_count(2, timeout=20_000)
