"""Sentences too long to take in at one reading."""

import re
from collections.abc import Iterator

from pydantic import Field

from ..draft import Span
from ..findings import Raised, Severity
from ..reading import Around, Reading
from ..rule import Rule
from ..text.sentences import count_words
from ._base import Options, in_passages

# Short items between commas are taken in one by one: three or more of them allow a longer sentence.
_ITEM_WORDS = 4
_ITEMS = 3


class SentenceLengthOptions(Options):
    """Lengths in words; a semicolon ends what is counted as one, and a list of short items adds `list_allowance`."""

    info: int = Field(52, ge=1, description="from so many words, info")
    warn: int = Field(60, ge=1, description="from so many words, the rule's severity")
    list_allowance: float = Field(0.25, ge=0, le=1, description="how much longer a list of short items may be")


def run(reading: Reading, rule: Rule, around: Around) -> Iterator[Raised]:
    """Raise on each sentence, or part between semicolons, that is too long."""
    options: SentenceLengthOptions = rule.options
    for sentence in reading.sentences:
        for part in _parts(reading, sentence):
            count = count_words(reading.plain, part.start, part.end)
            factor = 1 + options.list_allowance if _is_list(reading.text(part)) else 1
            if count >= options.info * factor:
                severity: Severity | None = None if count >= options.warn * factor else "info"
                yield Raised(part.start, part.end, "high", {"n": str(count)}, severity)


def _parts(reading: Reading, sentence: Span) -> Iterator[Span]:
    start = sentence.start
    for match in re.finditer(r";\s*", reading.text(sentence)):
        yield Span(start, sentence.start + match.start())
        start = sentence.start + match.end()
    if start < sentence.end:
        yield Span(start, sentence.end)


def _is_list(text: str) -> bool:
    """Whether at least three short items stand between its commas."""
    inner = text.split(",")[1:-1]
    return sum(0 < count_words(item) <= _ITEM_WORDS for item in inner) >= _ITEMS - 1


CHECK = in_passages(run, SentenceLengthOptions, {"n"})
