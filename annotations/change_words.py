"""What became of an article's words in a new wording, in words for a list."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _, gettext_lazy, ngettext

from newsroom.models import Revision, RevisionChange

TRIVIAL: Final = (RevisionChange.FORMATTING.value, RevisionChange.TYPOGRAPHY.value)
HOW: Final = {
    "import": gettext_lazy("imported again"),
    "edit": gettext_lazy("edited here"),
    "check": gettext_lazy("found by a check"),
    "feed": gettext_lazy("came with a feed"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A wording as lists tell of it: what changed against the one before, and how it came."""

    revision: Revision

    @property
    def summary(self) -> list[str]:
        """What changed."""
        return summary(self.revision)

    @property
    def how(self) -> str:
        """In which way it came."""
        return how_it_came(self.revision)

    @property
    def is_trivial(self) -> bool:
        """Whether only typography, space or formatting changed."""
        return is_trivial(self.revision)

    @property
    def previous(self) -> int:
        """The number of the wording before, 0 for none."""
        return self.revision.number - 1


def is_trivial(revision: Revision) -> bool:
    """Whether nothing but typography, space or formatting differs from the wording before."""
    return revision.change in TRIVIAL


def how_it_came(revision: Revision) -> str:
    """Say in which way a wording came in; empty where that was not noted."""
    if revision.number == 1 and revision.how == "import":
        return _("imported")
    return str(HOW.get(revision.how, ""))


def summary(revision: Revision) -> list[str]:
    """Say what changed against the wording before, the headline first.

    Wordings of before this was noted, and first ones, have nothing but their kind to tell.
    """
    if revision.number == 1:
        return [_("first wording")]
    if is_trivial(revision):
        return [str(RevisionChange(revision.change).label), *_head(revision.changes)]
    return [*_head(revision.changes), *_counts(revision.changes)] or [_("words changed")]


def _head(changes: dict[str, Any]) -> Iterator[str]:
    if changes.get("headline"):
        yield _("headline changed")
    if changes.get("standfirst"):
        yield _("standfirst changed")


def _counts(changes: dict[str, Any]) -> Iterator[str]:
    removed, added = changes.get("words_removed", 0), changes.get("words_added", 0)
    if removed:
        yield ngettext("%(count)s word taken out", "%(count)s words taken out", removed) % {"count": f"{removed:,}"}
    if added:
        yield ngettext("%(count)s word put in", "%(count)s words put in", added) % {"count": f"{added:,}"}
    gone, new, moved = (changes.get(name, 0) for name in ("blocks_removed", "blocks_added", "blocks_moved"))
    if gone:
        yield ngettext("%(count)s paragraph taken out", "%(count)s paragraphs taken out", gone) % {"count": gone}
    if new:
        yield ngettext("%(count)s paragraph put in", "%(count)s paragraphs put in", new) % {"count": new}
    if moved:
        yield ngettext("%(count)s paragraph moved", "%(count)s paragraphs moved", moved) % {"count": moved}
