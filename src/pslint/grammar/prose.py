"""What is sent to LanguageTool: words alone, in one form however a draft is typed and wrapped."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from ..draft import Draft, Span
from ..text.plain import make_plain

#: Texts are sent in whole paragraphs up to so many characters, so that an answer takes seconds at most.
_LONGEST: Final = 8_000
_NO_WIDTH: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
# Markup that may stand within a word leaves no gap either.
_NO_GAP: Final = _NO_WIDTH | frozenset("*_{}")
_DASHES: Final = frozenset("\u2012\u2013\u2014\u2015")
_BETWEEN: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class Sent:
    """A text to send, and for each of its characters the code point of the draft that it stands for."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the draft; white space at its ends is left out."""
        words = self.text[start:end]
        start += len(words) - len(words.lstrip())
        end = max(start + 1, end - len(words) + len(words.rstrip()))
        return Span(self.at[start], self.at[end - 1] + 1)


def texts(draft: Draft, places: Iterable[Span]) -> Iterator[Sent]:
    """The words at these places, paragraph by paragraph.

    Markup is left out and white space made one blank, so LanguageTool never sees a mask or a line end; quotes are
    plain. Characters beyond the BMP, two of LanguageTool's, are left out too.
    """
    plain = make_plain(draft.prose)
    text = ""
    at: list[int] = []
    for place in places:
        words, own = _words(draft, plain, place)
        if not words:
            continue
        if text and len(text) + len(words) > _LONGEST:
            yield Sent(text, tuple(at))
            text, at = "", []
        if text:
            text += _BETWEEN
            at += [at[-1]] * len(_BETWEEN)
        text += words
        at += own
    if text:
        yield Sent(text, tuple(at))


def paragraphs(draft: Draft, within: Iterable[Span]) -> list[Span]:
    """The parts of a draft's paragraphs that lie in `within`."""
    blocks = [Span(block.start, block.end) for block in draft.blocks] or [Span(0, len(draft.prose))]
    starts = [block.start for block in blocks]
    found = []
    for span in within:
        for block in blocks[max(0, bisect_right(starts, span.start) - 1) :]:
            if block.start >= span.end:
                break
            part = Span(max(block.start, span.start), min(block.end, span.end))
            if part.start < part.end:
                found.append(part)
    return found


def _words(draft: Draft, plain: str, place: Span) -> tuple[str, list[int]]:
    kept: list[str] = []
    at: list[int] = []
    gap: int | None = None
    for i in range(place.start, place.end):
        if plain[i].isspace() or _left_out(draft, i):
            gap = i if gap is None else gap
            continue
        if gap is not None and kept and _parts(draft, plain, gap, i):
            kept.append(" ")
            at.append(gap)
        gap = None
        # A dash made a hyphen would join the words on both sides of it.
        kept.append(draft.prose[i] if draft.prose[i] in _DASHES else plain[i])
        at.append(i)
    return "".join(kept), at


def _left_out(draft: Draft, i: int) -> bool:
    """Whether a character is markup, or one that LanguageTool would count as none or as two."""
    char = draft.source[i]
    return char != draft.prose[i] or char in _NO_WIDTH or ord(char) > 0xFFFF or 0xD800 <= ord(char) < 0xE000


def _parts(draft: Draft, plain: str, start: int, end: int) -> bool:
    """Whether the words before and after a gap are apart: at white space on its edge, or at markup between letters."""
    source = draft.source
    if source[start].isspace() or source[end - 1].isspace():
        return True
    if all(char in _NO_GAP for char in source[start:end]):
        return False
    return plain[start - 1].isalnum() and plain[end].isalnum()
