"""Documents that are a list of paragraphs: their text, joined, is the source, and all of it is prose."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from pslint.draft import Draft
from pslint.formats.letter import mark_headings
from pslint.formats.masking import paragraphs

SEPARATOR = "\n\n"


def draft_of_units(path: str, kind: str, units: Iterable[tuple[str, bool]]) -> Draft:
    """A draft of paragraphs, each its text and whether it is a heading.

    Paragraph N of the document starts at `units[N - 1]`. A blank one is counted but adds no text: it has the start of
    the next one that has text (the source's length, after the last). So `units` never decreases, and of those that
    share an offset `Draft.position` finds the last, which is the one with the text. A paragraph that holds blank
    lines, made of line breaks, is several blocks.
    """
    texts: list[str] = []
    starts: list[int] = []
    headings: list[bool] = []
    start = 0
    for text, heading in units:
        starts.append(start)
        headings.append(heading)
        if text.strip():
            texts.append(text)
            start += len(text) + len(SEPARATOR)
    source = SEPARATOR.join(texts)
    starts = [min(start, len(source)) for start in starts]
    blocks = [
        replace(block, heading=headings[bisect_right(starts, block.start) - 1]) for block in paragraphs(source, source)
    ]
    return Draft(path, source, source, kind, mark_headings(source, blocks), units=tuple(starts))
