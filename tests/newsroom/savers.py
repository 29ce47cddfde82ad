"""People who save all the time, with a book of their own of what was acknowledged."""

import re
import time
from contextlib import suppress
from http.client import HTTPException
from threading import Event, Thread
from urllib.parse import urlencode
from uuid import uuid4

from tests.newsroom.test_live_server import Visitor
from tests.personas import PASSWORD

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LABELS = """
from annotations.models import Claim
print("\\n".join(Claim.objects.filter(label__startswith="Saved").values_list("label", flat=True)))
"""


class Saver(Thread):
    """Adds claims to a project until it is told to stop; what found no server, or was put off, is sent once more."""

    def __init__(self, piece, who, stop: Event, tries=2, pause=1.0):
        super().__init__(daemon=True)
        self.visitor, self.who, self.stop, self.tries, self.pause = Visitor(piece.site), who, stop, tries, pause
        self.path = f"/p/{piece.name}/claims/new/"
        self.visitor.send("/account/login/", login=f"{who}-{piece.name}", password=PASSWORD)
        text = self.visitor.ask("GET", self.path)[2]
        self.token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)[1]
        self.acknowledged, self.answers, self.failed = [], [], []

    def run(self):
        number = 0
        while not self.stop.is_set():
            number += 1
            self._save(f"Saved by {self.who} {number}")

    def _save(self, label):
        body = urlencode({"csrfmiddlewaretoken": self.token, "action": uuid4(), "label": label, "anyway": "1"})
        seen = []
        for turn in range(self.tries):
            seen.append(None)
            with suppress(OSError, HTTPException):
                seen[-1] = self.visitor.ask("POST", self.path, body, **FORM)[0]
            if seen[-1] in (302, 303):
                self.acknowledged.append(label)
                break
            if turn + 1 < self.tries:
                time.sleep(self.pause)
        self.answers += [status for status in seen if status is not None]
        if seen[-1] not in (302, 303):
            self.failed.append((label, seen))


def all_let_run(piece, whose, meanwhile, **how):
    """Let people save while something happens; the savers, once they ended."""
    stop = Event()
    savers = [Saver(piece, who, stop, **how) for who in whose]
    for saver in savers:
        saver.start()
    try:
        meanwhile(savers)
    finally:
        stop.set()
        for saver in savers:
            saver.join(60)
    return savers


def assert_kept_once(site, savers):
    """All that was acknowledged is there, and nothing twice."""
    labels = site.run(LABELS).split("\n")
    assert len(labels) == len(set(labels))
    assert {label for saver in savers for label in saver.acknowledged} <= set(labels)
