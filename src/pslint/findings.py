"""What a run says: marks of the reader, passages, findings, reports. All of it is frozen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from .draft import Draft, Span

Move = Literal["setback", "context", "change", "evidence", "ownership"]
Severity = Literal["error", "warning", "info"]
Confidence = Literal["high", "medium", "low"]

MOVES: Final = ("setback", "context", "change", "evidence", "ownership")
FAULTS: Final = ("vague", "defensive", "blame", "melodrama", "cliche")
READ: Final = MOVES + FAULTS
#: What not every story owes, with the fault beside which it is owed: who was away owes no change, and a part of the
#: writer's own is not owed beside every cause, but where blame is laid it is.
OPTIONAL: Final[Mapping[str, str | None]] = {"change": None, "ownership": "blame"}
#: The moves that tell the story of a setback.
STORY: Final = ("context", "change", "evidence")
CATEGORIES: Final = (
    "length",
    *MOVES[:4],
    "ownership",
    "order",
    *FAULTS,
    "tone",
    "fact",
    "consistency",
    "readability",
    "grammar",
    "form",
)
SEVERITIES: Final = ("error", "warning", "info")
CONFIDENCES: Final = ("high", "medium", "low")

#: Where a calibrated probability becomes medium (more likely than not) and high (nine in ten).
MEDIUM: Final = 0.5
HIGH: Final = 0.9


def confidence_of(probability: float) -> Confidence:
    """The level of a calibrated probability."""
    if probability >= HIGH:
        return "high"
    return "medium" if probability >= MEDIUM else "low"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that show a move or a fault: code points of the draft, and how likely the reader is right, 0 to 1."""

    category: str
    start: int
    end: int
    probability: float

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)

    @property
    def confidence(self) -> Confidence:
        """Its level."""
        return confidence_of(self.probability)


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding speaks of, with what is there; `path` and `draft` where it is in another draft."""

    start: int
    end: int
    message: str
    path: str | None = None
    draft: Draft | None = None


@dataclass(frozen=True, slots=True)
class Raised:
    """What a check says before the rule's words are put to it.

    `slots` fill the message's placeholders, `variant` picks another of the rule's messages, `severity`
    takes the place of the rule's own. `doubted` words are hidden until the reader is sure of them, and no general rule
    speaks of them in the meantime.
    """

    start: int
    end: int
    confidence: Confidence
    slots: Mapping[str, str] = field(default_factory=dict)
    severity: Severity | None = None
    variant: str | None = None
    related: tuple[Related, ...] = ()
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `start` and `end` are code points; `source[start:end] == excerpt`.

    `bare` is the message with no words of the draft in it, for reports that end up on a server.
    """

    rule: str
    name: str
    category: str
    severity: Severity
    confidence: Confidence
    message: str
    start: int
    end: int
    excerpt: str
    url: str
    related: tuple[Related, ...] = ()
    bare: str = ""
    # What the check said, where the finding is a rule's.
    raised: Raised | None = field(default=None, compare=False, repr=False)


def at_least(findings: Iterable[Finding], confidence: Confidence) -> tuple[Finding, ...]:
    """Those of at least this confidence, in their order."""
    levels = CONFIDENCES[: CONFIDENCES.index(confidence) + 1]
    return tuple(finding for finding in findings if finding.confidence in levels)


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentences that explain a setback.

    `moves` holds the marks of each of the five moves (`context` is what reports call the cause), `missing` the moves
    that are not there, `unsure` those that the reader cannot tell about, `optional` those of change and ownership that
    this story does not owe: none where no cause is told.
    """

    start: int
    end: int
    sentences: int
    words: int
    moves: Mapping[str, tuple[Mark, ...]]
    missing: tuple[str, ...]
    unsure: tuple[str, ...]
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One draft's passages and findings, in the order of the text.

    Findings of low confidence, which reports hide, are among them. `whole` says that all of the draft was taken for the
    explanation, `partial` that not every rule was asked, or some findings were left. `error` is what the command line
    says of a draft that it could not read; there is no `draft` then.
    """

    path: str
    profile: str
    draft: Draft | None = None
    passages: tuple[Passage, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: str | None = None
    whole: bool = False
    partial: bool = False
