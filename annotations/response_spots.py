"""Where an answer to a highlight is made: on the words of the highlight as they stand today."""

from annotations.actions.anchors import Spot
from annotations.models import Annotation, Decision


def spot_of(annotation: Annotation) -> Spot:
    """Return the place of an annotation in its article's current wording; where it has none, the one it was made on."""
    anchors = annotation.anchors.select_related("revision").defer(
        *(f"revision__{name}" for name in ("text", "blocks", "spans", "sentences"))
    )
    found = {anchor.revision_id: anchor for anchor in anchors}
    here = found.get(annotation.article.current_revision_id or 0)
    if here is None or here.start is None or here.decision == Decision.KEPT:
        here = next(anchor for anchor in found.values() if anchor.is_origin)
    assert here.start is not None and here.end is not None
    return Spot(annotation.article, here.revision, here.start, here.end)
