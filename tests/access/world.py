"""Two projects with one of everything in them, and marks by which a leak is seen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from annotations.actions.claims import create_claim, edit_claim
from annotations.actions.reading import set_state
from annotations.models import Annotation, Claim, Speaker, Tagging
from newsroom import log
from newsroom.actions.articles import edit_article
from newsroom.models import Article, Project, Source, User
from tests.access.addresses import Address, addresses

MARK = "qzxmark"
"""Stands in everything that the project has: no outsider may ever be sent it."""
PRIVATE = "qzxalone"
"""Stands in the note of alice's private annotation: nobody but her may be sent it."""
TEXT = f"Talks {MARK} begin\n\nThe standfirst {MARK} of it.\n\nThey want to negotiate {MARK} now. They met alone."
PRINCIPALS = ("anonymous", "outsider", "former", "reader", "colleague", "analyst", "editor", "owner")
OUTSIDERS = ("anonymous", "outsider", "former")


@dataclass
class World:
    """What the tests ask about; ``foreign`` is the project of the outsider, with ids of its own."""

    people: dict[str, User | None]
    project: Project
    article: Article
    annotation: Annotation
    private: Annotation
    tagging: Tagging
    claim: Claim
    foreign: Project
    waiting: Source
    """One of two files that the editor sent and has not saved yet."""

    def client(self, who: str, **options: Any) -> Client:
        """Return a client that is signed in as one of PRINCIPALS."""
        return signed_in(self.people[who], **options)

    def url(self, address: Address, **changes: Any) -> str:
        """Return the address with the ids of the project's objects and what it asks for, some of them changed."""
        values = {name: changes.get(name, self._value(address, name)) for name in address.parameters}
        return reverse(address.name, kwargs=values, query=self._query(address.name))

    def urls(self, **changes: Any) -> dict[str, str]:
        """Return every address by name."""
        return {name: self.url(address, **changes) for name, address in addresses().items()}

    def _value(self, address: Address, parameter: str) -> Any:
        if parameter == "project":
            return self.project.key
        fixed = {"key": "abc", "uidb36": "abc", "menu": "claim", "batch": self.waiting.batch}
        if parameter in fixed:
            return fixed[parameter]
        rows: dict[str, Any] = {
            "articles": self.article,
            "annotations": self.annotation,
            "taggings": self.tagging,
            "claims": self.claim,
            "<uuid:batch>": self.waiting,
        }
        return rows[address.noun_of(parameter)].uuid

    def _query(self, name: str) -> dict[str, Any]:
        asked: dict[str, dict[str, Any]] = {
            "article_cards": {"first": 0, "last": len(self.article.current_revision.blocks) - 1},
            "article_step": {"to": "next"},
            "articles_edit": {"article": self.article.uuid},
        }
        return asked.get(name, {})


def signed_in(user: User | None, **options: Any) -> Client:
    """Return a client of somebody, or of nobody; a view that breaks answers 500 as it would on the server."""
    client = Client(raise_request_exception=False, **options)
    if user is not None:
        client.force_login(user)
    return client


def build(people: dict[str, User | None], make_article: Callable[..., Article], highlight: Callable[..., Any]) -> World:
    """Fill the projects through the real actions."""
    alice, edgar, charlie = people["analyst"], people["editor"], people["outsider"]
    assert alice is not None and edgar is not None and charlie is not None
    # allauth copies an account's address into its own table the first time that it is asked for it
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True) for user in people.values() if user is not None
    )
    project = Project.objects.get(memberships__user=edgar)
    article = _imported(project, edgar, TEXT)
    make_article(f"Second {MARK}\n\nAnother article {MARK} of the project.")
    edit_article(
        by=edgar,
        article=article,
        version=article.version,
        values={"outlet": f"Outlet {MARK}", "byline": MARK, "url": f"https://example.org/{MARK}"},
        token=log.make_token(),
    )
    annotation = highlight(alice, article, "negotiate", f"Claim {MARK}", speaker=f"Speaker {MARK}", note=f"Note {MARK}")
    private = highlight(
        alice, article, "met alone", f"Claim {MARK}", note=f"{PRIVATE} {MARK}", visibility="private", via=f"Via {MARK}"
    )
    claim = Claim.objects.get(project=project)
    Speaker.objects.filter(project=project).update(affiliation=f"Party {MARK}")
    words = {"label": claim.label, "statement": f"Statement {MARK}.", "definition": f"Use for {MARK}.", "slot": 3}
    edit_claim(by=alice, claim=claim, version=claim.version, **words, parent=None, token=log.make_token())
    claim.refresh_from_db()
    set_state(by=alice, article=article, state="skipped", reason=f"because {MARK}", token=log.make_token())
    tagging = annotation.taggings.get()
    foreign = Project.objects.get(memberships__user=charlie)
    create_claim(by=charlie, project=foreign, label="Foreign", token=log.make_token())
    there = make_article("There\n\nWords of another project.", by=charlie, where=foreign)
    highlight(charlie, there, "another project", "Foreign", speaker="Foreigner")
    waiting = _uploaded(project, edgar, f"Waiting {MARK}\n\nIt waits.", f"Too {MARK}\n\nIt waits too.")
    annotation.refresh_from_db()
    article.refresh_from_db()
    return World(people, project, article, annotation, private, tagging, claim, foreign, waiting)


def _uploaded(project: Project, by: User, *texts: str) -> Source:
    """Send files to the site and return the first of what waits in the preview."""
    files = [SimpleUploadedFile(f"{MARK}-{number}.txt", text.encode()) for number, text in enumerate(texts)]
    answer = signed_in(by).post(reverse("import_new", args=[project.key]), {"files": files})
    batch = answer.url.strip("/").rpartition("/")[2]
    return Source.objects.filter(batch=batch).order_by("id")[0]


def _imported(project: Project, by: User, text: str) -> Article:
    """Import a text through the site, so that its source is kept."""
    source = _uploaded(project, by, text)
    signed_in(by).post(reverse("import_preview", args=[project.key, source.batch]), {"do": "save"})
    return Article.objects.get(revisions__source=source)
