"""What the checks of a move that is not there share: whether it is asked for, and whether it stands further on."""

import re
from collections.abc import Sequence
from typing import Final

from ..draft import Span
from ..extract.whose import FIRST_PERSON, is_others
from ..findings import Mark
from ..lexicon import Hit
from ..reading import Around, Reading
from ._base import span_of
from ._retold import perhaps_tellings

#: Where words that follow a mark no longer say what it was a mark of.
_NEW_CLAUSE: Final = re.compile(
    r"[.,;:!?]|\b(?:and|but|then|before|after|that|which|as|because|since|while|when|thanks)\b", re.IGNORECASE
)
#: What a result was held against: "above my practice tests".
_AGAINST: Final = re.compile(
    r"\b(?:above|beyond|below|than|points?\s+over)\s+(?:all\s+of\s+)?(?:my|any|every)(?:\s+[\w'-]+){0,3}\s+$",
    re.IGNORECASE,
)
#: Where a clause begins.
_EDGE: Final = re.compile(r"[,;:]|\b(?:and|but|when|while|after|before|because|since|although|though)\b", re.IGNORECASE)


def is_practice(mark: Mark, reading: Reading, practice: Sequence[str], beside: Sequence[str] = ()) -> bool:
    """Whether a mark, or what is left of its clause, has words of practice, and none that make it a result `beside`.

    Words right before it in its sentence are its own, too ("my last COMSAE" before "was a 498"), but where it begins
    with the writer: "after six practice tests I passed".
    """
    edge = _NEW_CLAUSE.search(reading.plain, mark.end, reading.span.end)
    clause = Span(mark.start, edge.start() if edge else reading.span.end)

    def within(names: Sequence[str]) -> list[Hit]:
        return [hit for hit in reading.hits(*names) if clause.overlaps(span_of(hit))]

    told = any(not _AGAINST.search(reading.plain, mark.start, hit.start) for hit in within(practice))
    if not FIRST_PERSON.match(reading.plain, mark.start):
        told = told or any(_is_right_before(hit, mark, reading) for hit in reading.hits(*practice))
    return told and not within(beside)


def _is_right_before(hit: Hit, mark: Mark, reading: Reading) -> bool:
    """Whether a word stands right before a mark in its sentence; a comma between only where the mark is a score."""
    gap = reading.plain[hit.end : mark.start]
    near = gap.isspace() or (gap == ", " and reading.plain[mark.start].isdigit())
    return near and reading.sentence(hit.start) == reading.sentence(mark.start)


def told_with(reading: Reading, names: Sequence[str]) -> bool:
    """Whether a sentence that tells the setback holds a word of these lists that is not said of somebody else."""
    sentences = setback_sentences(reading)
    return any(
        reading.sentence(hit.start) in sentences and not is_of_others(hit, reading) for hit in reading.hits(*names)
    )


def is_of_others(hit: Hit, reading: Reading) -> bool:
    """Whether a word is said of somebody else, in a clause without the writer: ", one of them with a failed exam"."""
    start = reading.sentences[reading.sentence(hit.start)].start
    start = max((edge.end() for edge in _EDGE.finditer(reading.plain, start, hit.start)), default=start)
    return not FIRST_PERSON.search(reading.plain, start, hit.start) and is_others(reading.plain, start, hit.start)


def setback_sentences(reading: Reading) -> set[int]:
    """The numbers of the sentences with which the marks of the setback begin."""
    return {reading.sentence(mark.start) for mark in reading.clear("setback")}


def stands_further_on(move: str, reading: Reading, around: Around) -> bool:
    """Whether a move perhaps stands after the passage: in the next paragraph, or in one that may be of the same."""
    later = (other for other in perhaps_tellings(reading, around) if other.span.start > reading.span.start)
    return move in reading.later or any(other.has(move) for other in later)
