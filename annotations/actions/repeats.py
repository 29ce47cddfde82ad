"""The second try of an action: known by the client's name for it, answered as the first one was."""

from annotations.models import Annotation
from newsroom import log
from newsroom.models import Action, Membership


def answered(membership: Membership, token: log.Token | None) -> Annotation | None:
    """Return the annotation that this very request was about when it came before; None where it is new.

    Asked before a form is checked and rows are fetched: a claim may be archived, an annotation removed since then.
    Whether the name was used for something else is left to ``log.act``, which raises ``log.Conflict``.
    """
    if token is None or not log.is_known(membership.project, token):
        return None
    done = Action.objects.filter(
        project=membership.project, uuid=token.uuid, by=membership.user, digest=token.digest
    ).first()
    if done is None or "annotation" not in done.answer:
        return None
    annotation = (
        Annotation.objects.select_related("author", "article", "article__current_revision")
        .defer(*(f"article__current_revision__{name}" for name in ("text", "blocks", "spans", "sentences")))
        .get(project=membership.project, uuid=done.answer["annotation"])
    )
    annotation.project = annotation.article.project = membership.project
    return annotation
