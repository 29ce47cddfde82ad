"""An article that is here comes again: the same, with other words, or as another article under its address."""

import pytest

from newsroom import log
from newsroom.actions.articles import (
    ADDED,
    KNOWN,
    REVISED,
    SAME_ADDRESS,
    edit_article,
    import_articles,
    remove_article,
)
from newsroom.actions.undo import undo
from newsroom.importers.draft import Facts, Record, assemble
from newsroom.importers.notices import Refused
from newsroom.intake import prepare
from newsroom.models import Action, Article, Event, Revision, Source
from newsroom.search import matching
from newsroom.text import Draft
from newsroom.verdicts import OTHER_ARTICLE, OTHER_LANGUAGE
from tests.newsroom.wordings import BODY, OTHER, TITLE, URL, arrive, edited, file_of, wording

NEWER = edited("no real willingness", "a real willingness")


@pytest.fixture
def come(edgar, project):
    """Import a wording; return the outcome."""
    return lambda prepared, **options: arrive(edgar, project, prepared, **options)


@pytest.fixture
def talks(come):
    return come(wording()).article


def revisions(article):
    return list(article.revisions.order_by("number"))


def edit(by, article, **values):
    article.refresh_from_db()
    edit_article(by=by, article=article, version=article.version, values=values, token=log.make_token())


def test_other_words_at_the_same_address_are_a_new_wording(come, talks, project):
    outcome = come(wording(*NEWER, url=f"{URL}?utm_source=x#top"), how="feed")
    assert (outcome.status, outcome.article) == (REVISED, talks)
    talks.refresh_from_db()
    old, new = revisions(talks)
    assert talks.current_revision == new
    assert (new.number, new.how, new.change, old.how, old.change) == (2, "feed", "wording", "import", "")
    assert "a real willingness" in new.text
    assert "no real willingness" in old.text
    assert (new.changes["words_removed"], new.changes["words_added"], new.changes["headline"]) == (1, 1, False)
    assert list(matching(Article.objects.all(), project, '"a real willingness"')) == [talks]
    assert not matching(Article.objects.all(), project, '"no real willingness"')


def test_the_same_text_is_known_whatever_its_formatting(come, talks):
    assert come(wording()).status == KNOWN
    assert come(wording(url=URL + "/")).status == KNOWN
    assert Article.objects.count() == 1
    assert Revision.objects.count() == 1


def test_another_headline_alone_is_a_new_wording_and_the_title_follows(come, talks):
    assert come(wording(title="Talks collapse after an hour", standfirst="A summary.")).status == REVISED
    talks.refresh_from_db()
    new = talks.current_revision
    assert talks.title == "Talks collapse after an hour"
    assert (new.changes["headline"], new.changes["standfirst"], new.text.split("\n\n")[1]) == (True, True, "A summary.")


def test_typography_alone_is_a_new_wording_and_says_so(come, talks):
    assert come(wording(*edited("There is", "There\u2009 is"))).status == REVISED
    talks.refresh_from_db()
    assert talks.current_revision.change == "typography"


def test_an_older_wording_that_comes_back_is_what_is_published_now(come, talks):
    come(wording(*NEWER), how="check")
    assert come(wording(), how="check").status == REVISED
    assert [revision.number for revision in revisions(talks)] == [1, 2, 3]
    assert revisions(talks)[0].sha256 == revisions(talks)[2].sha256


def test_the_publishers_id_finds_an_article_that_moved(come, project):
    article = come(wording(external_id="urn:daily:7")).article
    assert come(wording(*NEWER, url=f"{URL}-moved", external_id="urn:daily:7")).status == REVISED
    assert article.revisions.count() == 2


def test_the_same_id_at_another_publisher_is_another_article(come):
    come(wording(external_id="7", outlet="The Daily"))
    outcome = come(wording(*OTHER, url="https://gazette.example/7", external_id="7", outlet="Gazette"))
    assert outcome.status == ADDED


def test_the_same_words_in_another_outlet_are_a_copy_and_not_the_same_article(come, talks):
    copy = come(wording(url="https://gazette.example/wire/1"))
    assert copy.status == ADDED
    assert come(wording(url="https://m.daily.example/talks/")).status == KNOWN
    assert come(wording(url="")).status == KNOWN
    talks.refresh_from_db()
    copy.article.refresh_from_db()
    assert talks.story is not None
    assert talks.story == copy.article.story


def test_a_wholly_other_text_at_the_address_waits_for_a_person(come, talks):
    outcome = come(wording(*OTHER, title="Storm closes the ports"))
    assert (outcome.status, outcome.article, outcome.reason) == (SAME_ADDRESS, talks, OTHER_ARTICLE)
    german = ("Die Delegationen trafen sich am Montag zum ersten Mal seit vier Jahren in einem kleinen Hotel am See.",)
    outcome = come(wording(*german, title="Gespräche", language="de"))
    assert (outcome.status, outcome.reason) == (SAME_ADDRESS, OTHER_LANGUAGE)
    assert Revision.objects.count() == 1


def test_a_person_says_what_it_is(come, talks):
    storm = wording(*OTHER, title="Storm closes the ports")
    apart = come(storm, apart=True)
    assert (apart.status, apart.article.address_key) == (ADDED, talks.address_key)
    flood = wording("The river rose over its banks before dawn on Friday.", title="Flood")
    assert come(flood, force=True).status == REVISED


def test_of_two_articles_at_one_address_the_one_that_is_alike_gets_the_new_wording(come, talks):
    storm = come(wording(*OTHER, title="Storm closes the ports"), apart=True).article
    assert come(wording(*NEWER)).article == talks
    assert come(wording(*edited("Thursday", "Friday", *OTHER), title="Storm closes the ports")).article == storm
    assert (talks.revisions.count(), storm.revisions.count()) == (2, 2)


def test_less_than_what_is_here_is_no_new_wording(come, talks):
    assert come(wording(BODY[0][:60] + "…", is_partial=True)).status == KNOWN
    headline = assemble(Facts(title=Draft("title", "Talks: a report"), url=URL), [], Record("test", 1))
    assert come(prepare(headline)).status == KNOWN
    assert talks.revisions.count() == 1


def test_the_whole_text_takes_the_place_of_a_summary(come):
    article = come(wording("Four years on, both sides sit down.", is_partial=True)).article
    assert article.is_partial
    assert come(wording()).status == REVISED
    article.refresh_from_db()
    assert not article.is_partial


def test_an_empty_text_is_refused_before_it_comes_here(talks):
    with pytest.raises(Refused, match="no text"):
        assemble(Facts(url=URL), [Draft("paragraph", " \u200d ")], Record("test", 1))
    assert talks.revisions.count() == 1


def test_a_kill_notice_is_no_wording(come, talks):
    notice = wording("Editors, please remove this story.", release="killed", states_release=True)
    assert come(notice).status == KNOWN
    talks.refresh_from_db()
    assert (talks.release, talks.revisions.count()) == ("killed", 1)


def test_newer_facts_are_taken_over_but_not_over_what_a_person_wrote(come, talks, edgar):
    edit(edgar, talks, byline="Ann Lee", authors=["Ann Lee"])
    come(wording(*NEWER, byline="By the desk", outlet="The Daily", published="2026-02-03T10:00:00+01:00"))
    talks.refresh_from_db()
    assert (talks.byline, talks.authors, talks.outlet.name) == ("Ann Lee", ["Ann Lee"], "The Daily")
    assert (talks.published_precision, talks.published_at.hour) == ("minute", 9)
    come(wording(published="2026-02-04", byline="By Ali Öz"))
    talks.refresh_from_db()
    assert (talks.published_precision, talks.published_at.day) == ("minute", 3)


def test_a_headline_that_a_person_wrote_stays_while_the_published_one_does(come, talks, edgar):
    edit(edgar, talks, title="Talks resume")
    assert come(wording(), how="check").status == KNOWN
    assert come(wording(*NEWER), how="check").status == REVISED
    talks.refresh_from_db()
    assert (talks.title, "a real willingness" in talks.current_revision.text) == ("Talks resume", True)
    assert come(wording(*NEWER), how="check").status == KNOWN
    assert come(wording(*NEWER, title="Talks collapse after an hour"), how="check").status == REVISED
    talks.refresh_from_db()
    assert talks.title == "Talks collapse after an hour"


def test_a_folder_that_is_imported_again_adds_nothing(edgar, project):
    def run():
        pairs = [(wording(), file_of(b"one")), (wording(*NEWER), file_of(b"two"))]
        return [one.status for one in import_articles(by=edgar, project=project, items=pairs, token=log.make_token())]

    assert run() == [ADDED, REVISED]
    assert run() == [KNOWN, KNOWN]
    assert (Revision.objects.count(), Source.objects.count()) == (2, 2)


def test_the_same_request_twice_revises_once(edgar, project, talks):
    token = log.make_token()
    for _ in range(2):
        [outcome] = import_articles(by=edgar, project=project, items=[(wording(*NEWER), None)], token=token)
        assert (outcome.status, outcome.article) == (REVISED, talks)
    assert talks.revisions.count() == 2


def test_a_new_wording_can_be_taken_back(come, talks, edgar, project):
    come(wording(*NEWER, title="Talks go well"))
    membership, done = edgar.memberships.get(), Action.objects.latest("pk")
    undo(by=edgar, membership=membership, action_uuid=done.uuid, token=log.make_token())
    talks.refresh_from_db()
    assert (talks.current_revision.number, talks.title) == (1, TITLE)
    assert list(matching(Article.objects.all(), project, '"no real willingness"')) == [talks]


def test_the_event_names_the_revision_and_holds_no_text(come, talks):
    come(wording(*NEWER))
    event = Event.objects.get(object_kind="article", action=Action.objects.latest("pk"))
    assert event.after["current_revision"] == str(revisions(talks)[1].uuid)
    assert "willingness" not in str(event.after)


def test_a_removed_article_is_not_revised(come, talks, edgar):
    remove_article(by=edgar, article=talks, version=talks.version, token=log.make_token())
    assert come(wording(*NEWER)).status == ADDED


def test_another_project_does_not_know_it(come, talks, charlie):
    elsewhere = charlie.memberships.get().project
    assert arrive(charlie, elsewhere, wording(*NEWER)).status == ADDED


def test_several_new_wordings_in_one_import_cost_the_same_queries_each(edgar, project, django_assert_max_num_queries):
    def batch(*names, body=BODY):
        return [(wording(*body, url=f"{URL}/{name}", title=f"Talks {name}"), None) for name in names]

    names = [str(number) for number in range(6)]
    import_articles(by=edgar, project=project, items=batch(*names), token=log.make_token())
    with django_assert_max_num_queries(40 + 22 * len(names)):
        done = import_articles(by=edgar, project=project, items=batch(*names, body=NEWER), token=log.make_token())
    assert {outcome.status for outcome in done} == {REVISED}
