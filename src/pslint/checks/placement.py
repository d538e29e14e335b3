"""Where in a statement the explanation stands."""

from collections.abc import Iterator

from pydantic import Field

from ..findings import Raised
from ..reading import Around
from ..rule import Rule
from ..text.sentences import count_words
from ._base import Options, in_documents


class PlacementOptions(Options):
    """An explanation in the first paragraph of at least `paragraphs`, or in the first `part` of the words, is early."""

    paragraphs: int = Field(3, ge=2)
    part: float = Field(0.15, gt=0, lt=1)


def run(rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the first sentence of an early explanation, unless the profile allows any place."""
    options: PlacementOptions = rule.options
    blocks = [block for block in around.draft.blocks if not block.heading]
    if around.whole or around.profile.placement == "any" or not around.readings or len(blocks) < options.paragraphs:
        return
    first = around.readings[0]
    before = sum(
        count_words(around.plain, block.start, min(block.end, first.span.start))
        for block in blocks
        if block.start < first.span.start
    )
    if first.span.start < blocks[0].end or before < options.part * around.words:
        place = first.sentences[0]
        yield Raised(place.start, place.end, "high", variant="early" if before else None)


CHECK = in_documents(run, PlacementOptions, variants={"early"})
