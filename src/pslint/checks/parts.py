"""A passage so short that it holds too few of the parts that a reader looks for."""

from collections.abc import Iterator

from pydantic import Field

from ..findings import Move, Raised
from ..reading import Around, Reading
from ..rule import Rule
from ._base import Options, in_passages
from ._retold import is_only_named


class PartsOptions(Options):
    """`parts` are groups of moves, any of which makes the part."""

    max_words: int = Field(ge=1, description="a passage of fewer words is short")
    max_sentences: int = Field(ge=1, description="so is one of no more sentences")
    fewer_than: int = Field(ge=1, description="how many parts there must be")
    parts: tuple[tuple[Move, ...], ...]


def run(reading: Reading, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the whole passage, unless another tells what this one names."""
    options: PartsOptions = rule.options
    short = reading.words < options.max_words or len(reading.sentences) <= options.max_sentences
    found = sum(any(reading.has(move) for move in part) for part in options.parts)
    if short and reading.has("setback") and found < options.fewer_than and not is_only_named(reading, around):
        yield Raised(reading.span.start, reading.span.end, "medium")


CHECK = in_passages(run, PartsOptions)
