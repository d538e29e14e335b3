"""What holds for every text with markup, whatever it says."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pslint.formats import read_draft

_PIECES = [
    "I failed",
    "Step 1.",
    " ",
    "a",
    "e\u0301",
    "é",
    "😀",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "\t",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "~~~",
    "~~",
    "# ",
    "===",
    "---\n",
    "+++\n",
    "> ",
    "- ",
    "1. ",
    "[",
    "](",
    ")",
    "![",
    "[^1]",
    "[^1]: ",
    "[x]: y\n",
    "<!--",
    "-->",
    "<div>",
    "</div>",
    "<b>",
    "<http://a.b>",
    "&amp;",
    "|",
    "|-|-|\n",
    "\\",
    "\\\\",
    "{",
    "}",
    "%",
    "$",
    "$$",
    "\\textbf{",
    "\\section{",
    "\\begin{document}",
    "\\begin{verbatim}",
    "\\end{verbatim}",
    "\\verb|",
    ".. ",
    "::\n",
    ":role:`",
    "    ",
    "\u2028",
    "\u00a0",
    "\ufeff",
    "\x0b",
]
_SOURCES = st.one_of(st.lists(st.sampled_from(_PIECES), max_size=40).map("".join), st.text(max_size=60))


def _blank_ends(source: str, prose: str) -> set[int]:
    """The line ends behind lines that hold something in the source and nothing in the prose."""
    return {
        at
        for line in re.finditer(r"([^\r\n]*)(\r\n?|\n)", source)
        if line[1].strip() and not prose[line.start(1) : line.end(1)].strip()
        for at in range(line.start(2), line.end(2))
    }


@pytest.mark.parametrize("kind", ["text", "markdown", "latex", "rst"])
@settings(max_examples=300, deadline=None)
@given(source=_SOURCES.map(lambda text: text.replace("\0", "")))
def test_offsets_of_prose_are_offsets_of_source(kind: str, source: str) -> None:
    # A mark of the encoding at the start is no part of the source, so give it one that is taken off.
    draft = read_draft("draft", b"\xef\xbb\xbf" + source.encode(), kind)
    assert draft.source == source
    assert len(draft.prose) == len(source)
    # Around a comment on a line of its own a paragraph goes on, as if on one line.
    joined = kind == "markdown" and "<!--" in source
    blank = _blank_ends(source, draft.prose) if kind == "latex" else set()
    for at, (was, now) in enumerate(zip(source, draft.prose, strict=True)):
        assert now == was or (now == " " and (joined or was not in "\r\n" or at in blank))
    end = 0
    for block in draft.blocks:
        assert end <= block.start < block.end <= len(source)
        assert draft.prose[block.start : block.end].strip() == draft.prose[block.start : block.end] != ""
        end = block.end
    for comment in draft.comments:
        assert 0 <= comment.start < comment.end <= len(source)
        assert not draft.prose[comment.start : comment.end].strip()
    covered = "".join(draft.prose[block.start : block.end] for block in draft.blocks)
    assert re.sub(r"\s", "", covered) == re.sub(r"\s", "", draft.prose)
