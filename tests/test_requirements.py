"""What is pinned installs on the Python that Debian ships, and is what runs here."""

import re
from importlib.metadata import metadata, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

TOP = Path(__file__).parent.parent
OLDEST = "3.11.2"
"""Python of Debian 12; releases of our packages that want a later 3.11 cannot be installed there."""
PINNED = [
    Requirement(line)
    for name in ("requirements.txt", "requirements-dev.txt")
    for line in (TOP / name).read_text(encoding="utf-8").splitlines()
    if re.match(r"[a-z]", line, re.IGNORECASE)
]
HERE = [pinned for pinned in PINNED if pinned.marker is None or pinned.marker.evaluate()]


@pytest.mark.parametrize("pinned", HERE, ids=lambda pinned: pinned.name)
def test_it_runs_on_the_oldest_python_and_is_installed_as_pinned(pinned):
    assert str(pinned.specifier) == f"=={version(pinned.name)}"
    assert SpecifierSet(metadata(pinned.name)["Requires-Python"] or "").contains(OLDEST)
