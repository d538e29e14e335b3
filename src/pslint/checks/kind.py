"""Marked words that are all of one kind, where a second kind was looked for."""

from collections.abc import Iterator

from pydantic import Field

from ..findings import Mark, Move, Raised
from ..reading import Around, Reading
from ..rule import Rule
from .base import Options, in_passages, lexicons, span_of


class KindOptions(Options):
    """Speak where every mark of the move holds a word of `only` and no sentence of theirs one of `none`."""

    move: Move
    only: tuple[str, ...] = lexicons("each mark's sentence holds a word of these", required=True)
    none: tuple[str, ...] = lexicons("and none holds a word of these", required=True)
    at_most: int | None = Field(None, ge=1, description="silent where there are more marks")


def run(reading: Reading, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the last mark of the move."""
    options: KindOptions = rule.options
    marks = reading.clear(options.move)
    if not marks or (options.at_most is not None and len(marks) > options.at_most):
        return
    sentences = {i for mark in marks for i in _sentences(mark, reading)}
    only = {reading.sentence(hit.start) for hit in reading.hits(*options.only)}
    none = [hit for hit in reading.hits(*options.none) if any(m.span.overlaps(span_of(hit)) for m in marks)]
    if sentences & only and not none and all(set(_sentences(mark, reading)) & only for mark in marks):
        last = marks[-1]
        yield Raised(last.start, last.end, "medium", {"match": reading.text(last.span)})


def _sentences(mark: Mark, reading: Reading) -> range:
    return range(reading.sentence(mark.start), reading.sentence(mark.end - 1) + 1)


CHECK = in_passages(run, KindOptions, {"match"})
