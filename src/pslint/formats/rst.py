"""reStructuredText, by patterns, since docutils does not say where inline markup stands.

Explicit markup (`.. ` and what is indented under it: directives with all they hold, targets, footnotes) is masked, and
so are literal blocks, doctests, adornments, the frames of tables and the marks of lists, fields and inline markup.
Text in a role and substitutions are masked whole; option lists and nested inline markup are not recognised.
"""

import re

from pslint.draft import Comment, Draft
from pslint.formats.letter import mark_headings
from pslint.formats.masking import Range, keep, lines, trimmed

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1{2,}[ \t]*")
_FRAME = re.compile(r"[ \t]*(?:\+[-=+]+\+|=+(?:[ \t]+=+)+)[ \t]*")
_EXPLICIT = re.compile(r"[ \t]*\.\.(?:[ \t]+|\Z)")
_CONSTRUCT = re.compile(r"_|\[[^\]]+\]|\|[^|]+\||[\w:.+-]+::(?:\s|\Z)")
_MARKER = re.compile(
    r"[ \t]*(?:(?:[-*+•]|(?:\d{1,3}|\#)[.)]|\([\d#]{1,3}\))(?:[ \t]+|\Z)|:[^:\s][^:]{0,60}:(?:[ \t]+|\Z))"
)
_INLINE = re.compile(
    r"""
      ``.{1,500}?``
    | (?<!\S)\|(?!\S)
    | \|[^|\s][^|]{0,80}\|_{0,2}
    | :[\w.+:-]{1,40}:`[^`]{1,500}`
    | `(?P<link>[^`<]{1,500})(?:<[^<>`]{1,500}>)?`_{0,2}
    | \*\*(?P<strong>[^\s*](?:[^*]{0,500}[^\s*])?)\*\*
    | (?<!\w)\*(?P<emphasis>[^\s*](?:[^*]{0,500}[^\s*])?)\*(?!\w)
    | \[[\#*]?\w{0,40}\]_
    | (?<=\w)__?(?!\w)
    | \\(?P<escaped>\S)?
    | (?<=\S:):\s*\Z | (?<!\S)::\s*\Z
    """,
    re.VERBOSE | re.DOTALL,
)
_DOCTEST = -1  # as an indent: all lines, up to a blank one


def parse(path: str, source: str) -> Draft:
    """Mask what is recognised as markup; every heading, paragraph and list item is a block."""
    reader = _Reader(source)
    prose = keep(source, [kept for start, end, _ in reader.blocks for kept in _inline(source, start, end)])
    blocks = [block for start, end, heading in reader.blocks if (block := trimmed(prose, start, end, heading))]
    return Draft(path, source, prose, "rst", mark_headings(prose, blocks), tuple(reader.comments))


def _inline(source: str, start: int, end: int) -> list[Range]:
    """The ranges of a block that are not inline markup."""
    found = []
    done = start
    for match in _INLINE.finditer(source[start:end]):
        found.append((done, start + match.start()))
        if match.lastgroup:
            inner_start, inner_end = match.span(match.lastgroup)
            found.append((start + inner_start, start + inner_end))
        done = start + match.end()
    return [*found, (done, end)]


class _Reader:
    """The lines of a source, put together to blocks of running text; the rest is left out."""

    def __init__(self, source: str) -> None:
        self.blocks: list[tuple[int, int, bool]] = []
        self.comments: list[Comment] = []
        self._source = source
        self._open: list[Range] = []  # the lines of the block that is being read
        self._indent = 0  # and the indent of its first line
        self._in_list = False
        self._hidden_in: int | None = None  # lines indented further than this are part of something masked
        self._comment: Range | None = None
        for start, stop in lines(source):
            self._read(start, stop)
        self._flush()
        self._end_comment()

    def _read(self, start: int, stop: int) -> None:
        line = self._source[start:stop]
        indent = len(line) - len(line.lstrip())
        if not line.strip():
            self._flush()
            if self._hidden_in == _DOCTEST:
                self._hidden_in = None
        elif self._hidden_in is not None and indent > self._hidden_in:
            if self._comment:
                self._comment = (self._comment[0], stop)
        else:
            self._hidden_in = None
            self._end_comment()
            self._read_line(line, indent, start, stop)

    def _read_line(self, line: str, indent: int, start: int, stop: int) -> None:
        if explicit := _EXPLICIT.match(line):
            self._flush()
            self._hidden_in = indent
            if not _CONSTRUCT.match(line, explicit.end()):
                self._comment = (start, stop)
        elif line.startswith(">>>", indent):
            self._flush()
            self._hidden_in = _DOCTEST
        elif _ADORNMENT.fullmatch(line):
            self._flush(heading=len(self._open) == 1)
        elif _FRAME.fullmatch(line):
            self._flush()
        else:
            marker = _MARKER.match(line) if self._in_list or not self._open else None
            if marker:
                self._flush()
                start += marker.end()
            if not self._open:
                self._indent = indent
                self._in_list = marker is not None
            self._open.append((start, stop))

    def _flush(self, heading: bool = False) -> None:
        if self._open:
            start, stop = self._open[0][0], self._open[-1][1]
            self.blocks.append((start, stop, heading))
            if self._source[start:stop].rstrip().endswith("::"):
                self._hidden_in = self._indent
            self._open = []

    def _end_comment(self) -> None:
        if self._comment:
            start, stop = self._comment
            text = self._source[start:stop].strip().removeprefix("..").strip()
            self.comments.append(Comment(start, stop, text))
            self._comment = None
