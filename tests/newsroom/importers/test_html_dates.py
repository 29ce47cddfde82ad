"""The day of publication where pages declare none: printed beside the headline, in elements named for it, in <time>."""

import pytest

from newsroom.importers import html
from newsroom.importers.html_align import align
from newsroom.importers.options import Options

TEXT = (
    "<p>Both sides came back to Geneva on Monday, and stayed there for many hours, the hosts of the talks said.</p>" * 3
)


def published(markup: str, *, title: str = "Talks resume in Geneva after weeks", language: str = "fr") -> str:
    return html.read(
        f'<html lang="{language}"><head><title>{title}</title></head><body>{markup}</body></html>'
    ).published


@pytest.mark.parametrize(
    ("beside", "language", "day"),
    [
        ("<ul><li>27 juin 2019</li><li>Par Ada</li></ul>", "fr", "27 juin 2019"),
        ("<span>2019-09-05 11:10 游民星空[整理]</span>", "zh", "2019-09-05 11:10"),
        ("<p>Dienstag, 29. Januar 2019</p>", "de", "Dienstag, 29. Januar 2019"),
        ("<p>Publié le 29 juin 2019</p>", "fr", "Publié le 29 juin 2019"),
    ],
)
def test_date_below_the_headline_comes_before_the_times_of_others(beside: str, language: str, day: str) -> None:
    others = '<article><time datetime="2021-01-01">1 janvier 2021</time><h5>Another story</h5></article>'
    page = f"<h1>Talks resume in Geneva after weeks</h1>{beside}<div>{TEXT}</div>{others}"
    assert published(page, language=language) == day


def test_element_named_for_the_date_comes_before_the_time_of_an_embedded_message() -> None:
    tweet = '<blockquote><time datetime="2018-03-12T19:30:12+00:00">Mar 12</time></blockquote>'
    page = f'<article><h1>Talks</h1><p>{TEXT}</p>{tweet}<div class="PublishDate_date">29. Januar 2019</div></article>'
    assert published(page, language="de") == "29. Januar 2019"


def test_of_several_headings_the_one_that_the_page_is_named_after_counts() -> None:
    page = (
        "<h1>Contour</h1><h1>Talks resume in Geneva after weeks <span>Subscribers</span></h1>"
        f'<p><time datetime="2019-06-28T13:49:45Z">28 juin 2019</time></p>{TEXT}'
        '<p><time datetime="2019-09-22T07:30:29Z" pubdate>22 septembre</time></p>'
    )
    assert published(page) == "2019-06-28T13:49:45Z"


def test_printed_day_counts_where_its_attribute_says_another() -> None:
    time = '<time datetime="2019-07-03T10:18:46Z">Publié le 29 juin 2019</time>'
    assert published(f"<h1>Talks</h1>{time}{TEXT}") == "Publié le 29 juin 2019"


def test_time_of_a_change_is_no_date_of_publication() -> None:
    time = '<p class="updated"><time datetime="2020-01-01T10:00:00Z">1 janvier 2020</time></p><p>27 juin 2019</p>'
    assert published(f"<h1>Talks</h1>{time}{TEXT}") == "27 juin 2019"


def test_head_of_each_printed_page_does_not_hide_its_words() -> None:
    head = "draft of the treaty".split()
    page = [[*head, *(f"w{number}x{word}" for word in range(30))] for number in range(25)]
    assert min(align(page, page).shares) > 0.9


def codes(day: str, address: str) -> list[str]:
    head = f"<meta property='article:published_time' content='{day}'><title>Talks resume</title>"
    draft = html.read(f"<head>{head}</head><article><h1>Talks resume</h1>{TEXT}</article>", Options(url=address))
    assert draft.published == day
    return [warning.code for warning in draft.warnings if warning.code.startswith("date")]


@pytest.mark.parametrize("day", ["2017/7/12", "2017/07/12", "2017-07-12"])
def test_address_that_names_another_day_is_told_and_the_declared_day_stays(day: str) -> None:
    assert codes("2019-06-17T18:28:00+02:00", f"https://daily.example/news/{day}/talks") == ["date-in-address"]


@pytest.mark.parametrize(
    "path", ["2019/06/17/talks", "2019/6/16/talks", "2019/13/45/talks", "2019/06/talks", "9/2017/7/12345"]
)
def test_same_day_another_zone_and_what_is_no_day_in_an_address_are_no_matter(path: str) -> None:
    assert codes("2019-06-17T01:28:00+00:00", f"https://daily.example/{path}") == []
