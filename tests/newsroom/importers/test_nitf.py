"""NITF: what its head and body say, and what hostile XML does."""

from pathlib import Path

import pytest

from newsroom.importers.notices import Refused
from newsroom.importers.registry import file_of, pieces, read

ARTICLE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-4.dtd">
<nitf xml:lang="en-GB"><head><title>A working title</title>
 <tobject><tobject.subject tobject.subject.refnum="11000000" tobject.subject.type="Politics"/></tobject>
 <docdata management-status="{status}"><doc-id id-string="urn:talks:7" regsrc="Agency"/>
  <date.issue norm="20260203T091500+0100"/>{release}<key-list><keyword key="ceasefire"/></key-list></docdata>
 <pubdata name="The Routes Daily" position.section="World"/></head>
 <body><body.head><hedline><hl1>Talks resume</hl1><hl2>Both sides met</hl2></hedline>
  <byline>By <person>Ada Byron</person>, <byttl>Envoy</byttl></byline></body.head>
 <body.content><p>They <em>met</em> in <a href="https://example.org/p">Paris</a>.</p><hl2>What next</hl2>
  <ol seqnum="3"><li>One</li><li>Two</li></ol>
  <bq><block><p>No will.</p></block><credit>A diplomat</credit></bq>
  <media media-type="image"><media-reference source="x.jpg"/><media-caption>The hall.</media-caption></media>
  <table><tr><td>a</td><td>b</td></tr></table></body.content></body></nitf>"""


def nitf(status="usable", release=""):
    return ARTICLE.format(status=status, release=release).encode()


def read_nitf(data, name="talks.xml"):
    return read(data, filename=name)


def test_head_and_body_become_facts_and_blocks():
    draft = read_nitf(nitf())
    assert (draft.importer, draft.title, draft.standfirst) == ("nitf", "Talks resume", "Both sides met")
    assert (draft.byline, draft.outlet, draft.language) == ("By Ada Byron, Envoy", "The Routes Daily", "en-GB")
    assert draft.published == "20260203T091500+0100"
    assert draft.more.external_id == "urn:talks:7"
    assert (draft.more.section, draft.more.subjects) == ("World", ("Politics", "ceasefire"))
    assert [(block.kind, block.text) for block in draft.body] == [
        ("paragraph", "They met in Paris."),
        ("heading", "What next"),
        ("list_item", "One"),
        ("list_item", "Two"),
        ("quotation", "No will."),
        ("quotation", "A diplomat"),
        ("caption", "The hall."),
        ("table_cell", "a"),
        ("table_cell", "b"),
    ]


def test_links_emphasis_and_numbers_are_kept():
    body = read_nitf(nitf()).body
    assert [(span.kind, span.href) for span in body[0].spans] == [("emphasis", ""), ("link", "https://example.org/p")]
    assert [body[index].attributes["number"] for index in (2, 3)] == [3, 4]


@pytest.mark.parametrize(("status", "release"), [("canceled", "killed"), ("withheld", "withheld"), ("usable", "")])
def test_management_status_is_respected(status, release):
    assert read_nitf(nitf(status)).more.release == release


def test_release_after_issue_is_an_embargo():
    draft = read_nitf(nitf(release='<date.release norm="20260204T000000Z"/>'))
    assert draft.more.embargo == "20260204T000000Z"
    assert read_nitf(nitf()).more.embargo == ""


def test_the_example_with_an_undeclared_prefix_is_read():
    path = Path("tests/data/iptc/LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml")
    draft = read_nitf(path.read_bytes(), path.name)
    assert draft.title.startswith("Arizona Diamondbacks")
    assert len(draft.body) == 1


def test_a_file_is_one_piece_that_reads_again():
    [piece] = pieces(file_of(nitf()), filename="talks.xml")
    assert read(piece.data, filename=piece.name, media_type=piece.media_type, options=piece.options).title == (
        "Talks resume"
    )


BOMB = b'<!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">%s]>' % b"".join(
    b'<!ENTITY c%d "%s">' % (level, b"&b;" * 10) for level in range(10)
)
HOSTILE = {
    "billion laughs": BOMB + b"<nitf><body><body.content><p>&c9;</p></body.content></body></nitf>",
    "file entity": b'<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf><body><body.content><p>&x;</p>'
    b"</body.content></body></nitf>",
    "parameter entity": b'<!DOCTYPE nitf [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]><nitf><p/></nitf>',
    "deep": b"<nitf>" + b"<p>" * 100_000 + b"</p>" * 100_000 + b"</nitf>",
    "cut": b"<nitf><body>",
    "empty": b"   ",
    "utf-7": b'<?xml version="1.0" encoding="utf-7"?><nitf>+ADw-p+AD4-</nitf>',
    "no text": b"<nitf><body/></nitf>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_xml_is_refused(name):
    with pytest.raises(Refused) as refusal:
        read_nitf(HOSTILE[name])
    assert "root:" not in str(refusal.value)


def test_a_megabyte_in_an_attribute_does_no_harm():
    data = b'<nitf><head><docdata><doc-id id-string="%s"/></docdata></head><body><body.content><p>They met.</p>' % (
        b"x" * 1_000_000
    )
    assert read_nitf(data + b"</body.content></body></nitf>").body[0].text == "They met."


def test_utf_16_is_read():
    data = '<?xml version="1.0" encoding="UTF-16"?><nitf><body><body.content><p>Žádná.</p></body.content></body></nitf>'
    assert read(data.encode("utf-16"), filename="a.nitf", options={"importer": "nitf"}).body[0].text == "Žádná."
