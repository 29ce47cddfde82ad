"""What a page says about its article: declared metadata first, printed facts second, nothing invented."""

import pytest

from newsroom.importers import html_dates, html_declared, html_facts, html_title
from newsroom.importers.html_phrases import is_about, is_label, leads_away
from tests.newsroom.importers.html_pages import ADDRESS, PARAGRAPHS, around, meta, page, read, record, script, texts


def test_declared_facts_come_over():
    head = record(
        description="A summary of the first meeting of ministers.",
        articleSection=["World"],
        keywords="talks, Geneva",
        inLanguage="en-GB",
        identifier={"@type": "PropertyValue", "value": 4711},
    )
    draft = read(page(head=head), url=ADDRESS)
    assert (draft.title, draft.byline, draft.outlet) == ("Talks resume in Geneva", "Jane Doe, Ali Öz", "The Daily")
    assert (draft.published, draft.language, draft.url) == ("2026-02-03T09:30:00+01:00", "en-GB", ADDRESS)
    assert draft.standfirst == "A summary of the first meeting of ministers."
    more = draft.more
    assert (more.section, more.subjects, more.external_id) == ("World", ("talks", "Geneva"), "4711")
    assert (more.domain, more.is_partial) == ("daily.example", False)


def test_article_is_found_in_a_graph_with_references():
    graph = {
        "@graph": [
            {"@type": "WebSite", "name": "A site"},
            {"@type": "Person", "@id": "#jane", "name": "Jane Doe"},
            {
                "@type": ["Thing", "AnalysisNewsArticle"],
                "headline": "Talks resume in Geneva",
                "author": {"@id": "#jane"},
            },
        ]
    }
    assert read(page(head=script(graph))).byline == "Jane Doe"


def test_related_articles_that_are_declared_too_are_not_taken():
    others = [{"@type": "NewsArticle", "headline": f"Another story {n}", "author": "X"} for n in range(3)]
    assert read(page(head=script(others) + record())).byline == "Jane Doe, Ali Öz"


@pytest.mark.parametrize(
    "broken",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle",</script>',
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">{"@type": 3, "headline": {"a": []}}</script>',
        '<script type="application/ld+json">[null, 1, "x", {"@type": "NewsArticle", "headline": 7, "author": [[]]}]</script>',
    ],
)
def test_broken_records_count_as_none(broken):
    assert read(page(head=broken)).title == "Talks resume in Geneva"


def test_comments_line_breaks_and_trailing_commas_in_records_are_forgiven():
    text = '<!-- {"@type": "NewsArticle", "headline": "Talks resume in Geneva",\n "author": "Jane\nDoe",} -->'
    assert read(page(head=f'<script type="application/ld+json">{text}</script>')).byline == "Jane Doe"


@pytest.mark.parametrize(
    ("told", "headings", "title"),
    [
        ("Talks resume | The Daily", [], "Talks resume"),
        ("Talks resume - World - The Daily", ["Talks resume"], "Talks resume"),
        ("The Daily: Talks resume", [], "The Daily: Talks resume"),
        ("The Daily | Talks resume", [], "Talks resume"),
        ("Talks resume in Bern - The Daily - News from the coast", [], "Talks resume in Bern"),
        ("Talks resume in Bern - The Daily - News | The Daily", [], "Talks resume in Bern"),
        ("Talks resume in Bern | World | The Daily", ["Talks resume in Bern Subscribers"], "Talks resume in Bern"),
        ("Talks resume | The Daily | a weekly", [], "Talks resume | The Daily | a weekly"),
        ("Talks resume – live", [], "Talks resume – live"),
        ("Talks - an overview", [], "Talks - an overview"),
        ("Talks resume — daily.example", [], "Talks resume"),
        ("Co-operation fails", [], "Co-operation fails"),
        ("Other Site » Talks resume", ["Talks resume"], "Talks resume"),
        ("The Daily - Talks resume", ["The Daily", "Talks resume"], "Talks resume"),
    ],
)
def test_site_is_cut_from_a_title_and_nothing_else(told, headings, title):
    assert html_title.without_site(told, ["The Daily", "daily.example", "daily"], headings) == title


def test_headline_that_stands_on_the_page_wins_over_one_for_machines():
    head = record(headline="Geneva talks: what we know") + meta(og__title="Talks resume in Geneva | The Daily")
    assert read(page(head=head)).title == "Talks resume in Geneva"


def test_headline_that_was_cut_is_found_whole():
    draft = read(page(head=record(headline="Talks resume in…")))
    assert draft.title == "Talks resume in Geneva"
    social = record(headline="Talks resume in...", description="Talks resume") + meta(og__title="What to know of talks")
    assert (read(page(head=social)).title, read(page(head=social)).standfirst) == ("Talks resume in Geneva", "")


def test_outlet_is_the_name_that_is_in_the_address():
    head = record(publisher={"name": "The Daily"}, keywords=[["talks", "Geneva"]]) + meta(og__site_name="U.S.")
    draft = read(page(head=head), url=ADDRESS)
    assert (draft.outlet, draft.more.subjects) == ("The Daily", ("talks", "Geneva"))


def test_author_that_is_written_as_a_text_of_json_is_read():
    assert read(page(head=record(author='{"@type": "Person", "name": "Jane Doe"}'))).byline == "Jane Doe"


def test_headline_is_not_repeated_in_the_body():
    inside = "<h1>Talks resume in Geneva</h1><h2>TALKS resume in Geneva</h2>" + around("")
    assert texts(read(page(inside, head=record()))) == list(PARAGRAPHS)


def test_entities_that_are_written_twice_are_read():
    head = record(headline="Talks &amp;amp; tea: &quot;no deal&quot;")
    assert read(page(head=head, title="")).title == 'Talks & tea: "no deal"'


def test_marked_paragraph_is_the_standfirst_and_not_repeated():
    inside = "<p class='article__standfirst'>What the <b>first</b> meeting was about.</p>" + around("")
    draft = read(page(inside))
    assert (draft.standfirst, texts(draft)) == ("What the first meeting was about.", list(PARAGRAPHS))
    assert [span.kind for span in draft.blocks[1].spans] == ["strong"]


@pytest.mark.parametrize(
    "description", [PARAGRAPHS[0][:60], "The ministers met on Tuesday in…", "Talks resume in Geneva"]
)
def test_description_that_begins_the_text_was_cut_or_repeats_the_title_is_no_standfirst(description):
    assert read(page(head=meta(og__description=description))).standfirst == ""


def test_slogan_of_a_site_is_no_standfirst():
    assert read(page(head=meta(description="Cooking recipes, quizzes, horoscopes"))).standfirst == ""


def test_first_paragraph_that_is_declared_as_description_stays_in_the_body():
    draft = read(page(head=meta(og__description=PARAGRAPHS[0])))
    assert (draft.standfirst, texts(draft)) == ("", list(PARAGRAPHS))


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (meta(article__published_time="2026-02-03T09:30:00Z"), "2026-02-03T09:30:00Z"),
        (
            record(datePublished="2026-02-03") + meta(article__published_time="2026-02-03T09:30:00Z"),
            "2026-02-03T09:30:00Z",
        ),
        (record(datePublished="0001-01-01T00:00:00Z") + meta(datepublished="2026-02-03"), "2026-02-03"),
        (record(datePublished="soon") + meta(pubdate="2026-02-03"), "2026-02-03"),
        (meta(publish_date="1770111000000"), "2026-02-03T09:30:00+00:00"),
        ("", ""),
    ],
)
def test_first_date_that_can_be_read_is_taken(head, published):
    declared = html_declared.read(tree := html_tree(page(head=head)))
    assert html_dates.published(tree, declared) == published


def html_tree(markup):
    from newsroom.importers.html_page import parse

    return parse(markup).tree


def test_date_and_author_in_the_markup_are_found():
    inside = (
        "<span itemprop='author'><span itemprop='name'>Jane Doe</span></span>"
        "<time itemprop='datePublished' datetime='2026-02-03T09:30+01:00'>today</time>" + around("")
    )
    draft = read(page(inside))
    assert (draft.byline, draft.published) == ("Jane Doe", "2026-02-03T09:30+01:00")


@pytest.mark.parametrize(
    ("canonical", "url", "address"),
    [
        ("https://www.daily.example/a", "https://m.daily.example/a?x=1", "https://www.daily.example/a"),
        ("/a", "https://daily.example/a?utm_source=x", "https://daily.example/a"),
        ("https://evil.example/a", "https://daily.example/b", "https://daily.example/b"),
        ("https://daily.example/", "https://daily.example/b", "https://daily.example/b"),
        ("https://notdaily.example/a", "https://daily.example/b", "https://daily.example/b"),
        ("https://daily.example/a", "", "https://daily.example/a"),
        ("javascript:alert(1)", "", ""),
        ("https://daily.example/a", "http://[", "https://daily.example/a"),
    ],
)
def test_canonical_link_counts_on_the_same_site_alone(canonical, url, address):
    assert read(page(head=f'<link rel="canonical" href="{canonical}">'), url=url).url == address


def test_page_for_subscribers_and_text_that_breaks_off_are_partial():
    for markup in (
        page(head=record(isAccessibleForFree="False")),
        page(around("") + "<p>The ministers will meet again in the spring, when a new round of…</p>"),
    ):
        draft = read(markup)
        assert draft.more.is_partial
        assert "partial" in [warning.code for warning in draft.warnings]


def test_language_of_the_text_wins_over_a_page_that_says_another():
    german = (
        "Die Minister trafen sich am Dienstag in Genf und einigten sich auf nichts, was sie schriftlich festhalten wollten. "
        "Eine zweite Runde ist für März geplant, doch keine der beiden Seiten wollte bestätigen, wer daran teilnehmen wird."
    )
    assert read(page(f"<p>{german}</p><p>{german} Ende.</p>")).language == "de"
    assert read(page().replace("lang='en'", "lang='en-US'")).language == "en-US"


def test_same_site_is_told_from_one_that_only_ends_alike():
    assert html_facts.same_site("https://www.daily.example/a", "https://edition.daily.example/b")
    assert html_facts.same_site("https://news.daily.example/", "https://daily.example/")
    assert not html_facts.same_site("https://notdaily.example/", "https://daily.example/")


def test_phrases_are_told_from_sentences():
    assert leads_away("Leia também: novas conversas") and not leads_away("Readers wrote to us.")
    assert is_label("— Advertisement —") and not is_label("Advertisement spending rose.")
    assert is_about("Updated: 3 February 2026, 10:15") and not is_about("Published books rose to 30 in 2026.")
