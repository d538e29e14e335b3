"""What the checks of a move that is not there share: whether it is asked for, and whether it stands further on."""

import re
from collections.abc import Sequence
from typing import Final

from ..draft import Span
from ..findings import Mark
from ..reading import Around, Reading
from ._base import span_of
from ._retold import perhaps_tellings

#: Where words that follow a mark no longer say what it was a mark of.
_NEW_CLAUSE: Final = re.compile(
    r"[.,;:!?]|\b(?:and|but|then|before|after|that|which|as|because|since|while|when|thanks)\b", re.IGNORECASE
)


def is_practice(mark: Mark, reading: Reading, practice: Sequence[str], beside: Sequence[str] = ()) -> bool:
    """Whether a mark, or what is left of its clause, has words of practice, and none that make it a result `beside`."""
    edge = _NEW_CLAUSE.search(reading.plain, mark.end, reading.span.end)
    clause = Span(mark.start, edge.start() if edge else reading.span.end)

    def holds(names: Sequence[str]) -> bool:
        return any(clause.overlaps(span_of(hit)) for hit in reading.hits(*names))

    return holds(practice) and not holds(beside)


def told_with(reading: Reading, names: Sequence[str]) -> bool:
    """Whether a sentence that tells the setback holds a word of these lists."""
    sentences = setback_sentences(reading)
    return any(reading.sentence(hit.start) in sentences for hit in reading.hits(*names))


def setback_sentences(reading: Reading) -> set[int]:
    """The numbers of the sentences with which the marks of the setback begin."""
    return {reading.sentence(mark.start) for mark in reading.clear("setback")}


def stands_further_on(move: str, reading: Reading, around: Around) -> bool:
    """Whether a move perhaps stands after the passage: in the next paragraph, or in one that may be of the same."""
    later = (other for other in perhaps_tellings(reading, around) if other.span.start > reading.span.start)
    return move in reading.later or any(other.has(move) for other in later)
