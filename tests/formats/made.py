"""Makes small documents for the tests."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def zip_of(members: dict[str, str | bytes]) -> bytes:
    """An archive of the members given."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx_of(body: str, before: str = "", styles: str | None = None, namespace: str = W) -> bytes:
    """A .docx whose body is the XML given."""
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    root = f'<w:document xmlns:w="{namespace}" xmlns:mc="{mc}" xmlns:v="urn:v"><w:body>{body}</w:body></w:document>'
    members: dict[str, str | bytes] = {"word/document.xml": f'<?xml version="1.0"?>{before}{root}'}
    if styles is not None:
        members["word/styles.xml"] = f'<w:styles xmlns:w="{namespace}">{styles}</w:styles>'
    return zip_of(members)


def odt_of(text: str, before: str = "", automatic: str = "") -> bytes:
    """An .odt whose body is the XML given."""
    names = {"office": "office", "text": "text", "style": "style", "draw": "drawing", "table": "table"}
    spaces = " ".join(f'xmlns:{prefix}="{_ODF}{name}:1.0"' for prefix, name in names.items())
    return zip_of(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<?xml version="1.0"?>{before}<office:document-content {spaces}>'
            f"<office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{text}</office:text></office:body></office:document-content>",
        }
    )


def pdf_of(*pages: list[str]) -> bytes:
    """A PDF with a text layer: pages of lines of Latin-1."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = "".join(
            "T* " if not line else "({}) Tj T* ".format(line.replace("(", r"\(").replace(")", r"\)")) for line in lines
        )
        content = f"BT /F1 11 Tf 14 TL 72 720 Td {shown} ET".encode("latin-1")
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    data = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (
            len(objects) + 1,
            table,
            len(objects) + 1,
            len(data),
        )
    )
