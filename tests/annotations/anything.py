"""Everything that somebody can do and undo, one line an action kind: for tests that undo any sequence of it.

A step does its thing with what is there, or nothing where there is nothing to do it with.
"""

from collections.abc import Callable
from typing import Any, Final

from annotations.actions import claims, reading, responses, review
from annotations.actions.taggings import TaggingDraft
from annotations.models import Anchor, Annotation, Claim, Decision, Response
from newsroom import states
from newsroom.actions import articles, blinding, feeds, members, outlets, projects, restoring, stories
from newsroom.importers.registry import read
from newsroom.intake import prepare
from newsroom.models import Action, Article, Event, Feed, Outlet
from tests.annotations import anything_names, anything_talk
from tests.annotations.correcting import retag_all, take_one_over
from tests.annotations.room import Newsroom


def _add(room: Newsroom) -> None:
    if room.article():
        start = room.chance.randrange(0, 60)
        names = [f"Claim {room.word()}"] if room.chance.random() < 0.8 else []
        room.analyst.add(
            start, start + room.chance.randrange(5, 60), *names, speaker=room.chance.choice(["", room.word()])
        )


def _on_annotation(do: Callable[[Newsroom, Annotation], None]) -> Callable[[Newsroom], None]:
    def step(room: Newsroom) -> None:
        annotation = room.annotation()
        if annotation is not None:
            room.analyst.article = annotation.article
            do(room, annotation)

    return step


def _on_tagging(do: Callable[[Newsroom, Any], None]) -> Callable[[Newsroom], None]:
    def on(room: Newsroom, annotation: Annotation) -> None:
        tagging = room.one(annotation.taggings.current())
        if tagging is not None:
            do(room, tagging)

    return _on_annotation(on)


def _place(room: Newsroom, annotation: Annotation) -> None:
    start = room.chance.randrange(0, 60)
    room.analyst.place(annotation, start, start + room.chance.randrange(5, 60))


def _edit_claim(room: Newsroom) -> None:
    claim = room.one(Claim.objects.current().filter(project=room.project))
    if claim is not None:
        words = {"label": f"Claim {room.word()}", "statement": room.word(), "definition": "", "slot": 1, "parent": None}
        claims.edit_claim(by=room.editor, claim=claim, version=claim.version, **words, token=room.token())


def _archive(room: Newsroom) -> None:
    claim = room.one(Claim.objects.usable().filter(project=room.project))
    if claim is not None:
        claims.archive_claim(by=room.editor, claim=claim, version=claim.version, token=room.token())


def _unarchive(room: Newsroom) -> None:
    claim = room.one(Claim.objects.current().filter(project=room.project, archived_at__isnull=False))
    if claim is not None:
        claims.restore_claim(by=room.editor, claim=claim, version=claim.version, token=room.token())


def _on_article(do: Callable[[Newsroom, Article], Any]) -> Callable[[Newsroom], None]:
    def step(room: Newsroom) -> None:
        article = room.article()
        if article is not None:
            do(room, article)

    return step


def _facts(room: Newsroom, article: Article) -> None:
    values = room.chance.choice(
        [
            {"byline": room.word()},
            {"outlet": f"Outlet {room.word()}"},
            {"title": f"The {room.word()} title"},
            {"language": "de"},
        ]
    )
    articles.edit_article(by=room.editor, article=article, version=article.version, values=values, token=room.token())


def _import(room: Newsroom) -> None:
    text = f"Title {room.word()}\n\nFirst {room.word()} sentence of it. Second {room.word()} sentence, which is longer."
    draft = read(text.encode(), filename="article.txt")
    articles.import_article(by=room.editor, project=room.project, prepared=prepare(draft), token=room.token())


def _join(room: Newsroom) -> None:
    chosen = {article.pk: article for article in (room.article(), room.article()) if article is not None}
    pairs = [(article, article.version) for article in chosen.values()]
    if len(pairs) == 2:
        stories.join_story(by=room.editor, project=room.project, articles=pairs, token=room.token())


def _outlet(room: Newsroom) -> None:
    outlet = room.one(Outlet.objects.current().filter(project=room.project))
    if outlet is not None:
        values = {"name": f"Outlet {room.word()}", "domain": f"{room.word()}.example", "country": "FR"}
        outlets.edit_outlet(by=room.editor, outlet=outlet, version=outlet.version, **values, token=room.token())


def _merge(room: Newsroom) -> None:
    found = Outlet.objects.current().filter(project=room.project)
    outlet, into = room.one(found), room.one(found)
    if outlet is not None and outlet != into:
        outlets.merge_outlet(by=room.editor, outlet=outlet, version=outlet.version, into=into, token=room.token())


def _separate(room: Newsroom) -> None:
    outlet = room.one(Outlet.objects.filter(project=room.project, deleted_at=None, merged_into__isnull=False))
    if outlet is not None:
        outlets.separate_outlet(by=room.editor, outlet=outlet, version=outlet.version, token=room.token())


def _decide(decision: str) -> Callable[[Newsroom], None]:
    def step(room: Newsroom) -> None:
        mine = Anchor.objects.undecided().filter(annotation__author=room.analyst.user, annotation__deleted_at=None)
        anchor = room.one(mine.select_related("annotation__project", "revision"))
        if anchor is not None:
            named = {"annotation": anchor.annotation, "revision": anchor.revision.uuid, "decision": decision}
            review.decide(by=room.analyst.user, **named, token=room.token())

    return step


def _answer(kind: str) -> Callable[[Newsroom], None]:
    """Let the editor answer one of the analyst's highlights that stands in the current wording."""

    def step(room: Newsroom) -> None:
        annotation = room.annotation()
        origin = annotation and annotation.anchors.get(is_origin=True)
        if annotation is None or origin.revision_id != annotation.article.current_revision_id:
            return
        room.analyst.article = annotation.article
        named = {"by": room.editor, "annotation": annotation, "token": room.token()}
        if kind == "response_would_not_tag":
            responses.would_not_tag(**named, reason=room.word())
            return
        place = room.analyst.spot(origin.start, origin.end)
        if kind == "response_same":
            responses.say_same(**named, spot=place)
        else:
            draft = TaggingDraft(f"Claim {room.word()}", "disputes")
            responses.differ(**named, spot=place, taggings=[draft])

    return step


def _unanswer(room: Newsroom) -> None:
    response = room.one(Response.objects.current().select_related("annotation__project", "own"))
    if response is not None:
        responses.remove_response(by=room.editor, response=response, version=response.version, token=room.token())


def _restore(room: Newsroom) -> None:
    """Give a claim or a highlight an earlier state back."""
    kind, row = room.chance.choice([("claim", room.one(Claim.objects.current())), ("annotation", room.annotation())])
    numbers = (
        [] if row is None else list(Event.objects.filter(object_kind=kind, object_uuid=row.uuid).order_by("sequence"))
    )
    if numbers:
        seen = states.last_number(room.analyst.membership, kind, row.uuid)
        named = {"row": row, "number": room.chance.choice(numbers).sequence, "seen": seen}
        restoring.restore_state(by=room.analyst.user, membership=room.analyst.membership, **named, token=room.token())


def _undo(room: Newsroom) -> None:
    last = Action.objects.filter(by=room.analyst.user).not_undone().order_by("-pk").first()
    if last is not None:
        room.analyst.undo(last)


def _feed(do: Callable[..., None], **values: Any) -> Callable[[Newsroom], None]:
    def step(room: Newsroom) -> None:
        feed = room.one(Feed.objects.current().filter(project=room.project))
        if feed is not None:
            do(by=room.editor, feed=feed, version=feed.version, **values, token=room.token())

    return step


def _new_feed(room: Newsroom) -> None:
    values = {"title": room.word(), "text_from": "entry", "outlet": f"Outlet {room.word()}"}
    url = f"https://{room.word()}.example/feed"
    feeds.add_feed(by=room.editor, project=room.project, url=url, values=values, token=room.token())


def _role(room: Newsroom) -> None:
    member = room.editor.memberships.get(ended_at=None)
    members.change_role(
        by=room.owner, membership=member, role=room.chance.choice(["owner", "editor"]), token=room.token()
    )


STEPS: Final[dict[str, Callable[[Newsroom], None]]] = {
    "annotation_add": _add,
    "annotation_note": _on_annotation(lambda room, annotation: room.analyst.note(annotation, room.word())),
    "annotation_visibility": _on_annotation(
        lambda room, one: room.analyst.hide(one, "private" if one.visibility == "project" else "project")
    ),
    "annotation_place": _on_annotation(_place),
    "annotation_remove": _on_annotation(lambda room, annotation: room.analyst.remove(annotation)),
    "tagging_add": _on_annotation(lambda room, one: room.analyst.tag(one, f"Claim {room.word()}", room.word())),
    "tagging_change": _on_tagging(lambda room, one: room.analyst.retag(one, f"Claim {room.word()}", room.word())),
    "tagging_remove": _on_tagging(lambda room, one: room.analyst.untag(one)),
    "passages_retag": retag_all,
    "correction_take_over": take_one_over,
    "response_same": _answer("response_same"),
    "response_differs": _answer("response_differs"),
    "response_would_not_tag": _answer("response_would_not_tag"),
    "response_remove": _unanswer,
    "review_*": _decide(Decision.KEPT),
    "review_accepted": _decide(Decision.ACCEPTED),
    "review_typography": lambda room: (
        review.accept_typographic(by=room.analyst.user, project=room.project, token=room.token()) and None
    ),
    "reading_state": _on_article(
        lambda room, article: reading.set_state(
            by=room.analyst.user, article=article, state=room.chance.choice(["read", "coded"]), token=room.token()
        )
    ),
    "claim_add": lambda room: (
        claims.create_claim(by=room.editor, project=room.project, label=f"Claim {room.word()}", token=room.token())
        and None
    ),
    "claim_edit": _edit_claim,
    "claim_archive": _archive,
    "claim_restore": _unarchive,
    "article_import": _import,
    "article_edit": _on_article(_facts),
    "article_blind": _on_article(
        lambda room, article: (
            blinding.set_article_blind(
                by=room.editor, article=article, is_blind=room.chance.choice([True, False]), token=room.token()
            )
            and None
        )
    ),
    "article_remove": _on_article(
        lambda room, article: articles.remove_article(
            by=room.editor, article=article, version=article.version, token=room.token()
        )
    ),
    "story_join": _join,
    "story_leave": _on_article(
        lambda room, article: (
            stories.leave_story(by=room.editor, article=article, version=article.version, token=room.token())
            if article.story
            else None
        )
    ),
    "outlet_edit": _outlet,
    "outlet_merge": _merge,
    "outlet_separate": _separate,
    "feed_add": _new_feed,
    "feed_edit": _feed(feeds.edit_feed, values={"title": "Other", "text_from": "entry", "outlet": ""}),
    "feed_pause": _feed(feeds.pause_feed),
    "feed_resume": _feed(feeds.resume_feed),
    "feed_remove": _feed(feeds.remove_feed),
    "member_role": _role,
    "project_edit": lambda room: projects.edit_project(
        by=room.owner, project=room.project, values={"name": f"Project {room.word()}"}, token=room.token()
    ),
    **anything_names.STEPS,
    **anything_talk.STEPS,
    "state_restore": _restore,
    "undo": _undo,
}
"""By kind of action."""
