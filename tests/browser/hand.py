"""Runs Python inside a site: one process that has loaded Margin, and a fork of it for each piece of code.

To start Python and load Margin takes a second of a processor; a fork takes none, and inherits no connection, for the
process that is forked never opens one.
"""

import json
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path
from typing import IO, NoReturn

ROOT = Path(__file__).resolve().parents[2]


class Hand:
    """The process, as the tests hold it; it ends when they let go of it, or end themselves."""

    def __init__(self, variables: dict[str, str]) -> None:
        command = [sys.executable, "-m", "tests.browser.hand"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=ROOT, env=variables, stdin=pipe, stdout=pipe, text=True)

    def run(self, code: str) -> str:
        """Run code; what it printed. AssertionError with its traceback where it failed."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(code) + "\n")
        self.process.stdin.flush()
        status, printed, said = json.loads(self.process.stdout.readline())
        assert status == 0, said
        return printed

    def let_go(self) -> None:
        """End it; the code that it ran has ended before."""
        self.process.communicate()


def main() -> None:
    import django

    django.setup()
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)


def run(code: str) -> tuple[int, str, str]:
    """Run code in a fork; its status, what it printed, and what it said of errors."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err, open(os.devnull) as nothing:
        child = os.fork()
        if child == 0:
            for number, file in enumerate((nothing, out, err)):
                os.dup2(file.fileno(), number)
            execute(code)
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status), text_of(out), text_of(err)


def execute(code: str) -> NoReturn:
    """Run code as `manage.py shell` does, and end this process: with 1 where it raised anything."""
    from django.db import connections

    status = 1
    try:
        exec(code, {})
        status = 0
    finally:
        if status:
            traceback.print_exc()
        connections.close_all()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def text_of(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


if __name__ == "__main__":
    main()
