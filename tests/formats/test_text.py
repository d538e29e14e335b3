"""Plain text, its encodings, and how a format is chosen."""

import subprocess
import sys

import pytest

from pslint.draft import Draft, DraftError
from pslint.formats import read_draft
from pslint.formats.kinds import KINDS


def blocks(draft: Draft) -> list[tuple[str, bool]]:
    return [(draft.prose[block.start : block.end], block.heading) for block in draft.blocks]


def test_blank_lines_end_paragraphs() -> None:
    draft = read_draft("a.txt", b"One.\r\nStill one.\r\n \t\r\nTwo.\r\n")
    assert blocks(draft) == [("One.\r\nStill one.", False), ("Two.", False)]
    assert draft.prose == draft.source == "One.\r\nStill one.\r\n \t\r\nTwo.\r\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_long_lines_without_blank_ones_are_paragraphs(end: str) -> None:
    line = "I failed Step 1 on my first attempt. " * 5
    assert len(read_draft("a.txt", (line + end + line).encode()).blocks) == 2
    assert len(read_draft("a.txt", (line + end + line + end + end + line).encode()).blocks) == 2
    short = "I failed Step 1 on my first attempt."
    assert len(read_draft("a.txt", (short + end + short).encode()).blocks) == 1


def test_the_parts_of_a_letter_are_headings() -> None:
    text = "My Statement\n\nDear Dr. Smith,\n\nI failed Step 1.\n\nRespectfully yours,\n\nMaria de la Cruz, M.D."
    assert [heading for _, heading in blocks(read_draft("", text.encode()))] == [True, True, False, True, True]
    for first, last in (
        ("Respected Program Director,", "Thanking you."),
        ("Dear Sir,", "Thank you for your time."),
        ("Hi Dr. Lind!!", "With deepest apologies,"),
    ):
        text = f"{first}\n\nI failed Step 1.\n\n{last}"
        assert [heading for _, heading in blocks(read_draft("", text.encode()))] == [True, False, True]
    for name in ("Jane Doe", "Dr. Jane D.", "Lt. (ret.) Jane Doe, DO"):
        text = f"I failed Step 1.\n\nI passed.\n\nSincerely,\n{name}"
        assert [heading for _, heading in blocks(read_draft("", text.encode()))] == [False, False, True]


@pytest.mark.parametrize(
    "asked",
    [
        "Q4. Describe any course that you repeated.",
        "Any academic difficulty? Please explain in your own words.",
        "2) Briefly discuss an interruption of your training:",
        "Describe any failed attempt (e.g. USMLE Step 1) in 510 characters.",
    ],
)
def test_what_a_form_asks_is_a_heading(asked: str) -> None:
    text = f"{asked}\n\nI repeated anatomy in 2021 and passed it with an 84.\n"
    assert [heading for _, heading in blocks(read_draft("", text.encode()))] == [True, False]


@pytest.mark.parametrize(
    "text",
    [
        "I failed Step 1",
        "I failed.\n\nI passed it later.",
        "I failed.\n\nBest of all, I passed.",
        "I failed.\n\nPassed.",
        "Please explain any failed attempt: Failed Step 1 in May, on nights.\n\nI passed.",
        "List-making has saved our clinic many a night.\n\nI failed.",
        "I failed.\n\nThank you for taking the time to read what I have to say, and for the chance to do so.",
    ],
)
def test_running_text_is_no_heading(text: str) -> None:
    assert not any(heading for _, heading in blocks(read_draft("", text.encode())))


def test_an_empty_draft_has_no_blocks() -> None:
    for text in (b"", b"\n\n", b"\xef\xbb\xbf", b" \r\n\t"):
        assert read_draft("a.txt", text).blocks == ()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings(codec: str) -> None:
    assert read_draft("a.txt", "é😀e\u0301\r\n".encode(codec)).source == "é😀e\u0301\r\n"


def test_utf_16_of_either_order() -> None:
    assert read_draft("a.txt", b"\xfe\xff\x00a\x00\n").source == "a\n"
    assert read_draft("a.txt", b"\xff\xfea\x00\n\x00").source == "a\n"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a" * 120 + b"\xe9t\xe9", "not UTF-8: byte 0xE9 at offset 120; save it as UTF-8"),
        (b"\xef\xbb\xbfab\xe9", "not UTF-8: byte 0xE9 at offset 5; save it as UTF-8"),
        (b"\xed\xa0\x80", "not UTF-8: byte 0xED at offset 0; save it as UTF-8"),
        (b"\xff\xfea\x00\x00\xd8b\x00", "not UTF-16: byte 0x00 at offset 4; save it as UTF-8"),
        (b"\xff\xfea\x00b", "not UTF-16: byte 0x62 at offset 4; save it as UTF-8"),
        (b"text\0text", "looks like a binary file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "looks like a binary file"),
        (b"%PDF-1.7 ...", "looks like a PDF"),
        (b"PK\x03\x04....", "looks like a zip archive"),
        (b"\xd0\xcf\x11\xe0....", "looks like an old or encrypted office document"),
        (b"{\\rtf1 text}", "looks like Rich Text Format"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(DraftError) as error:
        read_draft("secret-name.txt", data)
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)
    assert "secret" not in str(error.value)


def test_the_kind_comes_from_the_extension() -> None:
    for name, kind in [("a.MD", "markdown"), ("a.tex", "latex"), ("a.rst", "rst"), ("a", "text"), ("a.b/c", "text")]:
        assert read_draft(name, b"Text.").kind == kind
    assert read_draft("a.md", b"Text.", "text").kind == "text"
    with pytest.raises(DraftError, match="unknown format; use one of text, markdown"):
        read_draft("a.md", b"Text.", "html")


def test_binary_kinds() -> None:
    assert [kind for kind in KINDS if KINDS[kind].binary] == ["docx", "odt", "pdf"]


def test_importing_the_package_imports_no_parser() -> None:
    code = "import pslint.formats, sys; print([m for m in ('lxml', 'pypdf', 'pyromark') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
