"""A save that fails keeps everything, says why, and can be tried again; trying twice saves once."""

import json

import pytest

from tests.browser.desk import drag, field, make_piece, opened, painted, place_of, wait_saved

WORDS = "Nobody gave a date"


@pytest.fixture
def piece(site):
    return make_piece(site)


@pytest.fixture
def form(page, piece, complaints):
    """The form, filled for a passage."""
    complaints.expect("Failed to load resource|net::ERR")
    piece.open(page)
    drag(page, piece, WORDS)
    page.wait_for_selector("#popover:popover-open")
    page.keyboard.type("A new claim")
    page.keyboard.press("Enter")
    page.locator("#annotation-form [name=note]").fill("My note")
    page.focus("#claim-input")
    return page


def send(page):
    """By its button: Enter may still belong to the list of claims when proposals come late."""
    page.locator("#annotation-form button[type=submit]").first.click()


def saved(piece):
    start, end = place_of(piece, WORDS)
    return [row for row in piece.facts() if (row["start"], row["end"]) == (start, end)]


def why(page):
    page.wait_for_selector(".card.unsaved")
    return page.locator(".card.unsaved .why").inner_text()


def entries(page):
    return json.loads(page.evaluate("localStorage.getItem('margin-outbox') ?? '[]'"))


def answer_with(page, status, body=""):
    page.route("**/annotations/", lambda route: route.fulfill(status=status, body=body, content_type="text/html"))


def test_offline_keeps_all_and_saves_when_the_line_is_back(form, piece):
    form.context.set_offline(True)
    send(form)
    assert "connection" in why(form)
    card = form.locator(".card.unsaved")
    assert card.locator(".quote").inner_text() == WORDS
    assert "A new claim" in card.locator(".typed").inner_text()
    assert card.locator(".note").inner_text() == "My note"
    assert painted(form, "failed") == [WORDS]
    form.context.set_offline(False)
    form.wait_for_selector(".card.unsaved", state="detached")
    wait_saved(form)
    assert painted(form, "failed") == []
    assert [row["note"] for row in saved(piece)] == ["My note"]


def test_it_survives_a_reload_and_is_tried_by_itself(form, piece):
    answer_with(form, 503)
    form.on("dialog", lambda dialog: dialog.accept())
    send(form)
    why(form)
    assert saved(piece) == []
    form.unroute("**/annotations/")
    piece.read(form)
    wait_saved(form)
    form.wait_for_selector("#article mark:text('Nobody gave a date')")
    assert [row["taggings"][0][0] for row in saved(piece)] == ["A new claim"]


def test_leaving_asks_while_something_is_unsaved(form, piece):
    answer_with(form, 503)
    asked = []
    form.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    send(form)
    why(form)
    piece.read(form)
    assert asked == ["beforeunload"]


def test_an_answer_that_was_lost_on_the_way_saves_once(form, piece):
    def lose(route):
        route.fetch()
        route.abort()

    form.route("**/annotations/", lose)
    send(form)
    why(form)
    assert len(saved(piece)) == 1
    form.unroute("**/annotations/")
    form.get_by_role("button", name="Try again").click()
    form.wait_for_selector(".card.unsaved", state="detached")
    assert len(saved(piece)) == 1
    assert form.locator("#article mark", has_text=WORDS).count() == 1


def test_pressing_enter_twice_saves_once(form, piece):
    form.keyboard.press("Enter")
    form.keyboard.press("Enter")
    wait_saved(form)
    assert len(saved(piece)) == 1


def test_a_session_that_ended_offers_a_login_in_another_tab(form, piece):
    form.context.clear_cookies()
    send(form)
    why(form)
    assert form.locator(".card.unsaved .login").is_visible()
    other = form.context.new_page()
    piece.open(other)
    form.wait_for_selector(".card.unsaved", state="detached")  # the other tab sends what waits
    wait_saved(form)
    assert len(saved(piece)) == 1


@pytest.mark.parametrize(("status", "words"), [(403, "may not"), (409, "Somebody was faster"), (500, "server")])
def test_a_refusal_is_shown_and_kept(form, piece, status, words):
    answer_with(form, status, "" if status != 409 else "<p class='refusal' role='alert'>Somebody was faster.</p>")
    send(form)
    assert words in why(form)
    assert len(entries(form)) == 1
    assert "csrfmiddlewaretoken" not in json.dumps(entries(form))


def test_what_is_wrong_is_said_in_the_form_again(form, piece):
    form.locator("summary", has_text="More").click()
    form.locator("[name=said_at]").fill("some day")
    form.focus("#claim-input")
    send(form)
    form.wait_for_selector("#annotation-form .errors")
    assert opened(form)
    assert (field(form, "claim_label"), field(form, "note"), field(form, "said_at")) == (
        "A new claim",
        "My note",
        "some day",
    )
    form.locator("[name=said_at]").fill("2026-02")
    form.focus("#claim-input")
    send(form)
    wait_saved(form)
    assert form.locator(".card.unsaved").count() == 0
    assert len(saved(piece)) == 1


def test_it_can_be_changed_before_it_is_tried_again(form, piece):
    answer_with(form, 500)
    send(form)
    why(form)
    form.unroute("**/annotations/")
    form.locator(".card.unsaved [data-action=rework]").click()
    assert (field(form, "claim_label"), field(form, "note")) == ("A new claim", "My note")
    form.locator("#annotation-form [name=note]").fill("Another note")
    form.locator("#annotation-form .btn.pri").click()
    wait_saved(form)
    assert [row["note"] for row in saved(piece)] == ["Another note"]


def test_it_can_be_discarded(form, piece):
    answer_with(form, 500)
    send(form)
    why(form)
    form.locator(".card.unsaved [data-action=discard]").click()
    assert entries(form) == []
    assert painted(form, "failed") == []
    assert form.locator(".card.unsaved").count() == 0


def test_another_person_on_the_same_browser_does_not_send_it(form, piece):
    answer_with(form, 503)
    form.on("dialog", lambda dialog: dialog.accept())
    send(form)
    why(form)
    form.unroute("**/annotations/")
    form.context.clear_cookies()
    piece.open(form, "bob")
    form.wait_for_timeout(500)
    assert form.locator(".card.unsaved").count() == 0
    assert saved(piece) == []
    assert len(entries(form)) == 1


JOIN = """
from newsroom.actions.projects import add_member
from newsroom.models import Project, Role, User
project = Project.objects.get(key=NAME)
owner = project.memberships.get(role=Role.OWNER).user
add_member(by=owner, project=project, user=User.objects.get(username=WHO), role=Role.ANALYST)
"""


def test_what_waits_goes_to_its_own_project_from_a_page_of_another_one(form, piece, site):
    elsewhere = make_piece(site)
    site.run(f"NAME, WHO = {elsewhere.name!r}, 'alice-{piece.name}'\n{JOIN}")
    before = elsewhere.facts()
    answer_with(form, 503)
    form.on("dialog", lambda dialog: dialog.accept())
    send(form)
    why(form)
    form.unroute("**/annotations/")
    elsewhere.read(form)
    assert form.locator(".card.unsaved").count() == 0
    wait_saved(form)
    assert [row["note"] for row in saved(piece)] == ["My note"]
    assert elsewhere.facts() == before


def test_what_one_window_saves_is_settled_in_the_other(form, piece):
    answer_with(form, 503)
    send(form)
    why(form)
    other = form.context.new_page()
    answer_with(other, 503)
    piece.read(other)
    why(other)
    form.unroute("**/annotations/")
    form.get_by_role("button", name="Try again").click()
    other.wait_for_selector(".card.unsaved", state="detached")
    other.wait_for_selector("#article mark:text('Nobody gave a date')")
    assert len(saved(piece)) == 1
