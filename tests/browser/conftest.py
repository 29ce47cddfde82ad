"""A real browser in front of the real server; a page that complains fails its test."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.browser.site import Site, make_site

# Chromium's own calls home would be refused by the machines where tests run, many at a time.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# What passes is not written out: that took nine tenths of the time.
VIOLATIONS = {"resultTypes": ["violations"]}
expect.set_options(timeout=15_000)  # milliseconds; what is there is seen at once, on a busy machine too
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error("policy violated: " + event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile);
});
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The running server with an empty database; one for all browser tests of a process. Fill it with site.run()."""
    site = make_site(tmp_path_factory.mktemp("site"))
    site.start()
    yield site
    assert site.stop() == 0, site.log


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Closed after each file, because Django refuses its database while Playwright's loop runs."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path, "the browser tests need Chromium; on Debian and Ubuntu: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, chromium_sandbox=os.geteuid() != 0)
        yield browser
        browser.close()


@dataclass
class Complaints:
    """What pages wrote to the console as errors, threw, or fetched from elsewhere."""

    own: str
    found: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, pattern: str) -> None:
        """A complaint that this test provokes on purpose, as a regular expression: "status of 422"."""
        self.expected.append(pattern)

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"threw {error}"))
        page.on("request", self._request)

    def left(self) -> list[str]:
        return [text for text in self.found if not any(re.search(pattern, text) for pattern in self.expected)]

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.found.append(f"{message.text} {message.location.get('url', '')}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.own, "data:", "blob:", "about:")):
            self.found.append(f"fetched {request.url}")


@pytest.fixture
def complaints(site: Site) -> Complaints:
    return Complaints(site.url)


@pytest.fixture
def new_context(browser: Browser, site: Site, complaints: Complaints) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browser contexts, each one person with own cookies; keywords as Playwright's new_context takes them."""
    made: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        context = browser.new_context(**{"base_url": site.url, "locale": "en-GB", **options})  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("page", complaints.watch)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()
    assert complaints.left() == []


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """An empty page of one person, 1280 x 800; page.goto("/...") takes paths of the site."""
    return new_context(viewport={"width": 1280, "height": 800}).new_page()


@pytest.fixture
def log_in(site: Site) -> Callable[[Page, str, str], None]:
    """Logs a person in through the form."""

    def do(page: Page, login: str, password: str) -> None:
        page.goto(f"{site.url}/account/login/")
        page.fill("input[name=login]", login)
        page.fill("input[name=password]", password)
        page.click("form:has(input[name=password]) button:not([type=button])")
        page.wait_for_url(lambda url: "/account/login" not in url)

    return do


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Fails, with axe's words, when the page has a barrier that axe can find."""

    def check(page: Page) -> None:
        results = Axe().run(page, options=VIOLATIONS)
        assert results.violations_count == 0, results.generate_report()

    return check
