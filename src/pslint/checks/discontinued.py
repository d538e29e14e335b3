"""An exam that is no longer given, with a date after its end or as a plan."""

from collections.abc import Iterator

from ..extract import NAMES, tell
from ..findings import Raised
from ..reading import Around, Reading
from ..rule import Rule
from ._base import Check, Options


class DiscontinuedOptions(Options):
    """Nothing to set: which exams ended, and when, is a dated fact."""


def run(reading: Reading | None, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the exam's name; in the passage, or in the whole draft where there is none."""
    for event in tell(around.plain, reading.span if reading else None).events:
        ended = around.facts.discontinued.get(event.exam or "")
        if ended is None or event.name is None:
            continue
        slots = {
            "exam": NAMES[event.name.exam],
            "year": str(ended.ended.first.year),
            "last": str(ended.last.first.year),
        }
        if event.planned:
            yield Raised(event.name.start, event.name.end, "high", slots, variant="planned")
        elif event.when and event.when.period and event.when.period.first > ended.last.last:
            yield Raised(event.name.start, event.name.end, "high", slots)


CHECK = Check(DiscontinuedOptions, run, frozenset({"exam", "year", "last"}), frozenset({"planned"}))
