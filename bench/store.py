"""Kept databases: built once for each state of the schema and the builder, copied for every run."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from newsroom import sentences, text

ROOT = Path(__file__).resolve().parent.parent
BUILDER = ("plan.py", "data.py", "bulk.py", "filling.py", "prose.py", "cast.py", "articles.py", "highlights.py")


def home() -> Path:
    """Return the directory of kept databases; BENCH_DIR chooses another than var/bench."""
    return Path(os.environ.get("BENCH_DIR", ROOT / "var" / "bench"))


@cache
def stamp() -> str:
    """Return a digest of everything that decides what a built database looks like: schema, text rules, builder."""
    digest = hashlib.sha256(f"{text.RULE} {sentences.RULE}".encode())
    with tempfile.TemporaryDirectory() as directory:
        command = [sys.executable, "-m", "bench.schema"]
        schema = subprocess.run(command, cwd=ROOT, env=environment(Path(directory)), check=True, capture_output=True)
    digest.update(schema.stdout)
    for name in BUILDER:
        digest.update((ROOT / "bench" / name).read_bytes())
    return digest.hexdigest()[:12]


def environment(directory: Path) -> dict[str, str]:
    """Return the environment in which Margin uses ``directory`` and nothing else of the caller's settings."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV")
    own = {name: os.environ[name] for name in kept if name in os.environ}
    return own | {"DATA_DIR": str(directory), "MARGIN_PROFILE": "local", "DJANGO_SETTINGS_MODULE": "newsroom.settings"}


def kept(name: str) -> Path:
    """Return the directory of a built database, building it first where it is missing or out of date."""
    directory = home() / f"{name}-{stamp()}"
    if not (directory / "manifest.json").exists():
        for old in home().glob(f"{name}-*"):
            shutil.rmtree(old)
        began = time.monotonic()
        print(f"Building the database “{name}” in {directory} ...", file=sys.stderr)
        _build(name, directory)
        print(f"  built in {time.monotonic() - began:.0f} s", file=sys.stderr)
    return directory


def _build(name: str, directory: Path) -> None:
    """Build aside and move into place, so that what is there is whole."""
    aside = directory.with_name(f"building-{name}-{os.getpid()}")
    aside.mkdir(parents=True)
    try:
        command = [sys.executable, "-m", "bench.data", name]
        subprocess.run(command, cwd=ROOT, env=environment(aside), check=True)
        aside.rename(directory)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def copy_of(name: str) -> Iterator[Path]:
    """Give a copy of a built database, to be written on, and remove it afterwards."""
    source = kept(name)
    with tempfile.TemporaryDirectory(prefix=f"{name}-run-", dir=home()) as directory:
        target = Path(directory) / "data"
        shutil.copytree(source, target)
        os.sync()  # or the disk would still be writing the copy while something is measured on it
        yield target
