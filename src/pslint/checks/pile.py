"""More different hardships than a reader can follow."""

from collections.abc import Iterator

from pydantic import Field

from ..findings import Raised
from ..reading import Around, Reading
from ..rule import Rule
from ._base import Options, in_passages, lexicons, span_of


class PileOptions(Options):
    """`kinds` are lists of one kind of hardship each; a hit counts inside the words of the context."""

    kinds: tuple[str, ...] = lexicons("one list a kind", required=True)
    at_least: int = Field(3, ge=2)


def run(reading: Reading, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise from the first to the last hardship."""
    options: PileOptions = rule.options
    context = reading.clear("context")
    found = {
        name: hits
        for name in options.kinds
        if (hits := [h for h in reading.hits(name) if any(m.span.overlaps(span_of(h)) for m in context)])
    }
    # One event may touch two lists ("my father's surgery"): a hardship counts where it has a sentence part of its own.
    places = sorted((hits[0].start, hits[0].end) for hits in found.values())
    apart = [place for i, place in enumerate(places) if i == 0 or _separated(reading, places[i - 1][1], place[0])]
    if len(apart) >= options.at_least:
        yield Raised(apart[0][0], apart[-1][1], "medium", {"n": str(len(apart))})


def _separated(reading: Reading, end: int, start: int) -> bool:
    between = reading.plain[end:start]
    return any(mark in between for mark in (",", ".", ";")) or " and " in between


CHECK = in_passages(run, PileOptions, {"n"})
