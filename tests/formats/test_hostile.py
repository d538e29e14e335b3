"""Inputs that are damaged, hostile or huge: one line that says why, or a draft, about as soon as of any other."""

import io
import os
import struct
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from pslint.draft import DraftError
from pslint.formats import MAX_BYTES, load, read_draft
from pslint.formats.kinds import KINDS

from .made import docx_of, odt_of, pdf_of, zip_of

SECRET = "Zanzibar"
PARAGRAPH = f"<w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p>"
DOCX = docx_of(PARAGRAPH)
ODT = odt_of(f"<text:p>{SECRET}</text:p>")
PDF = pdf_of([SECRET])
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "zzzzzzzzzz">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


SENTENCE = "I failed Step 1 on my first attempt. "
#: What is hostile may take so many times what an ordinary draft of a megabyte takes: some take a dozen, and beside
#: other work processor time itself goes up and down by half; what was not linear took hundreds.
TIMES = 40


@contextmanager
def soon() -> Iterator[None]:
    """Fail if what is done inside takes too long, in this process's own time: other work beside it does not count."""
    start = time.process_time()
    yield
    assert time.process_time() - start < TIMES * ordinary()


@cache
def ordinary() -> float:
    """What a megabyte of Markdown takes to read."""
    start = time.process_time()
    read_draft("", ((SENTENCE * 4 + "\n\n") * 7_000).encode(), "markdown")
    return time.process_time() - start


def encrypted_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PDF)))
    writer.encrypt("", "owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def with_flag(data: bytes) -> bytes:
    """The archive with its first member marked as encrypted, in both of its headers."""
    start = data.index(b"PK\x01\x02") + 8
    return data[:6] + struct.pack("<H", 1) + data[8:start] + struct.pack("<H", 1) + data[start + 2 :]


def with_method(data: bytes, method: int) -> bytes:
    """The archive with another compression claimed for its first member, in both of its headers."""
    start = data.index(b"PK\x01\x02") + 10
    return data[:8] + struct.pack("<H", method) + data[10:start] + struct.pack("<H", method) + data[start + 2 :]


def deep(depth: int) -> bytes:
    return docx_of("<w:p>" + "<w:ins>" * depth + "<w:r><w:t>x</w:t></w:r>" + "</w:ins>" * depth + "</w:p>")


REFUSED = {
    "docx: empty": ("docx", b"", "damaged or not .docx"),
    "docx: text": ("docx", b"Zanzibar", "damaged or not .docx"),
    "docx: cut off": ("docx", DOCX[: len(DOCX) // 2], "damaged or not .docx"),
    "docx: damaged member": ("docx", DOCX[:60] + b"\xff\xff\xff\xff" + DOCX[64:], "damaged"),
    "docx: encrypted or old": ("docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "encrypted"),
    "docx: encrypted member": ("docx", with_flag(DOCX), "encrypted"),
    "docx: other archive": ("docx", zip_of({"a.txt": SECRET}), "not .docx"),
    "docx: broken XML": ("docx", zip_of({"word/document.xml": f"<a>{SECRET}"}), "its XML is damaged"),
    "docx: external entity": ("docx", docx_of("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", EXTERNAL), "its XML"),
    "docx: entity bomb": ("docx", docx_of("<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", BOMB), "its XML"),
    "docx: entity bomb in attribute": ("docx", docx_of('<w:p w:x="&j;"/>', BOMB), "its XML"),
    "docx: zip bomb": ("docx", docx_of(PARAGRAPH + " " * 120_000_000), "unpacks to more than 100 MB"),
    "docx: large part": ("docx", docx_of(PARAGRAPH + " " * 30_000_000), "unpacks to far more"),
    "docx: tight part": ("docx", docx_of(PARAGRAPH + " " * 10_000_000), "unpacks to far more"),
    "docx: deep": ("docx", deep(100_000), "its XML is damaged or nested too deeply"),
    "docx: other compression": ("docx", with_method(DOCX, zipfile.ZIP_LZMA), "damaged"),
    "odt: cut off": ("odt", ODT[:-30], "damaged or not .odt"),
    "odt: external entity": ("odt", odt_of("<text:p>&e;</text:p>", EXTERNAL), "its XML"),
    "odt: entity bomb": ("odt", odt_of("<text:p>&j;</text:p>", BOMB), "its XML"),
    "odt: encrypted": (
        "odt",
        zip_of({"META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": b"\x8f\x01"}),
        "encrypted",
    ),
    "odt: no text": ("odt", zip_of({"content.xml": "<a/>"}), "holds no text document"),
    "pdf: empty": ("pdf", b"", "damaged, not a PDF"),
    "pdf: text": ("pdf", b"Zanzibar", "damaged, not a PDF"),
    "pdf: cut off": ("pdf", PDF[:200], "damaged, not a PDF"),
    "pdf: encrypted": ("pdf", encrypted_pdf(), "encrypted"),
    "pdf: no text layer": ("pdf", pdf_of([], []), "has no text layer"),
    "pdf: too complex": ("pdf", pdf_of(["a"] * 200_000), "damaged, not a PDF or far too complex"),
    "pdf: too many pages": ("pdf", pdf_of(*[[SECRET]] * 21), "has more than 20 pages"),
    "text: too large": ("text", b"a" * (MAX_BYTES + 1), "larger than 20 MB"),
}


@pytest.mark.parametrize(("kind", "data", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_refused_in_one_line(kind: str, data: bytes, message: str, capfd: pytest.CaptureFixture[str]) -> None:
    with soon(), pytest.raises(DraftError) as error:
        read_draft("secret-name", data, kind)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)
    assert SECRET not in str(error.value)
    assert "secret" not in str(error.value)
    assert capfd.readouterr() == ("", "")


def test_a_member_that_lies_about_its_size() -> None:
    data = docx_of(PARAGRAPH + " " * 3_000_000)
    size = zipfile.ZipFile(io.BytesIO(data)).infolist()[0].file_size
    with pytest.raises(DraftError, match=r"^damaged"):
        read_draft("", data.replace(struct.pack("<I", size), struct.pack("<I", 900)), "docx")


def test_damage_anywhere_is_a_draft_or_one_line() -> None:
    for kind, data in [("docx", DOCX), ("odt", ODT), ("pdf", PDF)]:
        for place in range(0, len(data), 3):
            for damaged in (data[:place], data[:place] + b"\xff\0" + data[place + 2 :]):
                try:
                    read_draft("", damaged, kind)
                except DraftError as error:
                    assert "\n" not in str(error)


HUGE = {
    "text: one line": ("text", SENTENCE * 28_000),
    "text: paragraphs": ("text", (SENTENCE + "\n\n") * 10_000),
    "text: line ends": ("text", "\r\n" * 500_000),
    "markdown: one line": ("markdown", SENTENCE * 28_000),
    "markdown: paragraphs": ("markdown", ("- *I* failed [a](b).\n\n") * 10_000),
    "markdown: quotes": ("markdown", ">" * 100_000 + SENTENCE),
    "markdown: lists": ("markdown", "".join(" " * 2 * n + "- a\n" for n in range(500))),
    "markdown: brackets": ("markdown", "[" * 200_000 + "](" * 50_000),
    "markdown: stars": ("markdown", "*a **b _c " * 20_000),
    "markdown: comments": ("markdown", "a <!-- " * 100_000 + "\n\n" + "<!-- " * 100_000),
    "markdown: tags": ("markdown", "<div " * 100_000 + "\n\n<p>" + "<a" * 100_000),
    "markdown: html lines": ("markdown", "<div>\n" + "é word <b>\n" * 50_000),
    "latex: one line": ("latex", SENTENCE * 28_000),
    "latex: paragraphs": ("latex", "\\textbf{I} failed.\n\n" * 10_000),
    "latex: braces": ("latex", "{" * 200_000 + "}" * 100_000),
    "latex: nested": ("latex", "\\emph{a" * 50_000),
    "latex: math": ("latex", "\\( $ \\[ " * 50_000),
    "latex: verbatim": ("latex", "\\begin{verbatim} \\verb|a " * 20_000),
    "latex: blank lines": ("latex", "$\n\n" * 100_000),
    "rst: one line": ("rst", SENTENCE * 28_000),
    "rst: paragraphs": ("rst", "- *I* failed.\n\n" * 10_000),
    "rst: marks": ("rst", "*a ` | ``b :c:` `< " * 20_000),
    "rst: dashes": ("rst", "-" * 500_000 + "x\n" + "= " * 200_000 + "x"),
}


@pytest.mark.parametrize(("kind", "text"), HUGE.values(), ids=HUGE.keys())
def test_huge_and_deep_text_is_read_as_soon(kind: str, text: str) -> None:
    with soon():
        draft = read_draft("", text.encode(), kind)
    assert len(draft.prose) == len(text)


def test_many_and_nested_paragraphs_of_documents() -> None:
    with soon():
        assert len(read_draft("", docx_of(PARAGRAPH * 10_000), "docx").units) == 10_000
        assert len(read_draft("", odt_of("<text:p>a</text:p>" * 10_000), "odt").units) == 10_000
        assert read_draft("", deep(200), "docx").source == "x"
        assert len(read_draft("", odt_of('<text:p>a<text:s text:c="999999999"/>b</text:p>'), "odt").source) < 100


def test_load_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "draft.md"
    path.write_bytes(b"I *failed*.\r\n")
    draft = load(path)
    assert (draft.path, draft.kind, draft.prose) == (str(path), "markdown", "I  failed .\r\n")
    assert load(path, "text").prose == "I *failed*.\r\n"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs FIFOs")
def test_load_refuses_what_is_no_readable_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with (tmp_path / "large").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    expected = {
        tmp_path: "is a directory",
        tmp_path / "fifo": "not a regular file",
        Path("/dev/null"): "not a regular file",
        tmp_path / "loop": "not readable",
        tmp_path / "missing": "no such file",
        tmp_path / "dangling": "no such file",
        tmp_path / "large" / "x": "not readable",
        tmp_path / "nul\0": "not a valid file name",
        tmp_path / ("n" * 5000): "not readable",
        tmp_path / "large": "larger than 20 MB",
    }
    for path, message in expected.items():
        for kind in KINDS:
            with pytest.raises(DraftError) as error:
                load(path, kind)
            assert str(error.value).startswith(message)
            assert str(tmp_path) not in str(error.value)
