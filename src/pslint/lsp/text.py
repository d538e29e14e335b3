"""The text of an open document: an editor's positions as code points and back, and an editor's changes.

Not pygls's own: it ends lines where no editor does (at U+2028, at a form feed), so that all below would be shifted.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from lsprotocol.types import (
    Position,
    PositionEncodingKind,
    Range,
    TextDocumentContentChangeEvent,
    TextDocumentContentChangePartial,
)

from ..draft import Span

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True)
class Text:
    """A text, and the units in which its editor counts: `encoding` is utf-8, utf-16 or utf-32."""

    source: str
    encoding: str = PositionEncodingKind.Utf16.value

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.source))]

    def offset(self, position: Position) -> int:
        """The code point at a position; one behind the end of its line, or of the text, is that end.

        A position inside a character is that of the character.
        """
        if position.line >= len(self._starts):
            return len(self.source)
        start = self._starts[position.line]
        line = self._line(position.line)
        if line.isascii() or self.encoding == PositionEncodingKind.Utf32:
            return start + min(position.character, len(line))
        units = 0
        for index, char in enumerate(line):
            units += self._units(char)
            if units > position.character:
                return start + index
        return start + len(line)

    def position(self, offset: int) -> Position:
        """The position of a code point; inside a line end, the end of that line."""
        line = bisect_right(self._starts, offset) - 1
        before = self._line(line)[: offset - self._starts[line]]
        return Position(line, self._units(before))

    def range(self, start: int, end: int) -> Range:
        """The range of some code points."""
        return Range(self.position(start), self.position(end))

    def span(self, place: Range) -> Span:
        """The code points of a range."""
        start, end = self.offset(place.start), self.offset(place.end)
        return Span(min(start, end), max(start, end))

    def changed(self, changes: Sequence[TextDocumentContentChangeEvent]) -> "Text":
        """The text after changes, each made to what the one before it left."""
        text = self
        for change in changes:
            if isinstance(change, TextDocumentContentChangePartial):
                span = text.span(change.range)
                text = Text(text.source[: span.start] + change.text + text.source[span.end :], self.encoding)
            else:
                text = Text(change.text, self.encoding)
        return text

    def _line(self, line: int) -> str:
        """A line from 0, without its end."""
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.source)
        return self.source[start:end].rstrip("\r\n")

    def _units(self, text: str) -> int:
        if self.encoding == PositionEncodingKind.Utf32 or text.isascii():
            return len(text)
        if self.encoding == PositionEncodingKind.Utf8:
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2


@dataclass(frozen=True)
class Change:
    """What became of a text: `start` to `end` of the old one is something else, and all behind it moved `by`."""

    start: int
    end: int
    by: int

    def moved(self, start: int, end: int) -> Span | None:
        """Where the code points of the old text stand now; None where they were changed."""
        if end <= self.start:
            return Span(start, end)
        return Span(start + self.by, end + self.by) if start >= self.end else None


def change_between(old: str, new: str) -> Change:
    """The smallest part of the old text that was changed."""
    start = _common(old, new)
    rest = min(len(old), len(new)) - start
    tail = _common(old[len(old) - rest :][::-1], new[len(new) - rest :][::-1])
    return Change(start, len(old) - tail, len(new) - len(old))


def _common(one: str, other: str) -> int:
    """How many code points two texts have in common at their start."""
    least, most = 0, min(len(one), len(other))
    # Slices are compared far faster than code points one by one.
    while least < most:
        middle = (least + most + 1) // 2
        if one[least:middle] == other[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least
