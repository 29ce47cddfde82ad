"""The one door to other sites: every byte that Margin gets from the network comes through ``fetch``.

``places`` says which addresses are web addresses at all, ``guard`` which machines may be reached, ``connections``
connects to the very address that was checked, ``bodies`` bounds what comes back, ``pace`` spares the other side,
``door`` puts them together. The web's processes check addresses but never fetch, so the door is opened on demand.
"""

from typing import TYPE_CHECKING, Any

from newsroom.fetching.outcomes import Fetched, Unfetched

if TYPE_CHECKING:
    from newsroom.fetching.door import FEEDS, PAGES, fetch

__all__ = ["FEEDS", "PAGES", "Fetched", "Unfetched", "fetch"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    from newsroom.fetching import door

    return getattr(door, name)
