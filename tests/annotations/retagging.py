"""Passages to re-tag or to split, and what a browser sends about them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from annotations.actions import retag_pieces
from annotations.models import Annotation
from newsroom.actions import putting_many
from newsroom.models import Article, User

DISPUTES = {"deed": "replace", "to_stance": "disputes"}


def talks(highlight: Callable[..., Annotation], article: Article, alice: User, bob: User) -> list[Annotation]:
    """Return two of alice's and one of bob's, all asserting one claim by one speaker."""
    return [
        highlight(by, article, quote, "Talks", speaker="Macron")
        for by, quote in ((alice, "ceasefire"), (alice, "bombardment"), (bob, "technical level"))
    ]


def body(*picked: Annotation, **values: Any) -> dict[str, Any]:
    """Return the fields that choose passages and what is to be done with them."""
    return {"action": str(uuid4()), "pick": [str(one.uuid) for one in picked], **DISPUTES, **values}


def looked(client: Any, url: str, **asked: Any) -> dict[str, Any]:
    """Return the fields of the preview's form, as a browser would send them."""
    context = client.get(url, asked).context
    return {"action": str(uuid4()), **asked, "seen": context["seen"], "count": context["run"].total}


def stances(*annotations: Annotation) -> list[str]:
    """Return the stance of each annotation's one tagging."""
    return [one.taggings.current().get().stance for one in annotations]


def write_singly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have even the least that is otherwise written at once be much: every passage is a piece of its own."""
    monkeypatch.setattr(retag_pieces, "PIECE", 1)
    monkeypatch.setattr(putting_many, "MANY", 1)
    monkeypatch.setattr(putting_many, "PIECE", 1)
