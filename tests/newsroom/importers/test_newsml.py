"""NewsML-G2 and NewsML 1: items, messages, packages, states of release."""

from pathlib import Path

import pytest

from newsroom.importers.notices import Refused
from newsroom.importers.pieces import BadPiece
from newsroom.importers.registry import file_of, pieces, read
from newsroom.intake import prepare

SAMPLES = Path("tests/data/iptc")
HEAD = '<itemMeta><itemClass qcode="ninat:{kind}"/><provider literal="Routes"/><pubStatus qcode="stat:{status}"/></itemMeta>'
ITEM = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:talks:{number}" version="2" xml:lang="de">'
    + HEAD
    + "<contentMeta><contentCreated>2026-02-03T09:15:00+01:00</contentCreated><headline>Talks {number}</headline>"
    '<description role="drol:summary">Both sides met.</description><by>Ada Byron</by>'
    '<subject qcode="medtop:20000065"><name>treaty</name></subject></contentMeta>{content}</newsItem>'
)
XHTML = (
    '<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head>'
    "<title>Not this</title></head><body><h1>Talks 1</h1><p>They <strong>met</strong>.</p></body></html></inlineXML>"
    "</contentSet>"
)
PLAIN = '<contentSet><inlineData contenttype="text/plain">One.\n\nTwo.</inlineData></contentSet>'


def item(number=1, kind="text", status="usable", content=XHTML):
    return ITEM.format(number=number, kind=kind, status=status, content=content)


def message(*items):
    return f"<newsMessage><itemSet>{''.join(items)}<packageItem/></itemSet></newsMessage>".encode()


def taken(data, name="talks.xml"):
    return list(pieces(file_of(data), filename=name))


def read_piece(piece):
    return read(piece.data, filename=piece.name, media_type=piece.media_type, options=piece.options)


def test_a_news_item_is_read_from_its_xhtml():
    draft = read(item().encode(), filename="talks.xml")
    assert (draft.importer, draft.title, draft.standfirst, draft.byline) == (
        "newsml_g2",
        "Talks 1",
        "Both sides met.",
        "Ada Byron",
    )
    assert (draft.outlet, draft.language, draft.published) == ("Routes", "de", "2026-02-03T09:15:00+01:00")
    assert (draft.more.external_id, draft.more.subjects) == ("urn:talks:1", ("treaty",))
    assert [block.text for block in draft.body] == ["They met."]
    assert [span.kind for span in draft.body[0].spans] == ["strong"]


def test_inline_text_becomes_paragraphs():
    assert [block.text for block in read(item(content=PLAIN).encode(), filename="a.xml").body] == ["One.", "Two."]


def test_a_message_is_taken_apart_and_pictures_are_named():
    found = taken(message(item(1), item(2, kind="picture"), item(3, content=PLAIN)))
    assert [type(piece).__name__ for piece in found] == ["Piece", "BadPiece", "Piece"]
    assert found[1].place == "item 2"
    assert "picture" in str(found[1].notice)
    assert [read_piece(piece).title for piece in (found[0], found[2])] == ["Talks 1", "Talks 3"]


def test_a_package_says_that_it_holds_no_texts():
    path = SAMPLES / "LISTING_6_Simple_NewsML-G2_Package.xml"
    with pytest.raises(Refused, match="package"):
        taken(path.read_bytes())


def test_the_items_of_the_example_message_are_empty():
    path = SAMPLES / "LISTING_24_News_Message_conveying_a_complete_News_Package.xml"
    found = taken(path.read_bytes())
    assert len(found) == 4
    assert all(isinstance(piece, BadPiece) for piece in found)


def test_nitf_inside_an_item_is_read():
    path = SAMPLES / "LISTING_2_NewsML-G2_Text_Document.xml"
    [piece] = taken(path.read_bytes())
    draft = read_piece(piece)
    assert draft.byline == "By Meredith Jameson, Staff Reporter"
    assert draft.more.subjects[1] == "central bank"
    assert len(draft.body) == 2


def test_an_embargo_is_kept_as_it_was_given():
    path = SAMPLES / "LISTING_1_A_NewsML-G2_News_Item.xml"
    assert read(path.read_bytes(), filename=path.name).more.embargo == "2018-10-23T12:00:00Z"


@pytest.mark.parametrize(("status", "release"), [("canceled", "killed"), ("withheld", "withheld"), ("usable", "")])
def test_publishing_status_is_respected(status, release):
    assert read(item(status=status).encode(), filename="a.xml").more.release == release


def test_a_kill_without_text_is_still_an_item():
    draft = read(item(status="canceled", content="").encode(), filename="a.xml")
    assert (draft.title, draft.more.release, len(draft.body)) == ("Talks 1", "killed", 0)


def test_a_signal_can_kill_too():
    signalled = item().replace("</itemMeta>", '<signal qcode="sig:kill"/></itemMeta>')
    assert read(signalled.encode(), filename="a.xml").more.release == "killed"


NEWSML_1 = """<?xml version="1.0"?><NewsML><NewsItem><Identification><NewsIdentifier>
<PublicIdentifier>urn:newsml:talks:1</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20260203T091500+0100</FirstCreated><Status FormalName="Withheld"/></NewsManagement>
<NewsComponent><NewsLines><HeadLine>Talks resume</HeadLine><SubHeadLine>Both met</SubHeadLine>
<ByLine>By Ada Byron</ByLine></NewsLines><AdministrativeMetadata><Provider><Party FormalName="Routes"/></Provider>
</AdministrativeMetadata><DescriptiveMetadata><Language FormalName="fr"/><SubjectCode><Subject FormalName="11000000"/>
</SubjectCode></DescriptiveMetadata><ContentItem><MediaType FormalName="{kind}"/><DataContent>{content}</DataContent>
</ContentItem></NewsComponent></NewsItem></NewsML>"""


def test_newsml_1_is_read():
    draft = read(NEWSML_1.format(kind="Text", content="<p>They met.</p><p>Again.</p>").encode(), filename="a.xml")
    assert (draft.importer, draft.title, draft.standfirst) == ("newsml_1", "Talks resume", "Both met")
    assert (draft.byline, draft.outlet, draft.language) == ("By Ada Byron", "Routes", "fr")
    assert (draft.more.external_id, draft.more.release) == ("urn:newsml:talks:1", "withheld")
    assert [block.text for block in draft.body] == ["They met.", "Again."]


HELD = (
    '<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="{then}"/>'
    "<DateAndTime>20260204T060000+0100</DateAndTime></StatusWillChange>"
)


@pytest.mark.parametrize(("then", "until"), [("Usable", "20260204T060000+0100"), ("Canceled", "")])
def test_newsml_1_says_until_when_an_item_is_under_embargo(then, until):
    held = NEWSML_1.replace('<Status FormalName="Withheld"/>', HELD.replace("{then}", then))
    draft = read(held.format(kind="Text", content="<p>They met.</p>").encode(), filename="a.xml")
    assert (draft.more.release, draft.more.embargo) == ("", until)
    assert (prepare(draft).embargo_until is not None) == bool(until)


def test_newsml_1_without_an_embargo_says_none():
    draft = read(NEWSML_1.format(kind="Text", content="<p>They met.</p>").encode(), filename="a.xml")
    assert draft.more.embargo == ""


def test_newsml_1_photo_is_named_and_left_out():
    [piece] = taken(NEWSML_1.format(kind="Photo", content="").encode())
    assert isinstance(piece, BadPiece)
    assert "Photo" in str(piece.notice)
