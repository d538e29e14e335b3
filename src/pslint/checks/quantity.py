"""A move told without a number or a frequency."""

import re
from collections.abc import Iterator

from pydantic import Field

from ..findings import Move, Raised
from ..reading import Around, Reading
from ..rule import Rule
from ._base import Options, in_passages, lexicons, nothing_failed, span_of

_DIGIT = re.compile(r"(?<![\w-])\d")


class QuantityOptions(Options):
    """The move, and the lists whose words count as a number."""

    move: Move
    counts: tuple[str, ...] = lexicons("number words, frequencies", required=True)
    exams: tuple[str, ...] = lexicons("names whose digits are no number")
    of: tuple[str, ...] = lexicons("speak only where a sentence of its words holds one of these")
    away: tuple[str, ...] = lexicons("words of a time away or a longer way: silent where nothing was failed")
    failed_in: tuple[str, ...] = lexicons("words by which something was failed")
    other: tuple[Move, ...] = Field((), description="moves whose numbers are not this one's")


def run(reading: Reading, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the first mark of the move when no sentence of any of its marks holds a number."""
    options: QuantityOptions = rule.options
    marks = reading.clear(options.move)
    if not marks or nothing_failed(reading, options.away, options.failed_in):
        return
    sentences = {i for mark in marks for i in range(reading.sentence(mark.start), reading.sentence(mark.end - 1) + 1)}
    exams = [span_of(hit) for hit in reading.hits(*options.exams)]
    counted = [hit for hit in reading.hits(*options.counts) if not any(span_of(hit).overlaps(exam) for exam in exams)]
    if any(reading.sentence(hit.start) in sentences for hit in counted):
        return
    if options.of and not any(reading.sentence(hit.start) in sentences for hit in reading.hits(*options.of)):
        return
    names = exams + [mark.span for other in options.other for mark in reading.clear(other)]
    for index in sentences:
        sentence = reading.sentences[index]
        for digit in _DIGIT.finditer(reading.plain, sentence.start, sentence.end):
            if not any(place.start <= digit.start() < place.end for place in names):
                return
    yield Raised(marks[0].start, marks[0].end, marks[0].confidence, {"match": reading.text(marks[0].span)})


CHECK = in_passages(run, QuantityOptions, {"match"})
