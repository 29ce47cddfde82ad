"""What a browser shows of a request that was refused before any view saw it: too large, too slow, or too many at once."""

from functools import lru_cache

from django.template.loader import render_to_string


@lru_cache(maxsize=32)
def refusal_page(status: int, text: str, again: int = 0) -> bytes:
    """Return the page; it is made once for each of the few things that can be said, since this is no time for work.

    ``again`` are the seconds after which the browser asks for it by itself, 0 where it does not.
    """
    return render_to_string("refused.html", {"status": status, "text": text, "again": again}).encode()
