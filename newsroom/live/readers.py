"""Who is reading an article now, over all processes: in the shared cache, never in the log.

Each process leaves one word for all its streams: whose stream is open on which article. A process that died is
forgotten by itself.
"""

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from time import time
from typing import Final

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import translation

from newsroom.models import User
from newsroom.serving.grants import Grant, Message

LASTS: Final = 15
"""Seconds for which a word counts; it is left anew more often than that."""
PROCESSES: Final = "margin-live-processes"
SHOWN: Final = 5
"""So many badges; the others are a number."""

_me = f"margin-live-{secrets.token_hex(8)}"
Readers = dict[str, set[int]]
"""Keys of people by the UUID of an article."""


def tell(grants: Sequence[Grant]) -> list[list[Message]]:
    """Leave word of who reads by these streams, all of this process; return what each is told that it was not yet."""
    readers = _together(_here(grants), _elsewhere(_leave_word(_here(grants))))
    people = {user.pk: user for user in User.objects.filter(pk__in=set().union(*readers.values()))} if readers else {}
    return [list(_messages(grant, readers, people)) for grant in grants]


def _here(grants: Iterable[Grant]) -> Readers:
    found: Readers = {}
    for grant in grants:
        for watch in grant.watches:
            if not grant.is_over:
                found.setdefault(watch.article, set()).add(grant.person)
    return found


def _leave_word(here: Readers) -> list[str]:
    """Return the names under which other processes left word; two that write at once heal with the next round."""
    now = time()
    known: Mapping[str, float] = cache.get(PROCESSES) or {}
    alive = {name: until for name, until in known.items() if until > now and name != _me}
    if here or _me in known:
        cache.set(_me, {article: sorted(people) for article, people in here.items()}, LASTS)
        cache.set(PROCESSES, {**alive, **({_me: now + LASTS} if here else {})}, LASTS)
    return list(alive)


def _elsewhere(names: Sequence[str]) -> Readers:
    words = cache.get_many(names).values() if names else ()
    return _together(*({article: set(people) for article, people in word.items()} for word in words))


def _together(*all_readers: Readers) -> Readers:
    found: Readers = {}
    for readers in all_readers:
        for article, people in readers.items():
            found.setdefault(article, set()).update(people)
    return found


def _messages(grant: Grant, readers: Readers, people: Mapping[int, User]) -> Iterable[Message]:
    for watch in grant.watches:
        here = () if watch.is_covered else sorted(readers.get(watch.article, ()))
        others = [people[pk] for pk in here if pk in people and pk != grant.person]
        named = " ".join(str(user.pk) for user in others)
        if grant.seen.get(watch.article, "") == named:
            continue
        grant.seen[watch.article] = named
        yield Message("here", json.dumps({"article": watch.article, "html": _drawn(grant, others)}, ensure_ascii=False))


def _drawn(grant: Grant, others: Sequence[User]) -> str:
    with translation.override(grant.language):
        shown, more = others[:SHOWN], len(others[SHOWN:])
        return render_to_string("newsroom/_readers.html", {"people": shown, "more": more, "all": others})
