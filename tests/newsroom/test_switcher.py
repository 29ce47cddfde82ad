"""From one project to another, out of the bar of every page."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom.actions.projects import add_member, create_project
from newsroom.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def grain(olivia, alice):
    project = create_project(by=olivia, name="Grain and gas", key="grain")
    add_member(by=olivia, project=project, user=alice, role="reader")
    return project


def lines(page):
    menu = re.search(r'<details class="menu room.*?</details>', page.content.decode(), re.DOTALL)
    return re.findall(r'<a class="it" href="([^"]+)"( aria-current="true")?', menu.group(0)) if menu else []


def test_every_page_of_a_project_leads_to_the_others(project, grain, alice, article, login):
    client = login(alice)
    for page in (f"articles/{article.uuid}/", "import/", "members/", "activity/", "trash/"):
        found = lines(client.get(f"/p/talks/{page}"))
        assert [url.split("/")[2] for url, _current in found] == ["grain", "talks"], page
        assert [bool(current) for _url, current in found] == [False, True]


def test_a_list_leads_to_the_same_list(project, grain, alice, login):
    client = login(alice)
    assert lines(client.get("/p/talks/claims/"))[0][0] == "/p/grain/claims/"
    assert lines(client.get("/p/talks/members/"))[0][0] == "/p/grain/members/"
    assert lines(client.get("/p/talks/claims/new/"))[0][0] == "/p/grain/"


def test_pages_without_a_project_lead_to_all(project, grain, alice, login):
    for page in ("/account/", "/projects/new/", "/?all"):
        assert [url for url, _current in lines(login(alice).get(page))] == ["/p/grain/", "/p/talks/"]


def test_who_is_in_one_project_has_no_menu(project, alice, login):
    page = login(alice).get("/p/talks/")
    assert lines(page) == []
    assert "Routes to talks" in page.content.decode()


@pytest.mark.parametrize("closed", ["archived_at", "deleted_at"])
def test_closed_projects_are_not_in_it(project, grain, alice, login, closed):
    Project.objects.filter(pk=grain.pk).update(**{closed: timezone.now()})
    assert lines(login(alice).get("/p/talks/")) == []


def test_projects_of_others_are_not_in_it(project, grain, alice, charlie, login):
    assert "Elsewhere" not in login(alice).get("/p/talks/").content.decode()


def test_many_projects_cost_as_few_queries_as_two(project, grain, alice, olivia, login):
    client = login(alice)
    client.get("/p/talks/claims/")
    with CaptureQueriesContext(connection) as few:
        client.get("/p/talks/claims/")
    for number in range(25):
        other = create_project(by=olivia, name=f"Project {number}", key=f"p{number}")
        add_member(by=olivia, project=other, user=alice, role="reader")
    with CaptureQueriesContext(connection) as many:
        page = client.get("/p/talks/claims/")
    assert len(many) == len(few)
    assert len(lines(page)) == 20
    assert "More projects" in page.content.decode()
