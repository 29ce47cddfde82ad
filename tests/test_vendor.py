"""The code of others is what its list says it is, and what pages load stays small."""

import hashlib
import re
from pathlib import Path

STATIC = Path(__file__).resolve().parents[1] / "static"
VENDOR = STATIC / "vendor"


def listed():
    rows = re.findall(r"^\| (\S+\.js) \|.*, (\S+\.txt) \| ([0-9a-f]{64}) \|$", (VENDOR / "README.md").read_text(), re.M)
    return {name: (licence, digest) for name, licence, digest in rows}


def test_every_vendored_file_is_listed_with_its_sum():
    sums = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")}
    assert sums == {name: digest for name, (_, digest) in listed().items()}


def test_every_vendored_file_has_its_licence_beside_it():
    for licence, _ in listed().values():
        assert "Permission to use, copy, modify" in (VENDOR / licence).read_text()


def test_no_style_sheet_is_longer_than_250_lines():
    assert {path.name for path in (STATIC / "css").glob("*.css") if len(path.read_text().splitlines()) > 250} == set()


def test_every_style_sheet_is_loaded_by_some_page():
    templates = " ".join(path.read_text() for path in (STATIC.parent / "templates").rglob("*.html"))
    named = re.findall(r"css/([\w-]+\.css)", templates)
    named += re.findall(r'(?m)^@import "([\w-]+\.css)";', (STATIC / "css/site.css").read_text())
    assert sorted(set(named)) == sorted(path.name for path in (STATIC / "css").glob("*.css"))
