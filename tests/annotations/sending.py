"""What a browser sends: the fields of the forms that tag passages, for tests of the views that write."""

from typing import Any
from uuid import uuid4

from django.urls import reverse

from annotations.models import Annotation
from newsroom.layouts import reading_of
from newsroom.models import Article

SCRIPTED = {"HX-Request": "true"}


def text_of(article: Article) -> str:
    """Return the text of the article's current revision."""
    assert article.current_revision is not None
    return reading_of(article.current_revision.pk, article.current_revision.uuid).layout.text


def selection(article: Article, quote: str, **more: Any) -> dict[str, Any]:
    """Return the fields that describe the first occurrence of a quote, as the script sends them, with ``more``."""
    text = text_of(article)
    start = text.index(quote)
    end = start + len(quote)
    assert article.current_revision is not None
    return {
        "action": str(uuid4()),
        "revision": str(article.current_revision.uuid),
        "start": start,
        "end": end,
        "quote": quote,
        "prefix": text[max(0, start - 32) : start],
        "suffix": text[end : end + 32],
        **more,
    }


def change(annotation: Annotation, **more: Any) -> dict[str, Any]:
    """Return the fields of a form that changes an annotation as it is in the database now."""
    annotation.refresh_from_db()
    return {"action": str(uuid4()), "version": annotation.version, **more}


def url(name: str, target: Any) -> str:
    """Return the address of a view of the project of ``target`` (an article, an annotation or a tagging)."""
    return reverse(name, args=[target.project.key, target.uuid])
