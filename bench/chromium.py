"""Chromium on the running site, signed in."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from bench.stage import Stage

VIEWPORT = {"width": 1280, "height": 800}
WATCH = """
(() => {
  let before = 0;
  const look = () => {
    const marks = document.querySelectorAll("#article mark").length;
    const complete = document.readyState !== "loading" && marks > 0 && marks === before;
    before = marks;
    if (!complete) { requestAnimationFrame(look); return; }
    // The frame after the next one has the marks on screen.
    requestAnimationFrame(() => setTimeout(() => {
      window.benchReady = performance.now() / 1000;
      window.benchMarks = document.querySelectorAll("#article mark").length;
    }, 0));
  };
  requestAnimationFrame(look);
})();
"""
"""Looks at every frame whether the article has been parsed and its marks are there; then waits for the paint."""

READY = """
new Promise((resolve, reject) => {
  const until = performance.now() + 120000;
  const look = () => {
    if (window.benchReady) resolve([window.benchReady, window.benchMarks]);
    else if (performance.now() > until) reject(new Error("no highlights in 120 s"));
    else setTimeout(look, 20);
  };
  look();
})
"""


@dataclass(slots=True)
class Visit:
    """One visit; seconds count from the start of the navigation."""

    seconds: float
    first_paint: float
    marks: int
    transfers: list[dict[str, Any]] = field(default_factory=list)


def browser_path() -> str:
    """Return the program. Raises ``RuntimeError`` where there is none."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        raise RuntimeError("there is no Chromium; `make bench` installs it")
    return found


@contextmanager
def browser() -> Iterator[Any]:
    """Give a Chromium without a window. Its errors become ``RuntimeError``."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        try:
            yield started
        except Error as error:
            raise RuntimeError(str(error)) from error
        finally:
            started.close()


def base(stage: Stage) -> str:
    """Return the address of the running site, without a slash at the end."""
    return f"http://127.0.0.1:{stage.server.port}"


def cookies_of(stage: Stage) -> list[dict[str, str]]:
    """Sign in as the first analyst and return the cookies."""
    client = stage.sign_in()
    client.close()
    return [{"name": name, "value": value, "url": base(stage)} for name, value in client.cookies.items()]


@contextmanager
def visitor(stage: Stage) -> Iterator[Callable[[str, int], Visit]]:
    """Give a function that visits a path; each visit has an empty cache and must draw so many marks."""
    with browser() as started:
        cookies = cookies_of(stage)

        def visit(path: str, at_least: int) -> Visit:
            context = started.new_context(viewport=VIEWPORT)
            context.add_cookies(cookies)
            try:
                return _visit(context, f"{base(stage)}{path}", at_least)
            finally:
                context.close()

        yield visit


def _visit(context: Any, address: str, at_least: int) -> Visit:
    page = context.new_page()
    page.add_init_script(WATCH)
    transfers = _listen(context.new_cdp_session(page))
    page.goto(address, wait_until="commit", timeout=120_000)
    seconds, marks = page.evaluate(READY)
    paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
    page.wait_for_load_state("networkidle")
    if marks < at_least:
        raise RuntimeError(f"{address} drew {marks} marks, not {at_least}")
    return Visit(seconds, (page.evaluate(paint) or 0) / 1000, marks, list(transfers.values()))


def _listen(session: Any) -> dict[str, dict[str, Any]]:
    """Return a table that fills with what goes over the wire: kind and bytes, headers included."""
    transfers: dict[str, dict[str, Any]] = {}

    def begun(event: dict[str, Any]) -> None:
        transfers[event["requestId"]] = {"kind": event["type"], "address": event["response"]["url"], "bytes": 0}

    def ended(event: dict[str, Any]) -> None:
        if event["requestId"] in transfers:
            transfers[event["requestId"]]["bytes"] = event["encodedDataLength"]

    session.on("Network.responseReceived", begun)
    session.on("Network.loadingFinished", ended)
    session.send("Network.enable")
    return transfers
