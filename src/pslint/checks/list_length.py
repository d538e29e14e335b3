"""Lists of more items than a reader keeps in mind."""

import re
from collections.abc import Iterator

from pydantic import Field

from ..draft import Span
from ..findings import Move, Raised
from ..reading import Around, Reading
from ..rule import Rule
from ..text.sentences import words
from ._base import Options, in_passages, lexicons, span_of

_BETWEEN = re.compile(r",\s*(?:and|or|plus|as well as)\b\s*|\s+(?:and|or|plus)\s+|,(?!\d{3}\b)\s*", re.IGNORECASE)
# More words than this are a clause, not an item of a list.
_ITEM_WORDS = 5
# What has a subject of its own is a clause too.
_CLAUSE = re.compile(r"\W*(?:i|we|you|he|she|it|they|this|that|there|which|who|what)\b", re.IGNORECASE)
# "In June, …", "…, in 2023": what a comma sets off for the date is no item.
_DATE = re.compile(
    r"(?:(?:in|by|on|since|until|from)\s+)?(?:(?:january|february|march|april|may|june|july|august|september|october"
    r"|november|december)\b)?\s*\d{0,4}",
    re.IGNORECASE,
)


class ListLengthOptions(Options):
    """In a sentence with one of `moves`: fewer than `items` items in a row, and fewer than `names` names of `of`."""

    items: int = Field(5, ge=2, description="from so many items, one after the other")
    names: int = Field(4, ge=2, description="from so many different names")
    of: tuple[str, ...] = lexicons("the names")
    moves: tuple[Move, ...] = ("change", "evidence")


def run(reading: Reading, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on the list of each sentence that has too long a one."""
    options: ListLengthOptions = rule.options
    marks = [mark.span for move in options.moves for mark in reading.clear(move)]
    named = [span_of(hit) for hit in reading.hits(*options.of)]
    for sentence in reading.sentences:
        if not any(mark.overlaps(sentence) for mark in marks):
            continue
        items = _longest_list(reading, sentence)
        names = [span for span in named if span.overlaps(sentence)]
        different = {reading.text(span).lower() for span in names}
        if len(items) >= options.items:
            yield Raised(items[0].start, items[-1].end, "high", {"n": str(len(items))})
        elif len(different) >= options.names:
            yield Raised(names[0].start, names[-1].end, "high", {"n": str(len(different))})


def _longest_list(reading: Reading, sentence: Span) -> list[Span]:
    """The longest run of short items, up to the one that "and" brings in.

    The one that opens it may have the rest of its clause before it.
    """
    best: list[Span] = []
    run: list[Span] = []
    before, closed = None, False
    for piece, joined in _pieces(reading, sentence):
        text = reading.text(piece)
        item = len(words(text)) <= _ITEM_WORDS and not _CLAUSE.match(text)
        if closed or not item:
            run, closed = [], False
        if item:
            run = [*(run or ([before] if before else [])), piece]
            closed = joined
        best = max(best, run, key=len)
        before = piece
    return best


def _pieces(reading: Reading, sentence: Span) -> Iterator[tuple[Span, bool]]:
    """The pieces of a sentence, and whether "and" or the like stands before each."""
    text = reading.text(sentence)
    start, joined = 0, False
    for match in [*_BETWEEN.finditer(text), None]:
        end = match.start() if match else len(text.rstrip(".!?\"')"))
        piece = text[start:end]
        if words(piece) and not _DATE.fullmatch(piece.strip()):
            yield Span(sentence.start + start, sentence.start + end), joined
        joined = match is not None and any(char.isalpha() for char in match[0])
        start = match.end() if match else end


CHECK = in_passages(run, ListLengthOptions, {"n"})
