"""A project with work of all kinds in it, for tests of lists and files: what a property is asked of."""

import random
from collections.abc import Callable
from datetime import UTC, datetime

from annotations.actions.annotations import remove_annotation
from annotations.actions.speakers import make_speaker
from annotations.actions.taggings import TaggingDraft, add_tagging
from annotations.models import Annotation, Certainty, Claim, Form, Speaker, Stance, Tagging
from newsroom import log
from newsroom.actions.outlets import get_or_make_outlet
from newsroom.models import Article, Project, User

TEXTS = (
    "Talks in Paris\n\nMacron said talks were useful. The Kremlin disagreed at once, and loudly.\n\nNobody knows more.",
    "=HYPERLINK talks\n\n+1 said the envoy. -2 answered 'him'. @everybody laughed 👩‍👩‍👧 about it.\n\n=1+1 ended the day.",
    "محادثات السلام\n\nقال الوزير إن المحادثات مفيدة. لم يوافق أحد.\n\nانتهى اليوم هكذا.",
    "停火协议今天\n\n马克龙说谈判有用。俄罗斯不同意这一点。\n\n没有人知道更多。",
)


def fill(project: Project, people: list[User], make_article: Callable[..., Article], highlight, seed: int = 1) -> None:
    """Put articles with and without outlet and date into a project, coded by several people, some in private."""
    chance = random.Random(seed)
    editor = people[0]
    with log.act(by=editor, project=project, kind="article_edit", token=log.make_token()) as act:
        outlets = [get_or_make_outlet(act, name) for name in ("Nordic Wire", "-Daily", "Слово")]
        speakers = [make_speaker(act, name=name) for name in ("Emmanuel Macron", "=cmd|' /C calc'!A0", "Кремль")]
    articles = [
        make_article(f"{text}\n\nNumber {number} of the day.", outlet=chance.choice([*outlets, None]), **date(chance))
        for number, text in enumerate(TEXTS * 2)
    ]
    for number in range(60):
        article = chance.choice(articles)
        text = article.current_revision.text
        start = chance.randrange(len(text) - 12)
        quote = text[start : start + chance.randint(3, 12)].strip()
        if not quote:
            continue
        annotation = highlight(
            chance.choice(people),
            article,
            quote,
            note=chance.choice(["", "", "=1+1", "a note with, commas\nand lines", "'quoted", "see +3"]),
            visibility=chance.choice(["project", "project", "project", "private"]),
        )
        for _tagging in range(chance.choice([0, 1, 1, 2, 3])):
            tag(annotation, chance, speakers)
        if number % 9 == 0:
            annotation.refresh_from_db()
            token = log.make_token()
            remove_annotation(by=annotation.author, annotation=annotation, version=annotation.version, token=token)
    Article.objects.filter(pk=articles[-1].pk).update(deleted_at=datetime(2026, 5, 1, tzinfo=UTC))


def date(chance: random.Random) -> dict[str, object]:
    """When an article was published, known more or less exactly, or not at all."""
    precision = chance.choice(["minute", "day", "month", "unknown"])
    at = datetime(2026, chance.randint(1, 3), 1 if precision == "month" else chance.randint(1, 28), tzinfo=UTC)
    return {"published_at": None if precision == "unknown" else at, "published_precision": precision}


def tag(annotation: Annotation, chance: random.Random, speakers: list[Speaker]) -> None:
    """Put a random claim on an annotation, unless it is there already."""
    annotation.refresh_from_db()
    draft = TaggingDraft(
        claim=chance.choice(["No will to talk", "@home first", "Переговоры", "停火"]),
        stance=chance.choice(Stance.values),
        speaker=chance.choice([*speakers, None]),
        via=chance.choice([None, None, *speakers]),
        form=chance.choice(["", *Form.values]),
        certainty=chance.choice(["", *Certainty.values]),
    )
    try:
        add_tagging(
            by=annotation.author, annotation=annotation, version=annotation.version, draft=draft, token=log.make_token()
        )
    except log.Conflict:
        pass  # the same claim by the same speaker twice: once is enough here


def random_query(project: Project, chance: random.Random) -> str:
    """Return the address of some filter that makes sense in the project."""
    known = {
        "claim": [str(uuid) for uuid in Claim.objects.filter(project=project).values_list("uuid", flat=True)],
        "speaker": [str(uuid) for uuid in Speaker.objects.filter(project=project).values_list("uuid", flat=True)]
        + ["none"],
        "stance": Stance.values,
        "form": [*Form.values, "none"],
        "certainty": [*Certainty.values, "none"],
        "kind": ["title", "paragraph", "standfirst"],
        "author": ["alice", "bob"],
        "outlet": [str(uuid) for uuid in project.outlets.values_list("uuid", flat=True)] + ["none"],
        "article": [str(uuid) for uuid in project.articles.values_list("uuid", flat=True)],
        "visibility": ["project", "private"],
        "undated": ["1"],
        "untagged": ["1"],
        "private": ["1"],
        "from": ["2026-01-15", "2026-02-01"],
        "to": ["2026-02-20", "2026-03-01"],
        "q": ["talks", "said the", "谈判有用", "МАКРОН", "note", '"said the"', "e"],
    }
    known["via"] = known["speaker"]
    keys = chance.sample(sorted(known), chance.choice([0, 1, 1, 2, 2, 3]))
    many = ("claim", "speaker", "stance", "form", "certainty", "kind", "author", "outlet", "article")
    pairs = [
        f"{key}={value}"
        for key in keys
        for value in chance.sample(known[key], min(len(known[key]), chance.choice([1, 2]) if key in many else 1))
    ]
    return "&".join(pairs).replace('"', "%22").replace(" ", "+")


def current_taggings(annotation: Annotation) -> list[Tagging]:
    """Return what an annotation carries, in order."""
    return list(annotation.taggings.current().order_by("position", "id"))
