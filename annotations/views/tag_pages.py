"""The pages that tag without a script, and the answers to a form that was not accepted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from annotations.both import Difference
from annotations.claim_lock import lock_words
from annotations.forms.action import ActionForm
from annotations.forms.annotation import AnnotationForm, NoteForm, RemoveForm, VisibilityForm
from annotations.forms.place import EndsForm, sentences_of
from annotations.forms.tagging import TaggingForm, coding_of
from annotations.models import Annotation, Tagging
from annotations.options import claim_options, speaker_options
from annotations.readback import read_back
from annotations.said_offers import said_offers
from newsroom.layouts import Reading, reading_of
from newsroom.models import Article, Membership
from newsroom.refusals import refusal


@dataclass(frozen=True, slots=True)
class Line:
    """A claim on an annotation, with the form that takes it away."""

    tagging: Tagging
    readback: str
    removal: RemoveForm


def is_scripted(request: HttpRequest) -> bool:
    """Whether the page's script sent this form."""
    return bool(request.headers.get("HX-Request"))


def form_again(request: HttpRequest, form: ActionForm) -> HttpResponse:
    """Return the popover's form with what was typed and what is wrong (422)."""
    answer = render(request, "annotations/_annotation_form.html", {"form": form}, status=422)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#annotation-form", "outerHTML"
    return answer


def message_again(request: HttpRequest, form: ActionForm) -> HttpResponse:
    """Return why a small form on a card was not accepted (422); the card keeps what was typed."""
    return refusal(request, " ".join(form.problems), 422)


def conflict_answer(
    request: HttpRequest, conflict: Exception, version: int, differences: Sequence[Difference] = ()
) -> HttpResponse:
    """Return both versions for a card (409); ``version`` is today's, which the next try names."""
    context = {"message": str(conflict), "differences": differences, "version": version}
    return render(request, "annotations/_conflict.html", context, status=409)


def tag_page(
    request: HttpRequest, membership: Membership, article: Article, form: AnnotationForm, block: int, status: int = 200
) -> HttpResponse:
    """Return the page on which a passage is chosen by its sentences; ``block`` is the index where it begins."""
    reading = current_reading(article)
    last = len(reading.layout.blocks) - 1
    context = {
        "project": membership.project,
        "article": article,
        "form": form,
        "sentences": sentences_of(reading, max(0, block - 1), min(last, block + 1)),
        "block": block,
        "claims": claim_options(membership),
        "claim_lock": lock_words(membership),
        "speakers": speaker_options(membership, article),
        "said_offers": said_offers(article, reading, *_ends_of(reading, block)),
    }
    return render(request, "annotations/tag.html", context, status=status)


def tagging_page(
    request: HttpRequest,
    membership: Membership,
    annotation: Annotation,
    form: TaggingForm,
    status: int = 200,
    differences: Sequence[Difference] = (),
) -> HttpResponse:
    """Return the page with the form of one claim on an annotation."""
    context = {
        "project": membership.project,
        "article": annotation.article,
        "annotation": annotation,
        "origin": annotation.anchors.get(is_origin=True),
        "form": form,
        "differences": differences,
        "removal": removal(membership, form.present, annotation) if form.present else None,
        "claims": claim_options(membership),
        "claim_lock": lock_words(membership),
        "speakers": speaker_options(membership, annotation.article),
    }
    return render(request, "annotations/tagging_edit.html", context, status=status)


def edit_page(
    request: HttpRequest,
    membership: Membership,
    annotation: Annotation,
    sent: ActionForm | None = None,
    status: int = 200,
    differences: Sequence[Difference] = (),
) -> HttpResponse:
    """Return the page that changes an annotation; ``sent`` is one of its forms that was not accepted."""
    forms: dict[str, Any] = {
        "note_form": _form(NoteForm, "annotation_note", membership, annotation, note=annotation.note),
        "visibility_form": _form(
            VisibilityForm, "annotation_visibility", membership, annotation, visibility=annotation.visibility
        ),
        "remove_form": _form(RemoveForm, "annotation_remove", membership, annotation),
    }
    for name, form in forms.items():
        if sent is not None and form.kind == sent.kind:
            sent.address, forms[name] = form.address, sent
    context = {
        "project": membership.project,
        "article": annotation.article,
        "annotation": annotation,
        "lines": _lines(membership, annotation),
        "problems": sent.problems if sent else [],
        "differences": differences,
        **forms,
        **_ends(membership, annotation, sent),
    }
    return render(request, "annotations/annotation_edit.html", context, status=status)


def removal(membership: Membership, tagging: Tagging, annotation: Annotation) -> RemoveForm:
    """Return the form that takes a claim off an annotation."""
    return RemoveForm(
        kind="tagging_remove",
        target=tagging.uuid,
        auto_id=False,
        address=reverse("tagging_remove", args=[membership.project.key, tagging.uuid]),
        initial={"version": annotation.version},
    )


def _ends_of(reading: Reading, block: int) -> tuple[int, int]:
    return reading.layout.blocks[block].start, reading.layout.blocks[block].end


def current_reading(article: Article) -> Reading:
    """Return the layout of the article's current revision."""
    revision = article.current_revision
    assert revision is not None
    return reading_of(revision.pk, revision.uuid)


def _form(made: Any, kind: str, membership: Membership, annotation: Annotation, **initial: Any) -> Any:
    address = reverse(kind, args=[membership.project.key, annotation.uuid])
    return made(kind=kind, target=annotation.uuid, address=address, initial={"version": annotation.version, **initial})


def _lines(membership: Membership, annotation: Annotation) -> list[Line]:
    taggings = annotation.taggings.current().once().with_names().order_by("position", "pk")
    return [
        Line(tagging, read_back(coding_of(tagging), _), removal(membership, tagging, annotation))
        for tagging in taggings
    ]


def _ends(membership: Membership, annotation: Annotation, sent: ActionForm | None) -> dict[str, Any]:
    """Return the form for new ends with the sentences around the passage; none of them where its words are gone."""
    anchors = {anchor.revision_id: anchor for anchor in annotation.anchors.all()}
    origin = next(anchor for anchor in anchors.values() if anchor.is_origin)
    article = annotation.article
    here = anchors.get(article.current_revision_id or 0)
    reading = current_reading(article)
    last = len(reading.layout.blocks) - 1
    if here is None or here.start is None:
        first, end, chosen = 0, min(last, 20), {}
    else:
        first, end = max(0, here.block - 1), min(last, here.last_block + 1)
        chosen = _chosen(reading, here.start, here.end)
    form = _ends_form(membership, annotation, chosen)
    if isinstance(sent, EndsForm):
        sent.address, form = form.address, sent
        sent.stay_on(article)
    return {"ends_form": form, "sentences": sentences_of(reading, first, end), "origin": origin, "here": here}


def _chosen(reading: Reading, start: int, end: int) -> dict[str, Any]:
    """Return first, last and words as the form shows a passage: its sentences, and its own words if they are fewer."""
    touched = [(first, last) for first, last in reading.sentences if first < end and last > start]
    first, last = (touched[0][0], touched[-1][1]) if touched else (start, end)
    whole = (first, last) == (start, end)
    return {"first": first, "last": last, "words": "" if whole else reading.layout.text[start:end]}


def _ends_form(membership: Membership, annotation: Annotation, chosen: dict[str, Any]) -> EndsForm:
    revision = annotation.article.current_revision
    return EndsForm(
        article=annotation.article,
        kind="annotation_place",
        target=annotation.uuid,
        address=reverse("annotation_place", args=[membership.project.key, annotation.uuid]),
        initial={"version": annotation.version, "revision": revision and revision.uuid, **chosen},
    )
