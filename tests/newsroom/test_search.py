"""Search over titles and texts: the same words are found on SQLite and PostgreSQL, and no query breaks it."""

from uuid import uuid4

import pytest

from newsroom import log, search
from newsroom.actions.articles import edit_article, remove_article
from newsroom.actions.undo import undo
from newsroom.models import Article, Membership


@pytest.fixture
def found(project):
    """The titles that a query finds."""

    def run(query):
        articles = search.matching(Article.objects.in_project(project), project, query)
        return sorted(articles.values_list("title", flat=True))

    return run


@pytest.fixture
def shelf(make_article):
    texts = (
        "Talks resume in Genève\n\nThe ministers didn't agree on Straße 5.",
        "Ceasefire fails\n\nMoscow and Kyiv talk. The talks went on.",
        "停火谈判破裂\n\n各方代表在日内瓦举行了会谈。",
        "สันติภาพ\n\nการเจรจาหยุดยิงเริ่มขึ้นแล้ว",
        "محادثات السلام\n\nبدأت المحادثات في جنيف.",
    )
    return [make_article(text) for text in texts]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("talks", ["Ceasefire fails", "Talks resume in Genève"]),
        ("TALKS geneve", ["Talks resume in Genève"]),
        ("Genève", ["Talks resume in Genève"]),
        ("strasse", ["Talks resume in Genève"]),
        ("cease", ["Ceasefire fails"]),
        ("cease moscow", []),
        ("ceasefire mos", ["Ceasefire fails"]),
        ('"moscow and kyiv"', ["Ceasefire fails"]),
        ('"kyiv and moscow"', []),
        ('"mosc"', []),
        ("谈判", ["停火谈判破裂"]),
        ("判谈", []),
        ("日内瓦", ["停火谈判破裂"]),
        ("หยุดยิง", ["สันติภาพ"]),
        ("السلام", ["محادثات السلام"]),
        ("didn't", ["Talks resume in Genève"]),
        ("nowhere", []),
    ],
)
def test_articles_are_found_by_their_words(shelf, found, query, titles):
    assert found(query) == titles


@pytest.mark.parametrize(
    "query",
    [
        *(
            "",
            " ",
            '"',
            '""',
            '"""',
            "*",
            "-",
            "--",
            "^",
            "(",
            ")",
            "()",
            ":",
            "'",
            "\\",
            "%",
            "_",
            "&",
            "|",
            "!",
            "<->",
        ),
        *(
            "talks AND",
            "OR talks",
            "NOT",
            "NEAR(",
            "NEAR(talks ceasefire, 2)",
            "talks*",
            "*talks",
            "-talks",
            "words:talks",
        ),
        *("project:p1", "{words}: talks", "talks:*", "talks & ! ceasefire", "'; DROP TABLE newsroom_article; --"),
        *(
            "\x00",
            "talks\x00",
            "\ud800",
            "🙂",
            "a" * 10_000,
            "talk " * 10_000,
            '"' * 999,
            "a\u0301" * 5_000,
            "\u202etalks",
        ),
    ],
)
def test_no_query_breaks_the_search(shelf, found, query):
    assert set(found(query)) <= {article.title for article in shelf}


def test_words_of_the_query_language_are_only_words(make_article, found):
    make_article("Near and not far\n\nAnd or not near.")
    assert found("NEAR AND NOT") == ["Near and not far"]


def test_another_project_is_never_found(shelf, project, charlie, make_article):
    other = charlie.memberships.get().project
    make_article("Secret talks\n\nElsewhere.", where=other, by=charlie)
    mine = search.matching(Article.objects.all(), project, "talks")
    assert not mine.filter(project=other).exists()
    assert search.matching(Article.objects.all(), other, "talks").count() == 1
    assert not search.matching(Article.objects.all(), other, f"project:p{project.pk} ceasefire").exists()


def test_an_edited_title_is_found_by_its_new_words_alone(make_article, found, edgar):
    article = make_article("Talks resume\n\nThey met.")
    values = {"title": "Negotiations open"}
    edit_article(by=edgar, article=article, version=1, values=values, token=log.make_token())
    assert found("negotiations") == ["Negotiations open"]
    assert found("resume") == []
    assert found("met") == ["Negotiations open"]


def test_undoing_an_edit_finds_the_old_words_again(make_article, found, edgar, project):
    article = make_article("Talks resume\n\nThey met.")
    token = log.make_token(uuid4())
    edit_article(by=edgar, article=article, version=1, values={"title": "Negotiations open"}, token=token)
    membership = Membership.objects.get(user=edgar, project=project)
    undo(by=edgar, membership=membership, action_uuid=token.uuid, token=log.make_token())
    assert found("resume") == ["Talks resume"]
    assert found("negotiations") == []


def test_a_removed_article_is_not_found(make_article, found, edgar):
    article = make_article("Talks resume\n\nThey met.")
    remove_article(by=edgar, article=article, version=1, token=log.make_token())
    assert found("talks") == []


def test_a_huge_article_is_indexed_without_complaint(make_article, found):
    text = "\n\n".join(" ".join(f"word{number}x{part}" for part in range(200)) for number in range(1000))
    make_article(f"A very long list\n\n{text}")
    assert found("word0x1") == ["A very long list"]
