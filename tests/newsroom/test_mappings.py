"""Columns of a table: shown with a guess and the first rows, confirmed by an editor, kept under a name."""

import io
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from newsroom.actions.jobs import Wanted, start_files
from newsroom.actions.mappings import answer_columns
from newsroom.importers.options import Options
from newsroom.importers.table import ask
from newsroom.job_files import Upload
from newsroom.models import Job, JobStatus, Project, TableMapping, User

pytestmark = pytest.mark.django_db
TABLE = b"Heading,Words,Paper,Noted\nTalks resume,They <b>met</b>.,The Example,1\nTalks end,,The Example,2\n"


@pytest.fixture
def job(project: Project, edgar: User) -> Job:
    return asking(project, edgar, TABLE)


def asking(project: Project, by: User, data: bytes, name: str = "spring.csv") -> Job:
    upload = Upload(name, "text/csv", len(data), lambda: [data])
    job = start_files(by=by, project=project, wanted=Wanted([upload]), is_previewed=True, action=uuid4())
    asked = ask(io.BytesIO(data), name=name, options=Options())
    job.question = {"kind": "columns", "file": 0, "name": name, **asked}
    job.options["asked"] = {"file": 0, "signature": asked["signature"]}
    job.status = JobStatus.ASKING
    job.save()
    return job


def address(job: Job) -> str:
    return reverse("job_columns", args=[job.project.key, job.uuid])


def body(job: Job, **values: Any) -> dict[str, Any]:
    chosen = {"first_title": "Heading", "first_body": "Words", "first_outlet": "Paper"}
    return {"do": "save", "signature": job.question["signature"], "name": "Spring", **chosen, **values}


@pytest.fixture
def desk(client: Client, edgar: User) -> Client:
    client.force_login(edgar)
    return client


def test_page_offers_every_column_for_every_fact(desk: Client, job: Job) -> None:
    page = desk.get(address(job)).content.decode()
    assert page.count('<option value="Words"') == 22
    assert 'name="first_title"' in page and 'name="else_tags"' in page
    assert 'value="spring"' in page


def test_guess_is_chosen_and_first_rows_are_read_with_it(desk: Client, project: Project, edgar: User) -> None:
    job = asking(project, edgar, b"Title,Text,Source\nTalks resume,They met.,The Example\n")
    page = desk.get(address(job)).content.decode()
    assert '<option value="Title" selected>' in page
    assert "<h3>Talks resume</h3>" in page
    assert "They met." in page and "The Example" in page


def test_answer_lets_the_job_go_on_and_keeps_the_mapping(desk: Client, job: Job, edgar: User) -> None:
    answer = desk.post(address(job), body(job, else_title="Noted"))
    assert answer.url == reverse("job_show", args=[job.project.key, job.uuid]) + "?on=1"
    job.refresh_from_db()
    chosen = {"title": ["Heading", "Noted"], "body": ["Words"], "outlet": ["Paper"]}
    assert (job.status, job.options["columns"], job.question) == (JobStatus.WAITING, chosen, {})
    kept = TableMapping.objects.get()
    assert (kept.name, kept.columns, kept.by) == ("Spring", chosen, edgar)


def test_without_a_name_nothing_is_kept(desk: Client, job: Job) -> None:
    desk.post(address(job), body(job, name="  "))
    job.refresh_from_db()
    assert job.status == JobStatus.WAITING
    assert not TableMapping.objects.exists()


def test_same_name_means_the_newer_choice(desk: Client, project: Project, edgar: User, job: Job) -> None:
    desk.post(address(job), body(job))
    again = asking(project, edgar, TABLE)
    desk.post(address(again), body(again, name="SPRING", first_outlet=""))
    assert TableMapping.objects.get().columns == {"title": ["Heading"], "body": ["Words"]}


def test_kept_mapping_is_chosen_for_a_table_with_the_same_columns(
    desk: Client, project: Project, edgar: User, job: Job
) -> None:
    desk.post(address(job), body(job))
    page = desk.get(address(asking(project, edgar, TABLE, "summer.csv"))).content.decode()
    assert '<option value="Heading" selected>' in page
    assert "<h3>Talks resume</h3>" in page
    other = desk.get(address(asking(project, edgar, b"A,B\nx,y\n"))).content.decode()
    assert "Spring" not in other


def test_kept_mapping_of_another_project_is_not_offered(desk: Client, job: Job, charlie: User) -> None:
    theirs = Project.objects.get(memberships__user=charlie)
    signature = job.question["signature"]
    columns = {"title": ["Heading"]}
    row = TableMapping.objects.create(
        project=theirs, name="Foreign", folded="foreign", signature=signature, columns=columns, by=charlie
    )
    page = desk.get(address(job), {"mapping": str(row.uuid)}).content.decode()
    assert "Foreign" not in page
    assert '<option value="Heading" selected>' not in page


@pytest.mark.parametrize(
    "change",
    [
        {"first_title": "", "first_body": ""},
        {"first_title": "No such column"},
        {"name": "x" * 101},
        {"signature": ""},
    ],
    ids=["no title and no text", "unknown column", "long name", "no signature"],
)
def test_bad_choice_is_refused_and_stays_on_the_page(desk: Client, job: Job, change: dict[str, str]) -> None:
    answer = desk.post(address(job), body(job, **change))
    assert answer.status_code == 422
    assert '<option value="Paper" selected>' in answer.content.decode()
    job.refresh_from_db()
    assert job.status == JobStatus.ASKING
    assert "columns" not in job.options


def test_looking_keeps_the_choice_and_asks_on(desk: Client, job: Job) -> None:
    answer = desk.post(address(job), body(job, do="look", name="My own name"), follow=True)
    page = answer.content.decode()
    assert 'value="My own name"' in page
    assert "<h3>Talks resume</h3>" in page
    assert '<option value="Words" selected>' in page
    job.refresh_from_db()
    assert job.status == JobStatus.ASKING
    assert not TableMapping.objects.exists()


def test_row_that_would_be_no_article_says_so(desk: Client, job: Job) -> None:
    page = desk.post(address(job), body(job, do="look", first_title="", first_outlet=""), follow=True).content.decode()
    assert "There is no text in it." in page


def test_table_without_a_known_column_says_so_once_and_shows_what_it_holds(
    desk: Client, project: Project, edgar: User
) -> None:
    odd = asking(project, edgar, b"a;b\n1;2\n3;4\n")
    page = desk.get(address(odd)).content.decode()
    assert page.count("No article:") == 1
    assert "What the first row holds" in page
    assert '<dd dir="auto">2</dd>' in page


def test_answer_to_another_table_changes_nothing(desk: Client, job: Job, edgar: User) -> None:
    answer = desk.post(address(job), body(job, signature="0" * 64), follow=True)
    assert "another table is asked about now" in answer.content.decode()
    job.refresh_from_db()
    assert job.status == JobStatus.ASKING
    columns = {"title": ["Heading"]}
    signature = job.question["signature"]
    assert answer_columns(by=edgar, job=job, signature=signature, columns=columns)
    assert not answer_columns(by=edgar, job=job, signature=signature, columns=columns)


def test_job_that_asks_nothing_leads_to_its_page(desk: Client, job: Job) -> None:
    Job.objects.update(status=JobStatus.WAITING, question={})
    for answer in (desk.get(address(job)), desk.post(address(job), body(job))):
        assert answer.url == reverse("job_show", args=[job.project.key, job.uuid])


def test_stranger_gets_404_and_analyst_403(client: Client, job: Job, charlie: User, alice: User) -> None:
    for user, status in ((charlie, 404), (alice, 403)):
        client.force_login(user)
        assert client.get(address(job)).status_code == status
        assert client.post(address(job), body(job)).status_code == status
    job.refresh_from_db()
    assert job.status == JobStatus.ASKING


def test_job_of_another_project_is_not_found(desk: Client, charlie: User, project: Project) -> None:
    theirs = asking(Project.objects.get(memberships__user=charlie), charlie, TABLE)
    assert desk.get(reverse("job_columns", args=[project.key, theirs.uuid])).status_code == 404


def test_hostile_names_and_cells_are_shown_as_text(desk: Client, project: Project, edgar: User) -> None:
    data = b'<script>alert(1)</script>,title\n"<img src=x onerror=alert(1)><b>They</b> met.",<i>Talks</i> <b>x</b>\n'
    page = desk.get(address(asking(project, edgar, data, "<b>.csv"))).content.decode()
    assert "<script>alert" not in page and "<img src=x" not in page and "<b>.csv" not in page


def test_page_asks_the_database_the_same_with_many_columns(
    desk: Client, project: Project, edgar: User, job: Job, django_assert_max_num_queries: Any
) -> None:
    wide = ",".join(f"c{number}" for number in range(400)).encode()
    many = asking(project, edgar, b"title," + wide + b"\nTalks," + wide + b"\n")
    with django_assert_max_num_queries(12) as narrow:
        desk.get(address(job))
    with django_assert_max_num_queries(len(narrow)):
        desk.get(address(many))
