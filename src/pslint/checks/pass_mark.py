"""A score beside the passing score of its date: at odds with "passed" or "failed", or only just above it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

from ..draft import Span
from ..findings import Raised, Severity
from ..reading import Around, Reading
from ..rule import Rule
from ._base import Check, Options
from ._scored import Scored, scored


class PassMarkOptions(Options):
    """contradicts: "passed" below the passing score, or "failed" at it. near: a pass within the scale's margin."""

    when: Literal["contradicts", "near"]


def run(reading: Reading | None, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on each such score; in the passage, or in the whole draft where there is none.

    Where the date leaves several passing scores open, a contradiction must hold for all of them.
    """
    options: PassMarkOptions = rule.options
    for item in scored(reading, around):
        if item.exact:
            yield from _WHEN[options.when](item, reading, around)


def _contradicts(item: Scored, _: Reading | None, around: Around) -> Iterator[Raised]:
    rows = around.facts.passing(item.exam, item.when, failed=item.event.outcome == "failed")
    if not rows:
        return
    lowest, highest = min(row.pass_ for row in rows), max(row.pass_ for row in rows)
    if item.event.outcome == "passed" and item.score.value < lowest:
        slots = {"side": "below", "p": str(lowest), "word": "passed"}
    elif item.event.outcome == "failed" and item.score.value >= highest:
        slots = {"side": "at or above", "p": str(highest), "word": "failed"}
    else:
        return
    dated = item.when is not None or len(rows) == 1
    level = "low" if any(row.inferred for row in rows) else item.level("high" if dated else "medium")
    severity: Severity | None = None if dated else "warning"
    variant = None if dated else "undated"
    yield Raised(item.score.start, item.score.end, level, item.slots | slots, severity, variant)


def _near(item: Scored, reading: Reading | None, around: Around) -> Iterator[Raised]:
    if item.event.outcome == "failed" or (reading and _is_setback(item, reading)):
        return
    rows = around.facts.passing(item.exam, item.when, failed=False)
    near = [row.pass_ for row in rows if 0 <= item.score.value - row.pass_ < item.scale.margin]
    if near:
        level = item.level() if len(near) == len(rows) else "low"
        slots = item.slots | {"side": "", "p": str(near[-1]), "word": "passed"}
        yield Raised(item.score.start, item.score.end, level, slots, variant=None if len(rows) == 1 else "undated")


def _is_setback(item: Scored, reading: Reading) -> bool:
    """Whether this score is what the writer explains: a low one that passed."""
    place = Span(item.score.start, item.score.end)
    told = {move for move in ("setback", "evidence") for mark in reading.clear(move) if mark.span.overlaps(place)}
    return told == {"setback"}


_Ask = Callable[[Scored, Reading | None, Around], Iterator[Raised]]
_WHEN: Final[Mapping[str, _Ask]] = {"contradicts": _contradicts, "near": _near}
CHECK = Check(PassMarkOptions, run, frozenset({"score", "exam", "side", "p", "word"}), frozenset({"undated"}))
