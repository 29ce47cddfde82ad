"""The docs say what is true."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


def test_every_variable_of_the_settings_is_in_the_readme() -> None:
    settings = (ROOT / "newsroom/settings.py").read_text()
    names = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))
    readme = (ROOT / "README.md").read_text()
    assert {name for name in names if f"`{name}`" not in readme} == set()


def test_the_readme_names_no_variable_that_is_gone() -> None:
    settings = (ROOT / "newsroom/settings.py").read_text()
    table = (ROOT / "README.md").read_text().partition("## Environment")[2]
    names = set(re.findall(r"`([A-Z][A-Z_]{3,})`", table))
    assert {name for name in names if f'"{name}"' not in settings} == set()


def test_links_between_the_docs_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.name}: {target}"
        for page in pages
        for target in LINK.findall(page.read_text())
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_package_has_its_reason() -> None:
    reasons = (ROOT / "docs/dependencies.md").read_text().lower()
    wanted = (ROOT / "requirements.txt").read_text().partition("# needed by the above")[0]
    names = re.findall(r"^([A-Za-z0-9_-]+)", wanted, re.MULTILINE)
    assert {name for name in names if name.lower() not in reasons} == set()
