"""What a browser shows of a request that was refused before any view saw it: too large, too slow, or too many at once."""

from functools import lru_cache

from django.template.loader import render_to_string


@lru_cache(maxsize=16)
def refusal_page(status: int, text: str) -> bytes:
    """Return the page; it is made once for each of the few things that can be said, since this is no time for work."""
    return render_to_string("refused.html", {"status": status, "text": text}).encode()
