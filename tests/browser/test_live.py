"""What a colleague does appears on the open page, and disturbs nobody."""

import pytest

from tests.browser.desk import click_words, drag, field, make_piece, opened, painted, wait_saved
from tests.browser.site import make_site

NOTE = """
from annotations.actions.annotations import change_note
from annotations.models import Annotation
from newsroom import log
annotation = next(a for a in Annotation.objects.filter(article__uuid=PATH.split("/")[4]) if a.key == KEY)
change_note(by=annotation.author, annotation=annotation, version=annotation.version, note=WORDS, token=log.make_token())
"""


@pytest.fixture
def piece(site):
    return make_piece(site)


@pytest.fixture
def pages(new_context, piece):
    """Alice's page and Bob's, in browsers of their own, each with its stream."""
    made = [new_context(viewport={"width": 1280, "height": 800}).new_page() for _ in range(2)]
    for page, who in zip(made, ("alice", "bob"), strict=True):
        piece.open(page, who)
        wait_live(page)
    return made


def wait_live(page):
    page.wait_for_function("() => document.documentElement.dataset.live === 'on'")


def write_note(piece, key, words):
    """Change a note as its author, from a process of its own."""
    piece.site.run(NOTE.replace("PATH", repr(piece.path)).replace("KEY", repr(key)).replace("WORDS", repr(words)))


def tag(page, piece, words, claim):
    drag(page, piece, words)
    page.wait_for_selector("#popover:popover-open")
    page.fill("#annotation-form [name=claim_label]", claim)
    page.press("#annotation-form [name=claim_label]", "Enter")  # takes the option
    page.press("#annotation-form [name=claim_label]", "Enter")  # tags
    page.wait_for_selector("#popover:popover-open", state="detached")
    wait_saved(page)


def test_a_colleagues_highlight_appears_and_goes_without_a_reload(pages, piece, accessible):
    alice, bob = pages
    tag(bob, piece, "Nobody gave a date", "Undated visit")
    card = alice.locator("#cards .card", has_text="Undated visit")
    card.wait_for()
    assert card.locator(".by").inner_text().startswith("Bob")
    assert "came" in card.get_attribute("class")
    key = card.get_attribute("data-key")
    assert alice.locator(f"#article mark[data-a~='{key}']").inner_text().startswith("Nobody gave a date")
    assert alice.locator("#claim-options [data-label='Undated visit']").count() == 1
    alice.wait_for_function("() => document.getElementById('live').textContent.includes('Bob')")
    alice.wait_for_function("() => document.getElementById('legend').textContent.includes('Undated visit')")
    accessible(alice)
    bob.locator(f"#a-{key} .sp").first.click()
    bob.locator(f"#a-{key}").get_by_text("Remove", exact=True).click()
    card.wait_for(state="detached")
    assert alice.locator(f"#article mark[data-a~='{key}']").count() == 0


def test_numbers_selection_and_the_open_form_stay(pages, piece):
    alice, bob = pages
    numbers = {key: alice.locator(f"#a-{key} .n").inner_text() for key in piece.keys}
    drag(alice, piece, "Critics called the visit")
    alice.wait_for_function("() => document.getElementById('popover').matches(':popover-open')")
    alice.fill("#annotation-form [name=claim_label]", "Half a wo")
    tag(bob, piece, "They want guarantees first", "Guarantees")
    alice.locator("#cards .card", has_text="Guarantees").wait_for()
    assert opened(alice)
    assert field(alice, "claim_label") == "Half a wo"
    assert painted(alice, "pending") == ["Critics called the visit"]
    assert {key: alice.locator(f"#a-{key} .n").inner_text() for key in piece.keys} == numbers
    assert alice.locator("#article mark", has_text="They want guarantees first").count() == 0
    alice.keyboard.press("Escape")
    alice.keyboard.press("Escape")
    alice.locator("#article mark", has_text="They want guarantees first").wait_for()


def test_a_card_in_which_somebody_writes_waits(pages, piece):
    alice, _ = pages
    key = piece.keys[0]
    card = alice.locator(f"#a-{key}")
    card.locator(".sp").first.click()
    card.locator("summary").get_by_text("Note", exact=True).click()
    card.locator("textarea[name=note]").fill("My half sentence")
    write_note(piece, key, "Written elsewhere")
    alice.wait_for_timeout(800)
    assert card.locator("textarea[name=note]").input_value() == "My half sentence"
    card.locator("textarea[name=note]").fill("")
    card.locator("summary").get_by_text("Note", exact=True).click()
    alice.locator(f"#a-{key} .note", has_text="Written elsewhere").wait_for()


def test_the_text_stays_where_it_is_on_screen(new_context, site):
    text = "A title\n\n" + "\n\n".join(
        f"Paragraph {n} says a few words about talks and about nothing else." * 4 for n in range(60)
    )
    piece = make_piece(site, text, (("bob", "Paragraph 3 says a few words", "Words", "asserts", "Somebody"),))
    page = piece.open(new_context(viewport={"width": 1280, "height": 800}).new_page(), "alice")
    wait_live(page)
    page.evaluate(
        "document.querySelector('[data-block=\"40\"]').scrollIntoView({block: 'center', behavior: 'instant'})"
    )
    page.wait_for_timeout(300)
    where = "document.querySelector('[data-block=\"40\"]').getBoundingClientRect().top"
    before = page.evaluate(where)
    write_note(piece, piece.keys[0], "Long " * 200)
    page.locator(".note", has_text="Long").wait_for(state="attached")
    page.wait_for_timeout(300)
    assert abs(page.evaluate(where) - before) < 2


def test_one_stream_serves_all_tabs_of_a_browser(new_context, piece):
    context = new_context(viewport={"width": 1280, "height": 800})
    first = piece.open(context.new_page(), "alice")
    tabs = [first, *[piece.read(context.new_page()) for _ in range(8)]]
    for tab in tabs:
        wait_live(tab)
    write_note(piece, piece.keys[2], "Seen in every tab")
    for tab in tabs:
        tab.locator(".note", has_text="Seen in every tab").wait_for()


def test_a_window_that_was_away_catches_up(pages, piece, complaints):
    alice, _ = pages
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    alice.context.set_offline(True)
    write_note(piece, piece.keys[2], "Written meanwhile")
    alice.wait_for_timeout(500)
    alice.context.set_offline(False)
    alice.locator(".note", has_text="Written meanwhile").wait_for()


def test_where_no_stream_comes_through_the_page_asks_now_and_then(new_context, piece, complaints):
    """Some proxies let no stream pass. The hub runs in the window here, where the test can be such a proxy."""
    complaints.expect("ERR_FAILED")
    page = new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.add_init_script("delete window.SharedWorker")
    asked = []

    def pass_polls(route):
        asked.append("once=1" in route.request.url)
        route.continue_() if asked[-1] else route.abort()

    page.route("**/live/?**", pass_polls)
    piece.open(page, "alice")
    wait_live(page)
    assert asked.count(False) == 3
    write_note(piece, piece.keys[2], "Told without a stream")
    page.locator(".note", has_text="Told without a stream").wait_for(timeout=25_000)
    assert len(asked) > 4


DEAF = """
delete window.SharedWorker;
const ask = window.fetch;
window.asked = 0;
window.fetch = async (address, options) => {
  if (!String(address).includes("/live/?") || window.asked++) return ask(address, options);
  const silence = (controller) => options.signal.addEventListener("abort", () => controller.error(options.signal.reason));
  return new Response(new ReadableStream({ start: silence }), { headers: { "Content-Type": "text/event-stream" } });
};
"""


@pytest.mark.parametrize("slept", ["00:35", "08:00:00"])
def test_a_page_that_slept_notices_the_silence_and_comes_back(new_context, piece, slept):
    """The machine sleeps with a stream that the network forgets meanwhile: nothing ends it, and nothing comes any more."""
    page = new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.add_init_script(DEAF)
    page.clock.install()
    piece.open(page, "alice")
    wait_live(page)
    write_note(piece, piece.keys[2], "Written while it slept")
    assert page.evaluate("window.asked") == 1
    assert page.locator(".note", has_text="Written while it slept").count() == 0
    page.clock.fast_forward(slept)
    page.locator(".note", has_text="Written while it slept").wait_for()
    write_note(piece, piece.keys[1], "Written when it was awake")
    page.locator(".note", has_text="Written when it was awake").wait_for()
    assert page.evaluate("window.asked") <= 3


def test_who_reads_along_is_shown_quietly(pages):
    alice, bob = pages
    alice.locator("#here .av[title=Bob]").wait_for()
    bob.locator("#here .av[title=Alice]").wait_for()
    bob.close()
    alice.locator("#here .av").wait_for(state="detached")


def test_ones_own_save_is_drawn_once(pages, piece):
    alice, _ = pages
    alice.evaluate(
        "new MutationObserver(() => { window.drawn = (window.drawn ?? 0) + 1; }).observe(document.getElementById('cards'), {childList: true})"
    )
    click_words(alice, piece, "Nobody gave a date")
    write = alice.locator(f"#a-{piece.keys[0]}")
    write.locator(".sp").first.click()
    write.locator("summary").get_by_text("Note", exact=True).click()
    write.locator("textarea[name=note]").fill("Once")
    write.get_by_role("button", name="Save note").click()
    wait_saved(alice)
    alice.wait_for_timeout(800)
    assert alice.evaluate("window.drawn") == 1


def test_a_restart_of_the_server_loses_nothing_and_needs_no_reload(new_context, tmp_path, complaints):
    complaints.expect("Failed to load resource|net::ERR|fetched|htmx:(afterRequest|sendError)")
    site = make_site(tmp_path)
    site.start()
    piece = make_piece(site)
    page = piece.open(new_context(viewport={"width": 1280, "height": 800}, base_url=site.url).new_page())
    wait_live(page)
    drag(page, piece, "Nobody gave a date")
    page.wait_for_selector("#popover:popover-open")
    site.stop()
    page.fill("#annotation-form [name=note]", "Typed while nobody heard")
    page.press("#annotation-form [name=note]", "Control+Enter")
    page.wait_for_selector(".card.unsaved")
    write_note(piece, piece.keys[2], "Written meanwhile")
    site.start()
    page.locator(".note", has_text="Written meanwhile").wait_for(timeout=30_000)
    wait_saved(page)
    assert len(piece.facts()) == 4
    site.stop()
