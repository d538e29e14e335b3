"""How much of a passage, or of a statement, goes to one thing."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

from pydantic import Field

from ..findings import MEDIUM, Move, Raised
from ..reading import Around, Reading
from ..rule import Rule
from ..text.sentences import count_words
from ._base import Check, Options

#: So many paragraphs between two passages part them.
_APART = 2


class ShareOptions(Options):
    """`of: passage` weighs sentences with only `moves` in them; `of: document` weighs the explanation itself."""

    of: Literal["passage", "document"]
    moves: tuple[Move, ...] = ()
    against: tuple[Move, ...] = ()
    above: float = Field(0.5, gt=0, le=1)
    against_below: float = Field(0.4, gt=0, le=1)
    min_words: int = Field(25, ge=1)
    min_sentences: int = Field(4, ge=1)


def run(reading: Reading | None, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the first sentence that is of `moves` alone, or on the first passage of a crowded statement."""
    options: ShareOptions = rule.options
    if options.of == "document":
        yield from _document(options, around)
    elif reading is not None:
        yield from _passage(reading, options)


def _passage(reading: Reading, options: ShareOptions) -> Iterator[Raised]:
    if reading.words < options.min_words or len(reading.sentences) < options.min_sentences:
        return
    only, against, first = 0, 0, None
    for sentence in reading.sentences:
        size = count_words(reading.plain, sentence.start, sentence.end)
        found = {
            m.category
            for ms in reading.marks.values()
            for m in ms
            if m.probability >= MEDIUM and m.span.overlaps(sentence)
        }
        if found & set(options.against):
            against += size
        # Who tells a part of one's own does not dwell on circumstances.
        elif found & set(options.moves) and not found & {"setback", "ownership"}:
            only += size
            first = first or sentence
    share = only / reading.words
    if first and share > options.above and against / reading.words < options.against_below:
        yield Raised(first.start, first.end, "medium", {"pct": str(round(100 * share)), "places": "1"})


def _document(options: ShareOptions, around: Around) -> Iterator[Raised]:
    if around.whole or not around.readings or (total := around.words) < options.min_words:
        return
    share = sum(reading.words for reading in around.readings) / total
    places = _places(around)
    if share > around.profile.share_max or places >= 2:
        first = around.readings[0]
        place = first.sentences[0]
        slots = {"pct": str(round(100 * share)), "places": str(places)}
        alone = len(around.readings) == 1 and first.is_whole
        if alone and _is_allowed(first, share, around):
            yield Raised(place.start, place.end, "high", slots, "info", "brief")
        else:
            yield Raised(place.start, place.end, "high", slots, variant="parted" if places > 1 else None)


def _is_allowed(only: Reading, share: float, around: Around) -> bool:
    """Whether a whole explanation of this length and share is no more than a hint."""
    warn, most, share_most = around.profile.limits(whole=True)
    return len(only.sentences) < warn and only.words <= most and share <= share_most


def _places(around: Around) -> int:
    """In how many places the explanation stands; a paragraph between two passages does not part them."""
    blocks = [block for block in around.draft.blocks if not block.heading]
    between = [
        sum(one.span.end <= block.start and block.end <= other.span.start for block in blocks)
        for one, other in pairwise(around.readings)
    ]
    return 1 + sum(count >= _APART for count in between)


CHECK = Check(ShareOptions, run, frozenset({"pct", "places"}), frozenset({"brief", "parted"}))
