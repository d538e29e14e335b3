"""Words that stand where a move should: intent in place of a change, an open result in place of proof."""

import re
from collections.abc import Iterator

from pydantic import Field

from ..findings import HIGH, Confidence, Mark, Move, Raised
from ..lexicon import Hit
from ..reading import Around, Reading
from ..rule import Rule
from ._absence import is_practice, stands_further_on
from ._base import Options, in_passages, lexicons, span_of, unguarded
from ._retold import other_tellings

#: A subject, with "now" or the like, has so many words.
_SUBJECT = 2
_REFUSED = re.compile(r"\s+(?:never|not)\s+(?:again\s+)?(?:fail|repeat|happen|let|disappoint)", re.IGNORECASE)
#: What is joined to a plan by a bare verb is planned, too: "I will meet a tutor and do forty questions". No word that
#: is a past as well ("read"), and none that is a noun as well but with what shows that it is none.
_BARE_VERB = (
    r"(?:ask|attend|begin|continue|do|find|finish|get|go|join|keep|make|meet|see|sit|spend|start|take|write)\b"
    r"|(?:practice|review|study|use|work)\s+(?!(?:blocks?|books?|exams?|groups?|habits|hours|plans?|questions?|schedules?"
    r"|sessions?|tests?)\b)"
)
_CLAUSE_EDGE = re.compile(
    rf"[.,;:!?]|\b(?:but|since|because)\b|\band\b(?!\s+(?:{_BARE_VERB}))",
    re.IGNORECASE,
)


class StandInOptions(Options):
    """Which move is not there, and the words that stand in its place."""

    move: Move
    words: tuple[str, ...] = lexicons("the words, strong entries alone", required=True)
    announced: bool = Field(False, description="the words announce it: a move that follows in their clause is none yet")
    proof: tuple[str, ...] = lexicons(
        "with `announced`: a mark of it among those of a change counts only with one of these"
    )
    near: tuple[str, ...] = lexicons("only where a word of these lists follows within `within` words")
    within: int = Field(8, ge=1)
    also: tuple[str, ...] = lexicons("only where the same sentence holds a word of these lists")
    practice: tuple[str, ...] = lexicons("words that make a mark none of the move")


def run(reading: Reading, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the first of the words, with the variant `surely` where the move is surely nowhere.

    Silent where the move is there, or another passage about the same setback tells it.
    """
    options: StandInOptions = rule.options
    if any(_has(told, options) for told in (reading, *other_tellings(reading, around))):
        return
    surely = reading.lacks(options.move) and not stands_further_on(options.move, reading, around)
    confidence: Confidence = "high" if 1 - reading.presence[options.move] >= HIGH else "medium"
    for hit in unguarded(_hits(reading, options), rule, reading)[:1]:
        slots = {"match": reading.text(span_of(hit))}
        yield Raised(hit.start, hit.end, confidence, slots, variant="surely" if surely else None)


def _has(reading: Reading, options: StandInOptions) -> bool:
    """Whether the move is there, and not only as what the words announce."""
    if not reading.marks[options.move]:
        return reading.has(options.move)
    hits = _hits(reading, options) if options.announced else []
    return any(
        not is_practice(mark, reading, options.practice)
        and not any(_announces(hit, mark, reading) for hit in hits)
        and not (hits and options.proof and _is_of_a_change(mark, reading, options.proof))
        for mark in reading.clear(options.move)
    )


def _is_of_a_change(mark: Mark, reading: Reading, proof: tuple[str, ...]) -> bool:
    """Whether a mark stands in a sentence that tells a change, without a word of proof: "my two weakest areas"."""
    changes = {reading.sentence(other.start) for other in reading.clear("change")}
    proven = any(mark.span.overlaps(span_of(hit)) for hit in reading.hits(*proof))
    return reading.sentence(mark.start) in changes and not proven


def _announces(hit: Hit, mark: Mark, reading: Reading) -> bool:
    """Whether a mark begins with these words, or at most a subject before them, or later in their clause."""
    if mark.start >= hit.end:
        edge = _CLAUSE_EDGE.search(reading.plain, hit.end)
        return edge is None or edge.start() >= mark.start
    return mark.end > hit.start and len(reading.plain[mark.start : hit.start].split()) <= _SUBJECT


def _hits(reading: Reading, options: StandInOptions) -> list[Hit]:
    hits = [hit for hit in reading.hits(*options.words) if not hit.weak]
    if options.announced:
        # "I will never fail again" announces nothing that will be done.
        hits = [hit for hit in hits if not _REFUSED.match(reading.plain, hit.end)]
    if options.near:
        near = reading.hits(*options.near)
        hits = [hit for hit in hits if any(_follows(other, hit, reading, options.within) for other in near)]
    if options.also:
        places = {reading.sentence(other.start) for other in reading.hits(*options.also)}
        hits = [hit for hit in hits if reading.sentence(hit.start) in places]
    return hits


def _follows(other: Hit, hit: Hit, reading: Reading, within: int) -> bool:
    return other.start >= hit.end and len(reading.plain[hit.end : other.start].split()) <= within


CHECK = in_passages(run, StandInOptions, {"match"}, variants={"surely"}, heeds={"guards"})
