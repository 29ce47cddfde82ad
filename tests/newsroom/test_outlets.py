"""Outlets: found by name or domain, corrected, merged by a pointer that everything follows, and taken apart."""

import csv
import io
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from newsroom import log, outlets
from newsroom.actions.outlets import get_or_make_outlet, merge_outlet, separate_outlet
from newsroom.actions.undo import undo
from newsroom.models import Article, Outlet, Project, User

pytestmark = pytest.mark.django_db
Make = Callable[..., Outlet | None]


@pytest.fixture
def make(project: Project, edgar: User) -> Make:
    """Find or make an outlet as an import does."""

    def made(name: str, domain: str = "", country: str = "") -> Outlet | None:
        with log.act(by=edgar, project=project, kind="article_import", token=log.make_token()) as act:
            return get_or_make_outlet(act, name, domain, country)

    return made


@pytest.fixture
def carry(make_article: Callable[..., Article]) -> Callable[[Outlet, str], Article]:
    """Import an article that an outlet carries."""

    def carried(outlet: Outlet, title: str) -> Article:
        return make_article(f"{title}\n\nThe envoys met in {title} and want to negotiate.", outlet=outlet)

    return carried


def merge(by: User, outlet: Outlet, into: Outlet) -> log.Token:
    token = log.make_token()
    outlet.refresh_from_db()
    merge_outlet(by=by, outlet=outlet, version=outlet.version, into=into, token=token)
    return token


def test_a_name_in_any_spelling_is_one_outlet(make: Make) -> None:
    assert (
        make("Harbour Radio", "www.harbour.example", "fr") == make("  HARBOUR  radio ") == make("harbour radio", "x.y")
    )
    outlet = Outlet.objects.get()
    assert (outlet.name, outlet.domain, outlet.country) == ("Harbour Radio", "harbour.example", "FR")


def test_without_a_name_the_domain_finds_it_or_names_it(make: Make) -> None:
    named = make("Harbour Radio", "harbour.example")
    assert make("", "https://www.harbour.example/news") == named
    other = make("", "valley.example")
    assert other is not None
    assert (other.name, other.domain) == ("valley.example", "valley.example")
    assert make("", "valley.example") == other
    assert make("", "") is make(" ", "no domain") is None


def test_an_import_of_the_old_name_lands_on_the_merged_outlet(make: Make, edgar: User) -> None:
    old, new = make("Harbor Radio", "harbour.example"), make("Harbour Radio")
    merge(edgar, old, new)
    assert make("Harbor Radio") == make("harbor radio") == make("", "harbour.example") == new


def test_merging_twice_leaves_one_step_and_undo_takes_it_back(make: Make, edgar: User) -> None:
    one, two, three = make("One"), make("Two"), make("Three")
    first = merge(edgar, one, two)
    second = merge(edgar, two, three)
    assert Outlet.objects.get(name="One").merged_into == three
    membership = edgar.memberships.get()
    with pytest.raises(log.Conflict):
        undo(by=edgar, membership=membership, action_uuid=first.uuid, token=log.make_token())
    undo(by=edgar, membership=membership, action_uuid=second.uuid, token=log.make_token())
    assert Outlet.objects.get(name="One").merged_into == two
    assert Outlet.objects.get(name="Two").merged_into is None


def test_an_outlet_is_not_merged_into_itself_or_into_a_merged_one(make: Make, edgar: User) -> None:
    one, two, three = make("One"), make("Two"), make("Three")
    with pytest.raises(log.Conflict):
        merge(edgar, one, one)
    merge(edgar, one, two)
    with pytest.raises(log.Conflict):
        merge(edgar, three, one)


def test_taking_apart_needs_the_name_to_be_free(make: Make, edgar: User) -> None:
    one, two = make("One"), make("Two")
    merge(edgar, one, two)
    one.refresh_from_db()
    Outlet.objects.create(project=one.project, name="ONE", folded="one")
    with pytest.raises(log.Conflict):
        separate_outlet(by=edgar, outlet=one, version=one.version, token=log.make_token())


def test_pages_filters_and_exports_show_the_outlet_that_stands_for_it(
    make: Make,
    carry: Callable[[Outlet, str], Article],
    highlight: Callable[..., object],
    alice: User,
    edgar: User,
    login: Callable[[User], Client],
) -> None:
    old, new = make("Harbor Radio", "old.example"), make("Harbour Radio", "new.example")
    article, other = carry(old, "Geneva"), carry(new, "Vienna")
    highlight(alice, article, "want to negotiate", "They want talks")
    merge(edgar, old, new)
    client = login(alice)
    for uuid, titles in ((new.uuid, {"Geneva", "Vienna"}), (old.uuid, {"Geneva", "Vienna"})):
        shelf = client.get(f"/p/talks/?outlet={uuid}").context["shelf"]
        assert {line.article.title for line in shelf.lines} == titles
    for url in (
        "/p/talks/",
        f"/p/talks/articles/{article.uuid}/",
        "/p/talks/passages/",
        f"/p/talks/?outlet={old.uuid}",
    ):
        page = client.get(url).content.decode()
        assert "Harbour Radio" in page, url
        assert "Harbor Radio" not in page, url
    assert "want to negotiate" in client.get(f"/p/talks/passages/?outlet={new.uuid}").content.decode()
    for url in ("/p/talks/articles/export/", "/p/talks/passages/export/"):
        assert _exported(client, url) == {("Harbour Radio", "new.example")}
    assert other.outlet == new


def _exported(client: Client, url: str) -> set[tuple[str, str]]:
    answer = client.get(url)
    assert answer.status_code == 200
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return {(row["outlet"], row["outlet_domain"]) for row in csv.DictReader(io.StringIO(text))}


def test_the_list_counts_what_was_merged_too(
    make: Make, carry: Callable[[Outlet, str], Article], alice: User, edgar: User, login: Callable[[User], Client]
) -> None:
    old, new = make("Harbor Radio"), make("Harbour Radio")
    carry(old, "Geneva"), carry(new, "Vienna")
    merge(edgar, old, new)
    (entry,) = login(alice).get("/p/talks/outlets/").context["entries"]
    assert (entry.outlet, entry.articles, entry.merged) == (new, 2, [old])
    (entry,) = login(alice).get("/p/talks/outlets/?find=harbor").context["entries"]
    assert entry.outlet == new


def test_similar_names_and_the_same_domain_are_pointed_out(make: Make, project: Project) -> None:
    names = ("The Guardian", "guardian.co.uk", "Guardian Weekly", "Guards")
    found = {name: make(name, "harbour.example" if name == "Guards" else "") for name in names}
    radio = make("Harbour Radio", "harbour.example")
    assert outlets.similar(found["The Guardian"]) == [found["Guardian Weekly"], found["guardian.co.uk"]]
    assert outlets.similar(radio) == [found["Guards"]]
    groups = [{outlet.name for outlet in group} for group in outlets.alike(project)]
    assert {"The Guardian", "guardian.co.uk"} in groups
    assert {"Guards", "Harbour Radio"} in groups
    assert len(groups) == 2


def test_an_editor_corrects_an_outlet_and_undoes_it(make: Make, edgar: User, login: Callable[[User], Client]) -> None:
    outlet = make("Harbor Radio")
    client, url = login(edgar), f"/p/talks/outlets/{outlet.uuid}/"
    sent = {"name": "Harbour Radio", "domain": "https://www.Harbour.example/x", "country": "fr", "action": str(uuid4())}
    answer = client.post(url, {**sent, "version": 1}, follow=True)
    assert b"Undo" in answer.content
    outlet.refresh_from_db()
    assert (outlet.name, outlet.folded, outlet.domain, outlet.country) == (
        "Harbour Radio",
        "harbour radio",
        "harbour.example",
        "FR",
    )
    assert client.post(url, {**sent, "version": 1}).status_code == 302
    client.post("/p/talks/undo/", {"undo": sent["action"]})
    outlet.refresh_from_db()
    assert (outlet.name, outlet.domain) == ("Harbor Radio", "")


def test_a_stale_version_is_a_conflict_that_keeps_what_was_typed(
    make: Make, edgar: User, login: Callable[[User], Client]
) -> None:
    outlet = make("Harbor Radio")
    Outlet.objects.update(version=5, country="DE")
    sent = {"name": "Harbour Radio", "domain": "", "country": "FR", "version": 1, "action": str(uuid4())}
    answer = login(edgar).post(f"/p/talks/outlets/{outlet.uuid}/", sent)
    assert answer.status_code == 409
    assert b'value="Harbour Radio"' in answer.content
    assert b'name="version" value="5"' in answer.content


@pytest.mark.parametrize(
    "values",
    [{"name": ""}, {"name": "Valley Post"}, {"domain": "not a domain"}, {"country": "France"}, {"version": "x"}],
)
def test_bad_facts_are_refused_with_the_form(
    make: Make, edgar: User, login: Callable[[User], Client], values: dict[str, str]
) -> None:
    outlet = make("Harbor Radio")
    make("valley post")
    sent = {"name": "Harbour Radio", "domain": "", "country": "", "version": 1, "action": str(uuid4()), **values}
    answer = login(edgar).post(f"/p/talks/outlets/{outlet.uuid}/", sent)
    assert answer.status_code == 422
    assert Outlet.objects.get(pk=outlet.pk).name == "Harbor Radio"


def test_merging_by_name_or_by_a_button(make: Make, edgar: User, login: Callable[[User], Client]) -> None:
    one, two, three = make("One"), make("Two"), make("Three")
    client = login(edgar)
    url = f"/p/talks/outlets/{one.uuid}/"
    assert client.post(f"{url}merge/", {"into": "Nowhere", "version": 1}).status_code == 422
    action = str(uuid4())
    answer = client.post(f"{url}merge/", {"into": "two", "version": 1, "action": action})
    assert answer.url == f"/p/talks/outlets/{two.uuid}/?done={action}"
    assert client.post(f"{url}merge/", {"into": "two", "version": 1, "action": action}).status_code == 302
    assert client.get(url).url == f"/p/talks/outlets/{two.uuid}/"
    assert (
        client.post(f"/p/talks/outlets/{three.uuid}/merge/", {"into": str(two.uuid), "version": 1}).status_code == 302
    )
    assert b"Take apart again" in client.get(f"/p/talks/outlets/{two.uuid}/").content
    assert client.post(f"{url}separate/", {"version": 2}).status_code == 302
    assert Outlet.objects.get(name="One").merged_into is None


def test_readers_see_the_list_and_change_nothing(
    make: Make, rita: User, charlie: User, login: Callable[[User], Client]
) -> None:
    outlet = make("Harbour Radio")
    assert login(rita).get("/p/talks/outlets/").status_code == 200
    assert login(charlie).get("/p/talks/outlets/").status_code == 404
    for path in ("", "merge/", "separate/"):
        assert login(rita).post(f"/p/talks/outlets/{outlet.uuid}/{path}").status_code == 403
        assert login(charlie).post(f"/p/talks/outlets/{outlet.uuid}/{path}").status_code == 404


def test_the_list_asks_as_much_for_many_as_for_few(
    make: Make, alice: User, login: Callable[[User], Client], django_assert_max_num_queries
) -> None:
    for number in range(30):
        make(f"Outlet {number}")
    client = login(alice)
    with django_assert_max_num_queries(9):
        client.get("/p/talks/outlets/")
