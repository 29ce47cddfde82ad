"""Where a passage stands: what was selected, or sentences chosen in a form, as one verified place."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from annotations.actions.anchors import MAX_LENGTH, Spot, TooLong, spot
from annotations.anchoring import Misplaced, Selector, describe, place
from annotations.forms.action import STALE, ActionForm, VersionForm
from annotations.forms.fields import LARGEST
from newsroom.layouts import Reading, reading_of
from newsroom.models import Article, Revision

REASONS = {
    "empty": _("No words are selected."),
    "outside": _("The selection is outside the text of this article."),
    "not found": _("These words are not in the current wording of the article. Select them again."),
    "ambiguous": _("These words are in the article more than once. Select some more of the words around them."),
}
TOO_LONG = _("The passage is too long: %(limit)d characters at most.")
OUTSIDE = REASONS["outside"]


def offset_field(**options: Any) -> forms.IntegerField:
    """Return a hidden field for an offset in code points of the revision's text."""
    messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), OUTSIDE)
    return forms.IntegerField(
        required=False, min_value=0, max_value=LARGEST, widget=forms.HiddenInput, error_messages=messages, **options
    )


def words_field(**options: Any) -> forms.CharField:
    """Return a hidden field for words of the article, white space and all."""
    messages = {"null_characters_not_allowed": REASONS["not found"]}
    return forms.CharField(required=False, strip=False, widget=forms.HiddenInput, error_messages=messages, **options)


class PlaceForm(ActionForm):
    """A passage of an article.

    A script sends ``start``, ``end`` (code points of the revision's text), the words and what stands around them;
    the form without a script sends the first and the last sentence, ``first`` by its start and ``last`` by its end, and perhaps
    ``words`` inside them. Once valid, ``spot`` is the place in the article's current revision; or in the one that was read,
    where ``is_as_read`` says so.
    """

    is_as_read = False

    revision = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": STALE, "invalid": STALE})
    start = offset_field()
    end = offset_field()
    quote = words_field()
    prefix = words_field()
    suffix = words_field()
    first = offset_field()
    last = offset_field()
    words = forms.CharField(required=False, label=_("Exact words"))

    spot: Spot

    def __init__(self, data: Any = None, *, article: Article | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.article = article
        """Needed before the form is checked."""

    def stay_on(self, article: Article) -> None:
        """Make a refused form ready to be shown on the current wording: choices on an older one are made again."""
        revision = article.current_revision
        if revision is not None and self.data.get("revision") != str(revision.uuid):
            self.data = self.data.copy()
            for name, value in (("revision", str(revision.uuid)), ("first", ""), ("last", "")):
                self.data[name] = value

    def clean(self) -> dict[str, Any]:
        """Find the place, on the current wording or the one that was read."""
        data: dict[str, Any] = super().clean() or {}
        assert self.article is not None
        if not PlaceForm.base_fields.keys() & self.errors.keys():
            try:
                self.spot = placed(self.article, data, is_as_read=self.is_as_read)
            except Misplaced as error:
                self.add_error(None, REASONS[error.reason])
            except TooLong:
                self.add_error(None, ValidationError(TOO_LONG, params={"limit": MAX_LENGTH}))
        return data


class EndsForm(PlaceForm, VersionForm):
    """New ends for a passage that is highlighted already."""


def placed(article: Article, data: dict[str, Any], *, is_as_read: bool = False) -> Spot:
    """Return the place that the cleaned ``data`` of a form mean: in the article's current revision, or ``is_as_read``.

    What was selected on an older wording, and is not even there, is looked for in the current one.
    Raises ``Misplaced``, ``TooLong``, and ``ValidationError`` where the revision is not one of this article.
    """
    current = article.current_revision
    if current is None:
        raise Misplaced("outside")
    seen = _revision(article, current, data["revision"])
    text = reading_of(seen.pk, seen.uuid).layout.text
    chosen = _chosen_sentences(text, data) if data["first"] is not None else _selected(data)
    if seen.pk == current.pk:
        return spot(article, current, chosen)
    if is_as_read:
        with suppress(Misplaced):
            return spot(article, seen, chosen)
    return spot(article, current, replace(_as_it_stood(text, chosen), start=-1, end=-1))


def _revision(article: Article, current: Revision, uuid: Any) -> Revision:
    if current.uuid == uuid:
        return current
    seen = article.revisions.filter(uuid=uuid).only("pk", "uuid", "number").first()
    if seen is None:
        raise Misplaced("outside")
    return seen


def _selected(data: dict[str, Any]) -> Selector:
    start, end = (-1 if data[name] is None else data[name] for name in ("start", "end"))
    return Selector(start, end, data["quote"], data["prefix"], data["suffix"])


def _chosen_sentences(text: str, data: dict[str, Any]) -> Selector:
    first, last = data["first"], data["last"]
    if last is None or not first < last <= len(text):
        raise Misplaced("outside")
    if not data["words"].strip():
        return describe(text, first, last)
    found = place(text[first:last], Selector(-1, -1, data["words"]))
    return describe(text, first + found.start, first + found.end)


def _as_it_stood(text: str, chosen: Selector) -> Selector:
    """Describe a selection by the wording on which it was made; as it came where it is not even there."""
    try:
        found = place(text, chosen)
    except Misplaced:
        return chosen
    return describe(text, found.start, found.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence to choose from; ``block`` is the index of its block."""

    start: int
    end: int
    text: str
    block: int


def sentences_of(reading: Reading, first: int, last: int) -> Sequence[Sentence]:
    """Return the sentences of the blocks ``first`` to ``last`` (indexes, inclusive), in order."""
    blocks, text = reading.layout.blocks, reading.layout.text
    begin, stop = blocks[first].start, blocks[last].end
    return [
        Sentence(start, end, text[start:end], reading.block_at(start))
        for start, end in reading.sentences
        if begin <= start and end <= stop
    ]
