"""What must hold of annotations in every database (``newsroom.doctor``)."""

from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from annotations.models import Anchor, AnchorStatus, Annotation, Speaker, SpeakerAlias, Tagging
from newsroom.doctor import Fault, check, fault
from newsroom.models import Revision


@check
def quotes_stand_where_they_should(using: str) -> Iterator[Fault]:
    """The words between the ends of an anchor are its quote; offsets count code points."""
    anchors = Anchor.objects.using(using).exclude(status=AnchorStatus.LOST).order_by("revision_id")
    revision, text = 0, ""
    for row in anchors.values_list("revision_id", "start", "end", "quote", "annotation__uuid").iterator(
        chunk_size=2000
    ):
        if row[0] != revision:
            revision, text = row[0], Revision.objects.using(using).values_list("text", flat=True).get(pk=row[0])
        if not row[3] or text[row[1] : row[2]] != row[3]:
            yield Fault(_("its quote is not what stands there"), "anchor", str(row[4]))


@check
def every_annotation_has_one_origin(using: str) -> Iterator[Fault]:
    """An annotation has exactly one anchor on which it was made."""
    origins = Count("anchors", filter=Q(anchors__is_origin=True))
    for row in Annotation.objects.using(using).annotate(origins=origins).exclude(origins=1).only("uuid"):
        yield fault(_("has %(count)d origins") % {"count": row.origins}, row)


@check
def every_annotation_stands_in_the_current_wording(using: str) -> Iterator[Fault]:
    """An annotation has an anchor in the current revision of its article, be it a lost one, or was lost before."""
    here = Count("anchors", filter=Q(anchors__revision=F("article__current_revision")))
    lost = Count("anchors", filter=Q(anchors__status=AnchorStatus.LOST))
    rows = Annotation.objects.using(using).annotate(here=here, lost=lost).filter(here=0, lost=0)
    for row in rows.only("uuid"):
        yield fault(_("has no place in the current wording of its article"), row)


@check
def anchors_stay_in_an_article(using: str) -> Iterator[Fault]:
    """An anchor, its revision and its annotation belong to one article."""
    whole = Q(annotation__article=F("article"), revision__article=F("article"))
    for uuid in Anchor.objects.using(using).exclude(whole).values_list("annotation__uuid", flat=True):
        yield Fault(_("an anchor of it is in another article"), "annotation", str(uuid))


@check
def taggings_point_to_what_is_there(using: str) -> Iterator[Fault]:
    """A claim or speaker that is in use was not removed."""
    gone = ~Q(claim__deleted_at=None) | ~Q(speaker__deleted_at=None) | ~Q(via__deleted_at=None)
    for row in Tagging.objects.using(using).current().filter(gone, annotation__deleted_at=None).only("uuid"):
        yield fault(_("its claim or speaker was removed"), row)


@check
def a_name_finds_one_speaker(using: str) -> Iterator[Fault]:
    """No alias is the name of another speaker."""
    named = SpeakerAlias.objects.using(using).current().select_related("speaker")
    other = Speaker.objects.using(using).current().filter(project=OuterRef("project"), folded=OuterRef("folded"))
    other = other.exclude(pk=OuterRef("speaker")).exclude(merged=OuterRef("speaker"))
    for row in named.filter(Exists(other)):
        yield Fault(_("another name of it is the name of another speaker"), "speaker", str(row.speaker.uuid))
