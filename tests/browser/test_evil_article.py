"""An article made of everything that runs in a browser: on its page nothing of it runs, asks or covers anything."""

from urllib.parse import quote

from tests import evil_markup
from tests.browser.desk import make_piece

IMPORT = """
from newsroom import log
from newsroom.actions.articles import import_article
from newsroom.importers.registry import read
from newsroom.intake import prepare
from newsroom.models import Project
from tests import evil_markup
project = Project.objects.get(key=NAME)
owner = project.memberships.get(role="owner").user
vectors = evil_markup.vectors()
for few in (vectors[start:start + 12] for start in range(0, len(vectors), 12)):
    prepared = prepare(read(evil_markup.page(few).encode(), filename="page.html"))
    article = import_article(by=owner, project=project, prepared=prepared, token=log.make_token()).article
    print(f"/p/{NAME}/articles/{article.uuid}/")
text = "An article about talks\\n\\n" + "\\n\\n".join(" ".join(vector.split()) for vector in vectors)
article = import_article(by=owner, project=project, prepared=prepare(read(text.encode(), filename="pasted.txt")), token=log.make_token()).article
print(f"/p/{NAME}/articles/{article.uuid}/")
"""
WATCH = "window.hits = 0; window.hit = () => { window.hits += 1; };"
AGAIN = """() => {
  const box = document.createElement("div");
  box.innerHTML = document.getElementById("article").innerHTML;
  box.innerHTML = box.innerHTML;
  document.body.append(box);
  htmx.process(box);
  const all = [...box.querySelectorAll("*")];
  for (const element of all) element.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
  return all.filter((element) => ["fixed", "sticky"].includes(getComputedStyle(element).position)).length;
}"""


def test_nothing_runs_or_asks_or_covers(page, site, complaints):
    piece = make_piece(site)
    addresses = site.run(
        IMPORT.replace("NAME", repr(piece.name)).replace("{" + repr(piece.name) + "}", piece.name)
    ).split()
    assert len(addresses) > 20
    page.add_init_script(WATCH)
    page.on("dialog", lambda dialog: complaints.found.append(f"asked {dialog.message}"))
    piece.open(page)
    for address in addresses:
        page.goto(address)
        page.wait_for_selector("#article")
        assert page.evaluate(AGAIN) == 0
        assert page.evaluate("window.hits") == 0, address
        assert page.evaluate("typeof htmx.config") == "object"


def test_the_same_does_run_where_nobody_cleans_it(browser):
    """Else the test above would show nothing."""
    context = browser.new_context()
    context.route("**/*evil.invalid*/**", lambda route: route.abort())
    page, hits = context.new_page(), 0
    page.add_init_script(WATCH)
    for vector in evil_markup.vectors():
        page.goto(f"data:text/html,{quote('<body>' + vector)}")
        hits += page.evaluate("window.hits")
        if hits >= 20:
            break
    context.close()
    assert hits >= 20
