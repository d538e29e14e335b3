"""What every check type is made of, and the few things that several of them do."""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from ..draft import Span
from ..extract import exams_named
from ..findings import CONFIDENCES, Confidence, Raised
from ..lexicon import Hit
from ..reading import Around, Reading
from ..rule import PASSAGE_SCOPES, Rule
from ._guards import GUARDS

#: `check(reading, rule, around)`: pure; a rule of scope document or set gets `reading=None`, once a draft.
Run = Callable[[Reading | None, Rule, Around], Iterator[Raised]]
PassageRun = Callable[[Reading, Rule, Around], Iterator[Raised]]

_NO = re.compile(
    r"\b(?:no|never|without|nothing|zero|any)\s+(?:\w+\s+)?(?:(?:was|were|has\s+been)\s+(?:\w+\s+or\s+)?)?$",
    re.IGNORECASE,
)


class Options(BaseModel):
    """Options of a check type; unknown ones are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Check:
    """A check type: its options, its function, the placeholders that its messages may use, and its variants.

    A variant is a case that may have a message of its own, under `messages`. `heeds` are those of a rule's keys
    `guards`, `confidence` and `general` that it looks at, `scopes` those that its rules may have; `of_record` says that
    it speaks only where the writer's own record is at hand.
    """

    options: type[Options]
    run: Run
    slots: frozenset[str]
    variants: frozenset[str] = frozenset()
    heeds: frozenset[str] = frozenset()
    scopes: tuple[str, ...] = (*PASSAGE_SCOPES, "document")
    of_record: bool = False


def lexicons(description: str, *, required: bool = False) -> tuple[str, ...]:
    """An option that names lexicons."""
    default: Any = ... if required else ()
    made: tuple[str, ...] = Field(default, description=description, json_schema_extra={"lexicon": True})
    return made


def in_passages(
    run: PassageRun,
    options: type[Options],
    slots: Collection[str] = (),
    variants: Collection[str] = (),
    heeds: Collection[str] = (),
) -> Check:
    """A check that looks at one passage at a time and is silent where there is none."""

    def each(reading: Reading | None, rule: Rule, around: Around) -> Iterator[Raised]:
        return iter(()) if reading is None else run(reading, rule, around)

    return Check(options, each, frozenset(slots), frozenset(variants), frozenset(heeds), PASSAGE_SCOPES)


def in_documents(
    run: Callable[[Rule, Around], Iterator[Raised]],
    options: type[Options],
    slots: Collection[str] = (),
    variants: Collection[str] = (),
    heeds: Collection[str] = (),
    scopes: tuple[str, ...] = ("document",),
) -> Check:
    """A check that looks at the whole draft, once."""

    def once(_: Reading | None, rule: Rule, around: Around) -> Iterator[Raised]:
        return run(rule, around)

    return Check(options, once, frozenset(slots), frozenset(variants), frozenset(heeds), scopes)


def unguarded(hits: list[Hit], rule: Rule, reading: Reading) -> list[Hit]:
    """The hits that none of the rule's guards cancels."""
    return [hit for hit in hits if not any(GUARDS[g](hit, reading, rule.rescued_by) for g in rule.guards)]


def surer(one: Confidence, other: Confidence) -> Confidence:
    """The higher of two levels."""
    return min(one, other, key=CONFIDENCES.index)


def nothing_failed(reading: Reading, away: tuple[str, ...], failed_in: tuple[str, ...]) -> bool:
    """Whether the sentences of setback or cause, or those beside them, have words of a time away or a longer way, the
    passage none of a failure, and the setback names no exam.

    "No failure" and "never failed" are no words of one.
    """
    setback = [mark.span for mark in reading.clear("setback")]
    spans = (*setback, *(mark.span for mark in reading.clear("context")))
    told = {n for s in spans for n in range(reading.sentence(s.start) - 1, reading.sentence(s.end - 1) + 2)}
    if not any(reading.sentence(hit.start) in told for hit in reading.hits(*away)):
        return False
    failed = any(not _NO.search(reading.plain, reading.span.start, hit.start) for hit in reading.hits(*failed_in))
    return not failed and not exams_named(reading.plain, setback)


def span_of(hit: Hit) -> Span:
    """Where a hit stands."""
    return Span(hit.start, hit.end)
