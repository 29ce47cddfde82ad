"""E-mails: subject, sender and date; the text of the best part; attachments are named and never opened."""

from email.message import EmailMessage

import pytest

from newsroom.importers import registry
from newsroom.importers.notices import Refused
from newsroom.text import Span


def message(plain="They met on Monday.\n\nThey left.\n-- \nJane", **headers):
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "Fwd: Gespräche in Genf", "Jané Doe <jane@daily.example>"
    mail["Date"] = "Tue, 03 Feb 2026 09:30:00 +0100"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(plain)
    return mail


def read(mail, **options):
    data = mail if isinstance(mail, bytes) else mail.as_bytes()
    return registry.read(data, filename="talks.eml", options=options)


def test_subject_sender_and_date_become_facts():
    draft = read(message(List_Id="Morning Brief <brief.daily.example>", Message_ID="<1@daily.example>"))
    assert (draft.title, draft.byline, draft.published) == ("Gespräche in Genf", "Jané Doe", "2026-02-03T09:30+01:00")
    assert (draft.outlet, draft.more.domain) == ("Morning Brief", "brief.daily.example")
    assert draft.more.external_id == "1@daily.example"


def test_the_signature_is_no_text():
    assert [block.text for block in read(message()).body] == ["They met on Monday.", "They left."]


def test_html_is_preferred_for_its_formatting():
    mail = message()
    mail.add_alternative("<p>They <b>met</b>.<script>x()</script></p>", subtype="html")
    [block] = read(mail).body
    assert (block.text, block.spans) == ("They met.", (Span("strong", 5, 8),))


def test_attachments_are_named_and_not_read():
    mail = message()
    mail.add_attachment(b"Secret words of a file", maintype="text", subtype="plain", filename="Überblick.txt")
    draft = read(mail)
    assert "Überblick.txt" in str(draft.warnings[0])
    assert "Secret" not in draft.layout().text


def test_the_chosen_characters_are_used():
    data = b"Subject: Talks\r\nFrom: a@b.example\r\nContent-Type: text/plain; charset=latin1\r\n\r\n" + "Москва".encode(
        "koi8-r"
    )
    assert read(data, encoding="koi8-r").body[0].text == "Москва"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"They met on Monday.", "no-email"),
        (b"Subject: x\n\n", "email-empty"),
        (b"Subject: x\nContent-Type: image/png\n\n\x89PNG", "email-empty"),
        (b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 2000, "email-parts"),
    ],
)
def test_bad_messages_are_refused(data, code):
    with pytest.raises(Refused) as refused:
        read(data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "head",
    [
        b"From: " + b"(" * 100_000,
        b"From: " + b"a," * 100_000,
        b"Subject: " + b"=?utf-8?q?=41?= " * 50_000,
        b"Subject: =?utf-8?b?!!!?= =?none?q?x?=\nDate: 99999999999 Feb\nFrom: @@<<>>",
        b"Content-Type: text/plain; charset=\xff\xfe\nFrom: \x00\x00",
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 3000,
    ],
)
def test_hostile_headers_end_in_an_article_or_a_reason(head):
    try:
        assert read(head + b"\n\nThey met on Monday.").blocks
    except Refused as refused:
        assert refused.code.startswith("email")
