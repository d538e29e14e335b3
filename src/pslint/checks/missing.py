"""A move that is not there: reported where it belongs."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from ..draft import Span
from ..extract import tell
from ..findings import HIGH, Confidence, Mark, Move, Raised
from ..reading import Around, Reading
from ..rule import Rule
from ._absence import is_practice, setback_sentences, stands_further_on, told_with
from ._base import Options, in_passages, lexicons, nothing_failed
from ._failing import tells_the_failure
from ._guards import neg
from ._retold import is_only_named, other_tellings


class MissingOptions(Options):
    """Which move, and what makes its absence a matter of this rule."""

    move: Move
    failed: tuple[str, ...] = lexicons("speak only where the setback is told with words of these lists")
    exam: tuple[str, ...] = lexicons(
        "and only where the passage names one of these; of one that is no longer given variant `ended`, a hint"
    )
    needs: tuple[Move, ...] = Field((), description="moves that must be there")
    excused_by: tuple[str, ...] = lexicons("silent where a cause is told and one of these stands in the passage")
    told_by: tuple[str, ...] = lexicons("words that are the move in the setback's sentence or right beside it")
    practice: tuple[str, ...] = lexicons("words that make a mark none of the move: variant `practice`, a warning on it")
    beside: tuple[str, ...] = lexicons("unless a word of these stands in it, too")
    away: tuple[str, ...] = lexicons(
        "words of a time away or a longer way: where nothing was failed variant `away`, a hint, or silent without it"
    )
    failed_in: tuple[str, ...] = lexicons("words by which something was failed")
    elsewhere: tuple[str, ...] = lexicons(
        "words that may be the move where they stand after the passage and in no other"
    )
    unsure: Literal["say", "leave"] = Field("say", description="a move that is perhaps there: say so, or be silent")


def run(reading: Reading, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise once, at the passage's last word; silent where another passage about the same setback tells the move.

    So it is where it was not understood what happened. A move that is perhaps there is a hint on its words
    (`unsure`), and one that perhaps stands further on (`elsewhere`), is not owed (`away`) or can no longer come
    (`ended`) is one, too; what was mere practice draws a warning on its words (`practice`).
    """
    options: MissingOptions = rule.options
    if not reading.has("setback") or not _is_missed(reading, options, around):
        return
    others = list(other_tellings(reading, around))
    if any(_told(other, options, around) for other in others):
        return
    # Of several places without it the last is where it belongs, but for one that only comes back to the setback.
    if is_only_named(reading, around):
        return
    later = [o for o in others if o.span.start > reading.span.start and not is_only_named(o, around)]
    if any(_is_missed(other, options, around) for other in later):
        return
    if practice := [mark for mark in reading.clear(options.move) if _is_practice(mark, reading, options)]:
        place = practice[-1].span
        yield Raised(place.start, place.end, "medium", {"match": reading.text(place)}, "warning", "practice")
        return
    away = nothing_failed(reading, options.away, options.failed_in)
    if away and "away" not in rule.messages:
        return
    perhaps = [mark for mark in reading.marks[options.move] if not tells_the_failure(mark, reading, around)]
    if not reading.lacks(options.move) and (perhaps or not reading.marks[options.move]):
        if options.unsure == "say":
            best = max(perhaps, key=lambda mark: mark.probability, default=None)
            place = best.span if best else reading.last_word
            yield Raised(place.start, place.end, "medium", severity="info", variant="unsure")
        return
    place = reading.last_word
    # Last of all: to see what stands elsewhere takes the words of all of the draft.
    if hint := "away" if away else _hint(reading, options, around):
        yield Raised(place.start, place.end, "medium", severity="info", variant=hint)
        return
    confidence: Confidence = "high" if 1 - reading.presence[options.move] >= HIGH else "medium"
    yield Raised(place.start, place.end, confidence)


def _hint(reading: Reading, options: MissingOptions, around: Around) -> str | None:
    """Why the absence of what was owed is a hint only, as a variant."""
    if stands_further_on(options.move, reading, around) or _elsewhere(reading, options, around):
        return "elsewhere"
    return "ended" if options.exam and _is_no_longer_given(reading, around) else None


def _is_missed(reading: Reading, options: MissingOptions, around: Around) -> bool:
    """Whether the move is not there, and it is a matter of the rule."""
    if _told(reading, options, around) or not all(reading.has(move) for move in options.needs):
        return False
    if options.failed and not told_with(reading, options.failed):
        return False
    if options.exam and not reading.hits(*options.exam):
        return False
    told_by = {reading.sentence(hit.start) for hit in reading.hits(*options.told_by) if not neg(hit, reading, ())}
    if any(abs(here - there) <= 1 for here in told_by for there in setback_sentences(reading)):
        return False
    return not (options.excused_by and reading.has("context") and reading.hits(*options.excused_by))


def _told(reading: Reading, options: MissingOptions, around: Around) -> bool:
    """Whether the move is there, and not only as practice or as what the failed attempt came to."""
    if not reading.marks[options.move]:
        return reading.has(options.move)
    return any(
        not _is_practice(mark, reading, options) and not tells_the_failure(mark, reading, around)
        for mark in reading.clear(options.move)
    )


def _is_practice(mark: Mark, reading: Reading, options: MissingOptions) -> bool:
    return is_practice(mark, reading, options.practice, options.beside)


def _elsewhere(reading: Reading, options: MissingOptions, around: Around) -> bool:
    return any(
        not any(r.span.overlaps(Span(hit.start, hit.end)) for r in around.readings) and hit.start >= reading.span.end
        for name in options.elsewhere
        for hit in around.find(name)
        if not hit.weak
    )


def _is_no_longer_given(reading: Reading, around: Around) -> bool:
    """Whether all that was failed can be taken no more."""
    failed = {e.exam for e in tell(around.plain, reading.span).events if e.outcome == "failed" and e.exam}
    return bool(failed) and failed <= around.facts.discontinued.keys()


CHECK = in_passages(run, MissingOptions, {"match"}, variants={"away", "elsewhere", "ended", "practice", "unsure"})
