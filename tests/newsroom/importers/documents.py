"""Small documents made for the tests: a Word file, a PDF, a ZIP file."""

import io
import zipfile
from collections.abc import Mapping, Sequence

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
    for name in ("Title", "Subtitle", "heading 2", "Quote", "caption")
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:creator>{creator}</dc:creator><dcterms:created>2026-02-03T10:00:00Z</dcterms:created></cp:coreProperties>"
)


def zip_of(members: Mapping[str, bytes | str]) -> bytes:
    """Pack members into a ZIP file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


def paragraph(text: str, style: str = "", formatting: str = "") -> str:
    """One paragraph of a Word file; ``formatting`` is the inside of w:rPr."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{named}<w:r><w:rPr>{formatting}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def docx(body: str, *, creator: str = "", more: Mapping[str, bytes | str] | None = None) -> bytes:
    """A Word file with a body of paragraphs."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    return zip_of(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{relation}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {W}>{STYLES}</w:styles>",
            **({"docProps/core.xml": CORE.format(creator=creator)} if creator else {}),
            **(more or {}),
        }
    )


def pdf(pages: Sequence[Sequence[tuple[float, float, int, str]]], *, info: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF of pages of (x, y, size, text), drawn in that order; pages are 595 by 842 points."""
    contents = [b"".join(_drawn(*line) for line in page) for page in pages]
    return pdf_of_streams(contents, info=info, trailer=trailer)


def pdf_of_streams(
    contents: Sequence[bytes], *, dictionary: bytes = b"", info: bytes = b"", trailer: bytes = b""
) -> bytes:
    """A PDF whose pages have these content streams."""
    pages = [4 + 2 * number for number in range(len(contents))]
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, content in zip(pages, contents, strict=True):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (number + 1)
        )
        objects.append(b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), dictionary, content))
    objects.append(b"<< %s >>" % info)
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, each in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R /Info %d 0 R %s >>\nstartxref\n%d\n%%%%EOF"
    )
    size = len(objects) + 1
    return bytes(out) + end % (size, table, size, len(objects), trailer, len(out))


def _drawn(x: float, y: float, size: int, text: str) -> bytes:
    data = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %d Tf 1 0 0 1 %.1f %.1f Tm (%s) Tj ET\n" % (size, x, y, data)
