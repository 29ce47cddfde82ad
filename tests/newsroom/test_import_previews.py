"""Previews of web pages and documents: how they are found, paragraphs that are picked, what is here already."""

from uuid import uuid4

import pytest

from newsroom.models import Article, Job, Source
from tests.newsroom.importers.documents import docx, paragraph
from tests.newsroom.workshop import sent_job, work

SENTENCES = [
    "The delegations met in Geneva on Monday for the first time since the long summer break.",
    "Neither side wanted to speak of a breakthrough, but both called the mood in the hall friendly.",
    "The grain that is waiting in the ports was the only subject on which they came nearer to each other.",
    "A second round is planned for the coming week, in the same hall and with the same delegations.",
]
PAGE = (
    "<!doctype html><html lang=en><head><title>Talks resume</title>"
    "<link rel=canonical href='https://daily.example/talks'><meta property='og:url' content='https://daily.example/talks'>"
    "</head><body><nav><p>Home and weather and sports pages</p></nav><article><h1>Talks resume</h1>"
    + "".join(f"<p>{sentence} {sentence}</p>" for sentence in SENTENCES)
    + "</article><div><p>Another story about the weather in the mountains.</p></div></body></html>"
).encode()


@pytest.fixture
def editor(login, edgar, project):
    return login(edgar)


def previewed(client, *files):
    """Send files and let the worker read them; return the address of the preview of the first."""
    job = sent_job(client, *files)
    work()
    source = Source.objects.filter(batch=job.uuid).earliest("id")
    return f"/p/talks/import/{job.uuid}/{source.uuid}/"


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client, address, do, **values):
    return client.post(address, {"action": str(uuid4()), "do": do, **values})


def test_a_page_is_shown_with_ways_to_find_its_article(editor):
    page = text_of(editor, previewed(editor, ("talks.html", PAGE)))
    assert "Stricter" in page
    assert "The whole page" in page
    assert "Margin is fairly sure" in page or "Margin is not sure" in page
    assert "Another story about the weather" not in page.split('id="import-text"')[1].split("</article>")[0]


def test_another_way_of_reading_a_page_is_left_to_the_worker_and_leads_back(editor):
    address = previewed(editor, ("talks.html", PAGE))
    answer = post(editor, address, "read", method="whole", byline="Ann Lee")
    assert "/import/jobs/" in answer["Location"]
    assert Source.objects.get().options["method"] == "automatic"
    work()
    assert editor.get(answer["Location"])["Location"] == address
    page = text_of(editor, address)
    assert "Another story about the weather" in page
    assert 'value="Ann Lee"' in page


def test_htmx_is_led_to_the_job_and_puts_no_page_into_a_page(editor):
    address = previewed(editor, ("talks.html", PAGE))
    answer = editor.post(address, {"do": "read", "method": "stricter"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert "/import/jobs/" in answer["HX-Redirect"]


def test_a_way_of_reading_that_fails_says_why_and_leads_back_to_the_preview(editor):
    address = previewed(editor, ("talks.html", PAGE))
    answer = post(editor, address, "read", importer="pdf")
    work()
    page = text_of(editor, answer["Location"])
    assert "It is no PDF, whatever its name says." in page
    assert f'href="{address}"' in page
    assert "Margin is" in text_of(editor, address)


def test_the_same_choice_again_reads_nothing(editor):
    address = previewed(editor, ("talks.html", PAGE))
    assert post(editor, address, "read", method="automatic")["Location"] == address
    assert Job.objects.count() == 1


def test_paragraphs_are_picked_from_the_page(editor):
    address = previewed(editor, ("talks.html", PAGE))
    pick = post(editor, address, "pick")["Location"]
    page = text_of(editor, pick)
    offered = [block.split(">", 2)[2] for block in page.split("<li class=")[1:]]
    assert any("weather in the mountains" in block for block in offered)
    ticked = [block for block in page.split("<li class=")[1:] if " checked" in block]
    assert len(ticked) >= len(SENTENCES)
    assert not any("weather" in block for block in ticked)
    wanted = [str(number) for number, block in enumerate(offered) if SENTENCES[0] in block or "mountains" in block]
    answer = editor.post(pick, {"action": str(uuid4()), "do": "take", "block": wanted})
    work()
    assert editor.get(answer["Location"])["Location"] == address
    source = Source.objects.get()
    assert source.options["picked"] == [int(number) for number in wanted]
    assert "Read from the 2 paragraphs that you picked." in text_of(editor, address)
    assert text_of(editor, pick).count(" checked") == 2


def test_cutting_unticks_all_that_follows_without_a_script(editor):
    pick = f"{previewed(editor, ('talks.html', PAGE))}pick/"
    page = editor.post(pick, {"block": ["0", "1", "2", "3", "4"], "cut": "3"}).content.decode()
    assert page.count(" checked") == 3
    assert editor.post(pick, {"do": "take"}).status_code == 422
    assert editor.post(pick, {"do": "take", "block": "x"}).status_code == 422


def test_only_pages_can_be_picked_from(editor):
    address = previewed(editor, ("talks.docx", docx(paragraph("They met on Monday."))))
    assert editor.get(f"{address}pick/")["Location"] == address
    assert "How the article is found" not in text_of(editor, address)


def test_the_kinds_of_file_are_named(editor):
    page = text_of(editor, previewed(editor, ("talks.html", PAGE)))
    for name in ("Plain text", "Markdown", "Word", "PDF", "E-mail", "NITF"):
        assert f">{name}</option>" in page
    assert ">ZIP</option>" not in page


def save(client, address, **values):
    source = Source.objects.order_by("id").last()
    typed = {name: source.found[name] for name in ("title", "standfirst", "published", "language", "url")}
    return post(client, address, "save", **{**typed, **values})


def test_known_article_with_other_words_becomes_a_new_wording(editor):
    save(editor, previewed(editor, ("talks.html", PAGE)))
    address = previewed(editor, ("again.html", PAGE.replace(b"friendly", b"hostile")))
    page = text_of(editor, address)
    assert "Import makes a new wording of it." in page
    answer = save(editor, address)
    article = Article.objects.get()
    assert answer["Location"].endswith(f"/articles/{article.uuid}/")
    assert article.revisions.count() == 2
    assert "hostile" in article.current_revision.text


def test_the_same_can_be_called_a_separate_article(editor):
    save(editor, previewed(editor, ("talks.html", PAGE)))
    save(editor, previewed(editor, ("again.html", PAGE.replace(b"friendly", b"hostile"))), apart="1")
    assert Article.objects.count() == 2


def test_a_wholly_different_text_at_the_address_is_offered_as_another_article(editor):
    save(editor, previewed(editor, ("talks.html", PAGE)))
    other = b"<article><h1>Grain prices fall</h1>" + b"<p>Traders expect a large harvest in the south.</p>" * 3
    link = b"<link rel=canonical href='https://daily.example/talks'><meta property='og:url' content='https://daily.example/talks'>"
    address = previewed(editor, ("other.html", b"<!doctype html><html><head>" + link + b"</head><body>" + other))
    page = text_of(editor, address)
    assert "wholly different text" in page
    assert 'name="apart" value="1" checked' in page
    assert save(editor, address).status_code == 409
    save(editor, address, apart="0")
    assert Article.objects.get().revisions.count() == 2


def test_near_copies_are_named_with_what_they_share(editor):
    save(editor, previewed(editor, ("talks.html", PAGE)))
    copy = PAGE.replace(b"daily.example", b"weekly.example").replace(b"Talks resume", b"Talks go on in Geneva")
    page = text_of(editor, previewed(editor, ("copy.html", copy)))
    assert "Probably the same text as" in page
    assert "fingerprints" in page


def test_a_cut_text_offers_to_fetch_its_page(editor):
    address = previewed(editor, ("talks.html", PAGE))
    source = Source.objects.get()
    source.drafted["more"]["is_partial"] = True
    source.save()
    page = text_of(editor, address)
    assert "Fetch the whole page" in page
    assert 'name="addresses" value="https://daily.example/talks"' in page


def test_release_and_embargo_are_shown(editor):
    address = previewed(editor, ("talks.html", PAGE))
    source = Source.objects.get()
    source.drafted["more"] |= {"release": "withheld", "embargo": "2999-01-01T00:00Z"}
    source.save()
    page = text_of(editor, address)
    assert "Withheld by the publisher." in page
    assert "2999" in page


def test_a_document_keeps_its_kind_when_it_is_read_again(editor):
    address = previewed(editor, ("talks.docx", docx(paragraph("Talks resume", "Title") + paragraph("They met."))))
    answer = post(editor, address, "second")
    work()
    assert editor.get(answer["Location"])["Location"] == address
    assert Source.objects.get().found["standfirst"] == "They met."
