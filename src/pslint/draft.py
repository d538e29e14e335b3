"""A draft as the rest of the program sees it: its source, and the same text with all that is not prose masked."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

#: A statement or another field of the application; notes for an interview; a dean's letter about the writer.
Role = Literal["statement", "notes", "mspe"]

_LINE_END = re.compile(r"\r\n|\r|\n")


class DraftError(Exception):
    """A draft that cannot be read; the message is one line that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points of a draft's prose."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a draft: code-point offset from 0, line and column from 1, in code points.

    `paragraph` or `page` (from 1) is set where the format has no lines of its own; line and column are those of the
    text taken out of it then.
    """

    offset: int
    line: int
    column: int
    paragraph: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of prose; a heading (or a title, a salutation's line) is told apart from running text."""

    start: int
    end: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of the source format, with its markers cut off; where it stands, markers included."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Draft:
    """One draft.

    `prose` has the length of `source`: markup is masked with spaces, so an offset means the same in both. Line ends
    stay, but for those around a comment that parts the lines of a paragraph. `blocks` are in order and do not overlap.
    `units` holds the offset at which each paragraph (`.docx`, `.odt`) or page (PDF) starts, for formats whose source
    has no lines of its own.
    """

    path: str
    source: str
    prose: str
    kind: str = "text"
    blocks: tuple[Block, ...] = ()
    comments: tuple[Comment, ...] = ()
    units: tuple[int, ...] = field(default=())

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.source))]

    def position(self, offset: int) -> Position:
        """Where `offset` is, in code points, lines and columns; raises ValueError outside the source."""
        if not 0 <= offset <= len(self.source):
            raise ValueError(f"offset {offset} is outside the draft, which has {len(self.source)} code points")
        line = bisect_right(self._line_starts, offset)
        column = offset - self._line_starts[line - 1] + 1
        unit = bisect_right(self.units, offset) if self.units else None
        if self.counted_in == "page":
            return Position(offset, line, column, page=unit)
        return Position(offset, line, column, paragraph=unit)

    @property
    def counted_in(self) -> Literal["line", "paragraph", "page"]:
        """What places are named by: lines, or what a format without lines of its own has."""
        if not self.units:
            return "line"
        return "page" if self.kind == "pdf" else "paragraph"

    def numbers(self, offset: int) -> tuple[int, int]:
        """Which line, paragraph or page holds `offset`, and which of its code points stands there, both from 1."""
        starts = self.units or self._line_starts
        number = bisect_right(starts, offset)
        return number, offset - starts[number - 1] + 1

    def place(self, offset: int) -> str:
        """Where `offset` is, for people: "12:5" (line and column), "paragraph 3:12" or "page 2:310"."""
        number, character = self.numbers(offset)
        return f"{number}:{character}" if self.counted_in == "line" else f"{self.counted_in} {number}:{character}"

    def stretch(self, first: int, last: int) -> Span:
        """The code points of these lines, paragraphs or pages, from 1; raises DraftError where there is no prose."""
        count = len(self.units) or self.line_count
        if last > count:
            raise DraftError(f"the draft ends with {self.counted_in} {count}")
        if not self.units:
            span = Span(self.line_span(first).start, self.line_span(last).end)
        else:
            span = Span(self.units[first - 1], self.units[last] if last < count else len(self.source))
        if not self.prose[span.start : span.end].strip():
            raise DraftError("there is no prose there")
        return span

    def line_span(self, line: int) -> Span:
        """The code points of a 1-based line, its line end left out."""
        start = self._line_starts[line - 1]
        match = _LINE_END.search(self.source, start)
        return Span(start, match.start() if match else len(self.source))

    @property
    def line_count(self) -> int:
        """How many lines the source has; a line end at its very end begins no other."""
        ended = len(self._line_starts) > 1 and self._line_starts[-1] == len(self.source)
        return len(self._line_starts) - ended
