"""What a request comes to: bytes, or a reason in words that tells nothing about machines inside. Pure."""

from dataclasses import dataclass, field
from typing import Final

from newsroom.importers.notices import Notice, gettext_noop


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a site answered. ``url`` is where it was found after redirects, ``permanent_url`` the address to use from
    now on ("" where it did not move for good). With ``not_modified`` there are no data."""

    url: str
    status: int
    media_type: str
    """As the site says it, with its parameters."""
    data: bytes
    etag: str = ""
    last_modified: str = ""
    max_age: int = 0
    """Seconds for which the site says that the answer stays good."""
    permanent_url: str = ""
    not_modified: bool = False


class Unfetched(Exception):
    """Nothing was fetched; ``notice`` says why to a person, ``retry_after`` (seconds) when to come back.

    A refused address, a closed port, a name that does not exist and a machine that says nothing all look the same.
    """

    def __init__(self, notice: Notice, retry_after: float | None = None, permanent_url: str = "") -> None:
        self.notice = notice
        self.retry_after = retry_after
        self.permanent_url = permanent_url
        super().__init__(notice.code)

    @property
    def code(self) -> str:
        return self.notice.code

    @property
    def is_passing(self) -> bool:
        """Whether trying again later may help."""
        return self.code in _PASSING


_MESSAGES: Final = {
    "off": gettext_noop("Fetching from the web is switched off on this server. Save the page and send the file."),
    "address": gettext_noop(
        "This is no address that Margin fetches: it begins with https:// or http:// and names a public site."
    ),
    "unreachable": gettext_noop(
        "The site could not be reached. Check the address; if it is right, try again later or paste the text."
    ),
    "slow": gettext_noop("The site took too long to answer. Try again later, or save the page and send the file."),
    "busy": gettext_noop("The site asks for fewer requests. Margin waits before it asks again."),
    "gone": gettext_noop("The site says that this address is gone for good."),
    "missing": gettext_noop("The site says that there is nothing at this address. Check it."),
    "closed": gettext_noop(
        "The site does not let Margin read this address. Open it in your browser, and paste its text or send its file."
    ),
    "failing": gettext_noop("The site has a fault of its own (answer %(status)d). Try again later."),
    "answer": gettext_noop("The site gave an answer that is no page (answer %(status)d). Check the address."),
    "type": gettext_noop("What is at this address is of a kind that Margin does not read (%(type)s)."),
    "packed": gettext_noop(
        "The site sent the page packed in a way that Margin does not unpack. Save it and send the file."
    ),
    "large": gettext_noop("What is at this address has more than %(limit)d MB. Save what you need and send the file."),
    "broken": gettext_noop("The answer of the site was cut off or damaged. Try again later."),
    "redirects": gettext_noop(
        "The address leads on and on, or to a place that Margin does not follow. Use the last address."
    ),
}
_PASSING: Final = frozenset({"unreachable", "slow", "busy", "failing", "broken", "off"})


def unfetched(code: str, retry_after: float | None = None, **params: str | int) -> Unfetched:
    """Return the exception for one of the reasons above."""
    return Unfetched(Notice(code, _MESSAGES[code], params), retry_after)


@dataclass(slots=True)
class Trail:
    """Where a request was sent on to; ``permanent`` is the last place that every step before named for good."""

    permanent: str = ""
    is_permanent: bool = True
    seen: set[str] = field(default_factory=set)

    def step(self, url: str, status: int) -> None:
        """Note one redirect."""
        self.is_permanent = self.is_permanent and status in (301, 308)
        if self.is_permanent:
            self.permanent = url
