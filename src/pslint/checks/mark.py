"""Words that the reader marks as a fault, and which kind of it the lists make them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby
from typing import Literal

from pydantic import Field

from ..draft import Span
from ..findings import HIGH, MEDIUM, Confidence, Mark, Move, Raised, Severity
from ..lexicon import Hit
from ..reading import Around, Reading
from ..rule import Rule
from ..text.english import is_function_words
from ._base import Options, in_passages, lexicons, span_of, surer, unguarded

_APART = 2
#: What a list marks too is told from here on, though with medium confidence.
_DOUBLED = 0.25
#: What opens the facts, how near behind it they begin, in code points, and the moves that are facts.
_OPENED = re.compile(r"\s*(?::|--?|\()\s*")
_AT_ONCE = 12
_FACTS = ("context", "change", "evidence")
_TURNS = re.compile(r"\b(?:but|yet|although|though|however|while)\b", re.IGNORECASE)
#: From here a move is surely told.
_SURELY = 0.75


class MarkOptions(Options):
    """A category of the reader; without lists the rule is the category's general one."""

    category: Literal["vague", "defensive", "blame", "melodrama", "cliche"]
    words: tuple[str, ...] = lexicons("words that make the marked words this rule's kind")
    alone: tuple[str, ...] = lexicons("of these, words that the reader does not mark are told all the same, once")
    subject: tuple[str, ...] = lexicons("and who or what must stand before them in the sentence")
    within: int = Field(6, ge=1, description="at most so many words before")
    reach: Literal["words", "sentence"] = Field("words", description="where a list's words count as the marked ones")
    unless: tuple[str, ...] = lexicons("words that make marked words no fault of the general rule")
    told_at_once: bool = Field(False, description="silent where a cause, a change or a result follows right behind")
    doubted_by: Move | None = Field(
        None, description="where the passage surely tells this move, marked words are hidden until the reader is sure"
    )
    beside: Move | None = Field(None, description="variant `beside` where the passage surely tells this move")
    few: int = Field(3, ge=0, description="so few words that no list explains are hidden until the reader is sure")
    warn_from: int | None = Field(None, ge=2, description="a warning when the passage has so many")


def run(reading: Reading, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on marked words of this kind; on a list's words alone with low confidence."""
    options: MarkOptions = rule.options
    if rule.general:
        raised = list(_general(reading, options))
        # Two marks in one sentence may be one thing said; two phrases of a list are two.
        count = len({reading.sentence(r.start) for r in raised if r.confidence != "low"})
    else:
        told = list(_of_kind(reading, rule, options))
        raised = [r for r, _ in told]
        count = sum(phrases for r, phrases in told if r.confidence != "low")
    many = options.warn_from is not None and count >= options.warn_from
    # Where the fault prevails, nothing that is told beside it makes up for it.
    beside = options.beside and not many and reading.presence[options.beside] >= _SURELY
    for item in raised:
        severity = "warning" if many else item.severity
        yield replace(item, severity=severity, variant="beside" if beside else None)


def _general(reading: Reading, options: MarkOptions) -> Iterator[Raised]:
    """What no list explains is a hint until the reader is sure; few words tell little, and "not it" nothing at all."""
    fine = [span_of(hit) for hit in reading.hits(*options.unless)]
    for mark in reading.marks[options.category]:
        words = reading.text(mark.span)
        if is_function_words(words) or any(_is_no_more_than(mark.span, place, reading) for place in fine):
            continue
        if options.told_at_once and _is_told_at_once(mark, reading):
            continue
        severity: Severity | None = None if mark.confidence == "high" else "info"
        confidence = mark.confidence if severity is None or len(words.split()) > options.few else "low"
        yield Raised(mark.start, mark.end, confidence, {"match": words}, severity)


def _is_no_more_than(span: Span, fine: Span, reading: Reading) -> bool:
    """Whether marked words overlap those that are none of the fault, and do not turn behind them: "..., but it ..."."""
    return span.overlaps(fine) and not _TURNS.search(reading.plain, fine.end, max(fine.end, span.end))


def _is_told_at_once(mark: Mark, reading: Reading) -> bool:
    """Whether the facts begin right behind a colon, a dash or a bracket: "I changed it all: I met a tutor weekly"."""
    opened = _OPENED.match(reading.plain, mark.end, reading.span.end)
    if opened is None:
        return False
    begun = [other.start for move in _FACTS for other in reading.clear(move)]
    return any(opened.end() <= start < opened.end() + _AT_ONCE for start in begun)


def _of_kind(reading: Reading, rule: Rule, options: MarkOptions) -> Iterator[tuple[Raised, int]]:
    """What a list's words and the reader's marks say together, and of how many phrases; in one mark's sentence once."""
    hits = unguarded(reading.hits(*options.words), rule, reading)
    subjects = {hit: _subject(hit, reading, options) for hit in hits}
    if options.subject:
        hits = [hit for hit in hits if subjects[hit]]
    used: set[Hit] = set()
    said = False
    doubted = options.doubted_by is not None and reading.presence[options.doubted_by] >= _SURELY

    def by_list(near: Sequence[Hit]) -> Confidence:
        told = not said and any(hit.lexicon in options.alone for hit in near)
        return "medium" if told else rule.confidence or "low"

    for mark in reading.marks[options.category]:
        own = [hit for hit in hits if hit not in used and _meets(hit, mark, reading, options)]
        used.update(own)
        for near in _by_sentence(own, reading):
            span = Span(min(h.start for h in near), max(h.end for h in near))
            slots = _slots(span, subjects[near[0]], reading)
            if doubted and mark.probability < HIGH:
                yield Raised(span.start, span.end, "low", slots, doubted=True), _phrases(near, reading)
                continue
            confidence = surer(_two_witnesses(mark), by_list(near))
            said = said or confidence != "low"
            yield Raised(span.start, span.end, confidence, slots), _phrases(near, reading)
    for hit in hits:
        if hit not in used:
            confidence = by_list([hit])
            said = said or confidence != "low"
            yield Raised(hit.start, hit.end, confidence, _slots(span_of(hit), subjects[hit], reading)), 1


def _by_sentence(hits: list[Hit], reading: Reading) -> list[list[Hit]]:
    return [list(near) for _, near in groupby(hits, key=lambda hit: reading.sentence(hit.start))]


def _phrases(hits: list[Hit], reading: Reading) -> int:
    """How many places these are: hits that touch or stand at most two words apart are one."""
    ends = accumulate((hit.end for hit in hits), max)
    gaps = (reading.plain[end : hit.start] for end, hit in zip(ends, hits[1:], strict=False))
    return 1 + sum(len(gap.split()) > _APART for gap in gaps)


def _two_witnesses(mark: Mark) -> Confidence:
    """Reader and list agree: high; where the reader alone would stay silent, medium at most."""
    if mark.probability >= MEDIUM:
        return "high"
    return "medium" if mark.probability >= _DOUBLED else "low"


def _meets(hit: Hit, mark: Mark, reading: Reading, options: MarkOptions) -> bool:
    if options.reach == "sentence":
        return reading.sentence(hit.start) == reading.sentence(mark.start)
    return mark.span.overlaps(span_of(hit))


def _subject(hit: Hit, reading: Reading, options: MarkOptions) -> Hit | None:
    sentence = reading.sentence(hit.start)
    for other in reversed(reading.hits(*options.subject)):
        near = other.end <= hit.start and len(reading.plain[other.end : hit.start].split()) <= options.within
        if near and reading.sentence(other.start) == sentence:
            return other
    return None


def _slots(span: Span, subject: Hit | None, reading: Reading) -> dict[str, str]:
    return {"match": reading.text(span), "subject": reading.text(span_of(subject)) if subject else ""}


CHECK = in_passages(
    run, MarkOptions, {"match", "subject"}, variants={"beside"}, heeds={"guards", "confidence", "general"}
)
