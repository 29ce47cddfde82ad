"""Files made to take time, memory or what is not theirs: each ends within its bounds, asks nobody and opens nothing."""

import time
import zlib

import pytest

from newsroom.importers.registry import file_of, question
from tests.newsroom.importers.bad_input import came
from tests.newsroom.importers.documents import docx, paragraph
from tests.newsroom.importers.test_table_workbooks import SHEET, SMALL, changed, with_strings

MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
AWAY = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"%s/></Relationships>'
)
OUTSIDE = b' TargetMode="External"'


def cell(place, text=b"x"):
    return b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (place, text)


def sheet(rows):
    """A workbook whose sheet holds the columns title and text, and these rows of XML."""
    head = b'<row r="1">' + cell(b"A1", b"title") + cell(b"B1", b"text") + b"</row>"
    whole = b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (MAIN, head + rows)
    return changed(SMALL, SHEET, lambda xml: whole)


def wide():
    """Each row has a cell in the last column that Excel knows: sixteen thousand cells a row."""
    rows = (cell(b"A%d" % row, b"Talks") + cell(b"XFD%d" % row) for row in range(2, 500))
    return sheet(b"".join(b'<row r="%d">%s</row>' % (number, row) for number, row in enumerate(rows, start=2)))


def pdf(objects, trailer=b""):
    made, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + end


CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
ONE = b"<</Type/Pages/Count 1/Kids[3 0 R]>>"
BARE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
WORDS = b"BT /F1 12 Tf (They met) Tj ET"
DRAWS = b"q /F Do /F Do /F Do Q"


def page(more):
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R%s>>" % more


def stream(data, more=b""):
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), more, data)


def packed(data, times):
    for _time in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter[%s]" % (b"/FlateDecode" * times))


def with_font(unicode, more=b""):
    font = b"<</Type/Font/Subtype/Type0/BaseFont/Helvetica/ToUnicode 5 0 R%s>>" % more
    return pdf([CATALOG, ONE, page(b"/Resources<</Font<</F1 6 0 R>>>>"), stream(WORDS), unicode, font])


def levels(count, kids):
    """A tree of pages so many levels deep, each of whose nodes names the next one several times."""
    nodes = [b"<</Type/Pages/Count 9/Kids[%s]>>" % (b"%d 0 R " % (at + 1) * kids) for at in range(2, count)]
    return pdf([CATALOG, *nodes, BARE])


FORM = stream(DRAWS, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>")
ITEM = (
    b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1"><contentMeta><headline>Talks%s</headline>'
    b"</contentMeta><contentSet><inlineData>%sThey met on Monday.</inlineData></contentSet></newsItem>"
)
INCLUDE = b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
NUMBER = b"9" * 5_000
DECLARED = (
    b'<script type="application/ld+json">{"@type":"NewsArticle","headline":"Talks","datePublished":%s,"x":%s</script>'
)
CYCLE = (
    b'<script type="application/ld+json">{"@context":"http://127.0.0.1:9/c","@graph":[{"@id":"#a","@type":"NewsArticle",'
    b'"author":{"@id":"#b"}},{"@id":"#b","author":{"@id":"#a"},"name":{"@id":"#a"}}]}</script>'
)
PAGE = b"<html>%s<body><h1>Talks</h1><p>They met on Monday and agreed to meet again.</p></body></html>"
GUARDIAN = (
    b'{"response":{"results":[{"id":"a","webTitle":"Talks","webPublicationDate":%s,'
    b'"fields":{"body":"<p>They met.</p>","wordcount":%s}}]}}'
)

REFUSED = {
    "sheet: a column beyond all": ("a.xlsx", sheet(b'<row r="2">' + cell(b"AAAAAAA2") + b"</row>")),
    "sheet: a row beyond all": ("a.xlsx", sheet(b'<row r="%s">%s</row>' % (b"9" * 18, cell(b"A" + b"9" * 18)))),
    "sheet: a row below none": ("a.xlsx", sheet(b'<row r="-5">' + cell(b"A-5") + b"</row>")),
    "sheet: a string that is not there": (
        "a.xlsx",
        sheet(b'<row r="2"><c r="A2" t="s"><v>999999</v></c></row>'),
    ),
    "sheet: a number of 6,000 digits": ("a.xlsx", sheet(b'<row r="2"><c r="A2"><v>%s</v></c></row>' % (b"9" * 6000))),
    "strings: a bomb": ("a.xlsx", with_strings(b"<sst %s>%s</sst>" % (MAIN, b"<si><t>a</t></si>" * 500_000), b"")),
    "strings: a file": (
        "a.xlsx",
        with_strings(
            b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst %s><si><t>&e;</t></si></sst>' % MAIN, b""
        ),
    ),
    "workbook: a sheet elsewhere": (
        "a.xlsx",
        changed(
            SMALL,
            "xl/_rels/workbook.xml.rels",
            lambda xml: AWAY % (b"worksheet", b"http://127.0.0.1:9/x.xml", OUTSIDE),
        ),
    ),
    "workbook: a sheet of the system": (
        "a.xlsx",
        changed(SMALL, "xl/_rels/workbook.xml.rels", lambda xml: AWAY % (b"worksheet", b"../../../../etc/passwd", b"")),
    ),
    "pdf: a deep tree": ("a.pdf", levels(5_000, 1)),
    "pdf: a tree that doubles and doubles": ("a.pdf", levels(12, 10)),
    "pdf: more pages than it has": (
        "a.pdf",
        pdf([CATALOG, b"<</Type/Pages/Count 2000000000/Kids[3 0 R]>>", BARE]),
    ),
    "pdf: one page ten thousand times": (
        "a.pdf",
        pdf([CATALOG, b"<</Type/Pages/Count 9/Kids[%s]>>" % (b"3 0 R " * 10_000), BARE]),
    ),
    "pdf: packed two hundred times": ("a.pdf", pdf([CATALOG, ONE, page(b""), packed(b"They met", 200)])),
    "pdf: a bomb in a bomb": ("a.pdf", pdf([CATALOG, ONE, page(b""), packed(b" " * 200_000_000, 2)])),
    "pdf: a table that points to itself": ("a.pdf", pdf([CATALOG, b"<</Type/Pages/Count 0/Kids[]>>"], b"/Prev 120")),
    "pdf: a form that draws itself": (
        "a.pdf",
        pdf([CATALOG, ONE, page(b"/Resources<</XObject<</F 5 0 R>>>>"), stream(DRAWS), FORM]),
    ),
    "pdf: letters from a bomb": ("a.pdf", with_font(packed(b" " * 200_000_000, 1))),
    "pdf: four thousand million letters": (
        "a.pdf",
        with_font(
            stream(b"begincmap 1 beginbfrange <0000> <FFFFFFFF> <0000> endbfrange endcmap"),
            b"/DescendantFonts[<</W[0 999999999 500]>>]",
        ),
    ),
    "newsml: a file": (
        "a.xml",
        b'<!DOCTYPE newsItem [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + ITEM % (b"&x;", b""),
    ),
    "newsml: a parameter": (
        "a.xml",
        b'<!DOCTYPE newsItem [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>' + ITEM % (b"", b""),
    ),
    "newsml: an entity of a DTD elsewhere": (
        "a.xml",
        b'<!DOCTYPE newsItem SYSTEM "http://127.0.0.1:9/x.dtd">' + ITEM % (b"&x;", b""),
    ),
    "newsml: one long entity again and again": (
        "a.xml",
        b'<!DOCTYPE newsItem [<!ENTITY x "' + b"y" * 20_000 + b'">]>' + ITEM % (b"&x;" * 20_000, b""),
    ),
}
READ = {
    "sheet: the last column in every row": ("a.xlsx", wide()),
    "newsml: a DTD elsewhere": (
        "a.xml",
        b'<!DOCTYPE newsItem SYSTEM "http://127.0.0.1:9/x.dtd">' + ITEM % (b"", b""),
    ),
    "newsml: an inclusion": ("a.xml", ITEM % (b"", INCLUDE)),
    "page: numbers and depth in what it declares": ("a.html", PAGE % (DECLARED % (NUMBER, b"[" * 50_000))),
    "page: a cycle in what it declares": ("a.html", PAGE % CYCLE),
    "guardian: numbers of 5,000 digits": ("a.json", GUARDIAN % (NUMBER, NUMBER)),
    "json: numbers of 5,000 digits": (
        "a.json",
        b'[{"title":"Talks","text":"They met.","date":%s,"n":1e99999,"m":NaN}]' % NUMBER,
    ),
    "word: a picture, a template and a link elsewhere": (
        "a.docx",
        docx(
            paragraph("Talks") + paragraph("They met."),
            more={
                "word/_rels/document.xml.rels": AWAY % (b"image", b"http://127.0.0.1:9/p.png", OUTSIDE),
                "word/_rels/settings.xml.rels": AWAY % (b"attachedTemplate", b"file:///etc/passwd", OUTSIDE),
            },
        ),
    ),
}


@pytest.fixture(autouse=True)
def alone(monkeypatch):
    """Any attempt to connect or to ask for a name fails the test; so does one that takes long."""

    def refuse(*asked, **more):
        pytest.fail(f"asked for {asked}")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    began = time.process_time()
    yield
    assert time.process_time() - began < 15


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_a_reason(name):
    found = came(*REFUSED[name])
    assert not found.drafts
    assert found.refused
    assert "root:" not in str(found.refused)


@pytest.mark.parametrize("name", READ)
def test_what_is_an_article_all_the_same_is_read(name):
    found = came(*READ[name])
    assert found.drafts, found.refused
    assert found.drafts[0].title == "Talks"
    assert "root:" not in found.drafts[0].layout().text


@pytest.mark.parametrize("inner", [(b"[", b"]"), (b'{"a":', b"}")], ids=["lists", "objects"])
@pytest.mark.parametrize("depth", [450, 600, 700])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_a_record_of_any_depth_that_python_reads_is_asked_about_and_read(name, depth, inner):
    deep = inner[0] * depth + b"1" + inner[1] * depth
    record = b'{"title":"Talks","text":"They met.","x":%s}' % deep
    data = b"[" + record + b"]" if name == "a.json" else record
    asked = question(file_of(data), filename=name)
    assert asked is not None
    assert len(str(asked)) < 2_000
    assert [draft.title for draft in came(name, data).drafts] == ["Talks"]


def test_a_deeper_record_is_named_and_the_rest_of_the_lines_goes_on():
    deep = b"[" * 20_000 + b"]" * 20_000
    lines = [
        b'{"title":"One","text":"They met."}',
        b'{"title":"Two","x":%s}' % deep,
        b'{"title":"Three","text":"Left."}',
    ]
    found = came("a.jsonl", b"\n".join(lines))
    assert [draft.title for draft in found.drafts] == ["One", "Three"]
    assert "nested too deeply" in str(found.refused[0])


def test_a_document_that_begins_too_deep_says_so():
    found = came("a.json", b'[{"title":"Two","x":%s}]' % (b"[" * 20_000 + b"]" * 20_000))
    assert "nested too deeply" in str(found.refused[0])


SPACES = " " * 50_000
GAPS = {
    "what a page declares": ("a.html", (PAGE % b"<script type='application/ld+json'>x%sy</script>") % SPACES.encode()),
    "the names of a row": ("a.jsonl", b'{"title":"Talks","text":"They met.","author":"x%sy"}' % SPACES.encode()),
    "the subjects of a row": ("a.jsonl", b'{"title":"Talks","text":"They met.","tags":"x%sy"}' % SPACES.encode()),
}


@pytest.mark.parametrize("name", GAPS)
def test_a_wide_gap_takes_no_time(name):
    came("a.html", PAGE % b"")  # what is loaded once is loaded
    began = time.process_time()
    assert came(*GAPS[name]).drafts[0].title == "Talks"
    assert time.process_time() - began < 2
