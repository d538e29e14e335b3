"""What the formats share: masking markup without moving an offset, and cutting prose into blocks."""

import re
from collections.abc import Iterable

from pslint.draft import Block

Range = tuple[int, int]
"""A half-open range of code points."""

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n)|([^\r\n]+)\Z")
_NOT_LINE_END = re.compile(r"[^\r\n]")


def keep(source: str, ranges: Iterable[Range]) -> str:
    """The source with a space for every code point outside `ranges`, which are in order and apart; line ends stay."""
    parts: list[str] = []
    done = 0
    for start, end in ranges:
        parts += (_NOT_LINE_END.sub(" ", source[done:start]), source[start:end])
        done = end
    parts.append(_NOT_LINE_END.sub(" ", source[done:]))
    return "".join(parts)


def lines(source: str) -> list[Range]:
    """The lines of a source, without their ends."""
    return [match.span(1) if match[1] is not None else match.span(2) for match in _LINE.finditer(source)]


def trimmed(prose: str, start: int, end: int, heading: bool = False) -> Block | None:
    """The block in a range of prose, without the white space around it; None where it holds nothing else."""
    text = prose[start:end]
    if not text.strip():
        return None
    return Block(start + len(text) - len(text.lstrip()), start + len(text.rstrip()), heading)


def paragraphs(source: str, prose: str) -> list[Block]:
    """The blocks of prose between the lines that are blank in the source."""
    blocks = []
    start = 0
    for line_start, line_end in [*lines(source), (len(source), len(source))]:
        if not source[line_start:line_end].strip():
            blocks.append(trimmed(prose, start, line_start))
            start = line_end
    return [block for block in blocks if block]
