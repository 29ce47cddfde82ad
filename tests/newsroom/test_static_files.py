import re
from pathlib import Path

import pytest
from django.core.management import call_command

from newsroom.policy import FILE_HEADERS
from newsroom.static_files import collect_if_changed, with_static_files

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


def hashed(root, name):
    stem, suffix = name.rsplit(".", 1)
    (found,) = [path for path in root.glob(f"{stem}.*.{suffix}") if re.search(r"\.[0-9a-f]{12}\.", path.name)]
    return found


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
