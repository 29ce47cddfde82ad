"""Holds the house to its plan: directions, pure modules, sizes, and what templates may contain."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APPS = ("newsroom", "annotations")
LONGEST_MODULE = 300  # lines
PURE = [Path(name) for name in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]["files"]]


def relative(paths):
    return sorted(path.relative_to(ROOT) for path in paths)


MODULES = relative(path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts)
TESTS = relative((ROOT / "tests").rglob("*.py"))
TEMPLATES = relative((ROOT / "templates").rglob("*.html"))
SCRIPTS = relative((ROOT / "static/js").rglob("*.js"))
PURE_MODULES = [path for path in MODULES if any(path == pure or pure in path.parents for pure in PURE)]


@cache
def read(path):
    return (ROOT / path).read_text()


def imports(path):
    """The modules that a file imports, at the top and inside functions."""
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def top(name):
    return name.split(".")[0]


# Each of these looks at hundreds of files and names all that break its rule: a test a file would take longer than the looking.


def test_newsroom_knows_annotations_by_name_only():
    # The demo and the settings are the house's front door: they may name the app in strings, never import it.
    newsroom = [path for path in MODULES if path.parts[0] == "newsroom"]
    assert [path for path in newsroom if "annotations" in {top(name) for name in imports(path)}] == []


def test_pure_modules_import_no_django_and_only_pure_modules():
    assert len(PURE_MODULES) >= len(PURE) > 20
    for path in PURE_MODULES:
        names = set(imports(path))
        assert not {name for name in names if top(name) in ("django", "allauth")}, path
        own = {Path(*name.split(".")) for name in names if top(name) in APPS}
        impure = {name for name in own if not any(is_pure(name, pure) for pure in PURE)}
        assert not impure, path


def is_pure(name, pure):
    return name.with_suffix(".py") == pure or name == pure or pure in name.parents


def test_every_pure_module_on_the_list_is_there():
    assert [path for path in PURE if not (ROOT / path).exists()] == []


def test_no_module_is_a_drawer_for_everything():
    drawers = ("utils", "helpers", "common", "misc", "util", "helper")
    assert [path for path in MODULES if path.stem in drawers or path.name in ("signals.py", "mixins.py")] == []


def test_modules_stay_short():
    assert {path: lines for path in MODULES + TESTS + SCRIPTS if (lines := lines_of(path)) > LONGEST_MODULE} == {}


def lines_of(path):
    return len(read(path).splitlines())


def test_outside_text_is_never_declared_safe():
    for path in MODULES:
        for words in ("mark_safe(", "SafeString(", "except Exception"):
            assert words not in read(path), path
        assert "os.environ" not in read(path) or path.name in ("settings.py", "wsgi.py", "asgi.py"), path


# A rule and what it finds: the policy forbids inline code and styles; htmx runs with eval off, so that filters in
# hx-trigger would be ignored and fire.
FORBIDDEN = {
    "declares text safe": r"\|\s*safe\b|\{%\s*autoescape\s+off",
    "has a style attribute": r"<[^>]*\sstyle\s*=",
    "has a style element": r"<style\b",
    "has an inline script": r"<script\b(?![^>]*\bsrc=)",
    "has an inline handler": r"<[^>]*\son[a-z]+\s*=",
    "has hx-on": r"\bhx-on\b",
    "evaluates in an attribute": r"""=["']\s*(?:js|javascript):""",
    "filters in hx-trigger": r"""hx-trigger=["'][^"']*\[""",
}


@pytest.mark.parametrize("rule", FORBIDDEN)
def test_no_template(rule):
    rule = re.compile(FORBIDDEN[rule], re.IGNORECASE)
    assert [path for path in TEMPLATES if rule.search(without_comments(read(path)))] == []


def without_comments(text):
    return re.sub(r"\{#.*?#\}|\{% comment.*?endcomment %\}", "", text, flags=re.DOTALL)


def without_tags(text):
    """Template tags replaced, so that a > inside one ends no element."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "x", without_comments(text), flags=re.DOTALL)


def test_every_htmx_element_says_where_its_answer_goes():
    for path in TEMPLATES:
        for element in re.findall(r"<[a-z][^>]*>", without_tags(read(path))):
            if re.search(r"\bhx-(?:get|post)=", element):
                assert "hx-target=" in element, (path, element)
                assert "hx-swap=" in element, (path, element)


def test_every_form_that_posts_carries_a_token():
    for path in TEMPLATES:
        for form in re.findall(r"<form\b.*?</form>", without_comments(read(path)), re.DOTALL | re.IGNORECASE):
            if re.search(r"""method=["']post""", form, re.IGNORECASE):
                assert "{% csrf_token %}" in form, path


def test_scripts_evaluate_nothing_and_build_no_address():
    for path in SCRIPTS:
        text = read(path)
        bad = re.search(r"\beval\(|new Function\(|\.style\.cssText|insertAdjacentHTML|document\.write", text)
        assert not bad, path
        for line in text.splitlines():
            if re.match(r"\s*import\b(?!\()", line) and "from" in line:
                assert line.startswith("import"), f"imports start at column 0: {path}: {line}"
                assert line.rstrip().endswith(";"), f"imports end with a semicolon: {path}: {line}"
