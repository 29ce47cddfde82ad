"""What the formats of the IPTC share: states of release, kinds of item, names in codes.

Sources: NewsCodes "Publishing Status" (cv.iptc.org/newscodes/pubstatusg2), NITF 3.6 docdata, ninjs 1.5 and 2.1.
"""

from typing import Final

from newsroom.importers.notices import Notice, Refused, gettext_noop

_STATES: Final = {
    "canceled": "killed",
    "cancelled": "killed",
    "killed": "killed",
    "kill": "killed",
    "mandatorykill": "killed",
    "withheld": "withheld",
    "withhold": "withheld",
    "embargoed": "",
    "usable": "",
}


def release_of(code: str) -> str:
    """Return "", withheld or killed for a status as the formats write it.

    >>> release_of("stat:canceled"), release_of("usable"), release_of("Withheld")
    ('killed', '', 'withheld')
    """
    return _STATES.get(tail(code).lower().replace(" ", "").replace("-", ""), "")


def tail(code: str) -> str:
    """Return a code without the prefix of its vocabulary: ``stat:usable`` is usable."""
    return code.strip().rpartition(":")[2].rpartition("/")[2]


def no_text(kind: str) -> Refused:
    """Return the refusal of an item that is not a text."""
    message = gettext_noop("It is no text but: %(kind)s. Margin takes texts only.")
    return Refused("no-text-item", message, kind=kind[:60])


def notice_no_text(kind: str) -> Notice:
    """The same as a notice, for one item among others."""
    return no_text(kind).notice
