"""A score that its exam cannot have: off its scale, or where results have no number."""

from calendar import month_name
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final, Literal

from ..extract import NAMES, Event, is_other_date, tell
from ..extract.words import phrase
from ..facts import Facts
from ..findings import Confidence, Raised, Severity
from ..reading import Around, Reading
from ..rule import Rule
from ._base import Check, Options
from ._scored import Scored, scored, taken

_PROFILE = phrase(r"\b(?:low|average|high)(?: performance)? profile\b")
#: "Back when it was still scored": the reader is told that the number is of that time.
_WAS_SCORED = phrase(
    r"\b(?:(?:still|then|when (?:it|they|step 1|level 1) (?:was|were)) scored|pass(?:/|~or~|~)fail|three-digit"
    r"|numeric(?:al)? scores?|(?:still|then) (?:had|gave) (?:a )?(?:number|score)s?)\b"
)
#: "My anatomy grade", "my UWorld average": what has points of its own.
_OF_ANOTHER = phrase(
    r"\b(?:my|the|an?) (?!(?:step|level|usmle|comlex|boards?)\b)[\w'-]+ (?:[\w'-]+ )?"
    r"(?:scores?|grades?|averages?|percentages?)\b"
)
#: The one exam whose report sorts results into low, average and high (F-LEVEL1-PROFILE).
_PROFILED: Final = "comlex.level1"


class ScoreOptions(Options):
    """What a score is held against: the range of its scale, or the way in which results are reported."""

    against: Literal["range", "report"]


def run(reading: Reading | None, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on each number at odds with the dated facts; in the passage, or in the whole draft where there is none."""
    options: ScoreOptions = rule.options
    yield from _AGAINST[options.against](reading, around)


def _range(reading: Reading | None, around: Around) -> Iterator[Raised]:
    for item in scored(reading, around):
        if item.score.percent or item.reported == "pass-fail":
            continue
        other = _other_family(item, around.facts)
        usual = item.scale.usual[0] <= item.score.value <= item.scale.usual[1]
        if not item.in_range:
            yield _raised(item, "high", None, "other" if other else None, other=other)
        elif other and item.event.outcome != "failed":
            yield _raised(item, "medium", "warning", "other", other=other)
        elif not usual:
            yield _raised(item, "medium", "warning", "unusual")


def _report(reading: Reading | None, around: Around) -> Iterator[Raised]:
    asked = set[str]()
    for item in scored(reading, around):
        change = around.facts.pass_fail.get(item.exam)
        since = _day(change.from_) if change and change.from_ else ""
        if item.score.percent:
            yield _raised(item, "medium", None, "percent")
        elif item.reported == "pass-fail":
            yield _numbered(item, "high", reading, around, since)
        elif item.reported == "unclear" and item.when is None and item.in_range and item.exam not in asked:
            # One year would date the exam's other scores as well.
            raised = list(_undated(item, reading, around, since))
            asked.update(item.exam for found in raised if found.variant == "undated")
            yield from raised
    yield from _gained(reading, around)
    yield from _profiles(reading, around)


def _gained(reading: Reading | None, around: Around) -> Iterator[Raised]:
    """Points gained, in a sentence that names one exam and dates it, before the gain, when results had no number."""
    told, plain = tell(around.plain, reading.span if reading else None), around.plain
    for gain in told.gains:
        sentence = told.sentence(gain.start)
        named = {m.exam for m in told.mentions if sentence.start <= m.start < sentence.end}
        dates = [
            date.period
            for date in told.dates
            if sentence.start <= date.start < gain.end and not is_other_date(plain, sentence.start, date)
        ]
        scores = any(e.score and sentence.start <= e.start < sentence.end for e in told.events)
        # The numbers themselves are spoken of where they stand.
        if len(named) != 1 or not dates or scores or _OF_ANOTHER.search(plain, sentence.start, gain.end):
            continue
        (exam,) = named
        change = around.facts.pass_fail.get(exam)
        if change and change.from_ and all(around.facts.reported(exam, when) == "pass-fail" for when in dates):
            words = " ".join(plain[gain.start : gain.end].split())
            slots = dict.fromkeys(_SLOTS, "") | {"exam": NAMES[exam], "date": _day(change.from_), "match": words}
            yield Raised(gain.start, gain.end, "medium", slots, variant="gain")


def _is_failed(event: Event, reading: Reading | None, around: Around) -> bool:
    """Whether a score is a failed attempt's: told so, or next after one in which no other outcome is."""
    if event.outcome or event.retake or event.later:
        return event.outcome == "failed"
    before = [
        other
        for other in tell(around.plain, reading.span if reading else None).events
        if other.exam == event.exam and other.outcome and other.start < event.start
    ]
    return bool(before) and before[-1].outcome == "failed"


def _undated(item: Scored, reading: Reading | None, around: Around, since: str) -> Iterator[Raised]:
    """A number without a date: what the dates of the same exam's other attempts say, or else a thing to consider."""
    told = tell(around.plain, reading.span if reading else None)
    others = {
        around.facts.reported(item.exam, when)
        for e in told.events
        if e.exam == item.exam and (when := taken(e, around))
    }
    sentence = told.sentence(item.event.start)
    if not others and not _WAS_SCORED.search(around.plain, sentence.start, sentence.end):
        yield _raised(item, "medium", "info", "undated", date=since)
    elif others == {"pass-fail"}:
        yield _numbered(item, "medium", reading, around, since)


def _numbered(item: Scored, best: Confidence, reading: Reading | None, around: Around, since: str) -> Raised:
    """A number where results have none; a failing report may hold one (F-STEP1-FAIL), so there it is a hint."""
    if since and _is_failed(item.event, reading, around):
        return _raised(item, best, "info", "failed", date=since)
    return _raised(item, best, None, None if since else "never", date=since)


def _profiles(reading: Reading | None, around: Around) -> Iterator[Raised]:
    """Words of the performance profile, in sentences about the exam that has one."""
    told = tell(around.plain, reading.span if reading else None)
    sentences = {
        told.sentence(event.start)
        for event in told.events
        if event.exam == _PROFILED and around.facts.reported(_PROFILED, taken(event, around)) != "score"
    }
    for sentence in sorted(sentences, key=lambda span: span.start):
        for match in _PROFILE.finditer(around.plain, sentence.start, sentence.end):
            slots = dict.fromkeys(_SLOTS, "") | {"exam": NAMES[_PROFILED], "match": match.group()}
            yield Raised(match.start(), match.end(), "high", slots, variant="profile")


def _other_family(item: Scored, facts: Facts) -> str:
    """The family on whose scale the number would be usual while it is not on its own; "" for none."""
    own, value = item.exam.partition(".")[0], item.score.value
    reach = item.scale.range[1]
    for family, scale in facts.scales.items():
        fits = family != own and scale.usual[0] <= value <= scale.usual[1]
        # Beyond its own scale, or so low on a longer one that it is off by a whole family.
        if fits and (value > reach or value <= scale.range[1] < reach):
            return NAMES[f"{family}.any"]
    return ""


def _day(day: date) -> str:
    return f"{month_name[day.month]} {day.day}, {day.year}"


def _raised(item: Scored, best: Confidence, severity: Severity | None, variant: str | None, **slots: str) -> Raised:
    low, high = item.scale.range
    filled = dict.fromkeys(_SLOTS, "") | item.slots | {"lo": str(low), "hi": str(high)} | slots
    return Raised(item.score.start, item.score.end, item.level(best), filled, severity, variant)


_SLOTS: Final = frozenset({"score", "exam", "lo", "hi", "other", "date", "match"})
_AGAINST: Final[Mapping[str, Callable[[Reading | None, Around], Iterator[Raised]]]] = {
    "range": _range,
    "report": _report,
}
_VARIANTS: Final = frozenset({"failed", "gain", "never", "other", "percent", "profile", "undated", "unusual"})
CHECK = Check(ScoreOptions, run, _SLOTS, _VARIANTS)
