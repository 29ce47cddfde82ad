"""Which blocks of a page are the article: several readers are asked, and what the page declares decides between them.

Readers: trafilatura, readability, and the page's own <article> or <main>.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from lxml.html import HtmlElement

from newsroom.importers import html_choice
from newsroom.importers.draft import Record
from newsroom.importers.fragments import body_of
from newsroom.importers.html_align import Tokens, contained, overlap, tokens
from newsroom.importers.html_blocks import Found
from newsroom.importers.html_ends import beyond
from newsroom.importers.html_facts import Known
from newsroom.importers.html_outside import outside
from newsroom.importers.html_page import Page
from newsroom.importers.html_pick import ENOUGH, completed, picked
from newsroom.importers.notices import gettext_noop
from newsroom.text import Draft

_FEW: Final = 60
"""Words under which an extractor is known to take navigation for text."""
_BODY: Final = 60
"""Words from which on a declared body says something about the choice."""
_HIDDEN, _BAD, _GOOD = 0.3, 0.5, 0.8
_LONGEST_BODY: Final = 500_000


@dataclass(frozen=True, slots=True)
class Choice:
    """The chosen blocks: indexes into ``found``, which are the page's blocks or, failing that, an extractor's own."""

    found: Sequence[Found]
    kept: Sequence[int]
    confidence: float | None = None
    cut: Sequence[int] = ()
    """What an extractor chose and the page's own marks say is of another article."""


class Chooser:
    """The readers of one page, each asked at most once."""

    def __init__(self, page: Page, found: Sequence[Found], known: Known) -> None:
        self.page = page
        self.found = found
        self.known = known
        self.words: list[Tokens] = [tokens(each.draft.text) for each in found]
        self.base = known.base
        declared = known.declared.article.get("articleBody")
        self.told = body_of(declared[:_LONGEST_BODY]) if isinstance(declared, str) else []
        self.told_words = [tokens(draft.text) for draft in self.told]

    def choice(self, chosen: Sequence[Draft], confidence: float | None = None) -> Choice:
        """Give an extractor's words the page's markup; where too few are found in the page, its own blocks stay."""
        kept, covered = picked(self.found, self.words, [tokens(draft.text) for draft in chosen])
        if covered < ENOUGH:
            own = [Found(draft, self.page.body) for draft in chosen]
            return Choice(own, range(len(own)), confidence)
        return self.bounded(completed(self.found, self.words, kept), confidence)

    def bounded(self, kept: set[int], confidence: float | None = None) -> Choice:
        """Leave out what is of another article."""
        title = self.known.facts.title
        cut = beyond(self.found, self.words, sorted(kept), self.told_words, title.text if title else "")
        cut = cut if len(cut) < len(kept) else set()
        cut |= outside(self.found, self.words, sorted(kept - cut))
        return Choice(self.found, sorted(kept - cut), confidence, sorted(cut))

    def parts(self, words: Sequence[Tokens]) -> int:
        """Return of how many blocks of the page a chosen text is made."""
        return len(picked(self.found, self.words, words)[0])

    def marked(self) -> Choice:
        """The blocks of the fullest <article>, else <main>, else of the page, without navigation and the like."""
        text = [at for at, each in enumerate(self.found) if not each.is_aside]
        whole = self._weight(text)
        for name in ("article", "main"):
            for root in sorted(self._roots(name, text), key=lambda root: -self._weight(root))[:1]:
                if self._weight(root) >= max(1, whole // 4):
                    return Choice(self.found, root)
        return Choice(self.found, text)

    def has_root(self) -> bool:
        """Whether the page marks its article."""
        return next(self.page.body.iter("article", "main"), None) is not None

    def _weight(self, places: Sequence[int]) -> int:
        return sum(len(self.words[at]) for at in places if self.found[at].links < 0.5)

    def _roots(self, name: str, text: Sequence[int]) -> list[list[int]]:
        """The blocks in each outermost element of a name."""
        roots: dict[HtmlElement, list[int]] = {}
        for at in text:
            chain = [self.found[at].element, *self.found[at].element.iterancestors()]
            inside = [element for element in chain if element.tag == name]
            if inside:
                roots.setdefault(inside[-1], []).append(at)
        return list(roots.values())


def choose(page: Page, found: Sequence[Found], known: Known, record: Record) -> Choice:
    """Return the blocks of the article, by the method that ``record.options`` names."""
    chooser = Chooser(page, found, known)
    if page.is_huge:
        return chooser.marked()
    method = record.options.method
    if method == "alternative":
        record.step("alternative", gettext_noop("The text is what the alternative reader takes for the article."))
        return _or_marked(chooser, html_choice.readability(page.tree, chooser.base))
    first = html_choice.trafilatura(page.tree, is_strict=method == "stricter")
    if method == "stricter":
        record.step("stricter", gettext_noop("The text is what the stricter reader takes for the article."))
        return _or_marked(chooser, first)
    return _automatic(chooser, first, record)


def _or_marked(chooser: Chooser, chosen: Sequence[Draft]) -> Choice:
    return chooser.choice(chosen) if chosen else chooser.marked()


def _automatic(chooser: Chooser, first: Sequence[Draft], record: Record) -> Choice:
    if _count(chooser.told_words) >= _BODY and contained(chooser.told_words, chooser.words) < _HIDDEN:
        return _declared_text(chooser, record)
    words = [tokens(draft.text) for draft in first]
    if _count(words) < _FEW or (len(first) == 1 and chooser.parts(words) >= 3):
        few = _from_few(chooser, first)
        if few is not None:
            return few
    second = html_choice.readability(chooser.page.tree, chooser.base)
    other = [tokens(draft.text) for draft in second]
    confidence = round(overlap(words, other), 2)
    if _count(chooser.told_words) >= _BODY and contained(chooser.told_words, words) < _BAD:
        return _by_declaration(chooser, second, other, record) or chooser.choice(first, confidence)
    return chooser.choice(first, confidence)


def _from_few(chooser: Chooser, first: Sequence[Draft]) -> Choice | None:
    """A page with little text is read by its own marks, where it has some."""
    marked = chooser.marked()
    weight = sum(len(chooser.words[at]) for at in marked.kept)
    if marked.kept and (chooser.has_root() or not first) and weight <= 20 * _FEW:
        return marked
    return marked if not first else None


def _by_declaration(
    chooser: Chooser, second: Sequence[Draft], other: Sequence[Tokens], record: Record
) -> Choice | None:
    """The first reader missed the body that the page declares: take the second one, or the declared body itself."""
    kept, covered = picked(chooser.found, chooser.words, chooser.told_words)
    if covered >= _GOOD:
        record.step("declared-body", gettext_noop("The text is the part of the page that it declares as its article."))
        return chooser.bounded(completed(chooser.found, chooser.words, kept))
    if contained(chooser.told_words, other) >= _GOOD:
        return chooser.choice(second)
    return None


def _declared_text(chooser: Chooser, record: Record) -> Choice:
    record.step("declared-text", gettext_noop("The text is what the page declares for machines; it shows none itself."))
    own = [Found(draft, chooser.page.body) for draft in chooser.told]
    return Choice(own, range(len(own)))


def _count(words: Sequence[Tokens]) -> int:
    return sum(len(block) for block in words)
