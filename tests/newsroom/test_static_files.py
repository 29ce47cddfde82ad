import re
from pathlib import Path

import pytest
from django.core.management import call_command

from newsroom.joining import join
from newsroom.policy import FILE_HEADERS
from newsroom.static_files import JOINED, collect_if_changed, with_static_files

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "newsroom.static_files.ModuleStorage"},
}


@pytest.fixture
def collected(tmp_path, settings):
    """Our static files, collected as production does it."""
    settings.STORAGES = PRODUCTION
    settings.STATIC_ROOT = tmp_path / "static"
    assert collect_if_changed()
    return settings.STATIC_ROOT


FIRST_VISIT = 80_000
"""Bytes of CSS and JavaScript that the first visit of a reading page may fetch, with headers."""


def hashed(root, name):
    stem, suffix = name.rsplit(".", 1)
    (found,) = [path for path in root.glob(f"{stem}.*.{suffix}") if re.search(r"\.[0-9a-f]{12}\.", path.name)]
    return found


def read(name):
    return (ROOT / "static" / name).read_text()


def fetch(root, address, **headers):
    """Status, headers and body of one file from the WSGI application."""
    seen = {}

    def start_response(status, given):
        seen["status"], seen["headers"] = status, dict(given)

    def nothing_else(environ, start):
        start("404 Not Found", [])
        return []

    environ = {"PATH_INFO": address, "REQUEST_METHOD": "GET", **headers}
    body = b"".join(with_static_files(nothing_else)(environ, start_response))
    return seen["status"], seen["headers"], body


def test_every_import_between_our_modules_names_a_hashed_file(collected):
    for path in sorted((ROOT / "static/js").rglob("*.js")):
        name = str(path.relative_to(ROOT / "static"))
        text = hashed(collected, name).read_text()
        for imported in re.findall(r"""(?m)^(?:import|export)\b[^'"`;()=]*?['"](\.[^'"]+)['"]""", text):
            assert re.search(r"\.[0-9a-f]{12}\.js$", imported), f"{name} imports {imported}"
            assert (hashed(collected, name).parent / imported).is_file()


def test_files_travel_without_comments_and_indentation_and_lines_keep_their_numbers(collected):
    for path in (ROOT / "static/js/offsets.js", ROOT / "static/css/article.css"):
        written, sent = path.read_text(), hashed(collected, str(path.relative_to(ROOT / "static"))).read_text()
        assert len(sent) < len(written)
        assert sent.count("\n") == written.count("\n")
        assert re.search(r"(?m)^(\s*//|\s*/\*|[ \t]+\S)", sent) is None


def test_what_pages_load_together_is_one_file(collected):
    for name in JOINED:
        text = hashed(collected, name).read_text()
        assert re.search(r"(?m)^(@?import|export)\b", text) is None
    assert "--paper" in hashed(collected, "css/site.css").read_text()
    assert "forced-colors" in hashed(collected, "css/site.css").read_text()


def test_no_module_runs_twice_on_a_page():
    taken = []

    def noting(name):
        taken.append(name)
        return read(name)

    for name in JOINED:
        join(name, noting)
    assert len(taken) == len(set(taken)) > 60


def test_one_changed_module_changes_the_name_of_the_file_that_it_is_in(tmp_path, settings):
    sources = tmp_path / "sources"
    (sources / "js").mkdir(parents=True)
    (sources / "js/main.js").write_text('import "./one.js";\n')
    settings.STORAGES, settings.STATIC_ROOT, settings.STATICFILES_DIRS = PRODUCTION, tmp_path / "out", [sources]
    for text in ("first();\n", "second();\n"):
        (sources / "js/one.js").write_text(text)
        assert collect_if_changed()
    texts = [path.read_text() for path in (tmp_path / "out/js").glob("main.*.js")]
    assert [sum(word in text for text in texts) for word in ("first()", "second()")] == [1, 1]


def test_first_visit_of_a_reading_page_stays_small(collected):
    base, article = ((ROOT / "templates" / name).read_text() for name in ("base.html", "annotations/article.html"))
    names = re.findall(
        r"static '((?:css|js|vendor)/[\w.-]+)'", f"{(ROOT / 'templates/_styles.html').read_text()}{base}{article}"
    )
    assert {"css/site.css", "js/main.js", "js/reading.js", "vendor/htmx.min.js"} <= set(names)
    taken = [
        fetch(collected, f"/static/{hashed(collected, name).relative_to(collected)}", HTTP_ACCEPT_ENCODING="gzip")
        for name in names
    ]
    headers = sum(len(f"{name}: {value}\r\n") for _, given, _ in taken for name, value in given.items())
    assert sum(len(body) for _, _, body in taken) + headers < FIRST_VISIT


def test_no_words_of_ours_run_over_lines_where_a_comment_could_be_seen_in_them():
    for path in sorted((ROOT / "static/js").rglob("*.js")):
        for line in path.read_text().split("\n"):
            assert line.count("`") % 2 == 0, f"{path.name}: {line}"


@pytest.mark.parametrize(
    ("written", "is_hashed"),
    [
        ('import { a } from "./x.js";\n', True),
        ('import { a } from "./x.js"\n', True),
        ("import {\n  a,\n} from './x.js';\n", True),
        ('export { a } from "./x.js";\n', True),
        ('import "./x.js";\n', True),
        ('/** @type {import("./nowhere").T} */\nconst y = 1;\n', False),
        ('// import { a } from "./nowhere.js";\n', False),
    ],
)
def test_every_way_to_import_is_understood(written, is_hashed, tmp_path, settings):
    source = tmp_path / "source"
    source.mkdir()
    (source / "x.js").write_text("export const a = 1;\n")
    (source / "main.js").write_text(written)
    settings.STORAGES, settings.STATIC_ROOT, settings.STATICFILES_DIRS = PRODUCTION, tmp_path / "out", [source]
    call_command("collectstatic", interactive=False, verbosity=0)
    assert bool(re.search(r"\./x\.[0-9a-f]{12}\.js", hashed(tmp_path / "out", "main.js").read_text())) is is_hashed


def test_hashed_file_is_kept_for_ever_and_carries_the_policy(collected):
    address = f"/static/css/{hashed(collected, 'css/base.css').name}"
    status, headers, _ = fetch(collected, address)
    assert status.startswith("200")
    assert "immutable" in headers["Cache-Control"]
    assert {name: headers[name] for name in FILE_HEADERS} == FILE_HEADERS
    assert "Access-Control-Allow-Origin" not in headers


def test_file_is_sent_compressed_when_the_browser_can(collected):
    address = f"/static/css/{hashed(collected, 'css/base.css').name}"
    _, headers, body = fetch(collected, address, HTTP_ACCEPT_ENCODING="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert body.startswith(b"\x1f\x8b")


@pytest.mark.parametrize(
    "address",
    ["/static/../settings.py", "/static/..%2fsettings.py", "/static//etc/passwd", "/static.collected", "/static/"],
)
def test_nothing_beside_the_static_files_is_served(collected, address):
    status, _, _ = fetch(collected, address)
    assert status.startswith("404")


def test_nothing_is_collected_twice(collected):
    assert collect_if_changed() is False


def test_no_page_loads_from_another_host():
    for path in (ROOT / "templates").rglob("*.html"):
        assert not re.search(r"""(?:src|href)=["'](?:https?:)?//""", path.read_text()), path


def test_files_of_an_older_version_do_not_stand_in_the_way(tmp_path, settings):
    sources = tmp_path / "sources"
    sources.mkdir()
    for number in range(12):
        (sources / f"m{number}.js").write_text(f'import "./m{number + 1}.js";\n' if number < 11 else "one();\n")
    settings.STORAGES, settings.STATIC_ROOT = PRODUCTION, tmp_path / "static"
    settings.STATICFILES_DIRS = [sources]
    collect_if_changed()
    (sources / "m11.js").write_text("another();\n")
    assert collect_if_changed()
    for number in range(11):
        texts = [path.read_text() for path in settings.STATIC_ROOT.glob(f"m{number}.*.js")]
        assert len({text for text in texts if re.search(rf"m{number + 1}\.[0-9a-f]{{12}}\.js", text)}) == 2


def test_files_of_the_last_version_are_still_served(tmp_path, settings):
    """A page that was open while the server was changed loads what it names."""
    sources = tmp_path / "sources"
    sources.mkdir()
    settings.STORAGES, settings.STATIC_ROOT = PRODUCTION, tmp_path / "static"
    settings.STATICFILES_DIRS = [sources]
    for words in ("one();\n", "another();\n"):
        (sources / "page.js").write_text(words)
        assert collect_if_changed()
    hashes = [path.name for path in settings.STATIC_ROOT.glob("page.*.js")]
    found = {fetch(settings.STATIC_ROOT, f"/static/{name}")[2] for name in hashes}
    assert found == {b"one();\n", b"another();\n"}
    assert fetch(settings.STATIC_ROOT, "/static/page.0123456789ab.js")[0].startswith("404")
