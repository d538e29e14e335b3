"""`pslint export`: what goes into the form is the writer's words in plain characters, and nothing else."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pslint.export import Exported, export, longest
from pslint.formats import load, parse_text, read_draft
from pslint.formats.kinds import KINDS

from .command import pslint
from .formats.made import docx_of
from .texts import PASSAGES, mangled

_MARKDOWN = """---
title: Mine
---
# My **statement**

I failed **S**tep&nbsp;1 in *June*, and I\u2019ve read `code` [the rules](https://example.org/a_b)\u2014all
of them\u2026 Q&amp;A<br>after a break, pas\u200bsed in the \ufb01nal e\u0301t\u00e9.
<!-- pslint: ignore[PS203] it is private -->

- one \u201cthing\u201d
- two\tthings

Mu\u00f1oz
"""
_PLAIN = """My statement

I failed Step 1 in June, and I've read the rules - all of them... Q&A
after a break, passed in the final \u00e9t\u00e9.

- one "thing"
- two things

Mu\u00f1oz"""


def _text(source: str, name: str = "draft.txt") -> str:
    return export(parse_text(name, source)).text


def test_markdown_becomes_plain_text() -> None:
    assert _text(_MARKDOWN, "draft.md") == _PLAIN


def test_what_was_changed_is_listed_without_the_draft_s_words() -> None:
    changes = "\n".join(export(parse_text("draft.md", _MARKDOWN)).changes)
    for line in (
        "1 comment left out",
        "markup left out",
        "look at line 2, 6",
        "3 curly quotes made straight",
        "1 long or special dash made plain",
        "1 ellipsis written as three periods",
        "1 ligature written as letters",
        "1 separate accent joined with the letter",
        "1 invisible character removed",
        "2 tabs or special spaces made a plain space",
    ):
        assert line in changes
    assert not re.search(r"private|failed|code\b(?!,)|Mine", changes)


def test_plain_text_is_left_alone() -> None:
    text = "My statement\n\nI failed Step 1 in June - and I've read the rules.\n\nYours,\nAna Mu\u00f1oz"
    assert export(parse_text("draft.txt", text + "\n")) == Exported(text, ())


def test_latex_becomes_plain_text() -> None:
    source = (
        "\\documentclass{article}\n\\begin{document}\nI failed Step~1 in \\emph{June}~\\textbf{2024} --- it was\n"
        "``hard''. % private\n50\\% of it\\ldots{} done.\\\\ A line.\n\nAnother.\n\\end{document}\n"
    )
    assert _text(source, "draft.tex") == (
        'I failed Step 1 in June 2024 - it was "hard". 50% of it... done.\nA line.\n\nAnother.'
    )


@pytest.mark.parametrize(
    ("name", "source", "text"),
    [
        (
            "a.md",
            "&quot;Again,&quot; she said, &quot;soon.&quot;\n\n5 &gt; 4 &amp;\n",
            '"Again," she said, "soon."\n\n5 > 4 &',
        ),
        ("a.md", "One <!-- &amp; --> two.\n", "One two."),
        ("a.md", "A line<br\t/>and >\n\n>- one\n>- two", "A line\nand >\n\n- one\n- two"),
        ("a.md", "![Tom &amp; me &copy;](u.png) Text here.\n", "Text here."),
        (
            "a.md",
            "There are two:\n\n1. one\n2. *two*\n\n* three\n  - four\n\n*five* six\\\nseven",
            "There are two:\n\n1. one\n2. two\n\n- three\n- four\n\nfive six\nseven",
        ),
        (
            "a.md",
            "Write to <me@example.org> or see <https://example.org/a>.",
            "Write to me@example.org or see https://example.org/a.",
        ),
        ("a.rst", "(1) One\n\n1. two\n2. three\n\n- *four*", "One\n\n1. two\n2. three\n\n- four"),
        ("a.tex", "a score of $245$, $>90$ of \\(100\\)", "a score of 245, >90 of 100"),
        ("a.tex", "\\textquotedblleft{}So\\textquotedblright{} at 5\\textdegree C", '"So" at 5\u00b0C'),
        ("a.tex", "I waited\\ldots\\ and \\ss\\,x \\ldots~so", "I waited... and ß x ... so"),
        ("a.tex", "\\ldots and so on\\ldots\n\n\\ldots{} again", "...and so on...\n\n... again"),
        (
            "a.tex",
            "Caf\\'e, na\\\"{\\i}ve, stra\\ss e, gar\\c{c}on, Mu\\~{n}oz, \\O rsted",
            "Café, naïve, straße, garçon, Muñoz, Ørsted",
        ),
    ],
)
def test_markup_that_stands_for_a_character_is_that_character(name: str, source: str, text: str) -> None:
    """At the edges of a paragraph, too."""
    assert _text(source, name) == text


def test_an_address_in_latex_takes_no_words_with_it() -> None:
    source = "My work is at \\url{https://x.org/a%20b} and \\href{https://x.org/%7Eme}{here}.\nI failed Step 1 in May."
    assert _text(source, "a.tex") == "My work is at and here. I failed Step 1 in May."


@pytest.mark.parametrize(
    ("name", "source"),
    [("a.md", "a score of `245` in May"), ("a.rst", "a score of ``5``"), ("a.tex", "$x = 245 y$ or")],
)
def test_a_figure_that_is_left_out_is_told(name: str, source: str) -> None:
    assert "look at line 1" in "\n".join(export(parse_text(name, source)).changes)


def test_wrapped_lines_are_joined_and_short_ones_kept() -> None:
    source = "I failed Step 1 because I had never sat a timed block\nbefore.\n\nSincerely,\nJane Doe\n"
    assert _text(source) == "I failed Step 1 because I had never sat a timed block before.\n\nSincerely,\nJane Doe"
    assert _text(source.replace("\n", "\r\n")) == _text(source)


def test_what_cannot_be_seen_hides_no_bullet() -> None:
    assert _text("\x1b\u00b7 I failed Step 1.") == "- I failed Step 1."


def test_line_ends_of_a_document_are_the_writer_s() -> None:
    data = docx_of("<w:p><w:r><w:t>A line</w:t><w:br/><w:t>and one more.</w:t></w:r></w:p>" * 2)
    assert export(read_draft("draft.docx", data)).text == "A line\nand one more.\n\nA line\nand one more."


@pytest.mark.parametrize("kind", sorted(kind for kind in KINDS if not KINDS[kind].binary))
@given(text=mangled(), other=st.sampled_from(PASSAGES))
def test_the_text_is_plain_and_exporting_it_again_changes_nothing(kind: str, text: str, other: str) -> None:
    draft = parse_text("draft", f"{text}\n\n{other}", kind)
    made = export(draft).text
    assert len(made) <= longest(draft)
    assert not re.search(
        "[\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00a0\u200b\ufeff\u00ad\t\r\x0b\x0c\x00]|  |\n\n\n", made
    )
    assert made == made.strip()
    again = export(parse_text("draft.txt", made)).text
    assert " ".join(again.split()) == " ".join(made.split())


def test_the_command_prints_the_text_and_leaves_the_draft_as_it_is(drafts: Path) -> None:
    path = drafts / "draft.md"
    path.write_text(_MARKDOWN, encoding="utf-8")
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    ran = pslint("export", str(path))
    assert (ran.code, ran.out.replace(os.linesep, "\n")) == (0, _PLAIN + "\n")
    assert f"pslint: {len(_PLAIN)} of 28,000 characters ({len(_PLAIN) + _PLAIN.count(chr(10))} if" in ran.err
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(drafts.iterdir()) == [path]


def test_the_command_writes_a_file_but_never_the_draft(drafts: Path) -> None:
    path, target = drafts / "draft.md", drafts / "out.txt"
    path.write_text(_MARKDOWN, encoding="utf-8")
    assert pslint("export", str(path), "-o", str(target)).out == ""
    assert target.read_text(encoding="utf-8") == _PLAIN + "\n"
    ran = pslint("export", str(path), "-o", str(path))
    assert ran.code == 2
    assert "is one of the drafts" in ran.err
    assert path.read_text(encoding="utf-8") == _MARKDOWN
    # The text may be written anew, but takes the place of nothing that may be another draft.
    path.write_text("I failed Step 1.\n", encoding="utf-8")
    assert pslint("export", str(path), "-o", str(target)).code == 0
    assert target.read_text(encoding="utf-8") == "I failed Step 1.\n"
    other, plain = drafts / "other.md", drafts / "plain.txt"
    other.write_text(_MARKDOWN, encoding="utf-8")
    plain.write_text(_PLAIN, encoding="utf-8")
    for draft, spared in ((path, other), (target, other), (plain, target)):
        before = spared.read_bytes()
        ran = pslint("export", str(draft), "-o", str(spared))
        assert (ran.code, "may be a draft" in ran.err, spared.read_bytes()) == (2, True, before)
    ran = pslint("export", str(path), "-o", str(drafts / "nowhere" / "out.txt"))
    assert ran.code == 2
    assert "cannot be written" in ran.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name there")
def test_the_command_writes_to_a_pipe_and_leaves_it_one(drafts: Path) -> None:
    pipe = drafts / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    ran = pslint("export", "-", "-o", str(pipe), stdin=b"I failed Step 1.\n")
    told = os.read(reading, 100)
    os.close(reading)
    assert (ran.code, told, pipe.is_fifo()) == (0, b"I failed Step 1.\n", True)


@pytest.mark.parametrize(("field", "limit"), [("experience", 750), ("most_meaningful", 300), ("interruption", 510)])
def test_a_field_s_limit(field: str, limit: int, drafts: Path) -> None:
    text = ("I wrote two timed blocks each morning. " * 30)[:limit]
    for extra, code in [("", 0), ("x", 1)]:
        ran = pslint("export", "-", "--field", field, stdin=(text.rstrip().ljust(limit, "x") + extra).encode())
        assert ran.code == code
        assert f"{limit + len(extra)} of {limit} characters" in ran.err
        assert ("1 characters too many" in ran.err) == bool(code)


def test_check_only_reports(drafts: Path) -> None:
    path = drafts / "draft.txt"
    sound = "I failed Step 1 in June, wrote two timed blocks each morning for ten weeks, and passed in October.\n"
    path.write_text(sound, encoding="utf-8")
    ran = pslint("export", "--check", str(path))
    assert (ran.code, ran.out) == (0, "0 findings in 1 draft\n")
    path.write_text(
        sound + "\nI hope to join [PROGRAM].\tThank you for your time and for reading this.\n", encoding="utf-8"
    )
    ran = pslint("export", "--check", str(path))
    assert ran.code == 1
    assert re.findall(r" (PS\d+) ", ran.out) == ["PS903", "PS902"]
    ran = pslint("export", "--check", "--field", "most_meaningful", str(path))
    assert "PS901" not in ran.out
    path.write_text(sound * 4, encoding="utf-8")
    ran = pslint("export", "--check", "--field", "most_meaningful", str(path))
    assert (ran.code, re.findall(r" (PS\d+) ", ran.out)) == (1, ["PS901"])


def test_a_hint_fails_no_check_and_a_check_writes_nothing(drafts: Path) -> None:
    path = drafts / "draft.txt"
    path.write_text("I failed Step 1 \u2014 in May.\n", encoding="utf-8")
    ran = pslint("export", "--check", str(path))
    assert (ran.code, re.findall(r" (\w+): (PS\d+) ", ran.out)) == (0, [("info", "PS902")])
    ran = pslint("export", "--check", str(path), "-o", str(drafts / "out.txt"))
    assert (ran.code, ran.out, ran.err) == (2, "", "pslint: --check writes no text; leave out --output\n")


def test_a_field_goes_by_its_id_and_plain_text_into_no_document(drafts: Path) -> None:
    path = drafts / "a.txt"
    path.write_text("I failed Step 1.\n", encoding="utf-8")
    assert "of 750 characters" in pslint("export", str(path), "--field", "eras.experience").err
    unknown = pslint("export", str(path), "--field", "experiense")
    assert (unknown.code, unknown.out, len(unknown.err.splitlines())) == (2, "", 1)
    document = pslint("export", str(path), "-o", str(drafts / "b.docx"))
    assert (document.code, "name a .txt file" in document.err) == (2, True)
    assert not (drafts / "b.docx").exists()


def test_what_cannot_be_exported_is_one_line(drafts: Path) -> None:
    (drafts / "empty.md").write_text("<!-- nothing -->\n", encoding="utf-8")
    (drafts / "bad.docx").write_bytes(b"no zip")
    for name, said in [("gone.md", "no such file"), ("empty.md", "holds no text"), ("bad.docx", "damaged")]:
        ran = pslint("export", str(drafts / name))
        assert (ran.code, ran.out) == (2, "")
        assert re.fullmatch(rf"pslint: {re.escape(str(drafts / name))}: {said}[^\n]*\n", ran.err)


def test_a_document_of_a_word_processor(root: Path) -> None:
    text = export(load(root / "tests/real_files/statement.docx")).text
    assert text.startswith("Personal Statement\n\nI grew up above my aunt's bakery")
    assert "personal issues. For ten weeks" in text
    assert "for years - and" in text
