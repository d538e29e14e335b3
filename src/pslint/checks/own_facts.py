"""What the text tells of exams and of times away against the writer's own record of them."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ..extract import EXAMS, NAMES, Event, Period, When, find_absences, tell
from ..facts import Attempt, Leave, Record
from ..findings import Confidence, Raised
from ..reading import Around, Reading
from ..rule import Rule
from ..story import failed_attempts
from ._base import Check, Options

#: Points that a score told as "about" may be off.
_ABOUT = 3


class OwnFactsOptions(Options):
    """Nothing to set: what is compared is what both the record and the text say.

    A failure that the record does not have is a difference too: a transcript has every attempt.
    """


def run(reading: Reading | None, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the words that differ; in the passage, or in the whole draft where there is none."""
    record = around.record
    if record is None:
        return
    yield from _absences(reading, record, around.plain)
    # Who lists leaves alone has listed no exams.
    if not record.attempts:
        return
    told = tell(around.plain, reading.span if reading else None)
    for event in told.events:
        if event.exam in EXAMS and not event.planned:
            yield from _compared(event, record, around.plain)
    if record.disclose == "all":
        yield from _left_out(told.events, record, around.plain)


def _absences(reading: Reading | None, record: Record, plain: str) -> Iterator[Raised]:
    """Dates of a time away that are those of no leave of the record."""
    if not record.leaves:
        return
    for told in find_absences(plain):
        if reading and not reading.span.start <= told.start < reading.span.end:
            continue
        if not any(
            told.first.overlaps(leave.from_) and (leave.to is None or told.last.overlaps(leave.to))
            for leave in record.leaves
        ):
            shown = (f"a leave from {_shown(leave.from_)}{_until(leave)}" for leave in record.leaves)
            text = " ".join(plain[told.start : told.end].split())
            yield Raised(told.start, told.end, "high", {"fact": _listed(shown), "text": text})


def _until(leave: Leave) -> str:
    return f" to {_shown(leave.to)}" if leave.to else ""


def _left_out(events: Sequence[Event], record: Record, plain: str) -> Iterator[Raised]:
    """Failed attempts of the record that the text does not tell: on its last word, or where it tells of others."""
    text = plain.rstrip()
    start = max(text.rfind(" "), text.rfind("\n"), text.rfind("\r")) + 1
    for exam, count in Counter(a.exam for a in record.attempts if a.result == "fail").items():
        failed = [event for event in events if event.exam == exam and event.outcome == "failed"]
        # However it is counted: one failure that is told twice is taken for two.
        counted = [number.value for event in failed for number in (event.times, event.ordinal) if number]
        passes = [e.ordinal.value - 1 for e in events if e.exam == exam and e.outcome == "passed" and e.ordinal]
        if not failed and not passes:
            slots = {"fact": f"{NAMES[exam]} was not passed", "text": ""}
            yield Raised(start, len(text), "high", slots, variant="left-out")
        elif max(len(failed), *counted, *passes, 0) < count:
            place = failed[-1] if failed else None
            where = (place.start, place.end) if place else (start, len(text))
            yield Raised(
                *where, "high", {"fact": f"{failed_attempts(count)} at {NAMES[exam]}", "text": ""}, variant="fewer"
            )


def _compared(event: Event, record: Record, plain: str) -> Iterator[Raised]:
    own = [a for a in record.attempts if a.exam == event.exam]
    failed = [a for a in own if a.result == "fail"]
    passed = [a for a in own if a.result == "pass"]
    fitting = {"failed": failed, "passed": passed}.get(event.outcome or "", own)
    name = NAMES[event.exam or ""]
    if not own and event.outcome != "failed":
        return
    if event.outcome == "failed" and not failed:
        yield _differs(event, event.start, event.end, f"no failed attempt at {name}", plain)
        return
    if event.outcome == "passed" and not passed:
        yield _differs(event, event.start, event.end, f"no passed attempt at {name}", plain)
        return
    dates = [a.date for a in fitting if a.date]
    if event.when and len(dates) == len(fitting) and not any(_same_time(event.when, d) for d in dates):
        yield _differs(event, event.when.start, event.when.end, f"{_listed(map(_shown, dates))} for {name}", plain)
    scores = [a.score for a in fitting if a.score]
    if event.score and not event.score.percent and len(scores) == len(fitting):
        slack = _ABOUT if event.score.about else 0
        if not any(abs(event.score.value - score) <= slack for score in scores):
            yield _differs(event, event.score.start, event.score.end, f"{_listed(map(str, scores))} for {name}", plain)
    yield from _counted(event, failed, name, plain)


def _counted(event: Event, failed: list[Attempt], name: str, plain: str) -> Iterator[Raised]:
    count = len(failed)
    listed = f"{failed_attempts(count)} at {name}"
    if event.outcome == "failed" and event.times and event.times.value != count:
        yield _differs(event, event.times.start, event.times.end, listed, plain)
    if event.ordinal:
        wrong = (
            event.ordinal.value != count + 1
            if event.outcome == "passed"
            else event.outcome == "failed" and event.ordinal.value > count
        )
        if wrong:
            yield _differs(event, event.ordinal.start, event.ordinal.end, listed, plain)


def _same_time(when: When, date: Period) -> bool:
    """Whether both may mean the same day; a month without a year is compared by its month alone."""
    if when.period:
        return when.period.overlaps(date)
    return not date.exact or when.month in (date.first.month, date.last.month)


def _shown(date: Period) -> str:
    """A date as the record has it."""
    if not date.exact:
        return str(date.first.year)
    return date.first.isoformat() if date.first == date.last else date.first.isoformat()[:7]


def _listed(items: Iterator[str]) -> str:
    return " and ".join(dict.fromkeys(items))


def _differs(event: Event, start: int, end: int, fact: str, plain: str) -> Raised:
    level: Confidence = "high" if event.sure else "low"
    return Raised(start, end, level, {"fact": fact, "text": " ".join(plain[start:end].split())})


CHECK = Check(OwnFactsOptions, run, frozenset({"fact", "text"}), frozenset({"fewer", "left-out"}), of_record=True)
