"""Count on the page = rows of the file = rows of the database, always; and nobody's private words leave."""

import csv
import io
import random
import zipfile
from datetime import UTC, date, datetime

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.urls import reverse

from annotations.exports.cells import original
from annotations.exports.columns import COLUMNS
from annotations.exports.csv_file import DEFAULT
from annotations.models import Annotation
from annotations.passage_counts import count, count_rows
from annotations.passage_query import ask
from annotations.passages import parse
from newsroom.models import Membership
from newsroom.search import words
from tests.annotations.newsroom_at_work import current_taggings, fill, random_query

pytestmark = pytest.mark.django_db


@pytest.fixture
def busy(project, alice, bob, make_article, highlight):
    fill(project, [alice, bob], make_article, highlight)
    return project


def body(response):
    return b"".join(response.streaming_content)


def read(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def expected(project, who, query):
    """The rows that a filter means, worked out row by row and without a database query."""
    wanted = QueryDict(query)
    found = []
    for annotation in Annotation.objects.filter(project=project, deleted_at=None, article__deleted_at=None):
        if keeps(annotation, who, wanted):
            taggings = current_taggings(annotation)
            kept = [tagging for tagging in taggings if keeps_tagging(tagging, wanted)]
            if wanted.get("untagged") and taggings:
                continue
            if kept or (not taggings and not any(key in wanted for key in TAGGED)):
                found += [(str(annotation.uuid), str(one.uuid) if one else "") for one in kept or [None]]
    return sorted(found)


TAGGED = ("claim", "speaker", "via", "stance", "form", "certainty")


def keeps(annotation, who, wanted):
    anchor, article = annotation.anchors.get(is_origin=True), annotation.article
    if annotation.visibility == "private":
        asked = "private" in wanted.getlist("visibility") or (
            wanted.get("private") and not wanted.getlist("visibility")
        )
        if not asked or annotation.author != who:
            return False
    elif wanted.get("visibility", "project") != "project":
        return False
    outlet = str(article.outlet.uuid) if article.outlet else "none"
    words_of = (anchor.sentence.casefold(), annotation.note.casefold())
    return (
        in_any(wanted, "kind", anchor.block_kind)
        and in_any(wanted, "author", annotation.author.username)
        and in_any(wanted, "outlet", outlet)
        and in_any(wanted, "article", str(article.uuid))
        and is_dated(article, wanted)
        and all(holds(term, *words_of) for term in terms(wanted.get("q", "")))
    )


def terms(q):
    return [q.strip('"')] if q.startswith('"') else q.split()


def holds(term, sentence, note):
    term = term.casefold()
    if len(term) < 3:
        return term in sentence and term in words(sentence)
    return term in sentence or term in note


def is_dated(article, wanted):
    since, until = wanted.get("from"), wanted.get("to")
    if article.published_at is None:
        return bool(wanted.get("undated")) or not (since or until)
    if not (since or until):
        return not wanted.get("undated")
    day = article.published_at.astimezone(UTC).date()
    return (not since or day >= date.fromisoformat(since)) and (not until or day <= date.fromisoformat(until))


def in_any(wanted, key, value):
    return key not in wanted or value in wanted.getlist(key)


def keeps_tagging(tagging, wanted):
    return (
        in_any(wanted, "claim", str(tagging.claim.uuid))
        and in_any(wanted, "speaker", str(tagging.speaker.uuid) if tagging.speaker else "none")
        and in_any(wanted, "via", str(tagging.via.uuid) if tagging.via else "none")
        and in_any(wanted, "stance", tagging.stance)
        and in_any(wanted, "form", tagging.form or "none")
        and in_any(wanted, "certainty", tagging.certainty or "none")
    )


def test_page_file_and_database_agree_for_any_filter(busy, alice, login):
    client, chance = login(alice), random.Random(7)
    member = Membership.objects.get(project=busy, user=alice)
    for query in ["", *(random_query(busy, chance) for _number in range(60))]:
        rows = read(body(client.get(f"{reverse('passages_export', args=[busy.key])}?{query}")))
        told = sorted((row["annotation_id"], row["tagging_id"]) for row in rows)
        assert told == expected(busy, alice, query), query
        asked = ask(busy, member, parse(QueryDict(query)))
        assert count_rows(asked) == len(rows), query
        page = client.get(f"{reverse('passages_list', args=[busy.key])}?{query}")
        counts = page.context["counts"]
        assert counts == count(asked)
        assert counts.annotations == len({row["annotation_id"] for row in rows}), query
        assert counts.articles == len({row["article_id"] for row in rows}), query


def test_all_pages_together_show_each_annotation_once_and_in_order(busy, alice, login):
    client = login(alice)
    for query in ("", "order=newest", "stance=asserts&stance=disputes", "private=1"):
        rows = read(body(client.get(f"{reverse('passages_export', args=[busy.key])}?{query}")))
        shown, pages, address = [], 0, f"?{query}"
        while address:
            context = client.get(reverse("passages_list", args=[busy.key]) + address).context
            shown += [str(passage.annotation.uuid) for passage in context["passages"]]
            address, pages = context["next_url"], pages + 1
            if pages > 1:
                back = client.get(reverse("passages_list", args=[busy.key]) + context["previous_url"]).context
                before = [str(passage.annotation.uuid) for passage in back["passages"]]
                here = len(context["passages"])
                assert before == shown[:-here][-len(before) :]
        assert len(shown) == len(set(shown))
        if query.startswith("order"):
            assert set(shown) == {row["annotation_id"] for row in rows}
        else:
            assert shown == list(dict.fromkeys(row["annotation_id"] for row in rows))


def test_the_wide_file_has_a_row_per_annotation_and_the_same_stances(busy, alice, login):
    client, chance = login(alice), random.Random(8)
    address = reverse("passages_export", args=[busy.key])
    for query in ["", *(random_query(busy, chance) for _number in range(12))]:
        long = read(body(client.get(f"{address}?{query}")))
        wide = read(body(client.get(f"{address}?{query}&layout=wide")))
        assert [row["annotation_id"] for row in wide] == list(dict.fromkeys(row["annotation_id"] for row in long))
        claims = {row["claim_id"] for row in long} - {""}
        assert set(wide[0]) - set(COLUMNS) == claims if wide else not claims
        for row in wide:
            own = [one for one in long if one["annotation_id"] == row["annotation_id"] and one["claim_id"]]
            for claim in claims:
                assert row[claim] == "; ".join(one["stance"] for one in own if one["claim_id"] == claim)


def test_every_cell_says_what_the_database_says(busy, alice, login):
    rows = read(body(login(alice).get(reverse("passages_export", args=[busy.key]) + "?private=1")))
    assert rows
    for row in rows:
        annotation = Annotation.objects.get(uuid=row["annotation_id"])
        anchor, article = annotation.anchors.get(is_origin=True), annotation.article
        assert tuple(row) == COLUMNS
        text = anchor.revision.text
        assert original(row["quote"]) == text[int(row["start"]) : int(row["end"])] == anchor.quote
        assert (original(row["prefix"]), original(row["suffix"])) == (anchor.prefix, anchor.suffix)
        assert original(row["sentence"]) == anchor.sentence
        assert (original(row["note"]), row["annotator"]) == (annotation.note, annotation.author.username)
        assert original(row["outlet"]) == (article.outlet.name if article.outlet else "")
        assert row["permalink"] == f"http://127.0.0.1:8000/p/{busy.key}/annotations/{annotation.uuid}/"
        assert row["created_at"] == annotation.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        length = {"minute": 20, "day": 10, "month": 7, "unknown": 0}[row["published_precision"]]
        assert len(row["published_at"]) == length
        assert row["revision_sha256"] == anchor.revision.sha256
        for tagging in current_taggings(annotation):
            if str(tagging.uuid) == row["tagging_id"]:
                assert original(row["claim"]) == tagging.claim.label
                assert original(row["speaker"]) == (tagging.speaker.name if tagging.speaker else "")


def test_the_command_writes_the_bytes_that_a_reader_gets(busy, rita, login, capfdbinary):
    call_command("export_annotations", project=busy.key, query="stance=asserts")
    assert capfdbinary.readouterr().out == body(
        login(rita).get(reverse("passages_export", args=[busy.key]) + "?stance=asserts")
    )


def test_private_words_of_others_are_in_no_byte_of_any_file_or_page(project, article, alice, bob, login, highlight):
    highlight(alice, article, "ceasefire", "A secret claim", note="ALICE-ONLY", visibility="private")
    highlight(alice, article, "Putin", "An open claim", note="for all")
    client = login(bob)
    for query in (
        "",
        "private=1",
        "visibility=private",
        "layout=wide&private=1",
        "for=excel&private=1",
        "q=ALICE-ONLY",
    ):
        data = body(client.get(f"{reverse('passages_export', args=[project.key])}?{query}"))
        assert b"ALICE-ONLY" not in data
        assert b"private" not in data.replace(b"visibility", b"")
    for query in ("", "private=1", "author=alice", "visibility=private"):
        page = client.get(f"{reverse('passages_list', args=[project.key])}?{query}")
        assert b"ALICE-ONLY" not in page.content
        assert page.context["hidden"] == 0
    later = f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}Z"
    data = body(client.get(f"{reverse('passages_export', args=[project.key])}?private=1&as_of={later}"))
    assert b"ALICE-ONLY" not in data
    articles = read(body(client.get(reverse("articles_export", args=[project.key]) + "?private=1")))
    assert {row["annotations"] for row in articles} == {"1"}


def test_ones_own_private_annotations_come_when_asked_for(project, article, alice, login, highlight):
    highlight(alice, article, "ceasefire", "A claim", visibility="private")
    client, address = login(alice), reverse("passages_export", args=[project.key])
    assert read(body(client.get(address))) == []
    assert [row["visibility"] for row in read(body(client.get(f"{address}?private=1")))] == ["private"]
    page = client.get(reverse("passages_list", args=[project.key]))
    assert page.context["hidden"] == 1
    assert page.context["counts"].annotations == 0


def test_scripts_get_an_archive_with_the_codebook_and_na(busy, alice, login):
    response = login(alice).get(reverse("passages_export", args=[busy.key]) + "?for=scripts")
    assert response["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(body(response))) as archive:
        assert archive.testzip() is None
        rows, codes = read(archive.read("annotations.csv")), read(archive.read("codes.csv"))
    assert all(cell for row in rows for cell in row.values())
    assert "=1+1" in {row["note"] for row in rows}
    assert {row["claim_id"] for row in rows} - {"NA"} <= {code["id"] for code in codes}
    assert list(codes[0]) == ["id", "label", "parent", "statement", "definition"]


def test_excel_gets_a_mark_and_the_quote_first(busy, alice, login):
    response = login(alice).get(reverse("passages_export", args=[busy.key]) + "?for=excel&separator=semicolon")
    data = body(response)
    assert data.startswith("\ufeffquote;claim;stance;speaker;note;".encode())
    assert response["Content-Disposition"].startswith(f'attachment; filename="{busy.key}-annotations-')
    assert DEFAULT.separator == ","
