"""Attempts counted: ordinals against failures, and several failures that no sentence holds together."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, Literal

from ..draft import Span
from ..extract import EXAMS, NAMES, Event, ExamHistory, tell
from ..extract.words import phrase
from ..findings import Confidence, Raised, Related, Severity
from ..reading import Around, Reading
from ..rule import Rule
from ._base import Check, Options

# "Each exam since on the first attempt" leaves out the one that was failed.
_FROM_THEN_ON = phrase(
    r"\b(?:since|subsequent\w*|other|remaining|later|next|following|after\w*|then|now|going forward)\b"
)
_HELD_TOGETHER = phrase(
    r"\b(?:both(?! (?:usmle |comlex )?(?:steps?|levels?)\b)|neither|each (?:time|attempt|one|failure|result|exam"
    r"|came|followed|was|of them)|on each"
    r"|(?:these|those|all)(?: of)?(?: (?:my|the|failed|two|three))* (?:attempts|failures|results|outcomes|exams"
    r"|times|retakes)|the two"
    r"|the same (?:reason|cause|mistake|problem|habit|pattern|way|gap|weakness|error|examinee)|in common"
    r"|share[ds]? (?:a|an|one|the)|one cause|a pattern"
    r"|nothing had changed|changed nothing"
    r"|first (?:time|attempt|one|failure)\b.{1,200}\bsecond (?:time|attempt|one|failure))\b"
)
_REASON = phrase(r"\b(?:because|due to|the reason)\b")


class AttemptsOptions(Options):
    """sum: do ordinals and failures add up. pattern: are several failures told as one story."""

    ask: Literal["sum", "pattern"]


def run(reading: Reading | None, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the words that count; in the passage, or in the whole draft where there is none."""
    options: AttemptsOptions = rule.options
    told = tell(around.plain, reading.span if reading else None)
    yield from _ASK[options.ask](told, around)


def _sum(told: ExamHistory, around: Around) -> Iterator[Raised]:
    failed = [e for e in told.events if e.outcome == "failed" and not e.planned]
    for event in told.events:
        yield from _limit(event, around)
        if event.outcome != "passed" or event.ordinal is None or event.planned:
            continue
        if event.exam == "every":
            sentence = told.sentence(event.start)
            if event.ordinal.value == 1 and not _FROM_THEN_ON.search(around.plain, sentence.start, sentence.end):
                for other in (e for e in failed if e.sure and e.exam in EXAMS):
                    yield _at_odds(event, other, "first", around)
            continue
        same = [e for e in failed if e.exam == event.exam]
        count = max(map(_failures, same), default=0)
        if count and event.ordinal.value == 1:
            yield _at_odds(event, same[0], "first", around)
        elif count and event.ordinal.value <= count:
            yield _at_odds(event, max(same, key=_failures), "count", around)
        elif any(e.times and e.times.value < event.ordinal.value - 1 for e in same):
            yield _at_odds(event, max(same, key=_failures), "count", around, "warning")


def _limit(event: Event, around: Around) -> Iterator[Raised]:
    limit = around.facts.attempts.get((event.exam or "").partition(".")[0])
    if limit is None or event.ordinal is None or event.ordinal.value <= limit.limit:
        return
    severity: Severity = "info" if event.ordinal.value <= (limit.before or 0) else "warning"
    slots = _slots(event.exam, event.ordinal.value, event.ordinal.value) | {
        "limit": str(limit.limit),
        "year": str(limit.from_.year),
    }
    yield Raised(event.ordinal.start, event.ordinal.end, _level(event), slots, severity, "limit")


def _at_odds(event: Event, other: Event, variant: str, around: Around, severity: Severity = "error") -> Raised:
    assert event.ordinal is not None
    level = _level(event, other)
    # The two places need not be in one sentence, so the finding stands on the claim and points at the failure.
    place = Span(min(event.start, event.ordinal.start), max(event.end, event.ordinal.end))
    related = Related(other.start, other.end, around.plain[other.start : other.end])
    slots = _slots(other.exam, _failures(other), event.ordinal.value) | {"limit": "", "year": ""}
    return Raised(place.start, place.end, level, slots, severity, variant, (related,))


def _pattern(told: ExamHistory, around: Around) -> Iterator[Raised]:
    # A failure that names no exam is most often one that was told before.
    failed = [
        e for e in told.events if e.outcome == "failed" and not e.planned and e.exam in EXAMS and (e.name or e.times)
    ]
    passed = [e for e in told.events if e.outcome == "passed" and e.exam in EXAMS and e.ordinal]
    counts: dict[str, int] = {}
    for event in [*failed, *(e for e in passed if _failures(e) > 2)]:
        count = _failures(event) - (event.outcome == "passed")
        counts[event.exam or ""] = max(counts.get(event.exam or "", 1), count)
    total = sum(counts.values())
    if total < 2 or any(_HELD_TOGETHER.search(around.plain, s.start, s.end) for s in told.sentences):
        return
    at_once = [e for e in failed if _failures(e) > 1 or sum(other.start == e.start for other in failed) > 1]
    if any(_reasoned(told, e, around) for e in at_once):
        return
    explained = sum(count == 1 and _passed_after(exam, told) for exam, count in counts.items())
    if explained < total:
        several = [e for e in (*failed, *passed) if _failures(e) > 1 or (failed and e.exam != failed[0].exam)]
        last = max(several, key=lambda e: (e.outcome == "failed", e.start, e.name.start if e.name else 0))
        place = _words(last)
        slots = _slots(last.exam, total, explained) | {"limit": "", "year": ""}
        level: Confidence = "medium" if all(e.sure for e in failed) else "low"
        variant = "repeat" if len(counts) == 1 else None if explained else "unpassed"
        yield Raised(place.start, place.end, level, slots, variant=variant)


def _reasoned(told: ExamHistory, event: Event, around: Around) -> bool:
    """Whether the sentence that tells several failures at once, or the next, gives a reason."""
    sentence = told.sentence(event.start)
    if _REASON.search(around.plain, sentence.start, sentence.end):
        return True
    after = next((s for s in told.sentences if s.start >= sentence.end), sentence)
    reach = Span(sentence.start, after.end)
    return any(mark.span.overlaps(reach) for reading in around.readings for mark in reading.clear("context"))


def _words(event: Event) -> Span:
    """The words that tell how often: the outcome with its count or ordinal, or with the name of the exam."""
    ends = [thing.end for thing in (event.name, event.times, event.ordinal) if thing]
    starts = [thing.start for thing in (event.times, event.ordinal) if thing]
    return Span(min([event.start, *starts]), max([event.end, *ends]))


def _passed_after(exam: str, told: ExamHistory) -> bool:
    """Whether a pass of this exam, or of all, stands after its failure."""
    first = min(e.start for e in told.events if e.exam == exam and e.outcome)
    return any(e.outcome == "passed" and e.exam in (exam, "every") and e.start > first for e in told.events)


def _failures(event: Event) -> int:
    """How many failures the words of a failure stand for, at least."""
    return max(event.times.value if event.times else 1, event.ordinal.value if event.ordinal else 1)


def _slots(exam: str | None, n: int, m: int) -> dict[str, str]:
    return {"exam": NAMES.get(exam or "", "this exam"), "n": str(n), "m": str(m)}


def _level(*events: Event) -> Confidence:
    return "high" if all(event.sure or event.exam == "every" for event in events) else "low"


_ASK: Final[Mapping[str, Callable[[ExamHistory, Around], Iterator[Raised]]]] = {"sum": _sum, "pattern": _pattern}
CHECK = Check(
    AttemptsOptions,
    run,
    frozenset({"exam", "n", "m", "limit", "year"}),
    frozenset({"count", "first", "limit", "repeat", "unpassed"}),
)
