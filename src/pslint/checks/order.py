"""The order in which a passage tells its story."""

from collections.abc import Iterator

from ..draft import Span
from ..findings import HIGH, Move, Raised
from ..reading import Around, Reading
from ..rule import Rule
from ._base import Options, in_passages, lexicons, nothing_failed


class OrderOptions(Options):
    """The moves that tell what happened, those that should follow, and those that should come last."""

    first: tuple[Move, ...]
    then: tuple[Move, ...]
    last: tuple[Move, ...]
    away: tuple[str, ...] = lexicons("words of a time away: where nothing was failed no change need stand first")
    failed_in: tuple[str, ...] = lexicons("words by which something was failed")
    since: tuple[str, ...] = lexicons("words that date a change after the result that stands before it")


def run(reading: Reading, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the sentence that stands out of order: a result before the setback, or one of these variants.

    `closing`, always a warning: a passage with a result ends on `first` alone. `change`: all of `last` stand before
    all of `then`, which is not said to have come since, and something was failed.
    """
    options: OrderOptions = rule.options
    closing = reading.sentences[-1]
    good = options.then + options.last
    if (
        len(reading.sentences) > 1
        and _within(reading, options.first, closing, HIGH)
        and not _within(reading, good, closing)
    ):
        if any(reading.clear(move) for move in options.last):
            yield Raised(closing.start, closing.end, "medium", severity="warning", variant="closing")
        return
    opening = _first(reading, ("setback",))
    told_last = _first(reading, options.last, HIGH)
    told_then = _first(reading, options.then)
    if opening is None or told_last is None:
        return
    number = reading.sentence(told_last)
    early = reading.sentences[number]
    # "A fail, later replaced by a pass": told at once with what happened, it is where it belongs.
    if _within(reading, ("setback",), early):
        return
    if number < reading.sentence(opening):
        yield Raised(early.start, early.end, "medium")
    elif (
        told_then is not None
        and _last(reading, options.last) < reading.sentence(told_then)
        and not nothing_failed(reading, options.away, options.failed_in)
        and not _is_since(reading, told_then, options)
    ):
        yield Raised(early.start, early.end, "medium", variant="change")


def _is_since(reading: Reading, told: int, options: OrderOptions) -> bool:
    """Whether the sentence that first tells a change says that it came after the result."""
    return any(reading.sentence(hit.start) == reading.sentence(told) for hit in reading.hits(*options.since))


def _within(reading: Reading, moves: tuple[Move, ...], sentence: Span, least: float = 0.0) -> bool:
    return any(m.span.overlaps(sentence) and m.probability >= least for move in moves for m in reading.clear(move))


def _first(reading: Reading, moves: tuple[Move, ...], least: float = 0.0) -> int | None:
    marks = (mark for move in moves for mark in reading.clear(move))
    return min((mark.start for mark in marks if mark.probability >= least), default=None)


def _last(reading: Reading, moves: tuple[Move, ...]) -> int:
    """The last sentence that tells one of these."""
    return max(reading.sentence(mark.start) for move in moves for mark in reading.clear(move))


CHECK = in_passages(run, OrderOptions, variants={"change", "closing"})
