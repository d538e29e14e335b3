"""Numbers and dates that disagree with each other: a gain with its scores, a retake with the attempt before it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Final

from pydantic import Field

from ..extract import Event, ExamHistory, Gain, Interval, Rise, When, find_intervals, find_ordinals, find_stays, tell
from ..findings import Confidence, Raised, Related, Severity
from ..reading import Around, Reading
from ..rule import Rule
from ._base import Check, Options

#: An attempt's date stands so near to its number, in code points: "second attempt (in May 2024".
_BESIDE: Final = 16
#: What stands between one attempt and the next, where they are listed: ", 205) and my ".
_LISTED: Final = re.compile(r"[\s,()\d]*(?:(?:and|then|but|also|on|at|in|my|the|a)\b[\s,()\d]*)*", re.IGNORECASE)
#: Between a date and the time that it came after another, and between that and the other.
_SO_MUCH: Final = re.compile(r"[\s,]*(?:(?:only|just|about|some|exactly)\s+)?", re.IGNORECASE)
_SINCE_ATTEMPT: Final = re.compile(
    r"\s+(?:my|the|that|this)\s+(?:first|failed|failure|attempt|exam)\b(?:\s+(?:attempt|exam|try|sitting|failure))?"
    r"[\s,]+(?:in\s+|on\s+)?",
    re.IGNORECASE,
)


class ArithmeticOptions(Options):
    """How far a stated time may be off, as a part of it."""

    slack: float = Field(0.2, ge=0, lt=1)
    stay_slack: float = Field(0.1, ge=0, lt=1, description="the same of a time away that is given with both dates")


def run(reading: Reading | None, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the gain, on the second score, or on the later date; in the passage, or in the whole draft."""
    options: ArithmeticOptions = rule.options
    told = tell(around.plain, reading.span if reading else None)
    yield from _gains(told)
    for rise in told.rises:
        if rise.of_scores and rise.high.value <= rise.low.value:
            detail = {"a": str(rise.low.value), "b": str(rise.high.value)}
            yield _said(rise.low.start, rise.high.end, "high", "fall", detail, "warning")
    ordered = list(_order(told))
    yield from ordered
    yield from (found for found in _counted(told, around.plain) if all(found.start != other.start for other in ordered))
    # One and the same time may be told behind its attempt and before it.
    times = [*_intervals(told, around.plain, options.slack), *_counted_back(told, around.plain, options.slack)]
    yield from {found.start: found for found in times}.values()
    yield from _stays(reading, around.plain, options.stay_slack)


def _gains(told: ExamHistory) -> Iterator[Raised]:
    for gain in told.gains:
        sentence = told.sentence(gain.start)
        rises = [r for r in told.rises if sentence.start <= r.low.start < sentence.end]
        if rises:
            yield from _checked(gain, rises[0], "high")
            continue
        rehearsal = any(m.kind == "practice" for m in told.mentions if sentence.start <= m.start < sentence.end)
        named = {m.exam for m in told.mentions if sentence.start <= m.start < sentence.end and m.specific}
        pair = None if rehearsal else _pair(told, named)
        if pair:
            yield from _checked(gain, pair, "medium")


def _checked(gain: Gain, rise: Rise, level: Confidence) -> Iterator[Raised]:
    difference = rise.high.value - rise.low.value
    if not gain.least <= difference <= gain.most:
        slots = {"k": str(gain.points), "a": str(rise.low.value), "b": str(rise.high.value)}
        related = (
            Related(rise.low.start, rise.low.end, slots["a"]),
            Related(rise.high.start, rise.high.end, slots["b"]),
        )
        yield _said(gain.start, gain.end, level, None, slots, None, related)


def _pair(told: ExamHistory, named: set[str]) -> Rise | None:
    """The only two exact scores of an exam, where it alone has two and the gain's sentence has `named` no other."""
    scored: dict[str, list[Event]] = {}
    for event in told.events:
        if event.exam and event.score and not event.score.about and not event.score.percent:
            scored.setdefault(event.exam, []).append(event)
    pairs = [(exam, events) for exam, events in scored.items() if len(events) > 1]
    if len(pairs) != 1:
        return None
    exam, events = pairs[0]
    if len(events) != 2 or not named <= {exam} or not all(event.sure for event in events):
        return None
    first, second = (event.score for event in events)
    return Rise(first, second, raised=True) if first and second else None


def _order(told: ExamHistory) -> Iterator[Raised]:
    failed = [e for e in told.events if e.outcome == "failed" and e.when and e.when.period]
    for event in told.events:
        if event.outcome == "failed" or event.planned or not event.when or not event.when.period:
            continue
        same = [e for e in failed if e.exam == event.exam and e.sure == event.sure]
        before = [e for e in failed if e.start < event.start and e.exam != event.exam and e.sure and event.sure]
        if len(same) == 1 and _earlier(event, same[0]) and (event.outcome == "passed" or event.retake):
            yield _dates(event, same[0], "order", "error")
        elif event.later and before and _earlier(event, before[-1]):
            yield _dates(event, before[-1], "later", "warning")


def _earlier(one: Event, other: Event) -> bool:
    """Whether one event is dated before another for every day that the two dates may mean."""
    return bool(
        one.when
        and one.when.period
        and other.when
        and other.when.period
        and one.when.period.last < other.when.period.first
    )


def _dates(event: Event, failure: Event, variant: str, severity: Severity) -> Raised:
    assert event.when is not None and failure.when is not None
    related = (Related(failure.when.start, failure.when.end, "the earlier attempt"),)
    return _said(event.when.start, event.when.end, "high" if event.sure else "medium", variant, {}, severity, related)


def _counted(told: ExamHistory, plain: str) -> Iterator[Raised]:
    """ "First attempt (March 2025) and second attempt (January 2025)", in a sentence that names one exam."""
    dates = [date for date in told.dates if date.period]
    for sentence in dict.fromkeys(told.sentence(date.start) for date in dates[1:]):
        named = [m for m in told.mentions if sentence.start <= m.start < sentence.end]
        if len({m.exam for m in named if m.specific}) != 1 or any(m.kind == "local" for m in named):
            continue
        counts = find_ordinals(plain, sentence.start, sentence.end)
        inside = [date for date in dates if date.start < sentence.end]
        dated = [(c, d) for c in counts for d in inside if 0 <= d.start - c.end < _BESIDE]
        for (count, before), (following, date) in pairwise(dated):
            listed = count.value < following.value and _LISTED.fullmatch(plain, before.end, following.start)
            if listed and before.period and date.period and date.period.last < before.period.first:
                related = (Related(before.start, before.end, "the earlier attempt"),)
                yield _said(date.start, date.end, "high", "counted", {}, "error", related)


def _intervals(told: ExamHistory, plain: str, slack: float) -> Iterator[Raised]:
    """ "Nine weeks later" between two dates that each name their month, and with no other date before it."""
    for before, event in pairwise(told.events):
        if not before.when or not event.when:
            continue
        for interval in find_intervals(plain, event.part.start, event.part.end):
            # It may count from any other date that stands before it.
            others = (date for date in told.dates if date.start != event.when.start)
            if any(before.when.end <= date.start < interval.start for date in others):
                continue
            if _is_off(interval, before.when, event.when, slack):
                yield _not_so_long(interval, plain)


def _counted_back(told: ExamHistory, plain: str, slack: float) -> Iterator[Raised]:
    """ "In March 2022, only three months after my first attempt in May 2021"."""
    for last, first in pairwise(told.dates):
        for interval in find_intervals(plain, last.end, first.start):
            since = _SINCE_ATTEMPT.fullmatch(plain, interval.end, first.start)
            if since and _SO_MUCH.fullmatch(plain, last.end, interval.start) and _is_off(interval, first, last, slack):
                yield _not_so_long(interval, plain)


def _is_off(interval: Interval, first: When, last: When, slack: float) -> bool:
    """Whether a stated time cannot lie between two dates, the first before the last, that name their months."""
    one, other = first.period, last.period
    if not one or not other or not one.exact or not other.exact or other.last < one.first:
        return False
    least, most = other.first - one.last, other.last - one.first
    return timedelta(interval.days * (1 + slack)) < least or timedelta(interval.days * (1 - slack)) > most


def _not_so_long(interval: Interval, plain: str) -> Raised:
    slots = {"match": plain[interval.start : interval.end]}
    return _said(interval.start, interval.end, "medium", "interval", slots, "warning")


def _stays(reading: Reading | None, plain: str, slack: float) -> Iterator[Raised]:
    """ "A six-month leave" between two dates that lie a year apart."""
    for stay in find_stays(plain):
        inside = reading is None or reading.span.start <= stay.start < reading.span.end
        if inside and (stay.days * (1 + slack) < stay.least or stay.days * (1 - slack) > stay.most):
            slots = {"match": " ".join(plain[stay.start : stay.end].split())}
            yield _said(stay.start, stay.end, "medium", "stay", slots, "warning")


def _said(
    start: int,
    end: int,
    level: Confidence,
    variant: str | None,
    slots: dict[str, str],
    severity: Severity | None,
    related: tuple[Related, ...] = (),
) -> Raised:
    return Raised(start, end, level, dict.fromkeys(_SLOTS, "") | slots, severity, variant, related)


_SLOTS: Final = frozenset({"k", "a", "b", "match"})
CHECK = Check(ArithmeticOptions, run, _SLOTS, frozenset({"counted", "fall", "interval", "later", "order", "stay"}))
