"""What a text tells of exams: the facts that the checks look at."""

from dataclasses import dataclass

from ..draft import Span
from .dates import When
from .exams import Mention
from .outcomes import Count, Outcome
from .scores import Gain, Rise, Score


@dataclass(frozen=True, slots=True)
class Event:
    """One exam taken, or to be taken, as a text tells it.

    `start` and `end` bound its words of outcome or its score; `part` is the part of the sentence that
    tells it. `exam` is a canonical id, a family's ("usmle.any"), "every", or None where none is named.
    `sure` is False where the exam is a guess. `ordinal` counts attempts from 1, `times` says how often.
    `retake` and `later` say that the text calls it so, `planned` that it is still to come.
    """

    start: int
    end: int
    part: Span
    outcome: Outcome | None = None
    exam: str | None = None
    sure: bool = False
    name: Mention | None = None
    score: Score | None = None
    when: When | None = None
    ordinal: Count | None = None
    times: Count | None = None
    retake: bool = False
    later: bool = False
    planned: bool = False


@dataclass(frozen=True)
class ExamHistory:
    """All that a text tells of exams, each kind in the order of the text."""

    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[When, ...]
    events: tuple[Event, ...]
    rises: tuple[Rise, ...]
    gains: tuple[Gain, ...]

    def within(self, area: Span) -> "ExamHistory":
        """The part that stands in an area. What was learned from around it stays."""

        def inside(start: int, end: int) -> bool:
            return area.start <= start and end <= area.end

        return ExamHistory(
            tuple(s for s in self.sentences if inside(s.start, s.end)),
            tuple(m for m in self.mentions if inside(m.start, m.end)),
            tuple(d for d in self.dates if inside(d.start, d.end)),
            tuple(e for e in self.events if inside(e.start, e.end)),
            tuple(r for r in self.rises if inside(r.low.start, r.high.end)),
            tuple(g for g in self.gains if inside(g.start, g.end)),
        )

    def sentence(self, offset: int) -> Span:
        """The sentence that holds an offset; an empty one where none does."""
        return next((s for s in self.sentences if s.start <= offset < s.end), Span(offset, offset))
