"""A move that is not there: reported where it belongs, or on words that stand in its place."""

import re
from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from ..draft import Span
from ..extract import tell
from ..findings import HIGH, Confidence, Mark, Move, Raised
from ..guards import neg
from ..lexicon import Hit
from ..reading import Around, Reading
from ..rule import Rule
from .base import Options, in_passages, lexicons, nothing_failed, span_of, unguarded
from .retold import other_tellings, perhaps_tellings

#: A subject, with "now" or the like, has so many words.
_SUBJECT = 2
_CLAUSE_EDGE = re.compile(r"[.,;:!?]|\b(?:and|but|since|because)\b", re.IGNORECASE)


class MissingOptions(Options):
    """Which move, and what makes its absence a matter of this rule."""

    move: Move
    words: tuple[str, ...] = lexicons("speak only where words of these lists stand in the move's place, on them")
    announced: bool = Field(False, description="the words announce it: a move that follows in their clause is none yet")
    near: tuple[str, ...] = lexicons("and only where a word of these lists follows within `within` words")
    within: int = Field(8, ge=1)
    also: tuple[str, ...] = lexicons("and only where the same sentence holds a word of these lists")
    failed: tuple[str, ...] = lexicons("speak only where the setback is told with words of these lists")
    exam: tuple[str, ...] = lexicons(
        "and only where the passage names one of these; of one that is no longer given variant `ended`, a hint"
    )
    excused_by: tuple[str, ...] = lexicons("silent where a cause is told and one of these stands in the passage")
    told_by: tuple[str, ...] = lexicons("words that are the move in the setback's sentence or right beside it")
    away: tuple[str, ...] = lexicons("words of a time away or a longer way: a hint only where nothing was failed")
    failed_in: tuple[str, ...] = lexicons("words by which something was failed")
    practice: tuple[str, ...] = lexicons("words that make a mark none of the move: variant `practice`, a warning on it")
    beside: tuple[str, ...] = lexicons("unless a word of these stands in it, too")
    needs: tuple[Move, ...] = Field((), description="moves that must be there")
    elsewhere: tuple[str, ...] = lexicons(
        "words that may be the move where they stand after the passage and in no other"
    )
    unsure: Literal["say", "leave"] = Field("say", description="a move that is perhaps there: say so, or be silent")


def run(reading: Reading, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise once: on the words of `words`, with the variant `surely` where the move is surely nowhere; else at the
    passage's last word.

    Silent where another passage about the same setback tells the move. Without `words` a move that is perhaps there
    (`unsure`, on its words), that perhaps stands further on (`elsewhere`), that is not owed (`away`), or that can no
    longer come (`ended`) is info.
    """
    options: MissingOptions = rule.options
    if not _is_missed(reading, options):
        return
    others = list(other_tellings(reading, around))
    if any(_has(other, options) for other in others):
        return
    # Of several places without it the last is where it belongs.
    if not options.words and any(o.span.start > reading.span.start and _is_missed(o, options) for o in others):
        return
    if practice := [mark for mark in reading.clear(options.move) if _is_practice(mark, reading, options)]:
        place = practice[-1].span
        yield Raised(place.start, place.end, "medium", {"match": reading.text(place)}, "warning", "practice")
        return
    probability = 1 - reading.presence[options.move]
    confidence: Confidence = "high" if probability >= HIGH else "medium"
    later = (
        options.move in reading.later
        or any(other.has(options.move) for other in perhaps_tellings(reading, around))
        or _elsewhere(reading, options, around)
    )
    if options.words:
        surely = reading.lacks(options.move) and not later
        for hit in unguarded(_standing_in(reading, options), rule, reading)[:1]:
            slots = {"match": reading.text(span_of(hit))}
            yield Raised(hit.start, hit.end, confidence, slots, variant="surely" if surely else None)
        return
    if not reading.lacks(options.move):
        if options.unsure == "say":
            best = max(reading.marks[options.move], key=lambda mark: mark.probability, default=None)
            place = best.span if best else reading.last_word
            yield Raised(place.start, place.end, "medium", severity="info", variant="unsure" if best else None)
        return
    place = reading.last_word
    if nothing_failed(reading, options.away, options.failed_in):
        yield Raised(place.start, place.end, "medium", severity="info", variant="away")
        return
    if later:
        yield Raised(place.start, place.end, "medium", severity="info", variant="elsewhere")
        return
    if options.exam and _is_no_longer_given(reading, around):
        yield Raised(place.start, place.end, "medium", severity="info", variant="ended")
        return
    yield Raised(place.start, place.end, confidence)


def _is_missed(reading: Reading, options: MissingOptions) -> bool:
    """Whether the move is not there, and it is a matter of the rule."""
    if _has(reading, options) or not all(reading.has(move) for move in options.needs):
        return False
    return _belongs(reading, options)


def _has(reading: Reading, options: MissingOptions) -> bool:
    """Whether the move is there, and not only as what words in its place announce, or as practice."""
    said = _standing_in(reading, options) if options.announced else []
    return any(
        not _is_practice(mark, reading, options) and not any(_announces(hit, mark, reading) for hit in said)
        for mark in reading.clear(options.move)
    )


def _is_practice(mark: Mark, reading: Reading, options: MissingOptions) -> bool:
    def holds(names: tuple[str, ...]) -> bool:
        return any(mark.span.overlaps(span_of(hit)) for hit in reading.hits(*names))

    return holds(options.practice) and not holds(options.beside)


def _announces(hit: Hit, mark: Mark, reading: Reading) -> bool:
    """Whether a mark begins with these words, or at most a subject before them, or later in their clause."""
    if mark.start >= hit.end:
        return not _CLAUSE_EDGE.search(reading.plain, hit.end, mark.start)
    return mark.end > hit.start and len(reading.plain[mark.start : hit.start].split()) <= _SUBJECT


def _belongs(reading: Reading, options: MissingOptions) -> bool:
    marks = reading.clear("setback")
    sentences = {reading.sentence(mark.start) for mark in marks}

    def told(names: tuple[str, ...]) -> bool:
        return any(reading.sentence(hit.start) in sentences for hit in reading.hits(*names))

    if options.failed and not told(options.failed):
        return False
    if options.exam and not reading.hits(*options.exam):
        return False
    told_by = {reading.sentence(hit.start) for hit in reading.hits(*options.told_by) if not neg(hit, reading, ())}
    if any(abs(here - there) <= 1 for here in told_by for there in sentences):
        return False
    return not (options.excused_by and reading.has("context") and reading.hits(*options.excused_by))


def _standing_in(reading: Reading, options: MissingOptions) -> list[Hit]:
    hits = [hit for hit in reading.hits(*options.words) if not hit.weak]
    if options.near:
        near = reading.hits(*options.near)
        hits = [
            hit
            for hit in hits
            if any(
                0 <= len(reading.plain[hit.end : other.start].split()) <= options.within
                for other in near
                if other.start >= hit.end
            )
        ]
    if options.also:
        places = {reading.sentence(other.start) for other in reading.hits(*options.also)}
        hits = [hit for hit in hits if reading.sentence(hit.start) in places]
    return hits


def _elsewhere(reading: Reading, options: MissingOptions, around: Around) -> bool:
    return any(
        not any(r.span.overlaps(Span(hit.start, hit.end)) for r in around.readings) and hit.start >= reading.span.end
        for name in options.elsewhere
        for hit in around.find(name)
        if not hit.weak
    )


def _is_no_longer_given(reading: Reading, around: Around) -> bool:
    """Whether all that was failed can be taken no more."""
    failed = {e.exam for e in tell(around.plain).within(reading.span).events if e.outcome == "failed" and e.exam}
    return bool(failed) and failed <= around.facts.discontinued.keys()


_VARIANTS = {"away", "elsewhere", "ended", "practice", "surely", "unsure"}

CHECK = in_passages(run, MissingOptions, {"match"}, variants=_VARIANTS)
