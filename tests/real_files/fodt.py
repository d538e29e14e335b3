"""Documents for LibreOffice, in its flat XML format, and LibreOffice itself."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES: Final = " ".join(
    f'xmlns:{prefix}="{_ODF}:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "text": "text",
        "style": "style",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "svg": "svg-compatible",
    }.items()
)
_STYLES: Final = (
    "<office:automatic-styles>"
    '<style:style style:name="bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    "</office:automatic-styles>"
)


def fodt(body: str) -> str:
    """A document with this XML as its text."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {_SPACES} xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">'
        f"{_STYLES}<office:body><office:text>{body}</office:text></office:body></office:document>\n"
    )


def fodt_of(paragraphs: Iterable[str]) -> str:
    """A document of plain paragraphs."""
    return fodt("".join(f"<text:p>{escape(paragraph)}</text:p>" for paragraph in paragraphs))


def soffice() -> str | None:
    """LibreOffice's program, where this machine has it."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(source: Path, kind: str, folder: Path, profile: Path) -> Path:
    """The document as `kind` (docx, odt, pdf), written by LibreOffice into `folder`; it may fill `profile`."""
    program = soffice()
    assert program is not None
    settings = f"-env:UserInstallation={profile.resolve().as_uri()}"
    command = [program, settings, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{source.stem}.{kind}"
