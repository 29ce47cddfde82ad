"""What a publisher says of a text that is here already: killed, withheld, embargoed, or usable again."""

from django.utils import timezone

from newsroom import log
from newsroom.intake import Prepared
from newsroom.models import Article


def apply_release(act: log.Act, article: Article, prepared: Prepared) -> bool:
    """Take over release and embargo of an item for an article, inside an action under way; say whether they changed.

    Only some formats know of release; what another one brings changes nothing.
    """
    more = prepared.more
    if not more.states_release or (article.release, article.embargo_until) == (more.release, prepared.embargo_until):
        return False
    before = log.snapshot(article)
    article.release, article.embargo_until = more.release, prepared.embargo_until
    article.version, article.updated_at = article.version + 1, timezone.now()
    article.save(update_fields=["release", "embargo_until", "version", "updated_at"])
    return act.changed(article, before)
