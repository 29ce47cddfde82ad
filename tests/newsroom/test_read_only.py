"""A database that cannot be written is named when the server starts, with what to do; reading it stays possible."""

import ctypes
import os
import sqlite3
import subprocess
import sys

import pytest

from tests.browser.site import ROOT, make_site

pytestmark = pytest.mark.sqlite
DROP_FROM_BOUNDS, PASS_OVER_RIGHTS = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE


def bound_by_rights():
    """Let the rights of files hold for root too, as in the tests of a container; others are bound by them anyway."""
    if os.geteuid() == 0:
        assert ctypes.CDLL(None).prctl(DROP_FROM_BOUNDS, PASS_OVER_RIGHTS, 0, 0, 0) == 0


def serve(site):
    command = [sys.executable, "manage.py", "serve", "--port", site.url.rpartition(":")[2]]
    pipes = {"capture_output": True, "text": True, "timeout": 60}
    return subprocess.run(command, cwd=ROOT, env=site.variables, preexec_fn=bound_by_rights, **pipes)


@pytest.mark.parametrize("kept", ["the file", "the directory"])
def test_it_does_not_start_and_says_which_file_and_what_to_do(tmp_path, kept):
    site = make_site(tmp_path)
    file = tmp_path / "margin.sqlite3"
    for beside in tmp_path.glob("margin.sqlite3-*"):
        beside.unlink()
    file.chmod(0o444) if kept == "the file" else tmp_path.chmod(0o555)
    try:
        done = serve(site)
    finally:
        tmp_path.chmod(0o755)
    assert done.returncode != 0
    assert f"The database {file} cannot be written" in done.stderr
    assert "Let the account that runs Margin write the file and its directory" in done.stderr
    assert "Traceback" not in done.stderr
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as reading:
        assert reading.execute("SELECT count(*) FROM newsroom_project").fetchone() == (0,)
