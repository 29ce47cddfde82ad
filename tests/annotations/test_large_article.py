"""An article of five megabytes: it is imported, opened and highlighted in times that do not grow out of bounds.

The limits are several times what it takes, in seconds of the processor, so that they hold on a busy machine too.
"""

from time import process_time
from uuid import uuid4

import pytest
from django.urls import reverse

from annotations.models import Annotation
from tests.annotations.sending import SCRIPTED

pytestmark = pytest.mark.django_db
SENTENCE = "On day {0} the envoys said that they want to negotiate about town {0}, and nobody objected. "
PARAGRAPHS = 9_000
LAST = "Nobody gave a date for the very last meeting."


@pytest.fixture
def within():
    """Fails where what is done takes more seconds of the processor than it may."""

    def seconds(limit, work, *values, **named):
        began = process_time()
        done = work(*values, **named)
        taken = process_time() - began
        assert taken < limit, f"it took {taken:.1f} s"
        return done

    return seconds


def test_it_is_imported_opened_and_highlighted_within_bounds(within, make_article, login, alice, project):
    body = "\n\n".join(SENTENCE.format(number) * 6 for number in range(PARAGRAPHS))
    text = f"A very long day\n\n{body}\n\n{LAST}"
    assert len(text.encode()) > 5_000_000
    article = within(40, make_article, text)
    stored = article.current_revision.text
    assert stored.endswith(LAST) and len(article.current_revision.blocks) == PARAGRAPHS + 2
    client, url = login(alice), reverse("article_read", args=[project.key, article.uuid])
    page = within(20, client.get, url)
    assert page.status_code == 200
    assert 5_000_000 < len(page.content) < 3 * len(stored)
    start = stored.rindex(LAST)
    sent = {
        "action": str(uuid4()),
        "revision": str(article.current_revision.uuid),
        "start": start,
        "end": start + len(LAST),
        "quote": LAST,
        "prefix": stored[start - 32 : start],
        "suffix": "",
        "claim_label": "No date",
        "stance": "asserts",
    }
    address = reverse("annotation_add", args=[project.key, article.uuid])
    saved = within(20, client.post, address, sent, headers=SCRIPTED)
    assert saved.status_code == 200
    assert len(saved.content) < 100_000  # the paragraph alone, not the article
    found = Annotation.objects.get().anchors.get()
    assert (found.start, found.end, found.quote, found.status) == (start, start + len(LAST), LAST, "exact")
    page = within(20, client.get, url)
    assert f'data-a="{Annotation.objects.get().key}"' in page.content.decode()
