"""Scores as the checks of facts see them: with their exam's scale, their date and what is known of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..extract import NAMES, Event, Period, Score, tell
from ..facts import Reported, Scale
from ..findings import Confidence
from ..reading import Around, Reading


@dataclass(frozen=True, slots=True)
class Scored:
    """A score of an official exam. `when` is the writer's own date of it, or else the text's."""

    event: Event
    score: Score
    exam: str
    scale: Scale
    when: Period | None
    reported: Reported

    @property
    def in_range(self) -> bool:
        """Whether the scale has such a number."""
        return not self.score.percent and self.scale.range[0] <= self.score.value <= self.scale.range[1]

    @property
    def exact(self) -> bool:
        """Whether a passing score can be held against it: a plain number of the scale, of an exam that has scores."""
        return self.in_range and not self.score.about and self.reported != "pass-fail"

    @property
    def slots(self) -> dict[str, str]:
        """The number and the exam, for a message."""
        return {"score": f"{self.score.value}{'%' if self.score.percent else ''}", "exam": NAMES[self.exam]}

    def level(self, best: Confidence = "high") -> Confidence:
        """Low where the exam is a guess, else `best`."""
        return best if self.event.sure or self.exam.endswith(".any") else "low"


def scored(reading: Reading | None, around: Around) -> Iterator[Scored]:
    """The scores of the passage, or of the whole draft where there is none, whose exam has a scale."""
    for event in tell(around.plain, reading.span if reading else None).events:
        scale = around.facts.scale(event.exam) if event.exam in NAMES else None
        if event.score and event.exam and scale:
            when = taken(event, around)
            yield Scored(event, event.score, event.exam, scale, when, around.facts.reported(event.exam, when))


def taken(event: Event, around: Around) -> Period | None:
    """When the exam was taken: as the writer's record has it, or else as the text says."""
    if around.record and event.exam and event.outcome in ("passed", "failed"):
        value = event.score.value if event.score else None
        own = around.record.attempt(event.exam, failed=event.outcome == "failed", score=value)
        if own and own.date:
            return own.date
    return event.when.period if event.when else None
