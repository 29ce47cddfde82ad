"""What the demo's analysts do, through the same actions as the site."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time

from annotations import demo
from annotations.actions.anchors import Spot, spot
from annotations.actions.annotations import add_annotation
from annotations.actions.claims import create_claim
from annotations.actions.contradictions import contradict
from annotations.actions.reading import set_state
from annotations.actions.replies import add_reply
from annotations.actions.responses import differ, say_same, would_not_tag
from annotations.actions.speakers import SpeakerFacts, edit_speaker, make_speaker
from annotations.actions.taggings import TaggingDraft
from annotations.actions.team_notes import write_team_note
from annotations.anchoring import Selector
from annotations.models import Annotation, Claim, Speaker
from newsroom import log
from newsroom.actions.articles import import_article
from newsroom.actions.sources import keep_source
from newsroom.importers.registry import read
from newsroom.intake import prepare
from newsroom.layouts import reading_of
from newsroom.models import Article, Membership, Outlet, Project, User


@dataclass(slots=True)
class Room:
    """The project while it is made: its people by their user names, its claims by their keys, its speakers by name."""

    project: Project
    people: dict[str, User]
    owner: User
    claims: dict[str, Claim] = field(default_factory=dict)
    speakers: dict[str, Speaker] = field(default_factory=dict)

    def take_in(self, name: str) -> Article:
        """Import the text of a file; what is invented carries that as its subject."""
        path = demo.text_of(name)
        data = path.read_bytes()
        draft = read(data, filename=path.name)
        if name != demo.REAL:
            draft = replace(draft, more=replace(draft.more, subjects=(demo.INVENTED,)))
        where = {"by": self.owner, "project": self.project}
        source = keep_source(**where, data=data, filename=path.name, media_type="text/plain")
        return import_article(**where, prepared=prepare(draft), source=source, token=log.make_token()).article


def make_codebook(room: Room, story: demo.Story) -> None:
    """Make claims, contradictions and speakers."""
    where = {"by": room.owner, "project": room.project}
    for entry in story.claims:
        words = {"label": entry.label, "statement": entry.statement, "definition": entry.definition}
        room.claims[entry.key] = create_claim(**where, **words, token=log.make_token())
    for one, other in story.contradictions:
        contradict(by=room.owner, claim=room.claims[one], other=room.claims[other], token=log.make_token())
    with log.act(**where, kind="speaker_add", token=log.make_token()) as act:
        for voice in story.voices:
            made = make_speaker(act, name=voice.name, kind=voice.kind, affiliation=voice.affiliation)
            room.speakers[voice.name] = made
    for voice in story.voices:
        if voice.outlet or voice.aliases:
            _complete(room, voice)


def _complete(room: Room, voice: demo.Voice) -> None:
    """Give a speaker the outlet whose voice it is, and its other names."""
    speaker = room.speakers[voice.name]
    outlet = Outlet.objects.get(project=room.project, name=voice.outlet) if voice.outlet else None
    facts = SpeakerFacts(voice.name, voice.kind, voice.affiliation, outlet, voice.aliases)
    done = edit_speaker(by=room.owner, speaker=speaker, version=speaker.version, facts=facts, token=log.make_token())
    room.speakers[voice.name] = done


def code(room: Room, article: Article, sheet: demo.Sheet) -> None:
    """Do what a sheet says on an article. Raises ``ValueError`` for a quote that is not there."""
    for coding in sheet.codings:
        made = _highlight(room, article, coding)
        _answer(room, article, coding, made)
        for remark in coding.replies:
            add_reply(by=room.people[remark.by], annotation=made, text=remark.text, token=log.make_token())
    if sheet.team_note:
        _team_note(room, article, sheet.team_note)
    for username, state in sheet.states.items():
        set_state(by=room.people[username], article=article, state=state, token=log.make_token())


def code_second(room: Room, name: str) -> None:
    """Take a later wording in, and do on it what its sheet says; nobody's reading state is said twice."""
    code(room, room.take_in(name), demo.sheet(name))


def _highlight(room: Room, article: Article, coding: demo.Coding) -> Annotation:
    taggings = [_draft(room, coding), *(_draft(room, coding, one.claim, one.stance) for one in coding.also)]
    return add_annotation(
        by=room.people[coding.by],
        spot=_spot(article, coding.quote, coding.after),
        taggings=taggings,
        note=coding.note,
        visibility=coding.visibility,
        token=log.make_token(),
    )


def _draft(room: Room, coding: demo.Coding, claim: str = "", stance: str = "") -> TaggingDraft:
    said = datetime.combine(coding.said, time(), UTC) if coding.said else None
    return TaggingDraft(
        claim=room.claims[claim or coding.claim],
        speaker=room.speakers[coding.speaker],
        via=room.speakers[coding.via] if coding.via else None,
        stance=stance or coding.stance,
        form=coding.form,
        certainty=coding.certainty,
        said_at=said,
        said_precision="day" if said else "unknown",
    )


def _spot(article: Article, quote: str, after: str = "") -> Spot:
    revision = article.current_revision
    assert revision is not None
    text = reading_of(revision.pk, revision.uuid).layout.text
    start = text.index(quote, text.index(after))
    return spot(article, revision, Selector(start, start + len(quote), quote, "", ""))


def _answer(room: Room, article: Article, coding: demo.Coding, made: Annotation) -> None:
    for answer in coding.answers:
        to = {"by": room.people[answer.by], "annotation": made, "token": log.make_token()}
        if answer.kind == "same":
            say_same(**to, spot=_spot(article, coding.quote, coding.after))
        elif answer.kind == "differs":
            differ(**to, spot=_spot(article, answer.quote), taggings=_reading(room, coding, answer), note=answer.note)
        else:
            would_not_tag(**to, reason=answer.reason)


def _reading(room: Room, coding: demo.Coding, answer: demo.Answer) -> Sequence[TaggingDraft]:
    own = replace(coding, claim=answer.claim, stance=answer.stance, form=answer.form, certainty=answer.certainty)
    return [_draft(room, own)]


def _team_note(room: Room, article: Article, note: demo.TeamNote) -> None:
    holder = Membership.objects.get(project=room.project, user=room.people[note.holder])
    by = room.people[note.by]
    write_team_note(by=by, article=article, version=1, text=note.text, holder=holder, token=log.make_token())
