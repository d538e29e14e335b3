"""What one document tells of a setback, put so that it can be held against what another tells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from .draft import Span
from .extract import EXAMS, NAMES, Event, ExamHistory, When, find_absences, tell
from .extract.whose import is_others
from .reading import Around
from .text.sentences import split

Topic = Literal["exam", "failures", "score", "date", "leave", "cause", "change"]

_HE: Final = re.compile(
    r"\b(?:he|she|they|(?:the|this|our) student|(?:Mr|Ms|Mrs|Mx)\b\.? [A-Z][\w-]+)\b", re.IGNORECASE
)
_HIS: Final = re.compile(r"\b(?:his|her|their|the student's)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is told, on the words that tell it.

    `exam` is the exam that it is about, "" where none can be made out; `value` is what is compared: a name, a number or
    a date; `shown` is the same for people. `failed` says that a score or a date is that of a failed attempt. `least`
    and `most` bound a count or a score, or are the months of a time away. `sure` is False where the exam is a guess.
    """

    topic: Topic
    start: int
    end: int
    value: str
    shown: str
    exam: str = ""
    failed: bool = False
    least: float = 0
    most: float = 0
    when: When | None = None
    sure: bool = True


def in_first_person(prose: str) -> str:
    """A letter about a student as if the student wrote it: offsets hold, so what is found stands where it stood."""
    # "The student's" before "the student".
    prose = _HIS.sub(lambda match: "my".ljust(len(match[0])), prose)
    return _HE.sub(lambda match: "I".ljust(len(match[0])), prose)


def story(
    around: Around, causes: Sequence[str], changes: Sequence[str], named: Mapping[str, str], own: Sequence[str]
) -> list[Item]:
    """All that a document tells, topic by topic, each in the order of the text.

    `causes` and `changes` are lexicons of one kind each, `named` says them in plain words; hits of those in `own` count
    only where they are not plainly somebody else's.
    """
    told = tell(around.plain)
    events = [event for event in told.events if not event.planned]
    items = [*_failures(events), *_results(around.plain, told, events), *_leaves(around.plain)]
    kinds = [("cause", causes, ("context", "ownership")), ("change", changes, ("change",))]
    # A dean's letter tells what happened; what the student changed is the student's to tell.
    for topic, names, moves in kinds[:1] if around.role == "mspe" else kinds:
        for name in names:
            found = _near(around, events, name) if around.role == "mspe" else _marked(around, moves, name)
            hit = next((h for h in found if name not in own or not _is_others(around.plain, h.start)), None)
            if hit:
                items.append(Item(topic, hit.start, hit.end, name, named[name]))  # type: ignore[arg-type]
    return items


def _failures(events: list[Event]) -> Iterator[Item]:
    """Which exams were failed, and how often: bounds from what is said of each."""
    seen: set[str] = set()
    for event in events:
        if event.exam not in EXAMS:
            continue
        name, exam = NAMES[event.exam], event.exam
        if event.outcome == "failed":
            if exam not in seen:
                seen.add(exam)
                start, end = (event.name.start, event.name.end) if event.name else (event.start, event.end)
                yield Item("exam", start, end, exam, name, exam, sure=event.sure)
            count = event.times or event.ordinal
            least, most = (event.times.value, event.times.value) if event.times else (1, float("inf"))
            if not count and _told_once(event, events):
                most = 1
            if event.ordinal and not event.times:
                least = event.ordinal.value
            place_of = count or event
            shown = f"{failed_attempts(least)} of {name}" if event.times else f"a failed attempt at {name}"
            yield Item("failures", place_of.start, place_of.end, exam, shown, exam, True, least, most, sure=event.sure)
        elif event.outcome == "passed" and event.ordinal:
            failed, place = event.ordinal.value - 1, event.ordinal
            shown = f"a pass of {name} at attempt {event.ordinal.value}"
            yield Item("failures", place.start, place.end, exam, shown, exam, False, failed, failed, sure=event.sure)


def _told_once(event: Event, events: list[Event]) -> bool:
    """Whether a failure that is not counted is the only one told of its exam, and its pass follows: then it is one."""
    same = [other for other in events if other.exam == event.exam]
    failed = [other for other in same if other.outcome == "failed"]
    return len(failed) == 1 and any(other.outcome == "passed" and other.start > event.start for other in same)


def failed_attempts(count: float) -> str:
    """So many of them, in words."""
    return "1 failed attempt" if count == 1 else f"{count:.0f} failed attempts"


def _results(plain: str, told: ExamHistory, events: list[Event]) -> Iterator[Item]:
    """Scores and dates, of failed attempts and of others apart."""
    failed_exams = {event.exam for event in events if event.outcome == "failed" and event.exam in EXAMS}
    only = next(iter(failed_exams)) if len(failed_exams) == 1 else ""
    for event in events:
        exam = event.exam if event.exam in EXAMS else only
        failed = event.outcome == "failed"
        if event.score and not event.score.percent:
            value, slack = event.score.value, 3 if event.score.about else 0
            bounds = (value - slack, value + slack)
            yield Item("score", event.score.start, event.score.end, str(value), str(value), exam or "", failed, *bounds)
        if event.when and event.outcome:
            shown = " ".join(plain[event.when.start : event.when.end].split())
            yield Item("date", event.when.start, event.when.end, shown, shown, exam or "", failed, when=event.when)
    for rise in told.rises:
        if rise.raised:
            low = rise.low
            yield Item("score", low.start, low.end, str(low.value), str(low.value), only, True, low.value, low.value)


def _leaves(plain: str) -> Iterator[Item]:
    """Dated times away, in months counted from the year 0: `least` the first, `most` the last."""
    for away in find_absences(plain):
        shown = " ".join(plain[away.start : away.end].split())
        first, last = (12 * day.year + day.month for day in (away.first.first, away.last.last))
        yield Item("leave", away.start, away.end, shown, shown, least=first, most=last)


def _is_others(plain: str, at: int) -> bool:
    """Whether what a sentence tells at `at` is plainly somebody else's: "my father was ill"."""
    sentence = next((s for s in split(plain) if s.start <= at < s.end), None)
    return sentence is not None and is_others(plain, sentence.start, at)


def _marked(around: Around, moves: tuple[str, ...], name: str) -> Iterator[Span]:
    """Hits of a lexicon inside the words that the reader takes for one of the moves."""
    for reading in around.readings:
        marks = [mark for move in moves for mark in reading.clear(move)]
        for hit in reading.hits(name):
            place = Span(hit.start, hit.end)
            if any(mark.span.overlaps(place) for mark in marks):
                yield place


def _near(around: Around, events: list[Event], name: str) -> Iterator[Span]:
    """Hits of a lexicon in the sentence of a failed attempt or beside it; the reader learned from writers alone."""
    sentences = split(around.plain)
    told = [i for i, s in enumerate(sentences) for e in events if e.outcome == "failed" and s.start <= e.start < s.end]
    for hit in around.find(name):
        at = next((i for i, s in enumerate(sentences) if s.start <= hit.start < s.end), None)
        if at is not None and any(abs(at - i) <= 1 for i in told):
            yield Span(hit.start, hit.end)
