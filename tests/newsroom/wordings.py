"""Wordings of articles for tests of revisions: what an importer would hand over, made from texts and facts."""

from typing import Any

from newsroom import log
from newsroom.actions.articles import Outcome, import_article
from newsroom.importers.draft import Facts, More, Record, assemble
from newsroom.intake import Prepared, prepare
from newsroom.models import Project, Source, User
from newsroom.sources import new_source
from newsroom.text import Draft

URL = "https://daily.example/talks"
TITLE = "Talks resume after four years"
BODY = (
    "The two delegations met on Monday in a small hotel near the lake, for the first time in four years.",
    "There is no real willingness to negotiate, the minister said after the meeting.",
    "Both sides will meet again in March, officials told reporters on the way out.",
)
OTHER = (
    "A storm closed the northern ports and left some ten thousand households without power overnight.",
    "Ferries were cancelled until Thursday, and schools along the coast stayed shut.",
)
MARKERS = set(More.__dataclass_fields__)


def wording(*body: str, title: str = TITLE, standfirst: str = "", url: str = URL, **facts: Any) -> Prepared:
    """Return a text ready to be imported; facts of ``More`` (external_id, release, is_partial) are sorted out."""
    more = More(**{name: facts.pop(name) for name in set(facts) & MARKERS})
    head = {
        "title": Draft("title", title) if title else None,
        "standfirst": Draft("standfirst", standfirst) if standfirst else None,
    }
    drafts = [Draft("paragraph", text) for text in body or BODY]
    facts.setdefault("language", "en")
    return prepare(assemble(Facts(**head, url=url, more=more, **facts), drafts, Record("test", 1)))


def edited(old: str, new: str, *body: str) -> tuple[str, ...]:
    """Return the paragraphs with some words replaced."""
    assert any(old in text for text in body or BODY)
    return tuple(text.replace(old, new) for text in body or BODY)


def arrive(by: User, project: Project, prepared: Prepared, **options: Any) -> Outcome:
    """Import a wording."""
    return import_article(by=by, project=project, prepared=prepared, token=log.make_token(), **options)


def file_of(data: bytes) -> Source:
    """Return a source that is not kept yet."""
    return new_source(data, filename="talks.txt")
