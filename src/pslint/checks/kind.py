"""Marked words that are all of one kind, where a second kind was looked for."""

from collections.abc import Iterator

from pydantic import Field

from ..extract import exams_named
from ..findings import Mark, Move, Raised
from ..reading import Around, Reading
from ..rule import Rule
from ._absence import is_practice
from ._base import Options, in_passages, lexicons, nothing_failed, span_of
from ._failing import tells_the_failure


class KindOptions(Options):
    """Speak where each mark's sentences hold a word of `only` and no mark one of `none`."""

    move: Move
    only: tuple[str, ...] = lexicons("each mark's sentence holds a word of these", required=True)
    none: tuple[str, ...] = lexicons("and no mark holds a word of these", required=True)
    at_most: int | None = Field(None, ge=1, description="silent where there are more marks")
    since: tuple[str, ...] = lexicons("silent where a word of these follows the marks")
    last: tuple[str, ...] = lexicons("silent where the setback names one of these, which nothing need follow")
    practice: tuple[str, ...] = lexicons("a mark with words of these is none of the move")
    away: tuple[str, ...] = lexicons("words of a time away or a longer way: silent where nothing was failed")
    failed_in: tuple[str, ...] = lexicons("words by which something was failed")
    same_exam: bool = Field(False, description="silent where their sentences name an exam that the setback's do not")


def run(reading: Reading, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the last mark of the move."""
    options: KindOptions = rule.options
    marks = [mark for mark in reading.clear(options.move) if not tells_the_failure(mark, reading, around)]
    marks = [mark for mark in marks if not is_practice(mark, reading, options.practice)]
    if not marks or (options.at_most is not None and len(marks) > options.at_most):
        return
    if nothing_failed(reading, options.away, options.failed_in):
        return
    sentences = {i for mark in marks for i in _sentences(mark, reading)}
    only = {reading.sentence(hit.start) for hit in reading.hits(*options.only)}
    none = [hit for hit in reading.hits(*options.none) if any(m.span.overlaps(span_of(hit)) for m in marks)]
    if any(hit.start >= marks[-1].end for hit in reading.hits(*options.since)):
        return
    setback = {i for mark in reading.clear("setback") for i in _sentences(mark, reading)}
    if options.same_exam and not _same_exam(reading, setback, sentences):
        return
    if sentences & only and not none and all(set(_sentences(mark, reading)) & only for mark in marks):
        if any(reading.sentence(hit.start) in setback for hit in reading.hits(*options.last)):
            return
        place = marks[-1]
        yield Raised(place.start, place.end, "medium", {"match": reading.text(place.span)})


def _same_exam(reading: Reading, setback: set[int], sentences: set[int]) -> bool:
    """Whether these sentences name no official exam but those that the setback is told of, if it names one."""
    failed, named = (
        exams_named(reading.plain, [reading.sentences[i] for i in numbers]) for numbers in (setback, sentences)
    )
    return not failed or named <= failed


def _sentences(mark: Mark, reading: Reading) -> range:
    return range(reading.sentence(mark.start), reading.sentence(mark.end - 1) + 1)


CHECK = in_passages(run, KindOptions, {"match"})
