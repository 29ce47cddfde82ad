"""One page of passages: each with its sentence, what is said of it, and where it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from annotations.agreed import agreed_in
from annotations.beside import Beside, beside_of
from annotations.corrected import Corrected, corrected_of
from annotations.markup import paragraph_numbers
from annotations.models import Anchor, Annotation, Tagging
from annotations.passage_query import Asked, annotations, kept_taggings, places
from annotations.passages import read_id
from annotations.standings import Standing, standings_of
from newsroom.models import Revision, User
from newsroom.prepared import Prepared
from newsroom.text import Block

PAGE: Final = 25
AROUND: Final = 280
"""Code points shown on either side of a passage; of a longer sentence the rest is left out."""
LONGEST: Final = 1_200
"""Code points of a passage that a list shows."""


@dataclass(frozen=True, slots=True)
class Passage:
    """An annotation in a list: the parts of its sentence, the taggings that the list is about, how many more it has."""

    anchor: Anchor
    taggings: Sequence[Tagging]
    others: int
    before: str
    quote: str
    after: str
    place: str
    standing: Standing | None = None
    """How it stands in the current wording, where it was made on an older one."""
    corrected: Sequence[Corrected] = ()
    beside: Beside | None = None
    """Who else marked the place, where a list tells of it."""

    @property
    def annotation(self) -> Annotation:
        """The annotation itself."""
        return self.anchor.annotation


@dataclass(frozen=True, slots=True)
class Page:
    """Passages with the UUIDs from which the pages before and after start, empty where there is none."""

    passages: Sequence[Passage]
    previous: str = ""
    next: str = ""


def page(asked: Asked, after: str, before: str) -> Page:
    """Return one page of what the filter keeps, after or before an annotation. Raises ``BadFilter``."""
    backwards = bool(before)
    edge = _edge(asked, before or after)
    found = _by_arrival(asked, edge, backwards) if asked.filter.order == "newest" else _by_place(asked, edge, backwards)
    keys = list(found[: PAGE + 1])
    has_more, shown = len(keys) > PAGE, keys[:PAGE]
    if backwards:
        shown.reverse()
    anchors = _anchors(shown)
    passages = agreeing(passages_of(anchors, kept_taggings(asked, shown)), asked)
    first, last = (str(anchors[0].annotation.uuid), str(anchors[-1].annotation.uuid)) if anchors else ("", "")
    return Page(
        passages,
        previous=first if (has_more if backwards else edge) else "",
        next=last if (edge if backwards else has_more) else "",
    )


def _edge(asked: Asked, uuid: str) -> Anchor | None:
    """Return where a page starts, even when it was removed meanwhile."""
    if not uuid:
        return None
    return Anchor.objects.origins().filter(project=asked.project, annotation__uuid=read_id(uuid)).first()


def _by_arrival(asked: Asked, edge: Anchor | None, backwards: bool) -> QuerySet[Any, int]:
    found = annotations(asked)
    if edge is not None:
        found = found.filter(pk__gt=edge.annotation_id) if backwards else found.filter(pk__lt=edge.annotation_id)
    return found.order_by("pk" if backwards else "-pk").values_list("pk", flat=True)


def _by_place(asked: Asked, edge: Anchor | None, backwards: bool) -> QuerySet[Any, int]:
    found, step, sign = places(asked), "lt" if backwards else "gt", "-" if backwards else ""
    if edge is not None:
        here, there = Q(article=edge.article_id), Q(**{f"article__{step}": edge.article_id})
        same_start = Q(start=edge.start) & Q(**{f"annotation__{step}": edge.annotation_id})
        # The first condition says nothing new; it lets the database begin its walk in the index.
        found = found.filter(Q(**{f"article__{step}e": edge.article_id}))
        found = found.filter(there | here & (Q(**{f"start__{step}": edge.start}) | same_start))
    order = [f"{sign}{name}" for name in ("article_id", "start", "annotation_id")]
    return found.order_by(*order).values_list("annotation_id", flat=True)


def _anchors(keys: Sequence[int]) -> list[Anchor]:
    found = (
        Anchor.objects.origins()
        .filter(annotation__in=keys)
        .select_related("annotation__author", "article__outlet__merged_into")
    )
    by_annotation = {anchor.annotation_id: anchor for anchor in found}
    return [by_annotation[key] for key in keys]


def passages_of(anchors: Sequence[Anchor], kept: set[int] | None) -> list[Passage]:
    """Return anchors as passages; ``kept`` are the taggings to show, None for all."""
    ids = [anchor.annotation_id for anchor in anchors]
    taggings: dict[int, list[Tagging]] = {}
    found = Tagging.objects.current().once().with_names().filter(annotation__in=ids)
    for tagging in found.order_by("position", "id"):
        taggings.setdefault(tagging.annotation_id, []).append(tagging)
    places, standings = places_of(anchors), standings_of(ids)
    corrected = corrected_of([anchor.annotation_id for anchor in anchors if anchor.annotation.corrected_at])
    passages = []
    for anchor in anchors:
        carried = taggings.get(anchor.annotation_id, [])
        shown = [tagging for tagging in carried if kept is None or tagging.pk in kept]
        standing = standings.get(anchor.annotation_id)
        one = passage(anchor, shown, len(carried) - len(shown), places, standing)
        passages.append(replace(one, corrected=corrected.get(anchor.annotation_id, ())))
    return passages


def agreeing(passages: Sequence[Passage], asked: Asked) -> list[Passage]:
    """Return passages with what is to be told of who else marked their places, as far as the reader may see it."""
    agreed = agreed_in({each.anchor.article_id for each in passages}, asked.who)
    found = [agreed.annotation(each.annotation.pk, each.annotation.author_id) for each in passages]
    people = User.objects.in_bulk({pk for agreement in found if agreement.is_told for pk in agreement.analysts})
    return [
        replace(each, beside=beside_of(agreement, people)) if agreement.is_told else each
        for each, agreement in zip(passages, found, strict=True)
    ]


def passage(
    anchor: Anchor,
    taggings: Sequence[Tagging],
    others: int,
    places: dict[tuple[int, int], str],
    standing: Standing | None,
) -> Passage:
    """Return one anchor as a passage, its sentence cut where it is very long."""
    sentence, start = anchor.sentence, (anchor.start or 0) - (anchor.sentence_start or 0)
    end = start + len(anchor.quote)
    before, quote, after = sentence[:start], anchor.quote, sentence[end:]
    return Passage(
        anchor,
        taggings,
        others,
        before if len(before) <= AROUND else "…" + before[-AROUND:],
        quote if len(quote) <= LONGEST else quote[:LONGEST] + "…",
        after if len(after) <= AROUND else after[:AROUND] + "…",
        places[anchor.revision_id, anchor.block or 0],
        standing,
    )


def places_of(anchors: Iterable[Anchor]) -> dict[tuple[int, int], str]:
    """Return in words where in its article each block with a passage is, by revision and block."""
    wanted = {(anchor.revision_id, anchor.block or 0) for anchor in anchors}
    revisions = list({pk for pk, _block in wanted})
    stored = _BLOCKS.rows(revisions=revisions) if revisions else []
    layouts = {pk: [Block(kind, start, end) for kind, start, end, *_rest in blocks] for pk, blocks in stored}
    numbers = {pk: paragraph_numbers(blocks) for pk, blocks in layouts.items()}
    return {(pk, block): _place(layouts[pk][block].kind, numbers[pk].get(block)) for pk, block in wanted}


_BLOCKS = Prepared(lambda revisions: Revision.objects.filter(pk__in=revisions).values_list("pk", "blocks"))


def _place(kind: str, number: int | None) -> str:
    if number:
        return _("paragraph %(number)s") % {"number": number}
    return kind_names().get(kind, kind)


def kind_names() -> dict[str, Any]:
    """Return the kinds of blocks in words."""
    return {
        "title": _("headline"),
        "standfirst": _("standfirst"),
        "paragraph": _("paragraph"),
        "heading": _("heading"),
        "list_item": _("list item"),
        "quotation": _("quotation"),
        "caption": _("caption"),
        "preformatted": _("preformatted text"),
        "table_cell": _("table"),
    }
