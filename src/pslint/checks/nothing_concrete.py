"""A passage in which nothing can be repeated: vague words, and nothing concrete beside them."""

import re
from collections.abc import Iterator

from pydantic import Field

from ..draft import Span
from ..findings import Move, Raised
from ..reading import Around, Reading
from ..rule import Rule
from ._base import Options, in_passages, lexicons, span_of
from ._retold import perhaps_tellings

_DIGIT = re.compile(r"\d")


class NothingConcreteOptions(Options):
    """Speak where vague or soft words stand, `missing` are all missing, and no number or concrete word is there."""

    missing: tuple[Move, ...]
    soft: tuple[str, ...] = lexicons("words that stand for the fact, beside those that the reader calls vague")
    concrete: tuple[str, ...] = lexicons("words that could be repeated", required=True)
    exams: tuple[str, ...] = lexicons("names whose digits are no number")
    at_least: int = Field(1, ge=1, description="how many vague or soft places")


def run(reading: Reading, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise from the first to the last of those words; silent where another perhaps tells of the same."""
    options: NothingConcreteOptions = rule.options
    places = [mark.span for mark in reading.clear("vague")]
    places += [s for s in map(span_of, reading.hits(*options.soft)) if not any(s.overlaps(p) for p in places)]
    if len(places) < options.at_least or not reading.clear("vague"):
        return
    tellings = (reading, *perhaps_tellings(reading, around))
    if any(telling.has(move) for telling in tellings for move in options.missing) or reading.hits(*options.concrete):
        return
    names = [span_of(hit) for hit in reading.hits(*options.exams)]
    for digit in _DIGIT.finditer(reading.plain, reading.span.start, reading.span.end):
        if not any(name.start <= digit.start() < name.end for name in names):
            return
    span = Span(min(p.start for p in places), max(p.end for p in places))
    yield Raised(span.start, span.end, "high", {"match": reading.text(span)})


CHECK = in_passages(run, NothingConcreteOptions, {"match"})
