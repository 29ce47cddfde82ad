"""Two projects with one of everything in them, and marks by which a leak is seen."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from annotations.actions.claim_examples import add_example
from annotations.actions.claim_merging import merge_claim
from annotations.actions.claims import create_claim, edit_claim
from annotations.actions.reading import set_state
from annotations.actions.responses import would_not_tag
from annotations.models import Annotation, Claim, ClaimExample, Notice, Publication, Reply, Response, Speaker, Tagging
from newsroom import log
from newsroom.actions.articles import edit_article
from newsroom.actions.custom_fields import add_field
from newsroom.actions.feeds import add_feed
from newsroom.actions.jobs import Wanted, start_files
from newsroom.actions.members import invite
from newsroom.actions.outlets import get_or_make_outlet, merge_outlet
from newsroom.actions.stories import join_story
from newsroom.importers.registry import file_of, question
from newsroom.job_files import Upload
from newsroom.models import (
    Article,
    CustomField,
    Event,
    Feed,
    FeedEntry,
    Invitation,
    Job,
    JobItem,
    JobStatus,
    Membership,
    Outlet,
    Project,
    Source,
    User,
)
from tests.access import voices
from tests.access.addresses import Address, addresses
from tests.access.bringing import imported, signed_in, uploaded
from tests.access.marks import MARK, PRIVATE
from tests.access.talk import take_nothing_back, taken_back, talked_about
from tests.annotations.correcting import correct, correction_in

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
    invitation: Invitation
    known: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    @property
    def reply(self) -> Reply:
        """The colleague's reply to the analyst's highlight."""
        return Reply.objects.get(project=self.project)

    @property
    def notice(self) -> Notice:
        """What the analyst is told of that reply."""
        return Notice.objects.get(project=self.project, reply=self.reply, user=self.people["analyst"])

    @property
    def merged(self) -> Outlet:
        """An outlet that stands for nothing any more: it was merged into the article's."""
        return Outlet.objects.get(project=self.project, name=f"Merged {MARK}")

    @property
    def response(self) -> Response:
        """The colleague's answer to the analyst's highlight."""
        return Response.objects.get(annotation=self.annotation)

    @property
    def merged_claim(self) -> Claim:
        """A claim that was merged into another one of the project, which is not ``claim``."""
        return Claim.objects.exclude(merged_into=None).get(project=self.project)

    @property
    def copy(self) -> Article:
        """The other article of the article's story."""
        return Article.objects.exclude(pk=self.article.pk).get(story=self.article.story)

    @property
    def feed(self) -> Feed:
        """The editor's feed."""
        return Feed.objects.get(project=self.project)

    @property
    def job(self) -> Job:
        """The editor's job with a table, which asks for its columns."""
        return Job.objects.get(project=self.project, title=f"Table {MARK}.csv")

    @property
    def member(self) -> Membership:
        """The reader's membership: what is done with a member is done with this one."""
        return Membership.objects.get(project=self.project, user=self.people["reader"])

    @property
    def edited(self) -> Annotation:
        """The analyst's highlight whose words were edited since."""
        return Annotation.objects.get(author=self.people["analyst"], note=f"Edited {MARK}")

    @property
    def made(self) -> int:
        """The number of the event that made the claim."""
        made = Event.objects.filter(object_uuid=self.claim.uuid).order_by("sequence")
        return made.values_list("sequence", flat=True)[0]

    def client(self, who: str, **options: Any) -> Client:
        """Return a client that is signed in as one of PRINCIPALS."""
        return signed_in(self.people[who], **options)

    def url(self, address: Address, **changes: Any) -> str:
        """Return the address with the ids of the project's objects and what it asks for, some of them changed."""
        values = {name: changes[name] if name in changes else self._value(address, name) for name in address.parameters}
        return reverse(address.name, kwargs=values, query=self._query(address.name))

    def urls(self) -> dict[str, str]:
        """Return every address by name: as the world was when first asked, for no address changes after that."""
        if not self.known:
            self.known = {name: self.url(address) for name, address in addresses().items()}
        return self.known

    def _value(self, address: Address, parameter: str) -> Any:
        if parameter == "project":
            return self.project.key
        fixed = {"key": "abc", "secret": "abc", "uidb36": "abc", "menu": "claim", "batch": self.waiting.batch}
        fixed |= {"number": 1, "kind": "claim", "pk": 1}
        if parameter in fixed:
            return fixed[parameter]
        if address.noun_of(parameter) == "stories":
            return self.article.story
        if address.name in ("review_decide", "review_place"):
            return self.edited.uuid
        if address.name.endswith("_separate"):
            return voices.merged(self, address.name.removesuffix("_separate")).uuid
        rows: dict[str, Callable[[], Any]] = {
            "articles": lambda: self.article,
            "annotations": lambda: self.annotation,
            "taggings": lambda: self.tagging,
            "claims": lambda: self.claim,
            "speakers": lambda: voices.speaker(self.project, MARK),
            "feeds": lambda: self.feed,
            "outlets": lambda: self.article.outlet,
            "<uuid:batch>": lambda: self.waiting,
            "<slug:kind>": lambda: self.claim,
            "members": lambda: self.member,
            "removed": lambda: self.project,
            "replies": lambda: self.reply,
            "inbox": lambda: self.notice,
            "jobs": lambda: self.job,
            "published": lambda: Publication.objects.get(project=self.project),
            "invitations": lambda: self.invitation,
            "responses": lambda: self.response,
            "corrections": lambda: correction_in(self.project),
            "examples": lambda: ClaimExample.objects.get(project=self.project),
            "taken": lambda: taken_back(self.project),
            "fields": lambda: CustomField.objects.get(project=self.project),
        }
        return rows[address.noun_of(parameter)]().uuid

    def _query(self, name: str) -> dict[str, Any]:
        asked: dict[str, Callable[[], dict[str, Any]]] = {
            "article_cards": lambda: {"first": 0, "last": len(self.article.current_revision.blocks) - 1},
            "article_revision_cards": lambda: {"first": 0, "last": 1},
            "article_step": lambda: {"to": "next"},
            "articles_edit": lambda: {"article": self.article.uuid},
            "state_restore": lambda: {"state": self.made},
            "story_join": lambda: {"article": [self.article.uuid, self.copy.uuid]},
        }
        return asked[name]() if name in asked else {}


def build(people: dict[str, User | None], make_article: Callable[..., Article], highlight: Callable[..., Any]) -> World:
    """Fill the projects through the real actions."""
    alice, edgar, charlie = people["analyst"], people["editor"], people["outsider"]
    assert alice is not None and edgar is not None and charlie is not None
    # allauth copies an account's address into its own table the first time that it is asked for it
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, primary=True) for user in people.values() if user is not None
    )
    project = Project.objects.get(memberships__user=edgar)
    article = imported(project, edgar, MARK, TEXT)
    second = make_article(f"Second {MARK}\n\nAnother article {MARK} of the project.")
    edit_article(
        by=edgar,
        article=article,
        version=article.version,
        values={"outlet": f"Outlet {MARK}", "byline": MARK, "url": f"https://example.org/{MARK}"},
        token=log.make_token(),
    )
    _grouped(project, edgar, article, second)
    annotation = highlight(alice, article, "negotiate", f"Claim {MARK}", speaker=f"Speaker {MARK}", note=f"Note {MARK}")
    private = highlight(
        alice, article, "met alone", f"Claim {MARK}", note=f"{PRIVATE} {MARK}", visibility="private", via=f"Via {MARK}"
    )
    claim = Claim.objects.get(project=project)
    Speaker.objects.filter(project=project).update(affiliation=f"Party {MARK}")
    words = {"label": claim.label, "statement": f"Statement {MARK}.", "definition": f"Use for {MARK}.", "slot": 3}
    edit_claim(by=alice, claim=claim, version=claim.version, **words, parent=None, token=log.make_token())
    claim.refresh_from_db()
    _merged_claims(project, alice, edgar)
    voices.make_merged(project, edgar, MARK)
    voices.make_contradicted(claim, alice, MARK)
    set_state(by=alice, article=article, state="skipped", reason=f"because {MARK}", token=log.make_token())
    tagging = annotation.taggings.get()
    would_not_tag(by=people["colleague"], annotation=annotation, reason=f"Reason {MARK}", token=log.make_token())
    foreign = Project.objects.get(memberships__user=charlie)
    create_claim(by=charlie, project=foreign, label="Foreign", token=log.make_token())
    there = make_article("There\n\nWords of another project.", by=charlie, where=foreign)
    highlight(charlie, there, "another project", "Foreign", speaker="Foreigner")
    _asking(project, edgar)
    _fed(project, edgar, article)
    waiting = uploaded(project, edgar, MARK, f"Waiting {MARK}\n\nIt waits.", f"Too {MARK}\n\nIt waits too.")
    _reworded(alice, edgar, article, highlight)
    talked_about(people, article, annotation)
    take_nothing_back(people, project)
    correct(edgar, annotation)
    values = {"label": f"Field {MARK}", "kind": "text", "subject": "tagging"}
    add_field(by=edgar, project=project, token=log.make_token(), **values)
    shown = highlight(edgar, second, "of the project", claim.label)
    add_example(by=edgar, claim=claim, passage=shown, token=log.make_token())
    article.refresh_from_db()
    invitation, _secret = invite(
        by=people["owner"], project=project, role="reader", email=f"{MARK}@example.org", token=log.make_token()
    )
    return World(people, project, article, annotation, private, tagging, claim, foreign, waiting, invitation)


def _merged_claims(project: Project, alice: User, edgar: User) -> None:
    """Merge one claim into another, beside the analyst's own."""
    labels = (f"Twin claim {MARK}", f"Merged claim {MARK}")
    twin, into = (create_claim(by=alice, project=project, label=label, token=log.make_token()) for label in labels)
    merge_claim(by=edgar, claim=twin, version=1, into=into, token=log.make_token())


def _reworded(alice: User, edgar: User, article: Article, highlight: Callable[..., Any]) -> None:
    """Highlight the headline, and give the article another one."""
    article.refresh_from_db()
    highlight(alice, article, f"Talks {MARK} begin", f"Claim {MARK}", note=f"Edited {MARK}")
    values = {"title": f"Talks {MARK} will soon begin"}
    edit_article(by=edgar, article=article, version=article.version, values=values, token=log.make_token())


def _grouped(project: Project, by: User, *articles: Article) -> None:
    """Make the articles one story, and the outlet of the first one that which another was merged into."""
    pairs = [(article, article.version) for article in articles]
    join_story(by=by, project=project, articles=pairs, token=log.make_token())
    articles[0].refresh_from_db()
    with log.act(by=by, project=project, kind="article_edit", token=log.make_token()) as act:
        get_or_make_outlet(act, f"Another {MARK}")
        other = get_or_make_outlet(act, f"Merged {MARK}", "merged.example")
    into = articles[0].outlet
    assert other is not None and into is not None
    merge_outlet(by=by, outlet=other, version=other.version, into=into, token=log.make_token())


def _fed(project: Project, by: User, article: Article) -> None:
    """Add a feed that brought the article."""
    values = {"title": f"Feed {MARK}", "outlet": f"Outlet {MARK}", "text_from": "automatic"}
    url = f"https://example.org/{MARK}/feed"
    feed = add_feed(by=by, project=project, url=url, values=values, token=log.make_token())
    FeedEntry.objects.create(feed=feed, key="1", sha256="1", title=f"Entry {MARK}", article=article)


def _asking(project: Project, by: User) -> None:
    """Send a table, which waits for a person to say which column holds what."""
    data = f"title,text\nTalks {MARK},They met.\n".encode()
    table = Upload(f"Table {MARK}.csv", "text/csv", len(data), lambda: [data])
    job = start_files(by=by, project=project, wanted=Wanted([table]), is_previewed=True, action=uuid4())
    asked = question(file_of(data), filename=table.name) or {}
    asking = {"kind": "columns", "file": 0, "name": table.name, **asked}
    options = {**job.options, "asked": {"file": 0, "signature": asked["signature"]}}
    Job.objects.filter(pk=job.pk).update(status=JobStatus.ASKING, question=asking, options=options)
    JobItem.objects.create(job=job, number=0, name=f"Item {MARK}", place=f"row {MARK}")
