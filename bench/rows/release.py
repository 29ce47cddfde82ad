"""From the release of the mouse to the highlight on screen, in Chromium, on an article of 10,000 words with 1,000.

A person selects words, presses 1 (the claim used last) and Enter. What counts is what Margin lets them wait: from the
release until the words are marked and the form is open, and from Enter until the server's highlight is drawn.
"""

from statistics import median
from typing import Any

from bench.chromium import READY, VIEWPORT, WATCH, base, browser, cookies_of
from bench.report import Figure
from bench.stage import Stage, Stages

TIMES = 15
WARM = 3
LIMIT = 100.0  # ms

CLOCK = """
(() => {
  const drawn = (done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0));
  const when = (ready, done) => (ready() ? drawn(done) : requestAnimationFrame(() => when(ready, done)));
  const open = () => document.querySelector("#popover:popover-open") && CSS.highlights.get("pending")?.size;
  addEventListener("pointerup", (event) => {
    window.benchMarked = 0;
    when(open, (now) => { window.benchMarked = now - event.timeStamp; });
  }, true);
  addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    window.benchDrawn = 0;
    const begun = event.timeStamp;
    const watch = new MutationObserver((changes) => {
      const blocks = changes.flatMap((change) => [...change.addedNodes]);
      if (!blocks.some((node) => node.nodeType === 1 && node.querySelector("mark"))) return;
      watch.disconnect();
      drawn((now) => { window.benchDrawn = now - begun; });
    });
    watch.observe(document.getElementById("article"), {childList: true, subtree: true});
  }, true);
})();
"""
AIM = """
(number) => {
  const blocks = [...document.querySelectorAll("#article p.block")];
  const block = blocks[number % blocks.length];
  scrollBy({top: block.getBoundingClientRect().top - 250, behavior: "instant"});
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.length < 30 || text.parentElement.closest("[data-skip]")) continue;
    const range = new Range();
    range.setStart(text, 2);
    range.setEnd(text, 24);
    const boxes = [...range.getClientRects()];
    if (boxes.length === 1) return [boxes[0].left, boxes[0].right, boxes[0].top + boxes[0].height / 2];
  }
  return null;
}
"""
WAIT = """
(name) => new Promise((resolve, reject) => {
  const until = performance.now() + 20000;
  const look = () => {
    if (window[name]) resolve(window[name]);
    else if (performance.now() > until) reject(new Error("waited 20 s for " + name));
    else setTimeout(look, 10);
  };
  look();
})
"""


def run(stages: Stages) -> list[Figure]:
    """Select and tag 15 times in different paragraphs; the first three are warm-up."""
    stage = stages.on("main")
    with browser() as started:
        context = started.new_context(viewport=VIEWPORT)
        context.add_cookies(cookies_of(stage))
        page = _open(context, stage)
        waits = [wait for number in range(4, 400, 7) if (wait := _tag(page, number))][: TIMES + WARM][WARM:]
        context.close()
    if len(waits) < TIMES:
        raise RuntimeError(f"only {len(waits)} passages could be tagged")
    marked, drawn = (median(wait[part] for wait in waits) for part in (0, 1))
    total = median(sum(wait) for wait in waits)
    note = f"marked and form open {marked:.0f} ms after the release, drawn {drawn:.0f} ms after Enter"
    return [Figure("release of the mouse to highlight on screen", total, "ms", LIMIT, "325 / 767 / 876 ms", note)]


def _open(context: Any, stage: Stage) -> Any:
    page = context.new_page()
    page.add_init_script(WATCH)
    page.add_init_script(CLOCK)
    page.goto(f"{base(stage)}/p/news/articles/{stage.special('10k-1k')['article']}/", wait_until="networkidle")
    page.evaluate(READY)
    return page


def _tag(page: Any, number: int) -> tuple[float, float] | None:
    """Tag words of one paragraph; return both waits in ms, or None where its words are too chopped to aim at."""
    place = page.evaluate(AIM, number)
    if place is None:
        return None
    left, right, height = place
    page.wait_for_timeout(150)
    page.mouse.move(left + 1, height)
    page.mouse.down()
    page.mouse.move((left + right) / 2, height, steps=3)
    page.mouse.move(right - 1, height, steps=3)
    page.mouse.up()
    marked = float(page.evaluate(WAIT, "benchMarked"))
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    drawn = float(page.evaluate(WAIT, "benchDrawn"))
    page.wait_for_timeout(150)
    return marked, drawn
