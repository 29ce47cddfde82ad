"""Which passages somebody asks for: the address of the page, as a value.

One rule for every key: several values of one key mean any of them, several keys mean all of them. What is said of a
claim, a speaker, a stance and so on is asked of one and the same tagging.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Final, Protocol
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _, gettext_lazy

from annotations.models import AnchorStatus, Certainty, Form, Stance, Visibility
from newsroom.text import BLOCK_KINDS

NONE: Final = "none"
"""As a value: nobody named, no outlet, not said."""
MOST_VALUES: Final = 100
LONGEST_TEXT: Final = 300
ORDERS: Final = ("reading", "newest")

CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "stance": tuple(Stance.values),
    "form": (*Form.values, NONE),
    "certainty": (*Certainty.values, NONE),
    "kind": BLOCK_KINDS,
    "visibility": tuple(Visibility.values),
    "status": tuple(AnchorStatus.values),
    "agreement": ("several", "contested", "single"),
}
IDS: Final = ("claim", "speaker", "via", "outlet", "article")
CAN_BE_NONE: Final = ("speaker", "via", "outlet")
LISTS: Final = (
    "claim",
    "speaker",
    "via",
    "stance",
    "form",
    "certainty",
    "kind",
    "author",
    "outlet",
    "article",
    "status",
    "agreement",
)
FLAGS: Final = ("undated", "untagged", "private")
TAGGING_KEYS: Final = ("claim", "speaker", "via", "stance", "form", "certainty")
NAMES: Final = {"since": "from", "until": "to"}
"""Fields whose key in the address is another word."""

TITLES: Final = {
    "claim": gettext_lazy("Claim"),
    "speaker": gettext_lazy("Speaker"),
    "stance": gettext_lazy("Stance"),
    "via": gettext_lazy("Via"),
    "form": gettext_lazy("Form"),
    "certainty": gettext_lazy("Certainty"),
    "kind": gettext_lazy("Kind"),
    "author": gettext_lazy("Annotator"),
    "outlet": gettext_lazy("Outlet"),
    "article": gettext_lazy("Article"),
    "status": gettext_lazy("Words now"),
    "agreement": gettext_lazy("Agreement"),
    "visibility": gettext_lazy("Visible to"),
}


class BadFilter(Exception):
    """A filter in the address that makes no sense; the message is for a person."""


class Query(Protocol):
    """What of a ``QueryDict`` is needed to read an address."""

    def __iter__(self) -> Iterator[str]: ...
    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class PassageFilter:
    """The filter of the passages; ``address()`` is its address, ``parse`` reads it back.

    Ids are UUIDs as text. ``status`` is how an annotation stands in its article's current wording. ``since`` and ``until`` are days of publication in UTC, both included; with ``undated``
    articles without a date are kept as well, and alone where no day is given.
    """

    claim: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    certainty: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    outlet: tuple[str, ...] = ()
    article: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    agreement: tuple[str, ...] = ()
    visibility: tuple[str, ...] = ()
    custom: tuple[tuple[str, str], ...] = ()
    """Pairs of a column of the project's own fields and a value (``passage_custom``)."""
    since: date | None = None
    until: date | None = None
    undated: bool = False
    untagged: bool = False
    private: bool = False
    q: str = ""
    order: str = "reading"

    def address(self, **changes: Any) -> str:
        """Return the query string, always in the same order of keys, with some fields changed."""
        return urlencode(list(replace(self, **changes).pairs()))

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Return keys and values of the address; what is not set is left out."""
        for field in fields(self):
            value = getattr(self, field.name)
            if value == field.default:
                continue
            if field.name == "custom":
                yield from value
                continue
            values = value if isinstance(value, tuple) else ("1",) if value is True else (str(value),)
            yield from ((NAMES.get(field.name, field.name), text) for text in values)

    def plus(self, key: str, value: str) -> str:
        """Return the address with one more value of a key."""
        return self.address(**{key: (*getattr(self, key), value)})

    def minus(self, key: str, value: str) -> str:
        """Return the address without one value of a key."""
        return self.address(**{key: tuple(one for one in getattr(self, key) if one != value)})

    @property
    def is_set(self) -> bool:
        """Whether anything is filtered at all."""
        return replace(self, order="reading", private=False) != PassageFilter()

    @property
    def is_about_taggings(self) -> bool:
        """Whether it asks for something that only a tagging has."""
        return any(getattr(self, key) for key in TAGGING_KEYS)

    @property
    def shows_private(self) -> bool:
        """Whether private annotations were asked for; nobody sees those of others."""
        return self.private or Visibility.PRIVATE in self.visibility


def parse(query: Query, also: tuple[str, ...] = ()) -> PassageFilter:
    """Read a filter from an address; keys in ``also`` are left to the caller. Raises ``BadFilter``."""
    known = {NAMES.get(field.name, field.name) for field in fields(PassageFilter)} - {"custom"}
    for key in query:
        if key not in known and key not in also and not key.startswith("x_"):
            raise BadFilter(_("Passages cannot be filtered by “%(key)s”.") % {"key": key[:100]})
    values: dict[str, Any] = {key: _list(key, query.getlist(key)) for key in (*LISTS, "visibility")}
    values |= {key: _flag(key, _one(query, key)) for key in FLAGS}
    values |= {name: read_date(_one(query, key)) for name, key in NAMES.items()}
    order = _one(query, "order") or "reading"
    if order not in ORDERS:
        raise BadFilter(_("Passages cannot be sorted by “%(value)s”.") % {"value": order[:100]})
    q = " ".join(_one(query, "q").replace("\x00", " ").split())
    if len(q) > LONGEST_TEXT:
        raise BadFilter(_("The text to look for is longer than %(most)s characters.") % {"most": LONGEST_TEXT})
    return PassageFilter(**values, custom=_custom(query), q=q, order=order)


def _custom(query: Query) -> tuple[tuple[str, str], ...]:
    names = sorted(key for key in query if key.startswith("x_"))
    pairs = dict.fromkeys((name, text.strip()) for name in names for text in query.getlist(name) if text.strip())
    if len(pairs) > MOST_VALUES or any("\x00" in text or len(text) > LONGEST_TEXT for _name, text in pairs):
        raise BadFilter(_("“%(key)s” has too many values: at most %(most)s.") % {"key": "x_", "most": MOST_VALUES})
    return tuple(pairs)


def read_date(text: str) -> date | None:
    """Return a day, None for no text. Raises ``BadFilter``."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = _("“%(value)s” is not a date. Write it as 2026-02-03.") % {"value": text[:100]}
        raise BadFilter(message) from error


def read_id(text: str) -> str:
    """Return a UUID in its usual form. Raises ``BadFilter``."""
    try:
        return str(UUID(text))
    except ValueError as error:
        raise BadFilter(_("“%(value)s” is not an id.") % {"value": text[:100]}) from error


def _one(query: Query, key: str) -> str:
    given = [text.strip() for text in query.getlist(key) if text.strip()]
    if len(set(given)) > 1:
        raise BadFilter(_("“%(key)s” can be given once.") % {"key": key})
    return given[0] if given else ""


def _list(key: str, given: list[str]) -> tuple[str, ...]:
    if key in CHOICES:
        given = [part for text in given for part in text.split(",")]
    texts = [text.strip() for text in given if text.strip()]
    if len(texts) > MOST_VALUES:
        raise BadFilter(_("“%(key)s” has too many values: at most %(most)s.") % {"key": key, "most": MOST_VALUES})
    return tuple(dict.fromkeys(_value(key, text) for text in texts))


def _value(key: str, text: str) -> str:
    if key in IDS:
        return text if text == NONE and key in CAN_BE_NONE else read_id(text)
    allowed: Mapping[str, tuple[str, ...]] = CHOICES
    if key in allowed and text not in allowed[key]:
        known = ", ".join(allowed[key])
        message = _("“%(value)s” is no value of “%(key)s”. There are: %(known)s.")
        raise BadFilter(message % {"value": text[:100], "key": key, "known": known})
    if "\x00" in text or len(text) > 150:
        raise BadFilter(_("There is nobody called “%(value)s” here.") % {"value": text[:100].replace("\x00", " ")})
    return text


def _flag(key: str, text: str) -> bool:
    if text not in ("", "1"):
        raise BadFilter(_("“%(key)s” is either left out or 1.") % {"key": key})
    return text == "1"
